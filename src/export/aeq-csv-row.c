/* SPDX-License-Identifier: MIT */
#include "aeq-csv-row.h"

#include <string.h>

#include "aeq-json.h"

static void
separate (GString *row, gboolean first, const AeqCsvOptions *options)
{
  if (!first)
    g_string_append_c (row, options->delimiter);
}

/* What is led by apostrophes already gets one more, so that reading takes off exactly the one that was put there. */
static gboolean
is_formula (const char *text)
{
  const char *first = text + strspn (text, "'");

  return *first != '\0' && strchr ("=+-@\t\r", *first) != NULL;
}

static gboolean
needs_quotes (const char *text, char delimiter)
{
  const char special[] = { '"', '\r', '\n', delimiter, '\0' };

  return strpbrk (text, special) != NULL;
}

void
aeq_csv_row_text (GString *row, gboolean first, const AeqCsvOptions *options, const char *text)
{
  gboolean formula;

  separate (row, first, options);
  if (text == NULL || *text == '\0')
    return;
  formula = is_formula (text);
  if (!formula && !needs_quotes (text, options->delimiter))
    {
      g_string_append (row, text);
      return;
    }
  g_string_append (row, formula ? "\"'" : "\"");
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (row, '"');
      g_string_append_c (row, *p);
    }
  g_string_append_c (row, '"');
}

void
aeq_csv_row_number (GString *row, gboolean first, const AeqCsvOptions *options, const char *number)
{
  const char *point = number != NULL && options->decimal != '.' ? strchr (number, '.') : NULL;
  gboolean quoted = point != NULL && options->decimal == options->delimiter;

  separate (row, first, options);
  if (number == NULL)
    return;
  if (point == NULL)
    {
      g_string_append (row, number);
      return;
    }
  if (quoted)
    g_string_append_c (row, '"');
  g_string_append_len (row, number, point - number);
  g_string_append_c (row, options->decimal);
  g_string_append (row, point + 1);
  if (quoted)
    g_string_append_c (row, '"');
}

static void
append_date (GString *row, const AeqCsvOptions *options, AeqDate date)
{
  static const char *const MONTHS[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  char iso[AEQ_DATE_TEXT_SIZE];
  int year;
  int month;
  int day;

  aeq_date_to_ymd (date, &year, &month, &day);
  if (!options->local_dates)
    g_string_append (row, aeq_date_format (date, iso));
  else if (options->decimal == ',')
    g_string_append_printf (row, "%02d.%02d.%04d", day, month, year);
  else
    g_string_append_printf (row, "%02d-%s-%04d", day, MONTHS[month - 1], year);
}

static void
append_instant (GString *row, const AeqCsvOptions *options, const AeqCell *cell, gboolean with_offset)
{
  const AeqZone *zone = with_offset ? cell->zone : aeq_zone_utc ();
  char text[AEQ_INSTANT_TEXT_SIZE];
  gint64 clock;
  AeqDate date;

  /* Spreadsheets know no parts of a second. */
  if (!options->local_dates || cell->instant % AEQ_SECOND != 0)
    {
      g_string_append (row, with_offset ? aeq_zone_format (zone, cell->instant, text)
                                        : aeq_instant_format (cell->instant, text));
      return;
    }
  aeq_zone_to_local (zone, cell->instant, &date, &clock);
  append_date (row, options, date);
  g_string_append_printf (row, " %02d:%02d:%02d", (int) (clock / AEQ_HOUR), (int) (clock / AEQ_MINUTE % 60),
                          (int) (clock / AEQ_SECOND % 60));
}

static void
append_double (GString *row, gboolean first, const AeqCsvOptions *options, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  aeq_csv_row_number (row, first, options, aeq_double_format (value, text));
}

void
aeq_csv_row_cell (GString *row, gboolean first, const AeqCsvOptions *options, const AeqCell *cell, gboolean with_offset)
{
  char text[AEQ_MONEY_TEXT_SIZE];

  switch (cell->kind)
    {
    case AEQ_CELL_TEXT:
      aeq_csv_row_text (row, first, options, cell->text);
      break;
    case AEQ_CELL_DATE:
      separate (row, first, options);
      append_date (row, options, cell->date);
      break;
    case AEQ_CELL_INSTANT:
      separate (row, first, options);
      append_instant (row, options, cell, with_offset);
      break;
    case AEQ_CELL_MONEY:
      aeq_csv_row_number (row, first, options, aeq_money_format (cell->integer, cell->currency->exponent, text));
      break;
    case AEQ_CELL_DECIMAL:
      aeq_csv_row_number (row, first, options, cell->text);
      break;
    case AEQ_CELL_NUMBER:
    case AEQ_CELL_PERCENT:
      append_double (row, first, options, cell->number);
      break;
    case AEQ_CELL_INTEGER:
      g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, cell->integer);
      aeq_csv_row_number (row, first, options, text);
      break;
    case AEQ_CELL_BOOLEAN:
      aeq_csv_row_number (row, first, options, cell->integer ? "true" : "false");
      break;
    case AEQ_CELL_EMPTY:
    default:
      separate (row, first, options);
      break;
    }
}
