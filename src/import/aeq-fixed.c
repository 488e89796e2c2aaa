/* SPDX-License-Identifier: MIT */
#include "aeq-fixed.h"

#include <string.h>

#include "aeq-csv-plan.h"
#include "aeq-csv-reader.h"
#include "aeq-error.h"
#include "aeq-fixed-records.h"
#include "aeq-fixed-tally.h"

typedef struct
{
  const AeqProfile     *profile;
  const AeqFixedLayout *layout;
  AeqReadReport        *report;
  AeqFixedStyle         style;
  AeqCsvPlan            plan;
  AeqCsvReader          reader;
  AeqCsvRecordFunc      func;
  AeqCsvRecord          record;
  AeqFixedLine          line;
  AeqFixedTally         tally;
  GString              *cell;
  GPtrArray            *carried;   /* (nullable) char*: for each column what the last header had for it */
  guint64               others;
  guint64               first_other;
  gboolean              began;     /* a record has been seen */
  gboolean              has_head;  /* ... and the first was a header */
  gboolean              ended;     /* the last one was a trailer */
} Fixed;

static void
init (Fixed *self, const AeqProfile *profile, const AeqReadOptions *options, AeqReadReport *report)
{
  memset (self, 0, sizeof *self);
  self->profile = profile;
  self->layout = profile->layout;
  self->report = report;
  self->style.debit_words = profile->debit_words;
  self->style.decimal = options->decimal != AEQ_DECIMAL_AUTO ? options->decimal : profile->decimal;
  aeq_csv_plan_fix (&self->plan, profile, options);
  self->func = aeq_csv_reader_func (profile->kind);
  self->cell = g_string_new (NULL);
  self->carried = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_set_size (self->carried, (int) profile->columns->len);
  aeq_fixed_line_init (&self->line);
  aeq_fixed_tally_init (&self->tally, profile, &self->style, report);
}

static void
clear (Fixed *self)
{
  aeq_csv_reader_clear (&self->reader);
  aeq_csv_plan_clear (&self->plan);
  aeq_csv_record_clear (&self->record);
  aeq_fixed_line_clear (&self->line);
  aeq_fixed_tally_clear (&self->tally);
  g_string_free (self->cell, TRUE);
  g_ptr_array_unref (self->carried);
}

/* "quantity (columns 31-45)": what messages call a column. */
static void
name_columns (Fixed *self)
{
  self->plan.labels = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->profile->columns->len; i++)
    {
      const AeqProfileColumn *column = g_ptr_array_index (self->profile->columns, i);
      guint last = column->field->start + column->field->width - 1;

      g_ptr_array_add (self->plan.labels,
                       last == column->field->start
                         ? g_strdup_printf ("%s (column %u)", column->header, last)
                         : g_strdup_printf ("%s (columns %u-%u)", column->header, column->field->start, last));
    }
}

static gboolean
convert (Fixed *self, guint i, guint64 number)
{
  const AeqProfileColumn *column = g_ptr_array_index (self->profile->columns, i);
  const char *problem;
  g_autofree char *cut = NULL;

  if (aeq_fixed_field_convert (column->field, column->role, &self->style, &self->line, self->cell, &problem))
    return TRUE;
  cut = g_utf8_substring (self->cell->str, 0, MIN (40, g_utf8_strlen (self->cell->str, -1)));
  aeq_read_report_error (self->report, number, g_ptr_array_index (self->plan.labels, i), "%s: %s", cut, problem);
  return FALSE;
}

