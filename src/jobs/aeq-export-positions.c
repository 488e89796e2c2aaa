/* SPDX-License-Identifier: MIT */
#include "aeq-export-private.h"

#include "aeq-position.h"

/* The columns of the import template, in its order. */
static const AeqColumn COLUMNS[] = {
  { "account", "Account", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "date", "Day", AEQ_CELL_DATE, AEQ_COLUMN_NORMAL },
  { "instrument", "Instrument", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "isin", "ISIN", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "quantity", "Quantity", AEQ_CELL_DECIMAL, AEQ_COLUMN_NORMAL },
  { "price", "Price", AEQ_CELL_DECIMAL, AEQ_COLUMN_NORMAL },
  { "currency", "Currency", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "market_value", "Market value", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
};
static const AeqTable TABLE = { "positions", "Positions", COLUMNS, G_N_ELEMENTS (COLUMNS) };

typedef struct
{
  AeqExport   *export;
  AeqDocument *document;
} Push;

static gboolean
push_position (const AeqPosition *position, gpointer user_data, GError **error)
{
  Push *push = user_data;
  const AeqAccount *account = g_hash_table_lookup (push->export->by_id, &position->account);
  const AeqCell cells[G_N_ELEMENTS (COLUMNS)] = {
    aeq_cell_text (account->number),
    aeq_cell_date (position->day),
    aeq_cell_text (position->instrument),
    aeq_cell_text (position->isin),
    aeq_cell_decimal (position->quantity),
    aeq_cell_decimal (position->price),
    aeq_cell_text (position->currency->code),
    position->has_market_value ? aeq_cell_money (position->market_value, position->currency) : aeq_cell_empty (),
  };

  if (!aeq_export_wants (push->export, account))
    return TRUE;
  return !g_cancellable_set_error_if_cancelled (push->export->cancellable, error) &&
         aeq_document_row (push->document, cells, error);
}

gboolean
aeq_export_positions (AeqExport *self, GError **error)
{
  const AeqDocumentInfo info = { .title = "Positions", .source = &self->source.source, .rows_only = TRUE };
  g_autoptr(AeqDocument) document = aeq_export_open (self, &info, error);
  Push push = { self, document };

  return document != NULL && aeq_document_begin_table (document, &TABLE, error) &&
         aeq_position_foreach (self->ledger, self->request->day, push_position, &push, error) && aeq_document_end_table (document, error) &&
         aeq_document_finish (document, self->cancellable, error);
}
