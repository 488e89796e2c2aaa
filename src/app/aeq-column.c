/* SPDX-License-Identifier: MIT */
#include "aeq-column.h"

#include <glib/gi18n.h>

#include "aeq-row.h"

static void
show_cell (GtkWidget *label, AeqRow *row)
{
  const AeqViewColumn *column = g_object_get_data (G_OBJECT (label), "aeq-column");
  const char *old = g_object_get_data (G_OBJECT (label), "aeq-style");
  gconstpointer data = aeq_row_get_data (row);
  AeqViewCell cell = { NULL, NULL };

  if (data != NULL)
    cell = column->cell (data);
  gtk_inscription_set_text (GTK_INSCRIPTION (label), cell.text != NULL ? cell.text : "");
  if (old != cell.style)
    {
      if (old != NULL)
        gtk_widget_remove_css_class (label, old);
      if (cell.style != NULL)
        gtk_widget_add_css_class (label, cell.style);
      g_object_set_data (G_OBJECT (label), "aeq-style", (gpointer) cell.style);
    }
  g_free (cell.text);
}

static void
on_setup (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data)
{
  const AeqViewColumn *column = user_data;
  GtkWidget *label = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (label), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (label), column->number ? 1 : 0);
  if (column->number)
    gtk_widget_add_css_class (label, "numeric");
  g_object_set_data (G_OBJECT (label), "aeq-column", user_data);
  gtk_list_item_set_child (item, label);
}

static void
on_row_changed (AeqRow *row, GtkWidget *label)
{
  show_cell (label, row);
}

static void
on_bind (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data G_GNUC_UNUSED)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  AeqRow *row = gtk_list_item_get_item (item);

  g_signal_connect (row, "changed", G_CALLBACK (on_row_changed), label);
  show_cell (label, row);
}

static void
on_unbind (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data G_GNUC_UNUSED)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), on_row_changed, gtk_list_item_get_child (item));
}

/* GTK 4.8 has no property for it: a title stands over its figures, so the header's n-th title goes to the right. */
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

void
aeq_columns_add (GtkColumnView *view, const AeqViewColumn *columns, guint n, GMenuModel *const *menus)
{
  for (guint i = 0; i < n; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr(GtkColumnViewColumn) column = gtk_column_view_column_new (_(columns[i].title), factory);

      g_signal_connect (factory, "setup", G_CALLBACK (on_setup), (gpointer) &columns[i]);
      g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
      g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
      if (!columns[i].expand)
        gtk_column_view_column_set_fixed_width (column, columns[i].width);
      gtk_column_view_column_set_expand (column, columns[i].expand);
      gtk_column_view_column_set_resizable (column, TRUE);
      if (menus != NULL && menus[i] != NULL)
        gtk_column_view_column_set_header_menu (column, menus[i]);
      gtk_column_view_append_column (view, column);
      if (columns[i].number)
        align_title (view, i);
    }
}
