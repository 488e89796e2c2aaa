/* SPDX-License-Identifier: MIT */
#include "aeq-csv-reader.h"

#include <string.h>

#include "aeq-csv-fold.h"
#include "aeq-error.h"
#include "aeq-xlsx-ref.h"
#include "aeq-xlsx-value.h"
#include "aeq-words.h"

static void
track_free (AeqTrack *track)
{
  g_free (track);
}

static int
column_named (const AeqCsvPlan *plan, const char *header)
{
  g_autofree char *wanted = aeq_csv_fold (header, -1);

  for (guint i = 0; plan->header != NULL && i < plan->header->len; i++)
    {
      g_autofree char *folded = aeq_csv_fold (g_ptr_array_index (plan->header, i), -1);

      if (strcmp (folded, wanted) == 0)
        return (int) i;
    }
  return -1;
}

static gboolean
place_filters (AeqCsvReader *self, GError **error)
{
  const AeqProfile *profile = self->plan->profile;

  for (guint i = 0; profile != NULL && i < profile->filters->len; i++)
    {
      AeqProfileFilter *filter = g_ptr_array_index (profile->filters, i);
      int column = column_named (self->plan, filter->header);
      AeqRowFilter placed = { (guint) column, filter->values, filter->keep };

      if (column < 0)
        {
          g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, N_("does not fit the profile %s: no column %s to filter by"),
                       profile->name, filter->header);
          return FALSE;
        }
      g_array_append_val (self->filters, placed);
    }
  return TRUE;
}

gboolean
aeq_csv_reader_init (AeqCsvReader *self, const AeqCsvPlan *plan, const AeqReadOptions *options, const AeqReadSink *sink,
                     gpointer user_data, AeqReadReport *report, GError **error)
{
  memset (self, 0, sizeof *self);
  self->plan = plan;
  self->options = options;
  self->sink = sink;
  self->user_data = user_data;
  self->report = report;
  self->tracks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) track_free);
  self->ordered = g_ptr_array_new ();
  self->key = g_string_new (NULL);
  self->narrative = g_string_new (NULL);
  self->filters = g_array_new (FALSE, FALSE, sizeof (AeqRowFilter));
  self->undated = g_array_new (FALSE, FALSE, sizeof (AeqUndated));
  self->time_of_day = plan->profile != NULL ? plan->profile->time_of_day : -1;
  if (plan->profile != NULL && plan->profile->zone != NULL &&
      (self->zone = aeq_zone_get (plan->profile->zone, error)) == NULL)
    return FALSE;
  return place_filters (self, error);
}

void
aeq_csv_reader_clear (AeqCsvReader *self)
{
  g_clear_pointer (&self->tracks, g_hash_table_unref);
  g_ptr_array_unref (self->ordered);
  g_string_free (self->key, TRUE);
  g_string_free (self->narrative, TRUE);
  g_array_unref (self->filters);
  g_array_unref (self->undated);
  aeq_csv_record_clear (&self->held);
  aeq_facts_clear (&self->facts);
}

const char *
aeq_csv_reader_cell (const AeqCsvReader *self, const AeqCsvRecord *record, AeqColumnRole role, gsize *length)
{
  int column = self->plan->columns[role];

  if (column < 0 || (guint) column >= record->n_cells)
    {
      *length = 0;
      return "";
    }
  *length = aeq_csv_record_length (record, (guint) column);
  return aeq_csv_record_cell (record, (guint) column);
}

const char *
aeq_csv_reader_bare (const char *cell)
{
  const char *first = cell + strspn (cell, "'");

  return first > cell && *first != '\0' && strchr ("=+-@\t\r", *first) != NULL ? cell + 1 : cell;
}

const char *
aeq_csv_reader_text (const AeqCsvReader *self, const AeqCsvRecord *record, AeqColumnRole role)
{
  gsize length;
  const char *cell = aeq_csv_reader_cell (self, record, role, &length);

  return length > 0 ? aeq_csv_reader_bare (cell) : NULL;
}

static gboolean
recall (AeqMemo *memo, const char *cell, gsize length)
{
  if (memo->filled && memcmp (memo->text, cell, length + 1) == 0)
    return TRUE;
  memcpy (memo->text, cell, length + 1);
  memo->filled = TRUE;
  return FALSE;
}

