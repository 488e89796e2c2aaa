/* SPDX-License-Identifier: MIT */
#include "aeq-bcbs248-rows.h"
#include "aeq-bcbs248-write.h"

/* One line a figure; amounts are exact decimals, throughput is in percent. */
static const AeqColumn COLUMNS[] = {
  { "set", "Set", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "currency", "Currency", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "tool", "Tool", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "figure", "Figure", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "first", "First", AEQ_CELL_DECIMAL, AEQ_COLUMN_NORMAL },
  { "first_on", "First on", AEQ_CELL_DATE, AEQ_COLUMN_NORMAL },
  { "second", "Second", AEQ_CELL_DECIMAL, AEQ_COLUMN_NORMAL },
  { "second_on", "Second on", AEQ_CELL_DATE, AEQ_COLUMN_NORMAL },
  { "third", "Third", AEQ_CELL_DECIMAL, AEQ_COLUMN_NORMAL },
  { "third_on", "Third on", AEQ_CELL_DATE, AEQ_COLUMN_NORMAL },
  { "average", "Average", AEQ_CELL_DECIMAL, AEQ_COLUMN_NORMAL },
  { "total", "Total", AEQ_CELL_DECIMAL, AEQ_COLUMN_NORMAL },
  { "count", "Count", AEQ_CELL_INTEGER, AEQ_COLUMN_NORMAL },
  { "percent", "Percent", AEQ_CELL_NUMBER, AEQ_COLUMN_NORMAL },
};
static const AeqTable TABLE = { "figures", "Figures", COLUMNS, G_N_ELEMENTS (COLUMNS) };

static AeqCell
decimal (const AeqCurrency *currency, gboolean known, gint64 minor, char *buffer)
{
  return known ? aeq_cell_decimal (aeq_money_format (minor, currency->exponent, buffer)) : aeq_cell_empty ();
}

static gboolean
push_row (AeqDocument *document, const AeqBcbsSection *section, const AeqBcbsRow *row, GError **error)
{
  char texts[5][AEQ_MONEY_TEXT_SIZE];
  AeqCell cells[G_N_ELEMENTS (COLUMNS)] = {
    aeq_cell_text (section->name),
    aeq_cell_text (section->currency->code),
    aeq_cell_text (row->tool),
    aeq_cell_text (row->name),
  };

  for (guint i = 0; i < 3; i++)
    {
      cells[4 + 2 * i] = decimal (section->currency, row->known[i], row->minor[i], texts[i]);
      cells[5 + 2 * i] = aeq_cell_date (row->date[i]);
    }
  cells[10] = decimal (section->currency, row->has_average, row->average, texts[3]);
  cells[11] = decimal (section->currency, row->has_total, row->total, texts[4]);
  cells[12] = row->has_count ? aeq_cell_integer (row->count) : aeq_cell_empty ();
  cells[13] = aeq_cell_number (row->share * 100);
  return aeq_document_row (document, cells, error);
}

gboolean
aeq_bcbs_push_csv (AeqDocument *document, const AeqBcbsReport *report, GError **error)
{
  if (!aeq_document_begin_table (document, &TABLE, error))
    return FALSE;
  for (guint i = 0; i < report->sections->len; i++)
    {
      const AeqBcbsSection *section = report->sections->pdata[i];
      g_autoptr(GArray) rows = aeq_bcbs_section_rows (section);

      for (guint j = 0; j < rows->len; j++)
        if (!push_row (document, section, &g_array_index (rows, AeqBcbsRow, j), error))
          return FALSE;
    }
  return aeq_document_end_table (document, error);
}
