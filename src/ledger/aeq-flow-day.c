/* SPDX-License-Identifier: MIT */
#include "aeq-flow-day.h"

#include "aeq-error.h"
#include "aeq-words.h"

typedef struct
{
  gint64        account;
  AeqFlowStatus status;
  AeqDate       day;
} Key;

typedef struct
{
  Key    key;
  gint64 n;
  gint64 credit;
  gint64 debit;
} Total;

struct _AeqDayTotals
{
  GHashTable *totals; /* Key (inside the Total) -> Total */
  Total      *last;   /* files come in date order: the next flow is mostly of the same day */
};

static guint
key_hash (gconstpointer data)
{
  const Key *key = data;

  return (guint) (key->account * 2654435761u) ^ ((guint) key->day * 40503u) ^ (guint) key->status;
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  const Key *x = a;
  const Key *y = b;

  return x->account == y->account && x->status == y->status && x->day == y->day;
}

AeqDayTotals *
aeq_day_totals_new (void)
{
  AeqDayTotals *self = g_new0 (AeqDayTotals, 1);

  self->totals = g_hash_table_new_full (key_hash, key_equal, NULL, g_free);
  return self;
}

void
aeq_day_totals_free (AeqDayTotals *self)
{
  g_hash_table_unref (self->totals);
  g_free (self);
}

static Total *
find_total (AeqDayTotals *self, gint64 account, AeqFlowStatus status, AeqDate day)
{
  Key key = { account, status, day };
  Total *total;

  if (self->last != NULL && key_equal (&self->last->key, &key))
    return self->last;
  if ((total = g_hash_table_lookup (self->totals, &key)) == NULL)
    {
      total = g_new0 (Total, 1);
      total->key = key;
      g_hash_table_insert (self->totals, &total->key, total);
    }
  return self->last = total;
}

static gboolean
overflow (GError **error)
{
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW, N_("the sum of a day's flows is too large to keep"));
  return FALSE;
}

gboolean
aeq_day_totals_add (AeqDayTotals *self, gint64 account, AeqFlowStatus status, AeqDate day, gint64 minor, int factor,
                    GError **error)
{
  Total *total = find_total (self, account, status, day);
  gint64 *sum = minor >= 0 ? &total->credit : &total->debit;

  total->n += factor;
  /* The smallest number has no positive counterpart. */
  return (minor != G_MININT64 && aeq_money_add (*sum, ABS (minor) * factor, sum)) || overflow (error);
}

static void
bind_key (AeqStatement *stmt, const Key *key)
{
  char day[AEQ_DATE_TEXT_SIZE];

  aeq_statement_bind_int64 (stmt, 1, key->account);
  aeq_statement_bind_int64 (stmt, 2, key->status);
  aeq_statement_bind_text (stmt, 3, aeq_date_format (key->day, day));
}

static gboolean
write_total (AeqStatement *stmt, const Total *total, GError **error)
{
  g_autoptr(GError) local = NULL;

  bind_key (stmt, &total->key);
  aeq_statement_bind_int64 (stmt, 4, total->n);
  aeq_statement_bind_int64 (stmt, 5, total->credit);
  aeq_statement_bind_int64 (stmt, 6, total->debit);
  if (aeq_statement_run (stmt, &local))
    return TRUE;
  /* A sum beyond 64 bits is no whole number any more, which the column refuses. */
  if (g_error_matches (local, AEQ_STORE_ERROR, AEQ_STORE_ERROR_CONSTRAINT))
    return overflow (error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* A day that has lost its last flow has no row. One that has only gained some is not looked at. */
static gboolean
clear_total (AeqStatement *stmt, const Total *total, GError **error)
{
  if (total->n > 0)
    return TRUE;
  bind_key (stmt, &total->key);
  return aeq_statement_run (stmt, error);
}

gboolean
aeq_day_totals_flush (AeqDayTotals *self, AeqStore *store, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    store,
    "INSERT INTO flow_day (account_id, status, day, n, credit, debit) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
    " ON CONFLICT (account_id, status, day) DO UPDATE SET n = flow_day.n + excluded.n,"
    " credit = flow_day.credit + excluded.credit, debit = flow_day.debit + excluded.debit", error);
  g_autoptr(AeqStatement) clear = aeq_store_prepare (
    store, "DELETE FROM flow_day WHERE account_id = ?1 AND status = ?2 AND day = ?3 AND n = 0", error);
  GHashTableIter iter;
  gpointer total;

  if (stmt == NULL || clear == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, self->totals);
  while (g_hash_table_iter_next (&iter, NULL, &total))
    if (!write_total (stmt, total, error) || !clear_total (clear, total, error))
      return FALSE;
  g_hash_table_remove_all (self->totals);
  self->last = NULL;
  return TRUE;
}

static gboolean
row_agrees (AeqDayTotals *self, gint64 account, AeqStatement *stmt)
{
  Key key = { account, (AeqFlowStatus) aeq_statement_get_int64 (stmt, 0), AEQ_DATE_NONE };
  const Total *total;

  aeq_date_parse_iso (aeq_statement_get_text (stmt, 1), -1, &key.day);
  total = g_hash_table_lookup (self->totals, &key);
  return total != NULL && total->n == aeq_statement_get_int64 (stmt, 2) && total->credit == aeq_statement_get_int64 (stmt, 3) &&
         total->debit == aeq_statement_get_int64 (stmt, 4);
}

gboolean
aeq_day_totals_compare (AeqDayTotals *self, AeqStore *store, const AeqAccount *account, GPtrArray *problems, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    store, "SELECT status, day, n, credit, debit FROM flow_day WHERE account_id = ?1 ORDER BY status, day", error);
  gboolean has_row;
  guint n = 0;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, account->id);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        {
          if (n != g_hash_table_size (self->totals))
            g_ptr_array_add (problems, g_strdup_printf ("account %s has days without a stored sum", account->number));
          return TRUE;
        }
      n++;
      if (!row_agrees (self, account->id, stmt))
        g_ptr_array_add (problems, g_strdup_printf ("account %s: the stored sum of %s differs from its flows", account->number,
                                                    aeq_statement_get_text (stmt, 1)));
    }
  return FALSE;
}