/* A sheet's days lose their format where programs write them: 1954 to 2119 as plain numbers. */
static gboolean
take_bare_day (AeqCsvReader *self, const char *cell, gsize length, AeqMoment *moment)
{
  g_autoptr(GString) text = g_string_new (NULL);
  double serial = g_ascii_strtod (cell, NULL);

  if (serial < 20000 || serial >= 80000 || !aeq_xlsx_day_append (cell, length, self->plan->is_1904, text) ||
      !aeq_csv_date_parse (text->str, text->len, AEQ_DATE_YMD, moment))
    return FALSE;
  self->bare_days++;
  return TRUE;
}

gboolean
aeq_csv_reader_moment (AeqCsvReader *self, const AeqCsvRecord *record, AeqColumnRole role, AeqMoment *moment)
{
  AeqMemo *memo = &self->memos[role];
  gsize length;
  const char *cell = aeq_csv_reader_cell (self, record, role, &length);

  *moment = (AeqMoment){ AEQ_DATE_NONE, -1, AEQ_INSTANT_NONE };
  if (length == 0 || strspn (cell, " -") == length)
    return TRUE;
  if (length >= sizeof memo->text)
    return FALSE;
  if (!recall (memo, cell, length))
    memo->good = aeq_csv_date_parse (cell, length, self->plan->date_order, &memo->moment) ||
                 (aeq_csv_record_kind (record, (guint) self->plan->columns[role]) == AEQ_CELL_NUMBER &&
                  take_bare_day (self, cell, length, &memo->moment));
  if (memo->good)
    *moment = memo->moment;
  return memo->good;
}

/* A file that names no currency, but an IBAN, is taken to be in the money of the IBAN's country. */
static const AeqCurrency *
currency_of_account (AeqCsvReader *self, const AeqCsvRecord *record)
{
  AeqColumnRole role = aeq_csv_plan_has (self->plan, AEQ_ROLE_IBAN) ? AEQ_ROLE_IBAN : AEQ_ROLE_ACCOUNT;
  AeqMemo *memo = &self->memos[AEQ_ROLE_IBAN];
  gsize length;
  const char *cell = aeq_csv_reader_cell (self, record, role, &length);

  if (length == 0 && self->plan->account != NULL)
    {
      cell = self->plan->account;
      length = strlen (cell);
    }
  if (length == 0 || length >= sizeof memo->text)
    return NULL;
  if (!recall (memo, cell, length))
    memo->currency = aeq_looks_like_iban (cell) ? aeq_csv_currency_of_country (cell) : NULL;
  self->from_iban = self->from_iban || memo->currency != NULL;
  return memo->currency;
}

gboolean
aeq_csv_reader_currency (AeqCsvReader *self, const AeqCsvRecord *record, const AeqCurrency **currency)
{
  AeqMemo *memo = &self->memos[AEQ_ROLE_CURRENCY];
  gsize length;
  const char *cell = aeq_csv_reader_cell (self, record, AEQ_ROLE_CURRENCY, &length);

  *currency = self->options->currency != NULL ? self->options->currency : self->plan->currency;
  if (length == 0 && *currency == NULL)
    *currency = currency_of_account (self, record);
  if (length == 0 || self->options->currency != NULL)
    return TRUE;
  if (length >= sizeof memo->text)
    return FALSE;
  if (!recall (memo, cell, length))
    {
      memo->currency = aeq_currency_lookup (cell, (gssize) length);
      if (memo->currency == NULL)
        memo->currency = aeq_csv_find_currency (cell);
    }
  if (memo->currency != NULL)
    *currency = memo->currency;
  return memo->currency != NULL;
}

const char *
aeq_csv_reader_number (const AeqCsvReader *self, AeqCsvRecord *record, AeqColumnRole role)
{
  gsize length;
  char *cell = (char *) aeq_csv_reader_cell (self, record, role, &length);
  char *to = cell;

  if (length == 0)
    return NULL;
  if (strpbrk (cell, " '\"=\t") == NULL)
    return cell;
  for (const char *p = cell; *p != '\0'; p++)
    if (strchr (" '\"=\t", *p) == NULL)
      *to++ = *p;
  *to = '\0';
  return *cell != '\0' ? cell : NULL;
}

