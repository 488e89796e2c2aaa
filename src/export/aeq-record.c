/* SPDX-License-Identifier: MIT */
#include "aeq-record.h"

#define BLOCK_ROWS 512

/* Rows with their texts. */
typedef struct
{
  AeqCell      *cells;
  GStringChunk *texts;
} Block;

static void
block_free (Block *block)
{
  /* Let go of already. */
  if (block == NULL)
    return;
  g_free (block->cells);
  g_string_chunk_free (block->texts);
  g_free (block);
}

static void
item_free (AeqItem *item)
{
  g_free (item->figures);
  g_free ((AeqColumn *) item->table.columns);
  g_clear_pointer (&item->blocks, g_ptr_array_unref);
  g_clear_pointer (&item->chart, aeq_chart_unref);
  g_free (item);
}

AeqRecord *
aeq_record_new (void)
{
  AeqRecord *self = g_new0 (AeqRecord, 1);

  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  self->texts = g_string_chunk_new (16384);
  return self;
}

void
aeq_record_free (AeqRecord *self)
{
  g_ptr_array_unref (self->items);
  g_string_chunk_free (self->texts);
  g_free (self);
}

static const char *
keep (AeqRecord *self, const char *text)
{
  return text != NULL ? g_string_chunk_insert (self->texts, text) : NULL;
}

static AeqCell
keep_cell (GStringChunk *texts, const AeqCell *cell)
{
  AeqCell copy = *cell;

  if (cell->kind == AEQ_CELL_TEXT || cell->kind == AEQ_CELL_DECIMAL)
    copy.text = g_string_chunk_insert (texts, cell->text);
  return copy;
}

static AeqItem *
add_item (AeqRecord *self, AeqItemKind kind)
{
  AeqItem *item = g_new0 (AeqItem, 1);

  item->kind = kind;
  g_ptr_array_add (self->items, item);
  return item;
}

void
aeq_record_sentence (AeqRecord *self, const char *sentence)
{
  add_item (self, AEQ_ITEM_SENTENCE)->text = keep (self, sentence);
}

void
aeq_record_figures (AeqRecord *self, const char *name, const char *title, const AeqFigure *figures, gsize n)
{
  AeqItem *item = add_item (self, AEQ_ITEM_FIGURES);

  item->text = keep (self, name);
  item->title = keep (self, title);
  item->figures = g_new0 (AeqFigure, n);
  item->n_figures = n;
  for (gsize i = 0; i < n; i++)
    item->figures[i] = (AeqFigure){ keep (self, figures[i].name), keep (self, figures[i].title),
                                    keep_cell (self->texts, &figures[i].value), keep (self, figures[i].note) };
}

void
aeq_record_begin_table (AeqRecord *self, const AeqTable *table)
{
  AeqItem *item = add_item (self, AEQ_ITEM_TABLE);
  AeqColumn *columns = g_new0 (AeqColumn, table->n_columns);

  for (gsize i = 0; i < table->n_columns; i++)
    columns[i] = (AeqColumn){ keep (self, table->columns[i].name), keep (self, table->columns[i].title),
                              table->columns[i].kind, table->columns[i].flags };
  item->table = (AeqTable){ keep (self, table->name), keep (self, table->title), columns, table->n_columns };
  item->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) block_free);
}

static Block *
add_block (AeqItem *item)
{
  Block *block = g_new0 (Block, 1);

  block->cells = g_new (AeqCell, BLOCK_ROWS * item->table.n_columns);
  block->texts = g_string_chunk_new (16384);
  g_ptr_array_add (item->blocks, block);
  return block;
}

const AeqCell *
aeq_item_row (const AeqItem *item, gsize row)
{
  const Block *block = item->blocks->pdata[row / BLOCK_ROWS];

  return &block->cells[row % BLOCK_ROWS * item->table.n_columns];
}

void
aeq_record_row (AeqRecord *self, const AeqCell *cells)
{
  AeqItem *item = self->items->pdata[self->items->len - 1];

  Block *block = item->n_rows % BLOCK_ROWS == 0 ? add_block (item) : item->blocks->pdata[item->blocks->len - 1];
  AeqCell *row = &block->cells[item->n_rows % BLOCK_ROWS * item->table.n_columns];

  for (gsize i = 0; i < item->table.n_columns; i++)
    row[i] = keep_cell (block->texts, &cells[i]);
  item->n_rows++;
  self->n_rows++;
}

void
aeq_record_end_table (AeqRecord *self)
{
  AeqItem *item = self->items->pdata[self->items->len - 1];

  item->ended = TRUE;
}

void
aeq_record_chart (AeqRecord *self, AeqChart *chart)
{
  add_item (self, AEQ_ITEM_CHART)->chart = aeq_chart_ref (chart);
}

static gboolean
replay_table (AeqItem *item, const AeqSink *sink, gpointer target, GError **error)
{
  if (!sink->begin_table (target, &item->table, error))
    return FALSE;
  for (gsize i = 0; i < item->n_rows; i++)
    {
      if (!sink->row (target, aeq_item_row (item, i), error))
        return FALSE;
      if (i % BLOCK_ROWS == BLOCK_ROWS - 1)
        g_clear_pointer (&item->blocks->pdata[i / BLOCK_ROWS], block_free);
    }
  return !item->ended || sink->end_table (target, error);
}

static gboolean
replay_item (AeqItem *item, const AeqSink *sink, gpointer target, GError **error)
{
  switch (item->kind)
    {
    case AEQ_ITEM_SENTENCE:
      return sink->sentence (target, item->text, error);
    case AEQ_ITEM_FIGURES:
      return sink->figures (target, item->text, item->title, item->figures, item->n_figures, error);
    case AEQ_ITEM_TABLE:
      return replay_table (item, sink, target, error);
    case AEQ_ITEM_CHART:
    default:
      return sink->chart (target, item->chart, error);
    }
}

gboolean
aeq_record_replay (AeqRecord *self, const AeqSink *sink, gpointer target, GError **error)
{
  for (guint i = 0; i < self->items->len; i++)
    if (!replay_item (self->items->pdata[i], sink, target, error))
      return FALSE;
  return TRUE;
}
