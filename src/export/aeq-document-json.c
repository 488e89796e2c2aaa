/* SPDX-License-Identifier: MIT */
#include "aeq-document-private.h"

#include "aeq-file-writer.h"
#include "aeq-json.h"

#define FLUSH_SIZE 65536

typedef struct
{
  AeqFileWriter         *file;
  GString               *text;
  AeqJson               *json;
  const AeqDocumentInfo *info;
  const AeqTable        *table;  /* being written; NULL: none, or not asked for */
  gboolean               begun;  /* the first table was */
} JsonSink;

gpointer
aeq_json_sink_new (const char *path, const AeqDocumentInfo *info, GError **error)
{
  AeqFileWriter *file = aeq_file_writer_new (path, error);
  JsonSink *self;

  if (file == NULL)
    return NULL;
  self = g_new0 (JsonSink, 1);
  self->file = file;
  self->text = g_string_sized_new (FLUSH_SIZE + 4096);
  self->json = aeq_json_new (self->text);
  self->info = info;
  if (info->rows_only || info->json != NULL)
    return self;
  aeq_json_begin_object (self->json, NULL);
  aeq_json_text (self->json, "title", info->title);
  aeq_json_text (self->json, "subtitle", info->subtitle);
  return self;
}

static void
json_free (gpointer data)
{
  JsonSink *self = data;

  aeq_file_writer_free (self->file);
  aeq_json_free (self->json);
  g_string_free (self->text, TRUE);
  g_free (self);
}

static gboolean
flush (JsonSink *self, gsize at_least, GError **error)
{
  gboolean ok = TRUE;

  if (self->text->len >= at_least)
    {
      ok = aeq_file_writer_write (self->file, self->text->str, self->text->len, error);
      g_string_truncate (self->text, 0);
    }
  return ok;
}

static void
write_instant (AeqJson *json, const char *name, const AeqCell *cell, gboolean with_offset)
{
  char text[AEQ_INSTANT_TEXT_SIZE];

  aeq_json_text (json, name,
                 with_offset ? aeq_zone_format (cell->zone, cell->instant, text)
                             : aeq_instant_format (cell->instant, text));
}

static void
write_cell (AeqJson *json, const char *name, const AeqCell *cell, gboolean with_offset)
{
  char day[AEQ_DATE_TEXT_SIZE];

  switch (cell->kind)
    {
    case AEQ_CELL_TEXT:
    case AEQ_CELL_DECIMAL:
      aeq_json_text (json, name, cell->text);
      break;
    case AEQ_CELL_DATE:
      aeq_json_text (json, name, aeq_date_format (cell->date, day));
      break;
    case AEQ_CELL_INSTANT:
      write_instant (json, name, cell, with_offset);
      break;
    case AEQ_CELL_MONEY:
      aeq_json_money (json, name, cell->integer, cell->currency->exponent);
      break;
    case AEQ_CELL_NUMBER:
    case AEQ_CELL_PERCENT:
      aeq_json_double (json, name, cell->number);
      break;
    case AEQ_CELL_INTEGER:
      aeq_json_int (json, name, cell->integer);
      break;
    case AEQ_CELL_BOOLEAN:
      aeq_json_boolean (json, name, cell->integer != 0);
      break;
    case AEQ_CELL_EMPTY:
    default:
      aeq_json_null (json, name);
      break;
    }
}

static gboolean
json_sentence (gpointer data G_GNUC_UNUSED, const char *sentence G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static gboolean
json_figures (gpointer data, const char *name, const char *title G_GNUC_UNUSED, const AeqFigure *figures, gsize n,
              GError **error)
{
  JsonSink *self = data;

  if (self->info->rows_only || self->info->json != NULL)
    return TRUE;
  aeq_json_begin_object (self->json, name);
  for (gsize i = 0; i < n; i++)
    write_cell (self->json, figures[i].name, &figures[i].value, FALSE);
  aeq_json_end_object (self->json);
  return flush (self, FLUSH_SIZE, error);
}

static gboolean
json_begin_table (gpointer data, const AeqTable *table, GError **error G_GNUC_UNUSED)
{
  JsonSink *self = data;

  if (self->info->json != NULL || (self->info->rows_only && self->begun))
    return TRUE;
  self->table = table;
  self->begun = TRUE;
  aeq_json_begin_array (self->json, self->info->rows_only ? NULL : table->name);
  return TRUE;
}

static gboolean
json_row (gpointer data, const AeqCell *cells, GError **error)
{
  JsonSink *self = data;

  if (self->table == NULL)
    return TRUE;
  aeq_json_begin_object (self->json, NULL);
  for (gsize i = 0; i < self->table->n_columns; i++)
    write_cell (self->json, self->table->columns[i].name, &cells[i],
                (self->table->columns[i].flags & AEQ_COLUMN_OFFSET) != 0);
  aeq_json_end_object (self->json);
  return flush (self, FLUSH_SIZE, error);
}

static gboolean
json_end_table (gpointer data, GError **error G_GNUC_UNUSED)
{
  JsonSink *self = data;

  if (self->table != NULL)
    aeq_json_end_array (self->json);
  self->table = NULL;
  return TRUE;
}

static gboolean
json_chart (gpointer data G_GNUC_UNUSED, AeqChart *chart G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static void
write_source (AeqJson *json, const AeqSource *source, const char *sha256)
{
  char text[AEQ_INSTANT_TEXT_SIZE];

  aeq_json_begin_object (json, "source");
  aeq_json_text (json, "as_of", aeq_instant_format (source->as_of, text));
  aeq_json_text (json, "ledger", source->ledger);
  aeq_json_text (json, "model", source->model);
  aeq_json_text (json, "scenario", source->scenario);
  aeq_json_begin_array (json, "gaps");
  for (gsize i = 0; source->gaps != NULL && source->gaps[i] != NULL; i++)
    aeq_json_text (json, NULL, source->gaps[i]);
  aeq_json_end_array (json);
  aeq_json_text (json, "sha256", sha256);
  aeq_json_text (json, "program", "aequitas " AEQ_VERSION);
  aeq_json_text (json, "made_at", aeq_instant_format (source->made_at, text));
  aeq_json_end_object (json);
}

static gboolean
json_finish (gpointer data, const char *sha256, GCancellable *cancellable, GError **error)
{
  JsonSink *self = data;

  if (self->info->json != NULL)
    g_string_append (self->text, self->info->json);
  else if (!self->info->rows_only)
    {
      write_source (self->json, self->info->source, sha256);
      aeq_json_end_object (self->json);
    }
  g_string_append_c (self->text, '\n');
  return !g_cancellable_set_error_if_cancelled (cancellable, error) && flush (self, 0, error) &&
         aeq_file_writer_finish (self->file, error);
}

const AeqSink AEQ_JSON_SINK = {
  json_sentence, json_figures, json_begin_table, json_row, json_end_table, json_chart, json_finish, json_free,
};