static gboolean
fill_record (Fixed *self, guint64 number)
{
  aeq_csv_record_reset (&self->record, number);
  for (guint i = 0; i < self->profile->columns->len; i++)
    {
      const AeqProfileColumn *column = g_ptr_array_index (self->profile->columns, i);
      const char *carried = g_ptr_array_index (self->carried, i);

      if (column->field->record != NULL)
        aeq_csv_record_add (&self->record, carried != NULL ? carried : "", carried != NULL ? strlen (carried) : 0);
      else if (convert (self, i, number))
        aeq_csv_record_add (&self->record, self->cell->str, self->cell->len);
      else
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_row (Fixed *self, guint64 number, GError **error)
{
  gboolean good = fill_record (self, number);

  aeq_fixed_tally_row (&self->tally, good ? &self->record : NULL);
  return !good || self->func (&self->record, &self->reader, error);
}

/* What a header has for the rows that follow it. */
static void
carry (Fixed *self, const char *type, guint64 number)
{
  for (guint i = 0; i < self->profile->columns->len; i++)
    {
      const AeqProfileColumn *column = g_ptr_array_index (self->profile->columns, i);

      if (column->field->record == NULL || strcmp (column->field->record, type) != 0)
        continue;
      g_free (g_ptr_array_index (self->carried, i));
      g_ptr_array_index (self->carried, i) = convert (self, i, number) ? g_strdup (self->cell->str) : NULL;
    }
}

static gboolean
is_listed (char **types, const char *type)
{
  return types != NULL && g_strv_contains ((const char *const *) types, type);
}

static void
take_other (Fixed *self, const char *type, guint64 number)
{
  if (self->layout->refuse_others)
    {
      aeq_read_report_error (self->report, number, "record type", "%s is no record type that the profile names",
                             *type != '\0' ? type : "an empty one");
      return;
    }
  self->report->skipped++;
  if (self->others++ == 0)
    self->first_other = number;
}

static gboolean
take_record (Fixed *self, guint64 number, GError **error)
{
  g_autofree char *type = NULL;
  gsize length;
  const char *cut;

  aeq_fixed_tally_record (&self->tally);
  if (self->layout->type_start == 0)
    return take_row (self, number, error);
  cut = aeq_fixed_line_cut (&self->line, self->layout->type_start, self->layout->type_width, &length);
  type = g_strstrip (g_strndup (cut, length));
  if (!self->began)
    self->has_head = is_listed (self->layout->headers, type);
  self->began = TRUE;
  self->ended = is_listed (self->layout->trailers, type);
  if (is_listed (self->layout->rows, type))
    return take_row (self, number, error);
  if (is_listed (self->layout->headers, type))
    {
      carry (self, type, number);
      aeq_fixed_tally_header (&self->tally, type, &self->line, number);
    }
  else if (self->ended)
    aeq_fixed_tally_trailer (&self->tally, type, &self->line, number);
  else
    take_other (self, type, number);
  return TRUE;
}

/* Spaces, and the marks that old programs put at the ends of pages and files. */
static gboolean
is_blank (const char *line, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (strchr (" \f\x1a", line[i]) == NULL || line[i] == '\0')
      return FALSE;
  return TRUE;
}

/* Why the columns of a line cannot be counted; NULL when they can. Free it. */
static char *
find_fault (const Fixed *self)
{
  guint most = self->layout->record_length > 0 ? self->layout->record_length : AEQ_FIXED_MAX_LENGTH;

  if (memchr (self->line.text, '\t', self->line.length) != NULL)
    return g_strdup ("holds a tab, so its columns cannot be counted: save the file with spaces in place of tabs");
  if (self->line.chars <= most)
    return NULL;
  return g_strdup_printf ("is %" G_GSIZE_FORMAT " characters long, and a record has at most %u", self->line.chars,
                          most);
}

static gboolean
take_line (const char *line, gsize length, guint64 number, gpointer user_data, GError **error)
{
  Fixed *self = user_data;
  g_autofree char *fault = NULL;

  if (number <= self->layout->header_lines || is_blank (line, length))
    return TRUE;
  while (length > 0 && line[length - 1] == ' ')
    length--;
  aeq_fixed_line_set (&self->line, line, length);
  if ((fault = find_fault (self)) == NULL)
    return take_record (self, number, error);
  aeq_fixed_tally_record (&self->tally);
  aeq_fixed_tally_row (&self->tally, NULL);
  aeq_read_report_error (self->report, number, "line", "%s", fault);
  return TRUE;
}

static void
report_end (Fixed *self)
{
  g_autofree char *trailers = self->layout->trailers != NULL ? g_strjoinv (" or ", self->layout->trailers) : NULL;

  aeq_fixed_tally_finish (&self->tally);
  if (trailers != NULL && *trailers != '\0' && self->began && !self->ended)
    aeq_read_report_warn (self->report, "the file does not end with a trailer record (%s): it may be cut off",
                          trailers);
  if (self->others > 0)
    aeq_read_report_note (self->report,
                          "%" G_GUINT64_FORMAT " records of other types were left out, the first at line %" G_GUINT64_FORMAT,
                          self->others, self->first_other);
}

static gboolean
read_text (Fixed *self, AeqText *text, const AeqReadOptions *options, const AeqReadSink *sink, gpointer user_data,
           AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  AeqReadReport *report = self->report;

  name_columns (self);
  if (!aeq_csv_reader_init (&self->reader, &self->plan, options, sink, user_data, report, error))
    return FALSE;
  aeq_lines_report (text, report);
  report->profile = g_strdup (self->profile->name);
  report->mapping = aeq_profile_copy (self->profile);
  if (!aeq_fixed_records_each (text, self->layout->record_length, take_line, self, progress, cancellable, error) ||
      !aeq_csv_reader_finish (&self->reader, error))
    return FALSE;
  report_end (self);
  if (report->transactions > 0 || report->n_errors > 0)
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, "holds no rows that the profile %s knows", self->profile->name);
  return FALSE;
}

static AeqText *
open_text (AeqInput *input, const AeqFixedLayout *layout, GCancellable *cancellable, GError **error)
{
  return layout->encoding != NULL ? aeq_text_new_in_code_page (input, layout->encoding, error)
                                  : aeq_text_new (input, cancellable, error);
}

gboolean
aeq_fixed_read (AeqInput *input, const AeqProfile *profile, const AeqProfileSet *known, const AeqReadOptions *options,
                const AeqReadSink *sink, gpointer user_data, AeqReadReport *report, AeqProgress *progress,
                GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqText) text = NULL;
  GError *local = NULL;
  gboolean ok = FALSE;
  Fixed self;

  g_return_val_if_fail (input != NULL && options != NULL && options->default_currency != NULL && report != NULL, FALSE);

  if (profile == NULL && (profile = aeq_fixed_find (input, known)) == NULL)
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, aeq_input_get_name (input), 0, NULL,
                             "a fixed-width file needs a profile that names its columns (--profile)");
  if (profile->layout == NULL)
    {
      g_autofree char *message =
        g_strdup_printf ("the profile %s says nothing of columns in a fixed-width file", profile->name);

      return aeq_error_refuse (error, AEQ_ERROR_INVALID, aeq_input_get_name (input), 0, NULL, message);
    }
  if ((text = open_text (input, profile->layout, cancellable, &local)) != NULL)
    {
      init (&self, profile, options, report);
      ok = read_text (&self, text, options, sink, user_data, progress, cancellable, &local);
      clear (&self);
    }
  return ok || aeq_lines_fail (input, local, error);
}

