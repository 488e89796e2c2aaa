/* SPDX-License-Identifier: MIT */
#include "aeq-seen-table.h"

struct _AeqSeenTable
{
  const char   *name;
  const char   *title;
  AeqColumn     columns[AEQ_SEEN_MAX_COLUMNS];
  gsize         n_columns;
  GPtrArray    *rows;  /* of arrays of AeqCell */
  GStringChunk *texts;
};

AeqSeenTable *
aeq_seen_table_new (const char *name, const char *title)
{
  AeqSeenTable *self = g_atomic_rc_box_new0 (AeqSeenTable);

  self->name = name;
  self->title = title;
  self->rows = g_ptr_array_new_with_free_func (g_free);
  self->texts = g_string_chunk_new (4096);
  return self;
}

AeqSeenTable *
aeq_seen_table_ref (AeqSeenTable *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  AeqSeenTable *self = data;

  g_ptr_array_unref (self->rows);
  g_string_chunk_free (self->texts);
}

void
aeq_seen_table_unref (AeqSeenTable *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

void
aeq_seen_table_add_column (AeqSeenTable *self, const char *name, const char *title, AeqCellKind kind)
{
  g_return_if_fail (self->n_columns < AEQ_SEEN_MAX_COLUMNS && self->rows->len == 0);
  self->columns[self->n_columns++] = (AeqColumn){ name, title, kind, AEQ_COLUMN_NORMAL };
}

AeqCell *
aeq_seen_table_add_row (AeqSeenTable *self)
{
  AeqCell *cells = g_new0 (AeqCell, self->n_columns);

  g_ptr_array_add (self->rows, cells);
  return cells;
}

AeqCell
aeq_seen_table_text (AeqSeenTable *self, const char *text)
{
  return aeq_cell_text (text != NULL ? g_string_chunk_insert (self->texts, text) : NULL);
}

static AeqCell
cell_of (AeqSeenTable *self, const AeqValue *value)
{
  switch (value->kind)
    {
    case AEQ_VALUE_TEXT:
      return aeq_seen_table_text (self, value->text);
    case AEQ_VALUE_MONEY:
      return aeq_cell_money (value->number, value->currency);
    case AEQ_VALUE_DATE:
      return aeq_cell_date ((AeqDate) value->number);
    case AEQ_VALUE_INSTANT:
      return aeq_cell_instant (value->number, value->zone);
    case AEQ_VALUE_DECIMAL:
      return aeq_cell_decimal (aeq_seen_table_text (self, value->text).text);
    case AEQ_VALUE_NONE:
    default:
      return aeq_cell_empty ();
    }
}

AeqSeenTable *
aeq_seen_table_of_sheet (const char *name, const char *title, const AeqSheet *sheet, const guint *order,
                         guint n_columns, GPtrArray *rows)
{
  static const AeqCellKind KINDS[] = { [AEQ_VALUE_NONE] = AEQ_CELL_TEXT,       [AEQ_VALUE_TEXT] = AEQ_CELL_TEXT,
                                       [AEQ_VALUE_MONEY] = AEQ_CELL_MONEY,     [AEQ_VALUE_DATE] = AEQ_CELL_DATE,
                                       [AEQ_VALUE_INSTANT] = AEQ_CELL_INSTANT, [AEQ_VALUE_DECIMAL] = AEQ_CELL_DECIMAL };
  AeqSeenTable *self = aeq_seen_table_new (name, title);

  for (guint i = 0; i < n_columns; i++)
    {
      const AeqSheetColumn *column = &sheet->columns[order[i]];

      aeq_seen_table_add_column (self, column->name, column->title, KINDS[column->kind]);
    }
  for (guint row = 0; row < rows->len; row++)
    {
      AeqCell *cells = aeq_seen_table_add_row (self);

      for (guint i = 0; i < n_columns; i++)
        cells[i] = cell_of (self, &((const AeqSheetRow *) rows->pdata[row])->values[order[i]]);
    }
  return self;
}

const char *
aeq_seen_table_get_name (const AeqSeenTable *self)
{
  return self->name;
}

AeqTable
aeq_seen_table_get_table (const AeqSeenTable *self)
{
  return (AeqTable){ self->name, self->title, self->columns, self->n_columns };
}

gsize
aeq_seen_table_get_n (const AeqSeenTable *self)
{
  return self->rows->len;
}

const AeqCell *
aeq_seen_table_get_row (const AeqSeenTable *self, gsize i)
{
  return self->rows->pdata[i];
}
