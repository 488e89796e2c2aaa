/* SPDX-License-Identifier: MIT */
#include "aeq-csv-writer.h"

#include <string.h>

#include "aeq-file-writer.h"

#define FLUSH_SIZE 65536

struct _AeqCsvWriter
{
  AeqFileWriter *file;
  GString       *buffer;
  gboolean       in_row;
};

AeqCsvWriter *
aeq_csv_writer_new (const char *path, GError **error)
{
  AeqFileWriter *file = aeq_file_writer_new (path, error);
  AeqCsvWriter *self;

  if (file == NULL)
    return NULL;
  self = g_new0 (AeqCsvWriter, 1);
  self->file = file;
  self->buffer = g_string_sized_new (FLUSH_SIZE + 4096);
  return self;
}

void
aeq_csv_writer_free (AeqCsvWriter *self)
{
  aeq_file_writer_free (self->file);
  g_string_free (self->buffer, TRUE);
  g_free (self);
}

static void
separate (AeqCsvWriter *self)
{
  if (self->in_row)
    g_string_append_c (self->buffer, ',');
  self->in_row = TRUE;
}

void
aeq_csv_writer_number (AeqCsvWriter *self, const char *number)
{
  separate (self);
  g_string_append (self->buffer, number);
}

/* What is led by apostrophes already gets one more, so that reading takes off exactly the one that was put there. */
static gboolean
is_formula (const char *text)
{
  const char *first = text + strspn (text, "'");

  return *first != '\0' && strchr ("=+-@\t\r", *first) != NULL;
}

void
aeq_csv_writer_text (AeqCsvWriter *self, const char *text)
{
  gboolean formula;

  separate (self);
  if (text == NULL || *text == '\0')
    return;
  formula = is_formula (text);
  if (!formula && strpbrk (text, ",\"\r\n") == NULL)
    {
      g_string_append (self->buffer, text);
      return;
    }
  g_string_append (self->buffer, formula ? "\"'" : "\"");
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (self->buffer, '"');
      g_string_append_c (self->buffer, *p);
    }
  g_string_append_c (self->buffer, '"');
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
