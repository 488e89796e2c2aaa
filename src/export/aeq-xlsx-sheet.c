/* SPDX-License-Identifier: MIT */
#include "aeq-xlsx-sheet.h"

#include <string.h>

#define EPOCH 25569        /* 1970-01-01 */
#define FIRST_SAFE_DAY 61  /* 1900-03-01: before it a spreadsheet counts a day that there was not */
#define MAX_TEXT 32767
#define EXACT_DIGITS 15

double
aeq_xlsx_date (AeqDate date)
{
  return (double) date + EPOCH;
}

/* Characters that XML does not have become spaces; most texts have none and are used as they are. */
static const char *
printable (const char *text, char **copy)
{
  gboolean clean = TRUE;

  for (const guchar *p = (const guchar *) text; *p != '\0' && clean; p++)
    clean = *p >= ' ' || *p == '\n' || *p == '\t';
  if (clean && g_utf8_validate (text, -1, NULL) && strlen (text) <= MAX_TEXT)
    return text;
  *copy = g_utf8_make_valid (text, -1);
  for (char *p = *copy; *p != '\0'; p++)
    if ((guchar) *p < ' ' && *p != '\n' && *p != '\t')
      *p = ' ';
  if (g_utf8_strlen (*copy, -1) > MAX_TEXT)
    strcpy (g_utf8_offset_to_pointer (*copy, MAX_TEXT - 1), "\xe2\x80\xa6");
  return *copy;
}

guint
aeq_xlsx_write_text (lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *text, lxw_format *format)
{
  g_autofree char *copy = NULL;
  const char *shown = printable (text, &copy);

  aeq_lxw.worksheet_write_string (sheet, row, column, shown, format);
  return (guint) g_utf8_strlen (shown, -1);
}

static guint
count_digits (const char *number)
{
  guint digits = 0;

  for (number += strspn (number, "-+0."); *number != '\0'; number++)
    digits += g_ascii_isdigit (*number);
  return digits;
}

static guint
write_decimal (lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *number, lxw_format *format,
               AeqXlsxStyle *style, guint64 *inexact)
{
  if (count_digits (number) <= EXACT_DIGITS)
    {
      aeq_lxw.worksheet_write_number (sheet, row, column, g_ascii_strtod (number, NULL), format);
      return (guint) strlen (number);
    }
  if (inexact != NULL)
    *inexact += 1;
  return aeq_xlsx_write_text (sheet, row, column, number, style->text_right);
}

static guint
write_money (lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const AeqCell *cell, AeqXlsxStyle *style,
             guint64 *inexact)
{
  guint exponent = cell->currency->exponent;
  char text[AEQ_MONEY_TEXT_SIZE];
  guint length;

  aeq_money_format (cell->integer, exponent, text);
  length = write_decimal (sheet, row, column, text, aeq_xlsx_style_money (style, exponent), style, inexact);
  return length + length / 3; /* the marks between thousands */
}

static guint
write_date (lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, AeqDate date, AeqXlsxStyle *style)
{
  char text[AEQ_DATE_TEXT_SIZE];

  if (aeq_xlsx_date (date) < FIRST_SAFE_DAY)
    return aeq_xlsx_write_text (sheet, row, column, aeq_date_format (date, text), style->text);
  aeq_lxw.worksheet_write_number (sheet, row, column, aeq_xlsx_date (date), style->date);
  return AEQ_DATE_TEXT_SIZE - 1;
}

static guint
write_instant (lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const AeqCell *cell, AeqXlsxStyle *style)
{
  char text[AEQ_INSTANT_TEXT_SIZE];
  gint64 clock;
  AeqDate date;

  aeq_zone_to_local (cell->zone, cell->instant, &date, &clock);
  if (aeq_xlsx_date (date) < FIRST_SAFE_DAY)
    return aeq_xlsx_write_text (sheet, row, column, aeq_zone_format (cell->zone, cell->instant, text), style->text);
  aeq_lxw.worksheet_write_number (sheet, row, column, aeq_xlsx_date (date) + (double) clock / (double) (24 * AEQ_HOUR),
                          style->instant);
  return 19;
}

guint
aeq_xlsx_write_cell (lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const AeqCell *cell, AeqXlsxStyle *style,
                     guint64 *inexact)
{
  switch (cell->kind)
    {
    case AEQ_CELL_TEXT:
      return *cell->text != '\0' ? aeq_xlsx_write_text (sheet, row, column, cell->text, style->text) : 0;
    case AEQ_CELL_DATE:
      return write_date (sheet, row, column, cell->date, style);
    case AEQ_CELL_INSTANT:
      return write_instant (sheet, row, column, cell, style);
    case AEQ_CELL_MONEY:
      return write_money (sheet, row, column, cell, style, inexact);
    case AEQ_CELL_DECIMAL:
      return write_decimal (sheet, row, column, cell->text, style->number, style, inexact);
    case AEQ_CELL_NUMBER:
      aeq_lxw.worksheet_write_number (sheet, row, column, cell->number, style->number);
      return 8;
    case AEQ_CELL_PERCENT:
      aeq_lxw.worksheet_write_number (sheet, row, column, cell->number, style->percent);
      return 7;
    case AEQ_CELL_INTEGER:
      aeq_lxw.worksheet_write_number (sheet, row, column, (double) cell->integer, style->integer);
      return 8;
    case AEQ_CELL_BOOLEAN:
      aeq_lxw.worksheet_write_boolean (sheet, row, column, cell->integer != 0, style->text);
      return 5;
    case AEQ_CELL_EMPTY:
    default:
      return 0;
    }
}