#define HEAD (64 * 1024)

/* The last record of the head may be cut. */
static gsize
whole_records (const char *head, gsize length, const AeqFixedLayout *layout)
{
  gsize end = length;

  while (end > 0 && strchr ("\n\r\x15\x25", head[end - 1]) == NULL)
    end--;
  if (end == 0 && layout->record_length > 0)
    end = length - length % layout->record_length;
  return end;
}

/* Record types that open with a header are a signature, so some bad rows are only bad rows; without one all must be
 * good. */
static gboolean
is_signed (const Fixed *self)
{
  const AeqReadReport *report = self->report;

  if (self->others > 0 || report->transactions == 0)
    return FALSE;
  if (self->layout->headers == NULL || self->layout->headers[0] == NULL)
    return report->n_errors == 0;
  return self->has_head && report->n_errors <= report->transactions;
}

static gboolean
fits (AeqInput *head, const AeqProfile *profile)
{
  g_autoptr(AeqReadReport) report = aeq_read_report_new ("fixed");
  AeqReadOptions options = { .default_currency = aeq_currency_lookup ("USD", 3) };
  g_autoptr(AeqText) text = open_text (head, profile->layout, NULL, NULL);
  gboolean ok;
  Fixed self;

  if (text == NULL)
    return FALSE;
  init (&self, profile, &options, report);
  ok = read_text (&self, text, &options, NULL, NULL, NULL, NULL, NULL) && is_signed (&self);
  clear (&self);
  return ok;
}

const AeqProfile *
aeq_fixed_find (AeqInput *input, const AeqProfileSet *known)
{
  g_autofree char *data = g_malloc (HEAD);
  gssize n = aeq_input_read_at (input, 0, data, HEAD, NULL);

  for (guint i = 0; n > 0 && i < aeq_profile_set_get_length (known); i++)
    {
      const AeqProfile *profile = aeq_profile_set_get (known, i);

      if (profile->layout != NULL && profile->layout->type_start > 0)
        {
          gsize length = n < HEAD ? (gsize) n : whole_records (data, HEAD, profile->layout);
          g_autoptr(GBytes) bytes = g_bytes_new_static (data, length);
          g_autoptr(AeqInput) head = aeq_input_new_for_bytes (aeq_input_get_name (input), bytes);

          if (fits (head, profile))
            return profile;
        }
    }
  return NULL;
}
