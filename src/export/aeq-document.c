/* SPDX-License-Identifier: MIT */
#include "aeq-document-private.h"

#include "aeq-error.h"

struct _AeqDocument
{
  const AeqSink  *sink;
  gpointer        writer;
  AeqFormat       format;
  const AeqTable *table;   /* begun and not ended */
  GChecksum      *content; /* of the tables as CSV; NULL where no source is written */
  GString        *row;
};

gboolean
aeq_format_of_path (const char *path, AeqFormat *format, GError **error)
{
  static const char *const ENDINGS[] = { ".csv", ".json", ".xlsx", ".pdf" };

  g_autofree char *folded = g_ascii_strdown (path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (ENDINGS); i++)
    if (g_str_has_suffix (folded, ENDINGS[i]))
      {
        *format = (AeqFormat) i;
        return TRUE;
      }
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "--to %s: the name must end in .csv, .json, .xlsx or .pdf", path);
  return FALSE;
}

static gboolean
open_writer (AeqDocument *self, const char *path, const AeqDocumentOptions *options, const AeqDocumentInfo *info,
             GError **error)
{
  switch (self->format)
    {
    case AEQ_FORMAT_CSV:
      self->sink = &AEQ_CSV_SINK;
      self->writer = aeq_csv_sink_new (path, options, error);
      break;
    case AEQ_FORMAT_JSON:
      self->sink = &AEQ_JSON_SINK;
      self->writer = aeq_json_sink_new (path, info, error);
      break;
    case AEQ_FORMAT_XLSX:
      self->sink = &AEQ_XLSX_SINK;
      self->writer = aeq_xlsx_sink_new (path, info, error);
      break;
    case AEQ_FORMAT_PDF:
    default:
      self->sink = &AEQ_PDF_SINK;
      self->writer = aeq_pdf_sink_new (path, options, info, error);
      break;
    }
  return self->writer != NULL;
}

AeqDocument *
aeq_document_new (const char *path, const AeqDocumentOptions *options, const AeqDocumentInfo *info, GError **error)
{
  g_autoptr(AeqDocument) self = g_new0 (AeqDocument, 1);

  if (!aeq_format_of_path (path, &self->format, error) || !open_writer (self, path, options, info, error))
    return NULL;
  if (self->format != AEQ_FORMAT_CSV && !(self->format == AEQ_FORMAT_JSON && (info->rows_only || info->json != NULL)))
    self->content = g_checksum_new (G_CHECKSUM_SHA256);
  self->row = g_string_new (NULL);
  return g_steal_pointer (&self);
}

void
aeq_document_free (AeqDocument *self)
{
  if (self->writer != NULL)
    self->sink->free (self->writer);
  g_clear_pointer (&self->content, g_checksum_free);
  if (self->row != NULL)
    g_string_free (self->row, TRUE);
  g_free (self);
}

AeqFormat
aeq_document_get_format (AeqDocument *self)
{
  return self->format;
}

gboolean
aeq_document_sentence (AeqDocument *self, const char *sentence, GError **error)
{
  g_assert (self->table == NULL);
  return self->sink->sentence (self->writer, sentence, error);
}

gboolean
aeq_document_figures (AeqDocument *self, const char *name, const char *title, const AeqFigure *figures, gsize n,
                      GError **error)
{
  g_assert (self->table == NULL);
  return self->sink->figures (self->writer, name, title, figures, n, error);
}

static void
digest_row (AeqDocument *self)
{
  g_string_append_c (self->row, '\n');
  g_checksum_update (self->content, (const guchar *) self->row->str, (gssize) self->row->len);
  g_string_truncate (self->row, 0);
}

gboolean
aeq_document_begin_table (AeqDocument *self, const AeqTable *table, GError **error)
{
  const AeqCsvOptions plain = AEQ_CSV_OPTIONS_DEFAULT;

  g_assert (self->table == NULL);
  self->table = table;
  if (self->content != NULL)
    {
      for (gsize i = 0; i < table->n_columns; i++)
        aeq_csv_row_text (self->row, i == 0, &plain, table->columns[i].name);
      digest_row (self);
    }
  return self->sink->begin_table (self->writer, table, error);
}

gboolean
aeq_document_row (AeqDocument *self, const AeqCell *cells, GError **error)
{
  const AeqCsvOptions plain = AEQ_CSV_OPTIONS_DEFAULT;
  const AeqTable *table = self->table;

  for (gsize i = 0; i < table->n_columns; i++)
    {
      g_assert (cells[i].kind == AEQ_CELL_EMPTY || cells[i].kind == table->columns[i].kind);
      if (self->content != NULL)
        aeq_csv_row_cell (self->row, i == 0, &plain, &cells[i], (table->columns[i].flags & AEQ_COLUMN_OFFSET) != 0);
    }
  if (self->content != NULL)
    digest_row (self);
  return self->sink->row (self->writer, cells, error);
}

gboolean
aeq_document_end_table (AeqDocument *self, GError **error)
{
  g_assert (self->table != NULL);
  self->table = NULL;
  return self->sink->end_table (self->writer, error);
}

gboolean
aeq_document_chart (AeqDocument *self, AeqChart *chart, GError **error)
{
  g_assert (self->table == NULL);
  return self->sink->chart (self->writer, chart, error);
}

gboolean
aeq_document_finish (AeqDocument *self, GCancellable *cancellable, GError **error)
{
  g_assert (self->table == NULL);
  return self->sink->finish (self->writer, self->content != NULL ? g_checksum_get_string (self->content) : NULL,
                             cancellable, error);
}