gboolean
aeq_csv_reader_filtered (const AeqCsvReader *self, const AeqCsvRecord *record)
{
  for (guint i = 0; i < self->filters->len; i++)
    {
      const AeqRowFilter *filter = &g_array_index (self->filters, AeqRowFilter, i);
      gboolean listed = g_strv_contains ((const char *const *)filter->values, aeq_csv_record_cell (record, filter->column));

      if (listed != filter->keep)
        return TRUE;
    }
  return FALSE;
}

void
aeq_csv_reader_refuse (AeqCsvReader *self, const AeqCsvRecord *record, AeqColumnRole role, const char *format, ...)
{
  g_autofree char *cut = NULL;
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  cut = g_strdup_vprintf (format, args);
  va_end (args);
  message = g_utf8_make_valid (cut, -1); /* a long cell may be cut inside a character */
  aeq_csv_reader_refuse_at (self, record->line, self->plan->columns[role], message);
}

void
aeq_csv_reader_refuse_at (AeqCsvReader *self, guint64 line, int column, const char *message)
{
  const AeqCsvPlan *plan = self->plan;
  char buffer[32];
  char cell[AEQ_XLSX_REF_SIZE];
  const char *name = aeq_csv_plan_column_name (plan, column, buffer, sizeof buffer);

  if (plan->sheet == NULL)
    aeq_read_report_error (self->report, line, name, "%s", message);
  else if (column >= 0)
    aeq_read_report_error (self->report, line, name, N_("sheet %s, cell %s: %s"), plan->sheet,
                           aeq_xlsx_ref_format ((guint) column, line, cell), message);
  else
    aeq_read_report_error (self->report, line, name, N_("sheet %s, row %" PRIu64 ": %s"), plan->sheet, line,
                           message);
}

static gboolean
is_used (const AeqCsvPlan *plan, guint column)
{
  for (int role = 0; role < AEQ_ROLE_LAST; role++)
    if (plan->columns[role] == (int) column)
      return TRUE;
  for (guint i = 0; i < plan->narrative->len; i++)
    if (g_array_index (plan->narrative, guint, i) == column)
      return TRUE;
  return FALSE;
}

static int
first_bad_column (const AeqCsvPlan *plan, const AeqCsvRecord *record)
{
  for (guint i = 0; i < record->n_cells; i++)
    {
      AeqCellKind kind = aeq_csv_record_kind (record, i);

      if ((kind == AEQ_CELL_ERROR || kind == AEQ_CELL_UNSAVED) && is_used (plan, i))
        return (int) i;
    }
  return -1;
}

gboolean
aeq_csv_reader_has_bad_cell (AeqCsvReader *self, const AeqCsvRecord *record)
{
  int column = record->n_bad > 0 && record->line >= self->plan->data_line ? first_bad_column (self->plan, record) : -1;
  g_autofree char *message = NULL;

  if (column < 0 || (self->filters->len > 0 && aeq_csv_reader_filtered (self, record)))
    return FALSE;
  /* A sum below the table is no flow, with a value or without. */
  if (aeq_csv_reader_is_labelled (record))
    {
      self->ignored++;
      return TRUE;
    }
  if (aeq_csv_record_kind (record, (guint) column) == AEQ_CELL_UNSAVED)
    message = g_strdup ("the formula has no stored value: open the file in Excel and save it");
  else
    message = g_strdup_printf ("holds the error %.20s: correct the formula and save the file",
                               aeq_csv_record_cell (record, (guint) column));
  aeq_csv_reader_refuse_at (self, record->line, column, message);
  return TRUE;
}

guint
aeq_csv_reader_exponent (const AeqCsvReader *self, const AeqCurrency *currency)
{
  return currency != NULL ? currency->exponent : self->options->default_currency->exponent;
}

AeqCsvRecordFunc
aeq_csv_reader_func (AeqProfileKind kind)
{
  switch (kind)
    {
    case AEQ_PROFILE_ACCOUNTS:
      return aeq_csv_reader_account;
    case AEQ_PROFILE_POSITIONS:
      return aeq_csv_reader_position;
    case AEQ_PROFILE_MARGIN:
      return aeq_csv_reader_margin;
    case AEQ_PROFILE_FLOWS:
    case AEQ_PROFILE_EXPECTED:
    default:
      return aeq_csv_reader_flow;
    }
}
