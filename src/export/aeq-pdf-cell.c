/* SPDX-License-Identifier: MIT */
#include "aeq-pdf-table.h"

#include <math.h>

static char *
instant_text (const AeqCell *cell)
{
  char day[AEQ_DATE_TEXT_SIZE];
  gint64 clock;
  AeqDate date;

  aeq_zone_to_local (cell->zone, cell->instant, &date, &clock);
  return g_strdup_printf ("%s %02d:%02d:%02d", aeq_date_format (date, day), (int) (clock / AEQ_HOUR),
                          (int) (clock / AEQ_MINUTE % 60), (int) (clock / AEQ_SECOND % 60));
}

static char *
number_text (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (text, sizeof text, fabs (value) >= 1000 ? "%.0f" : "%.4g", value));
}

char *
aeq_pdf_cell_text (const AeqCell *cell)
{
  char *text = NULL;

  switch (cell->kind)
    {
    case AEQ_CELL_TEXT:
    case AEQ_CELL_DECIMAL:
      return g_utf8_make_valid (cell->text, -1);
    case AEQ_CELL_DATE:
      text = g_malloc (AEQ_DATE_TEXT_SIZE);
      return aeq_date_format (cell->date, text);
    case AEQ_CELL_INSTANT:
      return instant_text (cell);
    case AEQ_CELL_MONEY:
      text = g_malloc (AEQ_MONEY_TEXT_SIZE + 8);
      return aeq_money_format_grouped (cell->integer, cell->currency->exponent, text);
    case AEQ_CELL_INTEGER:
      text = g_malloc (AEQ_MONEY_TEXT_SIZE + 8);
      return aeq_money_format_grouped (cell->integer, 0, text);
    case AEQ_CELL_NUMBER:
      return number_text (cell->number);
    case AEQ_CELL_PERCENT:
      text = g_malloc (G_ASCII_DTOSTR_BUF_SIZE);
      g_ascii_formatd (text, G_ASCII_DTOSTR_BUF_SIZE - 4, "%.1f", 100 * cell->number);
      g_strlcat (text, " %", G_ASCII_DTOSTR_BUF_SIZE);
      return text;
    case AEQ_CELL_BOOLEAN:
      return g_strdup (cell->integer ? "yes" : "no");
    case AEQ_CELL_EMPTY:
    default:
      return g_strdup ("");
    }
}
