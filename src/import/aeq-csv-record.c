/* SPDX-License-Identifier: MIT */
#include "aeq-csv-record.h"

#include <csv.h>
#include <string.h>

#include "aeq-error.h"

/* Blocks handed to libcsv: its own buffer can grow by one of them past a limit before we look. */
#define SLICE (16 * 1024)

typedef struct
{
  struct csv_parser parser;
  AeqCsvRecord         record;
  AeqCsvRecordFunc     func;
  gpointer          user_data;
  GError           *error;
  guint64           line;     /* of the character being read */
  gsize             since;    /* bytes handed in since the last record ended */
  gboolean          after_cr; /* a line feed right now ends the same line */
  gboolean          stopped;
  char              delimiter;
} Reader;

void
aeq_csv_record_clear (AeqCsvRecord *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->starts, g_free);
  g_clear_pointer (&self->kinds, g_free);
  memset (self, 0, sizeof *self);
}

static void
grow_slots (AeqCsvRecord *self)
{
  self->n_slots = MAX (64, self->n_slots * 2);
  self->starts = g_renew (guint32, self->starts, self->n_slots + 1);
  self->kinds = g_renew (guint8, self->kinds, self->n_slots);
}

void
aeq_csv_record_reset (AeqCsvRecord *self, guint64 line)
{
  if (self->starts == NULL)
    grow_slots (self);
  self->n_cells = 0;
  self->used = 0;
  self->starts[0] = 0;
  self->line = line;
  self->several_lines = FALSE;
  self->n_bad = 0;
}

void
aeq_csv_record_add_kind (AeqCsvRecord *self, AeqCellKind kind, const char *cell, gsize length)
{
  if (self->used + length + 1 > self->size)
    {
      self->size = MAX (4096, (self->used + length + 1) * 2);
      self->text = g_realloc (self->text, self->size);
    }
  if (self->n_cells == self->n_slots)
    grow_slots (self);
  if (length > 0)
    memcpy (self->text + self->used, cell, length);
  self->text[self->used + length] = '\0';
  self->used += length + 1;
  self->kinds[self->n_cells] = (guint8) kind;
  self->n_bad += kind == AEQ_CELL_ERROR || kind == AEQ_CELL_UNSAVED;
  self->starts[++self->n_cells] = (guint32) self->used;
}

void
aeq_csv_record_add (AeqCsvRecord *self, const char *cell, gsize length)
{
  aeq_csv_record_add_kind (self, AEQ_CELL_TEXT, cell, length);
}

void
aeq_csv_record_swap (AeqCsvRecord *a, AeqCsvRecord *b)
{
  AeqCsvRecord kept = *a;

  *a = *b;
  *b = kept;
}

void
aeq_csv_record_copy (AeqCsvRecord *self, const AeqCsvRecord *other)
{
  aeq_csv_record_reset (self, other->line);
  for (guint i = 0; i < other->n_cells; i++)
    aeq_csv_record_add_kind (self, aeq_csv_record_kind (other, i), aeq_csv_record_cell (other, i),
                             aeq_csv_record_length (other, i));
  self->several_lines = other->several_lines;
}

gboolean
aeq_csv_record_is_blank (const AeqCsvRecord *self)
{
  for (guint i = 0; i < self->n_cells; i++)
    for (const char *p = aeq_csv_record_cell (self, i); *p != '\0'; p++)
      if (!g_ascii_isspace (*p))
        return FALSE;
  return TRUE;
}

static void
stop_with (Reader *self, AeqError code, guint64 line, const char *message)
{
  if (self->stopped)
    return;
  self->stopped = TRUE;
  g_set_error_literal (&self->error, AEQ_ERROR, code, message);
  aeq_error_set_place (self->error, NULL, line, NULL);
}

/* A quote that was never closed swallows the rows after it. It shows when a line inside a quoted cell has as many
 * delimiters as a whole row would, or opens a quote behind a delimiter. */
static gboolean
swallowed_rows (const Reader *self, const char *cell, gsize length)
{
  const char *line = memchr (cell, '\n', length);
  guint most = 0;

  while (line != NULL)
    {
      const char *next = memchr (line + 1, '\n', length - (gsize) (line + 1 - cell));
      const char *end = next != NULL ? next : cell + length;
      guint n = 0;

      for (const char *p = line; p < end; p++)
        {
          n += *p == self->delimiter;
          if (*p == self->delimiter && p + 1 < end && p[1] == '"')
            return TRUE;
        }
      most = MAX (most, n);
      line = next;
    }
  return most >= 2 && most >= self->record.n_cells && memchr (cell, '"', length) != NULL;
}

