/* SPDX-License-Identifier: MIT */
#include <glib/gi18n.h>

#include "aeq-chart-rows.h"
#include "aeq-chart-view-private.h"

#define CELL_CHARS 12 /* of which a figure of hundreds of millions is seen whole; narrower, the table scrolls */

static void
on_setup (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer column)
{
  GtkWidget *label = gtk_inscription_new (NULL);

  gtk_inscription_set_xalign (GTK_INSCRIPTION (label), GPOINTER_TO_UINT (column) > 0 ? 1 : 0);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (label), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (label), CELL_CHARS);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
on_bind (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer column)
{
  AeqChartRow *row = gtk_list_item_get_item (item);
  g_autofree char *text =
    aeq_chart_table_get_text (aeq_chart_row_get_table (row), aeq_chart_row_get_index (row), GPOINTER_TO_UINT (column));

  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (item)), text != NULL ? text : "");
}

/* GTK 4.8 has no property for it: a title stands over its figures. */
static void
align_title (GtkColumnView *view, guint n)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view));
  GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  while (title != NULL && n-- > 0)
    title = gtk_widget_get_next_sibling (title);
  if (title != NULL && gtk_widget_get_first_child (title) != NULL)
    gtk_widget_set_halign (gtk_widget_get_first_child (title), GTK_ALIGN_END);
}

static void
add_column (GtkColumnView *view, const char *title, guint index)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), GUINT_TO_POINTER (index));
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), GUINT_TO_POINTER (index));
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_append_column (view, column);
  if (index > 0)
    align_title (view, index);
}

void
aeq_chart_table_view_fill (GtkColumnView *view, AeqChart *chart, const AeqViewport *viewport)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  AeqChartTable *table;

  gtk_column_view_set_model (view, NULL);
  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (view, column);
    }
  if (chart == NULL)
    return;
  table = aeq_chart_table_new (chart, viewport);
  for (guint i = 0; i < aeq_chart_table_get_n_columns (table); i++)
    add_column (view, aeq_chart_table_get_title (table, i), i);
  {
    g_autoptr(GtkMultiSelection) selection = gtk_multi_selection_new (G_LIST_MODEL (aeq_chart_rows_new (table)));

    gtk_column_view_set_model (view, GTK_SELECTION_MODEL (selection));
  }
}

/* The rows of the data between @from and @to. */
static gsize
row_at (const AeqChartTable *table, double x, gboolean after)
{
  gsize low = 0;
  gsize high = aeq_chart_table_get_n_rows (table);

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      double at = aeq_chart_table_get_x (table, middle);

      if (at < x || (after && at == x))
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

char *
aeq_chart_table_view_text (GtkColumnView *view, const AeqChartTable *table, double from, double to, gboolean titles)
{
  GtkSelectionModel *selection = gtk_column_view_get_model (view);
  g_autoptr(GtkBitset) rows =
    selection != NULL ? gtk_selection_model_get_selection (selection) : gtk_bitset_new_empty ();
  GString *out = g_string_new (NULL);
  GtkBitsetIter iter;
  guint row;

  if (titles)
    aeq_chart_table_append_titles (table, out);
  if (gtk_bitset_is_empty (rows))
    aeq_chart_table_append_tsv (table, out, row_at (table, from, FALSE), row_at (table, to, TRUE));
  else
    for (gboolean more = gtk_bitset_iter_init_first (&iter, rows, &row); more;
         more = gtk_bitset_iter_next (&iter, &row))
      aeq_chart_table_append_tsv (table, out, row, row + 1);
  return g_string_free (out, FALSE);
}

GtkColumnView *
aeq_chart_table_view_new (void)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));

  gtk_widget_add_css_class (GTK_WIDGET (view), "dense");
  gtk_widget_add_css_class (GTK_WIDGET (view), "data-table");
  gtk_column_view_set_show_column_separators (view, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Data table"), -1);
  return view;
}
