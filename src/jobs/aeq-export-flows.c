/* SPDX-License-Identifier: MIT */
#include "aeq-export-private.h"

#include "aeq-flow-list.h"

/* The columns of the import template, in its order. */
static const AeqColumn COLUMNS[] = {
  { "account", "Account", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "settle_ts", "Settles (local)", AEQ_CELL_INSTANT, AEQ_COLUMN_NORMAL },
  { "value_date", "Value date", AEQ_CELL_DATE, AEQ_COLUMN_NORMAL },
  { "booking_date", "Booked", AEQ_CELL_DATE, AEQ_COLUMN_DETAIL },
  { "amount", "Amount", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "currency", "Currency", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "category", "Category", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "counterparty", "Counterparty", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "reference", "Reference", AEQ_CELL_TEXT, AEQ_COLUMN_DETAIL },
  { "bank_reference", "Bank reference", AEQ_CELL_TEXT, AEQ_COLUMN_DETAIL },
  { "narrative", "Narrative", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "status", "Status", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
};
static const AeqTable TABLE = { "flows", "Flows", COLUMNS, G_N_ELEMENTS (COLUMNS) };

typedef struct
{
  AeqExport   *export;
  AeqDocument *document;
  gint64       total; /* of the ledger: how far it can be at most */
  gint64       n;
} Push;

static gboolean
push_flow (const AeqFlow *flow, const AeqId *uid G_GNUC_UNUSED, const AeqId *superseded_by G_GNUC_UNUSED,
           gpointer user_data, GError **error)
{
  Push *push = user_data;
  const AeqAccount *account = g_hash_table_lookup (push->export->by_id, &flow->account);
  const AeqCell cells[G_N_ELEMENTS (COLUMNS)] = {
    aeq_cell_text (account->number),
    flow->day_only ? aeq_cell_empty () : aeq_cell_instant (flow->settle_ts, account->zone),
    aeq_cell_date (flow->value_date),
    aeq_cell_date (flow->booking_date),
    aeq_cell_money (flow->minor, account->currency),
    aeq_cell_text (account->currency->code),
    aeq_cell_text (flow->category),
    aeq_cell_text (flow->counterparty),
    aeq_cell_text (flow->reference),
    aeq_cell_text (flow->bank_reference),
    aeq_cell_text (flow->narrative),
    aeq_cell_text (aeq_flow_status_name (flow->status)),
  };

  if (++push->n % 4096 == 0)
    aeq_progress_update (push->export->progress, (double) push->n / (double) push->total);
  return aeq_document_row (push->document, cells, error);
}

static gboolean
count_flows (AeqLedger *ledger, gint64 *n, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, "SELECT COUNT(*) FROM flow", error);
  gboolean has_row;

  if (stmt == NULL || !aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  *n = aeq_statement_get_int64 (stmt, 0);
  return TRUE;
}

/* Days are those of the account's zone, or UTC when all accounts are asked for. */
static void
set_days (AeqFlowFilter *filter, const AeqExportRequest *request)
{
  const AeqZone *zone = request->account != NULL ? request->account->zone : aeq_zone_utc ();
  AeqInstant ignored;

  if (request->from != AEQ_DATE_NONE)
    aeq_zone_day_bounds (zone, request->from, &filter->from, &ignored);
  if (request->to != AEQ_DATE_NONE)
    aeq_zone_day_bounds (zone, request->to, &ignored, &filter->to);
}

/* What was asked for, in words; NULL: everything. */
static char *
describe (const AeqExportRequest *request)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  char day[AEQ_DATE_TEXT_SIZE];

  if (request->account != NULL)
    g_ptr_array_add (parts,
                     g_strdup_printf ("account %s %s", request->account->number, request->account->currency->code));
  if (request->from != AEQ_DATE_NONE)
    g_ptr_array_add (parts, g_strdup_printf ("from %s", aeq_date_format (request->from, day)));
  if (request->to != AEQ_DATE_NONE)
    g_ptr_array_add (parts, g_strdup_printf ("until %s", aeq_date_format (request->to, day)));
  if (request->status >= 0)
    g_ptr_array_add (parts, g_strdup (aeq_flow_status_name ((AeqFlowStatus) request->status)));
  if (request->category != NULL)
    g_ptr_array_add (parts, g_strdup_printf ("category %s", request->category));
  if (request->limit > 0)
    g_ptr_array_add (parts, g_strdup_printf ("the newest %" G_GINT64_FORMAT, request->limit));
  if (request->seen != NULL && request->seen->text != NULL && *request->seen->text != '\0')
    g_ptr_array_add (parts, g_strdup_printf ("with “%s”", request->seen->text));
  g_ptr_array_add (parts, NULL);
  return parts->len > 1 ? g_strjoinv (", ", (char **) parts->pdata) : NULL;
}

gboolean
aeq_export_flows (AeqExport *self, GError **error)
{
  const AeqExportRequest *request = self->request;
  g_autofree char *asked = describe (request);
  const AeqDocumentInfo info = {
    .title = "Flows", .subtitle = asked, .source = &self->source.source, .rows_only = TRUE
  };
  AeqFlowFilter filter = AEQ_FLOW_FILTER_ALL;
  g_autoptr(AeqDocument) document = NULL;
  Push push = { .export = self };

  filter.account = request->account != NULL ? request->account->id : 0;
  filter.status = request->status;
  filter.category = request->category;
  filter.limit = request->limit;
  set_days (&filter, request);
  aeq_progress_set_steps (self->progress, "Writing", 1, NULL);
  if (!count_flows (self->ledger, &push.total, error) || (document = aeq_export_open (self, &info, error)) == NULL)
    return FALSE;
  push.document = document;
  return aeq_document_begin_table (document, &TABLE, error) &&
         (request->seen != NULL ? aeq_export_seen (self, document, error)
                                : aeq_flow_foreach (self->ledger, &filter, push_flow, &push, self->cancellable, error)) &&
         aeq_document_end_table (document, error) && aeq_document_finish (document, self->cancellable, error);
}
