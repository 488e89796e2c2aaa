/* SPDX-License-Identifier: MIT */
#include "aeq-column.h"

#include <glib/gi18n.h>

#include "aeq-cell-layout.h"
#include "aeq-row.h"
#include "aeq-tooltip.h"

#define USUAL_SIZE (11.0 * 96 / 72) /* of text, pixels */

/* How much larger than usual text is, by the settings of the desktop. */
static double
text_scale (void)
{
  g_autofree char *name = NULL;
  PangoFontDescription *font;
  double size;
  int dpi;

  g_object_get (gtk_settings_get_default (), "gtk-font-name", &name, "gtk-xft-dpi", &dpi, NULL);
  font = pango_font_description_from_string (name);
  size = pango_font_description_get_size (font) / (double) PANGO_SCALE;
  if (!pango_font_description_get_size_is_absolute (font))
    size *= (dpi > 0 ? dpi / 1024.0 : 96) / 72;
  pango_font_description_free (font);
  return size > 1.05 * USUAL_SIZE ? size / USUAL_SIZE : 1;
}

int
aeq_columns_width (int usual)
{
  return (int) (usual * text_scale ());
}

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

  gtk_widget_set_layout_manager (label, aeq_cell_layout_new ());
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (label), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (label), column->number ? 1 : 0);
  if (column->number)
    gtk_widget_add_css_class (label, "numeric");
  g_object_set_data (G_OBJECT (label), "aeq-column", user_data);
  g_object_set_data (G_OBJECT (label), "aeq-item", item);
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
static GtkWidget *
find_title (GtkColumnView *view, guint n)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view));
  GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  while (title != NULL && n-- > 0)
    title = gtk_widget_get_next_sibling (title);
  return title;
}

static void
align_title (GtkColumnView *view, guint n)
{
  GtkWidget *title = find_title (view, n);

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
        gtk_column_view_column_set_fixed_width (column, aeq_columns_width (columns[i].width));
      gtk_column_view_column_set_expand (column, columns[i].expand);
      gtk_column_view_column_set_resizable (column, TRUE);
      if (menus != NULL && menus[i] != NULL)
        gtk_column_view_column_set_header_menu (column, menus[i]);
      gtk_column_view_append_column (view, column);
      if (columns[i].number)
        align_title (view, i);
    }
}

void
aeq_columns_explain (GtkColumnView *view, guint column, const char *tooltip)
{
  GtkWidget *title = find_title (view, column);

  if (title != NULL && tooltip != NULL)
    aeq_tooltip_set (title, _(tooltip));
}

/* GTK 4.8 does not tell the position of a row, but that of a cell's item. */
static gboolean
position_of_cell (GtkWidget *label, guint *position)
{
  GtkListItem *item = label != NULL ? g_object_get_data (G_OBJECT (label), "aeq-item") : NULL;

  *position = item != NULL ? gtk_list_item_get_position (item) : GTK_INVALID_LIST_POSITION;
  return *position != GTK_INVALID_LIST_POSITION;
}

/* @widget is a row, a cell of one, or what is in it. */
static gboolean
position_of (GtkColumnView *view, GtkWidget *widget, guint *position)
{
  for (; widget != NULL && widget != GTK_WIDGET (view); widget = gtk_widget_get_parent (widget))
    {
      GtkWidget *cell = gtk_widget_get_first_child (widget);

      if (position_of_cell (widget, position) || position_of_cell (cell, position) ||
          position_of_cell (cell != NULL ? gtk_widget_get_first_child (cell) : NULL, position))
        return TRUE;
    }
  return FALSE;
}

static GtkWidget *
rows_of (GtkColumnView *view)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (view));

  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static gboolean
is_of_rows (GtkColumnView *view, GtkWidget *widget)
{
  GtkWidget *rows = rows_of (view);

  return widget != NULL && widget != rows && gtk_widget_is_ancestor (widget, rows);
}

