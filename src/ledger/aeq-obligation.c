/* SPDX-License-Identifier: MIT */
#include "aeq-obligation.h"

#include "aeq-match.h"

/* An outflow that no reference claimed, kept for the second look. */
typedef struct
{
  AeqInstant at;
  gint64     paid;
  gboolean   day_only;
  GPtrArray *owed; /* borrowed: the obligations to its counterparty */
} Candidate;

struct _AeqObligations
{
  const AeqZone *zone;
  GPtrArray     *list;
  GHashTable    *by_reference;    /* char* to GPtrArray of AeqObligation */
  GHashTable    *by_counterparty; /* case-folded */
  GArray        *candidates;
};

static void
obligation_free (gpointer data)
{
  AeqObligation *self = data;

  g_free (self->name);
  g_free (self->counterparty);
  g_free (self->reference);
  g_free (self);
}

static GHashTable *
index_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
}

static void
index_add (GHashTable *index, const char *key, AeqObligation *obligation)
{
  GPtrArray *list = g_hash_table_lookup (index, key);

  if (list == NULL)
    g_hash_table_insert (index, g_strdup (key), list = g_ptr_array_new ());
  g_ptr_array_add (list, obligation);
}

static void
add_row (AeqObligations *self, AeqStatement *stmt)
{
  AeqObligation *obligation = g_new0 (AeqObligation, 1);
  g_autofree char *folded = NULL;

  obligation->due = aeq_statement_get_int64 (stmt, 0);
  obligation->minor = aeq_statement_get_int64 (stmt, 1);
  obligation->name = g_strdup (aeq_statement_get_text (stmt, 2));
  obligation->counterparty = g_strdup (aeq_statement_get_text (stmt, 3));
  obligation->reference = g_strdup (aeq_statement_get_text (stmt, 4));
  obligation->entered_at = aeq_statement_is_null (stmt, 5) ? AEQ_INSTANT_NONE : aeq_statement_get_int64 (stmt, 5);
  obligation->settled_at = AEQ_INSTANT_NONE;
  aeq_statement_get_id (stmt, 6, &obligation->uid);
  g_ptr_array_add (self->list, obligation);
  if (obligation->reference != NULL)
    index_add (self->by_reference, obligation->reference, obligation);
  if (obligation->counterparty == NULL)
    return;
  folded = g_utf8_casefold (obligation->counterparty, -1);
  index_add (self->by_counterparty, folded, obligation);
}

AeqObligations *
aeq_obligations_load (AeqLedger *ledger, const AeqAccount *account, AeqInstant from, AeqInstant to, GError **error)
{
  g_autoptr(AeqObligations) self = g_new0 (AeqObligations, 1);
  g_autoptr(AeqStatement) stmt = NULL;
  gboolean has_row;

  self->zone = account->zone;
  self->list = g_ptr_array_new_with_free_func (obligation_free);
  self->by_reference = index_new ();
  self->by_counterparty = index_new ();
  self->candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  stmt = aeq_store_prepare (ledger->store,
                            "SELECT due_ts, amount, name, counterparty, reference,"
                            " (SELECT MIN (at) FROM change c WHERE c.entity_uid = obligation.uid), uid FROM obligation"
                            " WHERE account_id = ?1 AND due_ts >= ?2 AND due_ts < ?3 ORDER BY due_ts, uid", error);
  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_int64 (stmt, 1, account->id);
  aeq_statement_bind_int64 (stmt, 2, from);
  aeq_statement_bind_int64 (stmt, 3, to);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&self);
      add_row (self, stmt);
    }
  return NULL;
}

void
aeq_obligations_free (AeqObligations *self)
{
  g_ptr_array_unref (self->list);
  g_hash_table_unref (self->by_reference);
  g_hash_table_unref (self->by_counterparty);
  g_array_unref (self->candidates);
  g_free (self);
}

gboolean
aeq_obligations_reach (AeqObligations *self, AeqInstant *from, AeqInstant *to)
{
  if (self->list->len == 0)
    return FALSE;
  *from = ((AeqObligation *) self->list->pdata[0])->due - AEQ_MATCH_REFERENCE_WINDOW;
  *to = ((AeqObligation *) self->list->pdata[self->list->len - 1])->due + AEQ_MATCH_REFERENCE_WINDOW;
  return TRUE;
}

static gint64
tolerance (const AeqObligation *obligation)
{
  return obligation->minor / 1000 * AEQ_MATCH_TOLERANCE_PER_MILLE;
}

static gboolean
is_near (const AeqObligation *obligation, AeqInstant at, gint64 window)
{
  return obligation->settled_at == AEQ_INSTANT_NONE && at >= obligation->due - window && at <= obligation->due + window;
}

/* A flow of the due day whose time is not known counts as in time. */
static void
pay (AeqObligations *self, AeqObligation *obligation, AeqInstant at, gint64 paid, gboolean day_only)
{
  if (!aeq_money_add (obligation->paid, paid, &obligation->paid))
    obligation->paid = G_MAXINT64;
  obligation->day_only |= day_only;
  if (obligation->paid < obligation->minor - tolerance (obligation))
    return;
  obligation->settled_at = at;
  if (day_only && aeq_zone_date (self->zone, at) == aeq_zone_date (self->zone, obligation->due))
    obligation->settled_at = MIN (at, obligation->due);
}

static gboolean
offer_reference (AeqObligations *self, const char *reference, AeqInstant at, gint64 paid, gboolean day_only)
{
  GPtrArray *owed = reference != NULL ? g_hash_table_lookup (self->by_reference, reference) : NULL;

  for (guint i = 0; owed != NULL && i < owed->len; i++)
    if (is_near (owed->pdata[i], at, AEQ_MATCH_REFERENCE_WINDOW))
      {
        pay (self, owed->pdata[i], at, paid, day_only);
        return TRUE;
      }
  return FALSE;
}

void
aeq_obligations_offer (AeqObligations *self, AeqInstant at, gint64 minor, gboolean day_only, const char *reference,
                       const char *bank_reference, const char *counterparty)
{
  g_autofree char *folded = NULL;
  Candidate candidate = { at, -minor, day_only, NULL };

  if (minor >= 0 || minor == G_MININT64 || offer_reference (self, reference, at, -minor, day_only) ||
      offer_reference (self, bank_reference, at, -minor, day_only) || counterparty == NULL ||
      g_hash_table_size (self->by_counterparty) == 0)
    return;
  folded = g_utf8_casefold (counterparty, -1);
  if ((candidate.owed = g_hash_table_lookup (self->by_counterparty, folded)) != NULL)
    g_array_append_val (self->candidates, candidate);
}

static void
settle_by_amount (AeqObligations *self, const Candidate *candidate)
{
  for (guint i = 0; i < candidate->owed->len; i++)
    {
      AeqObligation *obligation = candidate->owed->pdata[i];
      gint64 difference = obligation->minor - candidate->paid;

      if (obligation->paid == 0 && is_near (obligation, candidate->at, AEQ_MATCH_WINDOW) &&
          ABS (difference) <= tolerance (obligation))
        {
          pay (self, obligation, candidate->at, candidate->paid, candidate->day_only);
          return;
        }
    }
}

void
aeq_obligations_settle (AeqObligations *self)
{
  for (guint i = 0; i < self->candidates->len; i++)
    settle_by_amount (self, &g_array_index (self->candidates, Candidate, i));
  g_array_set_size (self->candidates, 0);
}

GPtrArray *
aeq_obligations_list (AeqObligations *self)
{
  return self->list;
}