static void
on_cell_cb (void *data, size_t length, void *user_data)
{
  Reader *self = user_data;
  const char *cell = data;
  const char *p;

  if (self->stopped)
    return;
  if (self->record.n_cells >= AEQ_CSV_MAX_COLUMNS)
    {
      stop_with (self, AEQ_ERROR_LIMIT, self->record.line, "more than 4,096 columns");
      return;
    }
  self->after_cr = FALSE;
  if (length > 0 && memchr (cell, '\n', length) != NULL)
    {
      if (swallowed_rows (self, cell, length))
        {
          stop_with (self, AEQ_ERROR_INVALID, self->line, "a quote is opened here and not closed on this line");
          return;
        }
      for (p = cell; (p = memchr (p, '\n', length - (gsize) (p - cell))) != NULL; p++)
        self->line++;
      self->record.several_lines = TRUE;
    }
  aeq_csv_record_add (&self->record, cell, length);
}

static void
on_row_cb (int c, void *user_data)
{
  Reader *self = user_data;
  gboolean same_line = c == '\n' && self->after_cr && self->record.n_cells == 0;

  if (self->stopped)
    return;
  if (!same_line && c >= 0)
    self->line++;
  self->after_cr = c == '\r';
  self->since = 0;
  if (self->record.n_cells > 0 && !aeq_csv_record_is_blank (&self->record) &&
      !self->func (&self->record, self->user_data, &self->error))
    self->stopped = TRUE;
  aeq_csv_record_reset (&self->record, self->line);
}

static gboolean
check_limits (Reader *self)
{
  if (self->since > AEQ_CSV_MAX_RECORD)
    stop_with (self, AEQ_ERROR_LIMIT, self->record.line,
               self->parser.quoted ? "a quote is opened here and not closed within 1 MiB, the limit of one record"
                                   : "longer than 1 MiB, the limit of one record");
  return !self->stopped;
}

static gboolean
feed (Reader *self, const char *data, gsize length)
{
  for (gsize done = 0; done < length && !self->stopped;)
    {
      gsize n = MIN (SLICE, length - done);

      self->since += n;
      if (csv_parse (&self->parser, data + done, n, on_cell_cb, on_row_cb, self) != n)
        {
          stop_with (self, AEQ_ERROR_LIMIT, self->line, "no memory for this record");
          return FALSE;
        }
      done += n;
      if (!check_limits (self))
        return FALSE;
    }
  return !self->stopped;
}

static gboolean
read_all (Reader *self, AeqText *text, GCancellable *cancellable)
{
  const char *data;
  gssize n;

  while ((n = aeq_text_read (text, &data, &self->error)) > 0)
    {
      if (!feed (self, data, (gsize) n))
        return FALSE;
      if (g_cancellable_set_error_if_cancelled (cancellable, &self->error))
        return FALSE;
    }
  if (n < 0)
    return FALSE;
  /* Only here strict: libcsv reports the missing quote in this mode alone, which would also refuse a "word" in a cell.
   */
  csv_set_opts (&self->parser, CSV_REPALL_NL | CSV_STRICT | CSV_STRICT_FINI);
  if (csv_fini (&self->parser, on_cell_cb, on_row_cb, self) != 0)
    stop_with (self, AEQ_ERROR_INVALID, self->line, "a quote is opened here and never closed");
  return !self->stopped;
}

gboolean
aeq_records_each (AeqText *text, const AeqDialect *dialect, AeqCsvRecordFunc func, gpointer user_data,
                  GCancellable *cancellable, GError **error)
{
  Reader self = { .func = func, .user_data = user_data, .line = 1, .delimiter = dialect->delimiter };

  if (csv_init (&self.parser, CSV_REPALL_NL) != 0)
    g_error ("libcsv did not start");
  csv_set_blk_size (&self.parser, SLICE); /* 128 bytes by default: a long cell would be copied over and over */
  csv_set_delim (&self.parser, (guchar) dialect->delimiter);
  csv_set_quote (&self.parser, (guchar) dialect->quote);
  aeq_csv_record_reset (&self.record, 1);
  aeq_text_rewind (text);
  read_all (&self, text, cancellable);
  csv_free (&self.parser);
  aeq_csv_record_clear (&self.record);
  if (self.error == NULL)
    return TRUE;
  g_propagate_error (error, self.error);
  return FALSE;
}

static gboolean
each_record (gpointer data, AeqCsvRecordFunc func, gpointer user_data, GCancellable *cancellable, GError **error)
{
  AeqDelimited *self = data;

  return aeq_records_each (self->text, &self->dialect, func, user_data, cancellable, error);
}

static double
fraction (gpointer data)
{
  return aeq_text_fraction (((AeqDelimited *) data)->text);
}

AeqRecordSource
aeq_delimited_source (AeqDelimited *self)
{
  return (AeqRecordSource){ each_record, fraction, self, self->dialect.delimiter, NULL, FALSE };
}