static gboolean
find_account (AeqStore *store, const char *uid_text, gint64 *id, const AeqZone **zone, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (store, "SELECT id, zone FROM account WHERE uid = ?1", error);
  gboolean has_row;
  AeqId uid;

  if (stmt == NULL)
    return FALSE;
  if (!aeq_id_parse (uid_text, &uid))
    return FALSE;
  aeq_statement_bind_id (stmt, 1, &uid);
  if (!aeq_statement_step (stmt, &has_row, error) || !has_row)
    return FALSE;
  *id = aeq_statement_get_int64 (stmt, 0);
  return (*zone = aeq_zone_get (aeq_statement_get_text (stmt, 1), error)) != NULL;
}

gboolean
aeq_flow_day_apply (AeqStore *store, JsonObject *flow, int factor, GError **error)
{
  g_autoptr(AeqDayTotals) totals = aeq_day_totals_new ();
  const AeqZone *zone;
  gint64 account;

  if (!find_account (store, json_object_get_string_member (flow, "account_id"), &account, &zone, error))
    return FALSE;
  return aeq_day_totals_add (totals, account, (AeqFlowStatus) json_object_get_int_member (flow, "status"),
                             aeq_zone_date (zone, json_object_get_int_member (flow, "settle_ts")),
                             json_object_get_int_member (flow, "amount"), factor, error) &&
         aeq_day_totals_flush (totals, store, error);
}

/* A flow of which only the day is known stands at local noon: it keeps its day and its time in the new zone. */
static gboolean
move_days (AeqStore *store, gint64 account, const AeqZone *from, const AeqZone *to, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    store, "SELECT id, settle_ts FROM flow WHERE account_id = ?1 AND timed = 0 ORDER BY id", error);
  g_autoptr(AeqStatement) update = aeq_store_prepare (store, "UPDATE flow SET settle_ts = ?2 WHERE id = ?1", error);
  gboolean has_row;

  if (stmt == NULL || update == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, account);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      gint64 time_of_day;
      AeqDate day;

      if (!has_row)
        return TRUE;
      aeq_zone_to_local (from, aeq_statement_get_int64 (stmt, 1), &day, &time_of_day);
      aeq_statement_bind_int64 (update, 1, aeq_statement_get_int64 (stmt, 0));
      aeq_statement_bind_int64 (update, 2, aeq_zone_from_local (to, day, time_of_day));
      if (!aeq_statement_run (update, error))
        return FALSE;
    }
  return FALSE;
}

static gboolean
sum_again (AeqStore *store, gint64 account, const AeqZone *zone, GError **error)
{
  g_autoptr(AeqDayTotals) totals = aeq_day_totals_new ();
  g_autoptr(AeqStatement) clear = aeq_store_prepare (store, "DELETE FROM flow_day WHERE account_id = ?1", error);
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    store, "SELECT status, settle_ts, amount FROM flow WHERE account_id = ?1", error);
  gboolean has_row;

  if (clear == NULL || stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (clear, 1, account);
  aeq_statement_bind_int64 (stmt, 1, account);
  if (!aeq_statement_run (clear, error))
    return FALSE;
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return aeq_day_totals_flush (totals, store, error);
      if (!aeq_day_totals_add (totals, account, (AeqFlowStatus) aeq_statement_get_int64 (stmt, 0),
                               aeq_zone_date (zone, aeq_statement_get_int64 (stmt, 1)), aeq_statement_get_int64 (stmt, 2), 1,
                               error))
        return FALSE;
    }
  return FALSE;
}

gboolean
aeq_flow_day_change_zone (AeqStore *store, gint64 account, const AeqZone *from, const AeqZone *to, GError **error)
{
  return move_days (store, account, from, to, error) && sum_again (store, account, to, error);
}

#define CANCEL_ROWS 4096

gboolean
aeq_flow_day_remove_import (AeqStore *store, gint64 import_id, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqDayTotals) totals = aeq_day_totals_new ();
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    store,
    "SELECT f.account_id, f.status, f.settle_ts, f.amount, a.zone FROM flow f JOIN account a ON a.id = f.account_id"
    " WHERE f.import_id = ?1", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, import_id);
  for (guint64 n = 1; aeq_statement_step (stmt, &has_row, error); n++)
    {
      const AeqZone *zone;

      if (!has_row)
        return aeq_day_totals_flush (totals, store, error);
      if (n % CANCEL_ROWS == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if ((zone = aeq_zone_get (aeq_statement_get_text (stmt, 4), error)) == NULL ||
          !aeq_day_totals_add (totals, aeq_statement_get_int64 (stmt, 0), (AeqFlowStatus) aeq_statement_get_int64 (stmt, 1),
                               aeq_zone_date (zone, aeq_statement_get_int64 (stmt, 2)), aeq_statement_get_int64 (stmt, 3), -1,
                               error))
        return FALSE;
    }
  return FALSE;
}
