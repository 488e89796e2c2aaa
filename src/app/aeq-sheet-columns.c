/* SPDX-License-Identifier: MIT */
#include "aeq-sheet-columns.h"

#include <glib/gi18n.h>

#include "aeq-column.h"
#include "aeq-row.h"
#include "aeq-screen-format.h"

#define COLUMN "aeq-sheet-column" /* of the sheet, in the column of the view */

static char *
write_value (const AeqValue *value)
{
  if (value->kind == AEQ_VALUE_MONEY)
    return aeq_screen_amount (value->number, value->currency);
  if (value->kind == AEQ_VALUE_DATE)
    return aeq_screen_date ((AeqDate) value->number);
  if (value->kind == AEQ_VALUE_DECIMAL)
    {
      g_autofree char *plain = aeq_value_show (value);

      return aeq_screen_number (plain);
    }
  return aeq_value_show (value);
}

static AeqViewCell
show_value (const AeqValue *value)
{
  static const char *const STYLES[] = { [AEQ_TONE_PLAIN] = NULL,
                                        [AEQ_TONE_DIM] = "dim-label",
                                        [AEQ_TONE_GOOD] = "success",
                                        [AEQ_TONE_WARNING] = "warning",
                                        [AEQ_TONE_BAD] = "negative" };

  return (AeqViewCell) { write_value (value), value->kind == AEQ_VALUE_NONE ? "dim-label" : STYLES[value->tone] };
}

/* A cell function knows only the row: one for each column. */
#define CELL(n)                                                                                                        \
  static AeqViewCell cell_##n (gconstpointer data)                                                                     \
  {                                                                                                                    \
    return show_value (&((const AeqSheetRow *)data)->values[n]);                                                       \
  }
CELL (0)
CELL (1)
CELL (2)
CELL (3)
CELL (4)
CELL (5)
CELL (6)
CELL (7)
CELL (8)
CELL (9)
CELL (10)
CELL (11)
#undef CELL

static const AeqViewCellFunc CELLS[AEQ_SHEET_MAX_COLUMNS] = { cell_0, cell_1, cell_2, cell_3, cell_4, cell_5,
                                                              cell_6, cell_7, cell_8, cell_9, cell_10, cell_11 };

static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const AeqSheetRow *left = aeq_row_get_data ((AeqRow *) a);
  const AeqSheetRow *right = aeq_row_get_data ((AeqRow *) b);
  guint column = GPOINTER_TO_UINT (user_data);

  return aeq_value_compare (&left->values[column], &right->values[column]);
}

static void
set_sorter (GtkColumnView *view, guint i)
{
  g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (gtk_column_view_get_columns (view), i);
  g_autoptr(GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare, GUINT_TO_POINTER (i), NULL));

  gtk_column_view_column_set_sorter (column, sorter);
  g_object_set_data (G_OBJECT (column), COLUMN, GUINT_TO_POINTER (i));
}

guint
aeq_sheet_columns_order (GtkColumnView *view, guint *order)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  guint n = g_list_model_get_n_items (columns);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      order[i] = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (column), COLUMN));
    }
  return n;
}

void
aeq_sheet_columns_add (GtkColumnView *view, const AeqSheet *sheet)
{
  AeqViewColumn *columns = g_new0 (AeqViewColumn, sheet->n_columns);

  for (guint i = 0; i < sheet->n_columns; i++)
    {
      const AeqSheetColumn *from = &sheet->columns[i];

      columns[i] =
          (AeqViewColumn){ from->title, from->width, from->kind == AEQ_VALUE_MONEY || from->kind == AEQ_VALUE_DECIMAL,
                           from->width == 0, CELLS[i] };
    }
  aeq_columns_add (view, columns, sheet->n_columns, NULL);
  for (guint i = 0; i < sheet->n_columns; i++)
    {
      set_sorter (view, i);
      aeq_columns_explain (view, i, sheet->columns[i].tooltip);
    }
  /* The cells point at them. */
  g_object_set_data_full (G_OBJECT (view), "aeq-sheet-columns", columns, g_free);
}