gboolean
aeq_columns_row_at (GtkColumnView *view, double x, double y, guint *position)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (view), x, y, GTK_PICK_DEFAULT);

  return is_of_rows (view, widget) && position_of (view, widget, position);
}

gboolean
aeq_columns_row_focused (GtkColumnView *view, guint *position)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (view)));

  return is_of_rows (view, focus) && position_of (view, focus, position);
}

static GtkWidget *
find_row (GtkColumnView *view, guint position)
{
  GtkWidget *rows = rows_of (view);

  for (GtkWidget *row = gtk_widget_get_first_child (rows); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *cell = gtk_widget_get_first_child (row);
      guint at;

      if (gtk_widget_get_mapped (row) && cell != NULL && position_of_cell (gtk_widget_get_first_child (cell), &at) &&
          at == position)
        return row;
    }
  return NULL;
}

gboolean
aeq_columns_cell_area (GtkColumnView *view, guint position, guint column, GdkRectangle *area)
{
  GtkWidget *row = find_row (view, position);
  GtkWidget *cell = row != NULL ? gtk_widget_get_first_child (row) : NULL;
  graphene_rect_t bounds;

  *area = (GdkRectangle){ gtk_widget_get_width (GTK_WIDGET (view)) / 2, gtk_widget_get_height (GTK_WIDGET (view)) / 2,
                          1, 1 };
  while (cell != NULL && column-- > 0)
    cell = gtk_widget_get_next_sibling (cell);
  if (cell == NULL || !gtk_widget_compute_bounds (cell, GTK_WIDGET (view), &bounds) || bounds.origin.y < 0 ||
      bounds.origin.y > gtk_widget_get_height (GTK_WIDGET (view)))
    return FALSE;
  *area = (GdkRectangle){ (int)bounds.origin.x, (int)bounds.origin.y, (int)bounds.size.width, (int)bounds.size.height };
  return TRUE;
}

static gboolean
let_go (gpointer data)
{
  gtk_widget_unparent (data);
  return G_SOURCE_REMOVE;
}

/* Its action runs after it has closed; the keys go to the rows again. */
static void
on_menu_closed (GtkPopover *menu, GtkWidget *view)
{
  gtk_widget_grab_focus (view);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, let_go, g_object_ref (menu), g_object_unref);
}

void
aeq_columns_open_menu (GtkColumnView *view, GtkWidget *parent, GMenuModel *model, const GdkRectangle *area)
{
  GtkWidget *menu = gtk_popover_menu_new_from_model (model);
  GdkRectangle pointing = aeq_columns_area_in (view, parent, area);

  gtk_widget_set_parent (menu, parent);
  gtk_popover_set_has_arrow (GTK_POPOVER (menu), FALSE);
  gtk_widget_set_halign (menu, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (menu), &pointing);
  g_signal_connect (menu, "closed", G_CALLBACK (on_menu_closed), view);
  gtk_popover_popup (GTK_POPOVER (menu));
}

typedef struct
{
  GtkColumnView *view;
  guint          position;
} Scroll;

static gboolean
scroll (gpointer data)
{
  const Scroll *self = data;
  GtkWidget *rows = rows_of (self->view);

  if (rows != NULL)
    gtk_widget_activate_action (rows, "list.scroll-to-item", "u", self->position);
  return G_SOURCE_REMOVE;
}

static void
scroll_free (gpointer data)
{
  g_object_unref (((Scroll *) data)->view);
  g_free (data);
}

void
aeq_columns_scroll_to (GtkColumnView *view, guint position)
{
  Scroll *self = g_new (Scroll, 1);

  *self = (Scroll) { g_object_ref (view), position };
  g_idle_add_full (G_PRIORITY_LOW, scroll, self, scroll_free);
}

GdkRectangle
aeq_columns_area_in (GtkColumnView *view, GtkWidget *parent, const GdkRectangle *area)
{
  double x = area->x, y = area->y;

  gtk_widget_translate_coordinates (GTK_WIDGET (view), parent, x, y, &x, &y);
  return (GdkRectangle) { (int) x, (int) y, area->width, area->height };
}
