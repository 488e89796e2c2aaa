/* SPDX-License-Identifier: MIT */
#include "aeq-position-table.h"

#include <math.h>
#include <string.h>

/* As on the screen, with what the first column tells in two and the day. */
static const struct
{
  const char *name;
  const char *title;
  AeqCellKind kind;
} COLUMNS[] = {
  { "account", "Account", AEQ_CELL_TEXT },
  { "name", "Name", AEQ_CELL_TEXT },
  { "currency", "Currency", AEQ_CELL_TEXT },
  { "date", "Date", AEQ_CELL_DATE },
  { "now", "Now", AEQ_CELL_MONEY },
  { "lowest", "Lowest Point", AEQ_CELL_MONEY },
  { "lowest_at", "Lowest Point at", AEQ_CELL_INSTANT },
  { "p_breach", "Breach", AEQ_CELL_PERCENT },
  { "limit_use", "Limit Use", AEQ_CELL_PERCENT },
  { "close", "Projected Close", AEQ_CELL_MONEY },
  { "to_come", "To Come", AEQ_CELL_MONEY },
  { "opening", "Opening", AEQ_CELL_MONEY },
  { "in", "In", AEQ_CELL_MONEY },
  { "out", "Out", AEQ_CELL_MONEY },
  { "low_so_far", "Low so Far", AEQ_CELL_MONEY },
  { "low_so_far_at", "Low so Far at", AEQ_CELL_INSTANT },
  { "limit", "Limit", AEQ_CELL_MONEY },
  { "early_warning", "Early Warning", AEQ_CELL_MONEY },
};

static AeqCell
money (const AeqPosition *row, gint64 minor)
{
  return minor != AEQ_POSITION_NONE ? aeq_cell_money (minor, row->currency) : aeq_cell_empty ();
}

static AeqCell
share (double value)
{
  return isfinite (value) ? aeq_cell_percent (value) : aeq_cell_empty ();
}

static void
add_row (AeqSeenTable *self, const AeqPosition *row)
{
  const AeqCell cells[G_N_ELEMENTS (COLUMNS)] = {
    aeq_seen_table_text (self, row->number),
    aeq_seen_table_text (self, row->name),
    aeq_cell_text (row->currency->code),
    aeq_cell_date (row->day),
    money (row, row->balance),
    money (row, row->lowest),
    aeq_cell_instant (row->lowest_at, row->zone),
    share (row->p_breach),
    share (aeq_position_limit_use (row, row->lowest)),
    money (row, row->closing),
    money (row, row->expected),
    money (row, row->opening),
    money (row, row->in),
    money (row, row->out),
    money (row, row->so_far),
    aeq_cell_instant (row->so_far_at, row->zone),
    money (row, row->limit),
    money (row, row->warning),
  };

  memcpy (aeq_seen_table_add_row (self), cells, sizeof cells);
}

AeqSeenTable *
aeq_position_seen_table (const AeqPositionTable *table)
{
  AeqSeenTable *self = aeq_seen_table_new ("position", "Position");

  for (guint i = 0; i < G_N_ELEMENTS (COLUMNS); i++)
    aeq_seen_table_add_column (self, COLUMNS[i].name, COLUMNS[i].title, COLUMNS[i].kind);
  for (guint i = 0; i < table->rows->len; i++)
    if (((const AeqPosition *) table->rows->pdata[i])->n == 0)
      add_row (self, table->rows->pdata[i]);
  return self;
}
