/* SPDX-License-Identifier: MIT */
#include "aeq-template.h"

#include <string.h>
#include <xlsxwriter.h>

#include "aeq-error.h"
#include "aeq-instant.h"
#include "aeq-money.h"

/* The workbook: a sheet a template, and one that explains the columns. */

#define CREATED 1772409600 /* 2026-03-02, whenever it is made: the same bytes every time */
#define LAST_ROW 9999      /* lists and formats reach down to here */
#define EXPLANATION "How to fill in"

typedef struct
{
  lxw_workbook *book;
  lxw_format   *header;
  lxw_format   *optional;  /* header of a column that may stay empty */
  lxw_format   *day;
  lxw_format   *time;
  lxw_format   *number;
  lxw_format   *amounts[5]; /* by digits of the currency */
  lxw_format   *wrapped;
} Book;

static lxw_format *
number_format (Book *self, const char *code)
{
  lxw_format *format = workbook_add_format (self->book);

  format_set_num_format (format, code);
  return format;
}

static lxw_format *
header_format (Book *self, lxw_color_t colour)
{
  lxw_format *format = workbook_add_format (self->book);

  format_set_bold (format);
  format_set_bg_color (format, colour);
  format_set_bottom (format, LXW_BORDER_THIN);
  return format;
}

static void
make_formats (Book *self)
{
  static const char *const AMOUNTS[] = { "#,##0", "#,##0.0", "#,##0.00", "#,##0.000", "#,##0.0000" };

  self->header = header_format (self, 0xB8CCE4);
  self->optional = header_format (self, 0xE4E9F0);
  self->day = number_format (self, "yyyy-mm-dd");
  self->time = number_format (self, "yyyy-mm-dd hh:mm");
  self->number = number_format (self, "#,##0.######");
  for (gsize i = 0; i < G_N_ELEMENTS (AMOUNTS); i++)
    self->amounts[i] = number_format (self, AMOUNTS[i]);
  self->wrapped = workbook_add_format (self->book);
  format_set_text_wrap (self->wrapped);
  format_set_align (self->wrapped, LXW_ALIGN_VERTICAL_TOP);
}

static lxw_datetime
datetime_of (AeqDate day, gint64 time_of_day)
{
  lxw_datetime when = { 0 };

  aeq_date_to_ymd (day, &when.year, &when.month, &when.day);
  when.hour = (int) (time_of_day / AEQ_HOUR);
  when.min = (int) (time_of_day / AEQ_MINUTE % 60);
  return when;
}

static void
write_day (Book *self, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *text)
{
  AeqDate day = AEQ_DATE_NONE;
  lxw_datetime when;

  aeq_date_parse_iso (text, -1, &day);
  when = datetime_of (day, 0);
  worksheet_write_datetime (sheet, row, column, &when, self->day);
}

/* A sheet knows no offsets: the clock on the wall where the account is. */
static void
write_time (Book *self, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *text, const char *zone)
{
  AeqInstant instant = 0;
  gint64 time_of_day;
  lxw_datetime when;
  AeqDate day;

  aeq_instant_parse (text, -1, &instant);
  aeq_zone_to_local (aeq_zone_get (zone, NULL), instant, &day, &time_of_day);
  when = datetime_of (day, time_of_day);
  worksheet_write_datetime (sheet, row, column, &when, self->time);
}

static lxw_format *
amount_format (const Book *self, const AeqTemplate *template, guint row)
{
  const AeqCurrency *currency =
    aeq_currency_lookup (aeq_template_cell (template, row, (guint) aeq_template_find (template, "currency")), -1);

  return self->amounts[currency->exponent];
}

static void
write_cell (Book *self, lxw_worksheet *sheet, const AeqTemplate *template, guint row, guint column)
{
  const char *text = aeq_template_cell (template, row, column);
  lxw_row_t at = row + 1;
  lxw_col_t to = (lxw_col_t) column;

  if (*text == '\0')
    return;
  switch (template->columns[column].type)
    {
    case AEQ_TEMPLATE_DAY:
      write_day (self, sheet, at, to, text);
      break;
    case AEQ_TEMPLATE_TIME:
      write_time (self, sheet, at, to, text, aeq_template_zone (aeq_template_cell (template, row, 0)));
      break;
    case AEQ_TEMPLATE_AMOUNT:
      worksheet_write_number (sheet, at, to, g_ascii_strtod (text, NULL), amount_format (self, template, row));
      break;
    case AEQ_TEMPLATE_NUMBER:
      worksheet_write_number (sheet, at, to, g_ascii_strtod (text, NULL), self->number);
      break;
    case AEQ_TEMPLATE_TEXT:
    default:
      worksheet_write_string (sheet, at, to, text, NULL);
      break;
    }
}

static lxw_format *
column_format (const Book *self, AeqTemplateType type)
{
  switch (type)
    {
    case AEQ_TEMPLATE_DAY:
      return self->day;
    case AEQ_TEMPLATE_TIME:
      return self->time;
    case AEQ_TEMPLATE_AMOUNT:
      return self->amounts[2];
    case AEQ_TEMPLATE_NUMBER:
      return self->number;
    case AEQ_TEMPLATE_TEXT:
    default:
      return NULL;
    }
}

