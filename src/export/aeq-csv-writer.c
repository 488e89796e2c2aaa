/* SPDX-License-Identifier: MIT */
#include "aeq-csv-writer.h"

#include "aeq-file-writer.h"

#define FLUSH_SIZE 65536

struct _AeqCsvWriter
{
  AeqFileWriter *file;
  AeqCsvOptions  options;
  GString       *buffer;
  gboolean       in_row;
};

AeqCsvWriter *
aeq_csv_writer_new (const char *path, const AeqCsvOptions *options, GError **error)
{
  const AeqCsvOptions plain = AEQ_CSV_OPTIONS_DEFAULT;
  AeqFileWriter *file = aeq_file_writer_new (path, error);
  AeqCsvWriter *self;

  if (file == NULL)
    return NULL;
  self = g_new0 (AeqCsvWriter, 1);
  self->file = file;
  self->options = options != NULL ? *options : plain;
  self->buffer = g_string_sized_new (FLUSH_SIZE + 4096);
  if (self->options.bom)
    g_string_append (self->buffer, "\xef\xbb\xbf");
  return self;
}

void
aeq_csv_writer_free (AeqCsvWriter *self)
{
  aeq_file_writer_free (self->file);
  g_string_free (self->buffer, TRUE);
  g_free (self);
}

void
aeq_csv_writer_number (AeqCsvWriter *self, const char *number)
{
  aeq_csv_row_number (self->buffer, !self->in_row, &self->options, number);
  self->in_row = TRUE;
}

void
aeq_csv_writer_text (AeqCsvWriter *self, const char *text)
{
  aeq_csv_row_text (self->buffer, !self->in_row, &self->options, text);
  self->in_row = TRUE;
}

void
aeq_csv_writer_cell (AeqCsvWriter *self, const AeqCell *cell, gboolean with_offset)
{
  aeq_csv_row_cell (self->buffer, !self->in_row, &self->options, cell, with_offset);
  self->in_row = TRUE;
}

static gboolean
flush (AeqCsvWriter *self, GError **error)
{
  gboolean ok = aeq_file_writer_write (self->file, self->buffer->str, self->buffer->len, error);

  g_string_truncate (self->buffer, 0);
  return ok;
}

gboolean
aeq_csv_writer_end_row (AeqCsvWriter *self, GError **error)
{
  g_string_append_c (self->buffer, '\n');
  self->in_row = FALSE;
  return self->buffer->len < FLUSH_SIZE || flush (self, error);
}

gboolean
aeq_csv_writer_finish (AeqCsvWriter *self, GError **error)
{
  return flush (self, error) && aeq_file_writer_finish (self->file, error);
}
