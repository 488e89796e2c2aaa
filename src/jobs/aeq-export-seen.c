/* SPDX-License-Identifier: MIT */
#include "aeq-export-private.h"

#define STRETCH 1024 /* flows that are read at once */

static AeqDate
day_of (const char *text)
{
  AeqDate date;

  return text != NULL && aeq_date_parse_iso (text, -1, &date) ? date : AEQ_DATE_NONE;
}

/* In the order of the columns of aeq-export-flows.c. */
static gboolean
push_entry (AeqDocument *document, const AeqFlowEntry *entry, GError **error)
{
  const AeqCell cells[] = {
    aeq_cell_text (entry->account),
    entry->timed ? aeq_cell_instant (entry->settle_ts, entry->zone) : aeq_cell_empty (),
    aeq_cell_date (day_of (entry->value_date)),
    aeq_cell_date (day_of (entry->booking_date)),
    aeq_cell_money (entry->minor, entry->currency),
    aeq_cell_text (entry->currency->code),
    aeq_cell_text (entry->category),
    aeq_cell_text (entry->counterparty),
    aeq_cell_text (entry->reference),
    aeq_cell_text (entry->bank_reference),
    aeq_cell_text (entry->narrative),
    aeq_cell_text (aeq_flow_status_name (entry->status)),
  };

  return aeq_document_row (document, cells, error);
}

static gboolean
push_stretch (AeqExport *self, AeqDocument *document, const AeqFlowIndex *index, guint first, GError **error)
{
  guint n = MIN (STRETCH, index->n - first);
  g_autoptr(GPtrArray) entries = aeq_flow_entries (self->ledger, index->ids + first, n, self->cancellable, error);

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    if (entries->pdata[i] != NULL && !push_entry (document, entries->pdata[i], error))
      return FALSE;
  aeq_progress_update (self->progress, (double) (first + n) / index->n);
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

gboolean
aeq_export_seen (AeqExport *self, AeqDocument *document, GError **error)
{
  g_autoptr(AeqFlowIndex) index = aeq_flow_index_new (self->ledger, self->request->seen, self->cancellable, error);

  if (index == NULL)
    return FALSE;
  for (guint first = 0; first < index->n; first += STRETCH)
    if (!push_stretch (self, document, index, first, error))
      return FALSE;
  return TRUE;
}