static gsize
width_of (const AeqTemplate *template, guint column)
{
  gsize width = strlen (template->columns[column].name);

  for (guint row = 0; row < template->n_rows; row++)
    width = MAX (width, strlen (aeq_template_cell (template, row, column)));
  return CLAMP (width + 3, 10, 36);
}

static void
offer_choices (lxw_worksheet *sheet, lxw_col_t column, const AeqTemplateColumn *spec)
{
  lxw_data_validation list = { 0 };

  if (spec->choices == NULL)
    return;
  list.validate = LXW_VALIDATION_TYPE_LIST;
  list.value_list = (char **) spec->choices;
  list.ignore_blank = LXW_VALIDATION_ON;
  list.dropdown = LXW_VALIDATION_ON;
  list.show_error = spec->open ? LXW_VALIDATION_OFF : LXW_VALIDATION_ON;
  list.error_title = (char *) "Not in the list";
  list.error_message = (char *) "Take a value of the list, or leave the cell empty.";
  worksheet_data_validation_range (sheet, 1, column, LAST_ROW, column, &list);
}

static void
add_template (Book *self, const AeqTemplate *template)
{
  lxw_worksheet *sheet = workbook_add_worksheet (self->book, template->sheet);

  for (guint i = 0; i < template->n_columns; i++)
    {
      const AeqTemplateColumn *column = &template->columns[i];
      lxw_col_t at = (lxw_col_t) i;

      worksheet_set_column (sheet, at, at, (double) width_of (template, i), column_format (self, column->type));
      worksheet_write_string (sheet, 0, at, column->name, column->required ? self->header : self->optional);
      offer_choices (sheet, at, column);
    }
  for (guint row = 0; row < template->n_rows; row++)
    for (guint i = 0; i < template->n_columns; i++)
      write_cell (self, sheet, template, row, i);
  worksheet_freeze_panes (sheet, 1, 1);
}

static char *
describe_form (const AeqTemplateColumn *column)
{
  static const char *const FORMS[] = { "text", "a day", "a day and a time", "a number", "a number" };
  g_autofree char *choices = column->choices != NULL ? g_strjoinv (", ", (char **) column->choices) : NULL;

  if (choices == NULL)
    return g_strdup (FORMS[column->type]);
  return g_strdup_printf (column->open ? "%s, or another" : "one of %s", choices);
}

static lxw_row_t
explain_template (Book *self, lxw_worksheet *sheet, lxw_row_t row, const AeqTemplate *template)
{
  worksheet_write_string (sheet, row++, 0, template->sheet, self->header);
  worksheet_write_string (sheet, row++, 0, template->purpose, NULL);
  for (guint i = 0; i < template->n_columns; i++, row++)
    {
      const AeqTemplateColumn *column = &template->columns[i];
      g_autofree char *name = g_strdup_printf ("%s: %s", template->sheet, column->name);
      g_autofree char *form = describe_form (column);

      worksheet_write_string (sheet, row, 0, name, self->wrapped);
      worksheet_write_string (sheet, row, 1, column->required ? "needed" : "may be empty", self->wrapped);
      worksheet_write_string (sheet, row, 2, column->meaning, self->wrapped);
      worksheet_write_string (sheet, row, 3, form, self->wrapped);
    }
  return row + 1;
}

static void
add_explanation (Book *self, const AeqTemplate *templates, guint n)
{
  static const char *const LINES[] = {
    "Each sheet is one kind of record. Put your own rows in place of the examples; sheets that you do not need may stay as "
    "they are or be deleted.",
    "Leave the first row of a sheet as it is: by it the sheet is known again. Dark headings must be filled in, light ones "
    "may stay empty.",
    "Signs: what comes in is above zero, what goes out below zero. Requirements and calls of margin are never below "
    "zero.",
    "Times are those of the clock where the account is. Days and numbers are real ones of the spreadsheet, not text.",
    "Importing the file again adds nothing that is there already.",
  };
  lxw_worksheet *sheet = workbook_add_worksheet (self->book, EXPLANATION);
  lxw_row_t row = 0;

  worksheet_set_column (sheet, 0, 0, 28, NULL);
  worksheet_set_column (sheet, 1, 1, 14, NULL);
  worksheet_set_column (sheet, 2, 3, 56, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (LINES); i++)
    worksheet_write_string (sheet, row++, 0, LINES[i], NULL);
  row++;
  for (guint i = 0; i < n; i++)
    row = explain_template (self, sheet, row, &templates[i]);
}

gboolean
aeq_template_write_xlsx (const char *path, GError **error)
{
  Book self = { .book = workbook_new (path) };
  lxw_doc_properties properties = { .title = (char *) "Aequitas import template", .created = CREATED };
  guint n;
  const AeqTemplate *templates = aeq_template_table (&n);
  lxw_error problem;

  make_formats (&self);
  for (guint i = 0; i < n; i++)
    add_template (&self, &templates[i]);
  add_explanation (&self, templates, n);
  workbook_set_properties (self.book, &properties);
  problem = workbook_close (self.book);
  if (problem == LXW_NO_ERROR)
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_FAILED, "Writing %s: %s", path, lxw_strerror (problem));
  return FALSE;
}
