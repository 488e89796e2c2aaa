/* SPDX-License-Identifier: MIT */
#include "aeq-export-private.h"

#include "aeq-sheet.h"

/* As aeq_sheet_worksheet() has them. */
static const AeqColumn COLUMNS[] = {
  { "account", "Account", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "currency", "Currency", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "opening", "Opening", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "in", "In", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "out", "Out", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "balance", "Balance", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "expected", "Still expected", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "closing", "Closing", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "lowest", "Lowest point", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "lowest_at", "At (local)", AEQ_CELL_INSTANT, AEQ_COLUMN_OFFSET },
  { "limit", "Limit", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "p_breach", "Breach, %", AEQ_CELL_DECIMAL, AEQ_COLUMN_NORMAL },
};
static const AeqTable TABLE = { "worksheet", "Position worksheet", COLUMNS, G_N_ELEMENTS (COLUMNS) };

static AeqCell
cell_of (const AeqValue *value)
{
  switch (value->kind)
    {
    case AEQ_VALUE_TEXT:
      return aeq_cell_text (value->text);
    case AEQ_VALUE_MONEY:
      return aeq_cell_money (value->number, value->currency);
    case AEQ_VALUE_DATE:
      return aeq_cell_date ((AeqDate) value->number);
    case AEQ_VALUE_INSTANT:
      return aeq_cell_instant (value->number, value->zone);
    case AEQ_VALUE_DECIMAL:
      return aeq_cell_decimal (value->text);
    case AEQ_VALUE_NONE:
    default:
      return aeq_cell_empty ();
    }
}

static gboolean
push_rows (AeqDocument *document, const AeqSheet *sheet, GError **error)
{
  for (guint i = 0; i < sheet->rows->len; i++)
    {
      const AeqSheetRow *row = sheet->rows->pdata[i];
      AeqCell cells[G_N_ELEMENTS (COLUMNS)];

      for (guint k = 0; k < G_N_ELEMENTS (COLUMNS); k++)
        cells[k] = cell_of (&row->values[k]);
      if (!aeq_document_row (document, cells, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
aeq_export_worksheet (AeqExport *self, GError **error)
{
  const AeqExportRequest *request = self->request;
  AeqSheetScope scope = { .one_account = request->account != NULL, .currency = request->currency, .date = request->day };
  char date[AEQ_DATE_TEXT_SIZE];
  g_autofree char *subtitle = g_strdup (request->day != AEQ_DATE_NONE ? aeq_date_format (request->day, date) : "Today on each account's clock");
  const AeqDocumentInfo info = { .title = "Position worksheet", .subtitle = subtitle, .source = &self->source.source, .rows_only = TRUE };
  g_autoptr(AeqSheet) sheet = NULL;
  g_autoptr(AeqDocument) document = NULL;

  if (request->account != NULL)
    scope.account = request->account->uid;
  return (sheet = aeq_sheet_worksheet (self->ledger, &scope, self->cancellable, error)) != NULL &&
         (document = aeq_export_open (self, &info, error)) != NULL && aeq_document_begin_table (document, &TABLE, error) &&
         push_rows (document, sheet, error) && aeq_document_end_table (document, error) &&
         aeq_document_finish (document, self->cancellable, error);
}
