/* SPDX-License-Identifier: MIT */
#include "aeq-document-private.h"

/* CSV knows one table: the document's first. */
typedef struct
{
  AeqCsvWriter             *csv;
  const AeqDocumentOptions *options;
  const AeqTable           *table;  /* being written; NULL: none, or not the first */
  gboolean                  begun;
} CsvSink;

gpointer
aeq_csv_sink_new (const char *path, const AeqDocumentOptions *options, GError **error)
{
  AeqCsvWriter *csv = aeq_csv_writer_new (path, &options->csv, error);
  CsvSink *self;

  if (csv == NULL)
    return NULL;
  self = g_new0 (CsvSink, 1);
  self->csv = csv;
  self->options = options;
  return self;
}

static void
csv_free (gpointer data)
{
  CsvSink *self = data;

  aeq_csv_writer_free (self->csv);
  g_free (self);
}

static gboolean
csv_sentence (gpointer data G_GNUC_UNUSED, const char *sentence G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static gboolean
csv_figures (gpointer data G_GNUC_UNUSED, const char *name G_GNUC_UNUSED, const char *title G_GNUC_UNUSED,
             const AeqFigure *figures G_GNUC_UNUSED, gsize n G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

/* A header says how its column is to be read, so that a file that is not in the plain dialect comes back without a
 * question. */
static void
write_header (CsvSink *self, const AeqColumn *column)
{
  gboolean day = column->kind == AEQ_CELL_DATE || column->kind == AEQ_CELL_INSTANT;
  gboolean decimals =
      column->kind >= AEQ_CELL_MONEY && column->kind <= AEQ_CELL_PERCENT && column->kind != AEQ_CELL_INTEGER;
  g_autofree char *name = g_strconcat (column->name, day && self->options->csv.local_dates ? "_dmy" : "",
                                       decimals && self->options->csv.decimal == ',' ? "_comma" : "", NULL);

  aeq_csv_writer_text (self->csv, name);
}

static gboolean
csv_begin_table (gpointer data, const AeqTable *table, GError **error)
{
  CsvSink *self = data;

  if (self->begun)
    return TRUE;
  self->begun = TRUE;
  self->table = table;
  for (gsize i = 0; i < table->n_columns; i++)
    write_header (self, &table->columns[i]);
  return aeq_csv_writer_end_row (self->csv, error);
}

static gboolean
csv_row (gpointer data, const AeqCell *cells, GError **error)
{
  CsvSink *self = data;

  if (self->table == NULL)
    return TRUE;
  for (gsize i = 0; i < self->table->n_columns; i++)
    aeq_csv_writer_cell (self->csv, &cells[i], (self->table->columns[i].flags & AEQ_COLUMN_OFFSET) != 0);
  return aeq_csv_writer_end_row (self->csv, error);
}

static gboolean
csv_end_table (gpointer data, GError **error G_GNUC_UNUSED)
{
  CsvSink *self = data;

  self->table = NULL;
  return TRUE;
}

static gboolean
csv_chart (gpointer data G_GNUC_UNUSED, AeqChart *chart G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static gboolean
csv_finish (gpointer data, const char *sha256 G_GNUC_UNUSED, GCancellable *cancellable, GError **error)
{
  CsvSink *self = data;

  return !g_cancellable_set_error_if_cancelled (cancellable, error) && aeq_csv_writer_finish (self->csv, error);
}

const AeqSink AEQ_CSV_SINK = {
  csv_sentence, csv_figures, csv_begin_table, csv_row, csv_end_table, csv_chart, csv_finish, csv_free,
};
