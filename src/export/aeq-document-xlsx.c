/* SPDX-License-Identifier: MIT */
#include "aeq-record.h"
#include "aeq-xlsx-book.h"

/* Whether a sheet gets a table or the rows stream is known when there are too many of them: until then they are kept.
 */
typedef struct
{
  char                  *path;
  const AeqDocumentInfo *info;
  AeqRecord             *record; /* kept while the table that is begun borrows its columns */
  AeqXlsxBook           *book;   /* NULL: still recording */
} XlsxSink;

gpointer
aeq_xlsx_sink_new (const char *path, const AeqDocumentInfo *info, GError **error G_GNUC_UNUSED)
{
  XlsxSink *self = g_new0 (XlsxSink, 1);

  self->path = g_strdup (path);
  self->info = info;
  self->record = aeq_record_new ();
  return self;
}

static void
xlsx_free (gpointer data)
{
  XlsxSink *self = data;

  if (self->book != NULL)
    AEQ_XLSX_BOOK.free (self->book);
  aeq_record_free (self->record);
  g_free (self->path);
  g_free (self);
}

static gboolean
open_book (XlsxSink *self, gboolean streaming, GError **error)
{
  self->book = aeq_xlsx_book_new (self->path, self->info, streaming, error);
  return self->book != NULL && aeq_record_replay (self->record, &AEQ_XLSX_BOOK, self->book, error);
}

static gboolean
xlsx_sentence (gpointer data, const char *sentence, GError **error)
{
  XlsxSink *self = data;

  if (self->book != NULL)
    return AEQ_XLSX_BOOK.sentence (self->book, sentence, error);
  aeq_record_sentence (self->record, sentence);
  return TRUE;
}

static gboolean
xlsx_figures (gpointer data, const char *name, const char *title, const AeqFigure *figures, gsize n, GError **error)
{
  XlsxSink *self = data;

  if (self->book != NULL)
    return AEQ_XLSX_BOOK.figures (self->book, name, title, figures, n, error);
  aeq_record_figures (self->record, name, title, figures, n);
  return TRUE;
}

static gboolean
xlsx_begin_table (gpointer data, const AeqTable *table, GError **error)
{
  XlsxSink *self = data;

  if (self->book != NULL)
    return AEQ_XLSX_BOOK.begin_table (self->book, table, error);
  aeq_record_begin_table (self->record, table);
  return TRUE;
}

static gboolean
xlsx_row (gpointer data, const AeqCell *cells, GError **error)
{
  XlsxSink *self = data;

  if (self->book == NULL && self->record->n_rows < AEQ_XLSX_TABLE_ROWS)
    {
      aeq_record_row (self->record, cells);
      return TRUE;
    }
  return (self->book != NULL || open_book (self, TRUE, error)) && AEQ_XLSX_BOOK.row (self->book, cells, error);
}

static gboolean
xlsx_end_table (gpointer data, GError **error)
{
  XlsxSink *self = data;

  if (self->book != NULL)
    return AEQ_XLSX_BOOK.end_table (self->book, error);
  aeq_record_end_table (self->record);
  return TRUE;
}

static gboolean
xlsx_chart (gpointer data, AeqChart *chart, GError **error)
{
  XlsxSink *self = data;

  if (self->book != NULL)
    return AEQ_XLSX_BOOK.chart (self->book, chart, error);
  aeq_record_chart (self->record, chart);
  return TRUE;
}

static gboolean
xlsx_finish (gpointer data, const char *sha256, GCancellable *cancellable, GError **error)
{
  XlsxSink *self = data;

  return (self->book != NULL || open_book (self, FALSE, error)) &&
         AEQ_XLSX_BOOK.finish (self->book, sha256, cancellable, error);
}

const AeqSink AEQ_XLSX_SINK = {
  xlsx_sentence, xlsx_figures, xlsx_begin_table, xlsx_row, xlsx_end_table, xlsx_chart, xlsx_finish, xlsx_free,
};
