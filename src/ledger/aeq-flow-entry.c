/* SPDX-License-Identifier: MIT */
#include "aeq-error.h"
#include "aeq-flow-browse.h"
#include "aeq-flow-version.h"
#include "aeq-words.h"

#define CANCEL_ROWS 4096

static const char ENTRY_SQL[] =
  "SELECT f.id, a.number, a.currency, a.zone, f.status, f.settle_ts, f.timed, f.value_date, f.booking_date, f.amount, f.category,"
  " f.counterparty, f.reference, f.bank_reference, f.narrative, i.name, COALESCE (f.source_line, 0), f.superseded_by IS NOT NULL, f.uid"
  " FROM flow f JOIN account a ON a.id = f.account_id LEFT JOIN import_file i ON i.id = f.import_id WHERE f.id = ?1";

static void
part_free (AeqFlowPart *part)
{
  g_free (part->amount);
  g_free (part->counterparty);
  g_free (part->reference);
  g_free (part->narrative);
  g_free (part);
}

void
aeq_flow_entry_free (AeqFlowEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->account);
  g_free (self->value_date);
  g_free (self->booking_date);
  g_free (self->category);
  g_free (self->counterparty);
  g_free (self->reference);
  g_free (self->bank_reference);
  g_free (self->narrative);
  g_free (self->file);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_free (self);
}

static char *
dup_text (AeqStatement *stmt, int column)
{
  return g_strdup (aeq_statement_get_text (stmt, column));
}

static AeqFlowEntry *
read_entry (AeqStatement *stmt, GError **error)
{
  g_autoptr(AeqFlowEntry) self = g_new0 (AeqFlowEntry, 1);

  self->id = aeq_statement_get_int64 (stmt, 0);
  self->account = dup_text (stmt, 1);
  self->currency = aeq_currency_lookup (aeq_statement_get_text (stmt, 2), -1);
  if (self->currency == NULL)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, N_("account %s has a currency that is not in ISO 4217: run check"), self->account);
      return NULL;
    }
  if ((self->zone = aeq_zone_get (aeq_statement_get_text (stmt, 3), error)) == NULL)
    return NULL;
  self->status = (AeqFlowStatus) aeq_statement_get_int64 (stmt, 4);
  self->settle_ts = aeq_statement_get_int64 (stmt, 5);
  self->timed = aeq_statement_get_int64 (stmt, 6) != 0;
  self->value_date = dup_text (stmt, 7);
  self->booking_date = dup_text (stmt, 8);
  self->minor = aeq_statement_get_int64 (stmt, 9);
  self->category = dup_text (stmt, 10);
  self->counterparty = dup_text (stmt, 11);
  self->reference = dup_text (stmt, 12);
  self->bank_reference = dup_text (stmt, 13);
  self->narrative = dup_text (stmt, 14);
  self->file = dup_text (stmt, 15);
  self->line = aeq_statement_get_int64 (stmt, 16);
  self->superseded = aeq_statement_get_int64 (stmt, 17) != 0;
  aeq_statement_get_id (stmt, 18, &self->uid);
  return g_steal_pointer (&self);
}

/* FALSE only with an error: @entry is NULL for a flow that is no longer there. */
static gboolean
load_entry (AeqStatement *stmt, gint64 id, AeqFlowEntry **entry, GError **error)
{
  gboolean has_row;

  *entry = NULL;
  aeq_statement_reset (stmt);
  aeq_statement_bind_int64 (stmt, 1, id);
  if (!aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  return !has_row || (*entry = read_entry (stmt, error)) != NULL;
}

GPtrArray *
aeq_flow_entries (AeqLedger *ledger, const gint64 *ids, guint n, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, ENTRY_SQL, error);
  g_autoptr(GPtrArray) entries = g_ptr_array_new_full (n, (GDestroyNotify) aeq_flow_entry_free);

  if (stmt == NULL)
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      AeqFlowEntry *entry;

      if ((i % CANCEL_ROWS == 0 && g_cancellable_set_error_if_cancelled (cancellable, error)) ||
          !load_entry (stmt, ids[i], &entry, error))
        return NULL;
      g_ptr_array_add (entries, entry);
    }
  return g_steal_pointer (&entries);
}

static gboolean
add_part (const AeqFlowDetail *detail, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  AeqFlowPart *part = g_new0 (AeqFlowPart, 1);
  char amount[AEQ_MONEY_TEXT_SIZE + 8];

  part->charge = detail->charge;
  if (detail->has_minor && detail->currency != NULL)
    part->amount = g_strdup_printf ("%s %s", aeq_money_format_grouped (detail->minor, detail->currency->exponent, amount),
                                    detail->currency->code);
  part->counterparty = g_strdup (detail->counterparty);
  part->reference = g_strdup (detail->reference != NULL ? detail->reference : detail->bank_reference);
  part->narrative = g_strdup (detail->narrative);
  g_ptr_array_add (user_data, part);
  return TRUE;
}

AeqFlowEntry *
aeq_flow_entry_load (AeqLedger *ledger, gint64 id, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, ENTRY_SQL, error);
  g_autoptr(AeqFlowEntry) entry = NULL;

  if (stmt == NULL || !load_entry (stmt, id, &entry, error))
    return NULL;
  if (entry == NULL)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND, N_("this flow is no longer in the ledger: refresh"));
      return NULL;
    }
  entry->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  if (!aeq_flow_detail_foreach (ledger->store, &entry->uid, add_part, entry->parts, error))
    return NULL;
  return g_steal_pointer (&entry);
}

char *
aeq_flow_entry_when (const AeqFlowEntry *self)
{
  char day[AEQ_DATE_TEXT_SIZE];
  gint64 time_of_day;
  AeqDate date;

  aeq_zone_to_local (self->zone, self->settle_ts, &date, &time_of_day);
  aeq_date_format (date, day);
  if (!self->timed)
    return g_strdup (day);
  return g_strdup_printf ("%s %02d:%02d", day, (int) (time_of_day / AEQ_HOUR), (int) (time_of_day % AEQ_HOUR / AEQ_MINUTE));
}
