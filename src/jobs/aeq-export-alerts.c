/* SPDX-License-Identifier: MIT */
#include "aeq-export-private.h"

#include "aeq-alert-words.h"

static const AeqColumn COLUMNS[] = {
  { "id", "Id", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "state", "State", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "severity", "Severity", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "kind", "Kind", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "account", "Account", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "what", "What", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "amount", "Amount", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "currency", "Currency", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "raised_at", "Raised (local)", AEQ_CELL_INSTANT, AEQ_COLUMN_NORMAL },
  { "resolved_at", "Resolved (local)", AEQ_CELL_INSTANT, AEQ_COLUMN_NORMAL },
  { "acknowledged_by", "Acknowledged by", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "note", "Note", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
};
static const AeqTable TABLE = { "alerts", "Alerts", COLUMNS, G_N_ELEMENTS (COLUMNS) };

static gboolean
push (AeqExport *self, AeqDocument *document, const AeqAlert *alert, GError **error)
{
  g_autofree char *what = aeq_alert_what (alert, &AEQ_ALERT_PLAIN, self->ledger->now);
  gboolean has_amount = alert->minor != AEQ_ALERT_NO_AMOUNT && alert->currency != NULL;
  char id[AEQ_ID_TEXT_SIZE];

  return aeq_document_row (document,
                           (const AeqCell[G_N_ELEMENTS (COLUMNS)]){
                             aeq_cell_text (aeq_id_format (&alert->uid, id)),
                             aeq_cell_text (aeq_alert_state_name (alert)),
                             aeq_cell_text (aeq_alert_severity_name (alert->severity)),
                             aeq_cell_text (aeq_alert_kind_name (alert->kind)),
                             aeq_cell_text (alert->number),
                             aeq_cell_text (what),
                             has_amount ? aeq_cell_money (alert->minor, alert->currency) : aeq_cell_empty (),
                             aeq_cell_text (has_amount ? alert->currency->code : NULL),
                             aeq_cell_instant (alert->raised_at, alert->zone),
                             aeq_cell_instant (alert->resolved_at, alert->zone),
                             aeq_cell_text (alert->author),
                             aeq_cell_text (alert->note),
                           },
                           error);
}

static gboolean
wants (const AeqExport *self, const AeqAlert *alert)
{
  return self->request->account == NULL || !alert->has_account || aeq_id_equal (&self->request->account->uid, &alert->account);
}

gboolean
aeq_export_alerts (AeqExport *self, GError **error)
{
  const AeqDocumentInfo info = { .title = "Alerts", .source = &self->source.source, .rows_only = TRUE };
  g_autoptr(GPtrArray) list = aeq_alert_list (self->ledger, !self->request->open_only, self->request->limit, error);
  g_autoptr(AeqDocument) document = list != NULL ? aeq_export_open (self, &info, error) : NULL;

  if (document == NULL || !aeq_document_begin_table (document, &TABLE, error))
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    if (wants (self, list->pdata[i]) && !push (self, document, list->pdata[i], error))
      return FALSE;
  return aeq_document_end_table (document, error) && aeq_document_finish (document, self->cancellable, error);
}
