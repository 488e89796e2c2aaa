/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-import-table"

#include "aeq-import-table.h"

#include <glib/gi18n.h>

#include "aeq-import-file.h"

#define MAX_ROWS 20
#define MAX_CHARS 28

struct _AeqImportTable
{
  AdwBin         parent_instance;
  GtkGrid       *grid;
  guint          n_columns;
  gboolean       showing;  /* drop-downs are set by us, not by a person */
};

enum { ROLE_CHANGED, N_SIGNALS };

G_DEFINE_FINAL_TYPE (AeqImportTable, aeq_import_table, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

/* All drop-downs share one list of titles. */
static GListModel *
titles (void)
{
  static GtkStringList *list;
  guint n;
  const AeqColumnRole *roles = aeq_import_roles (&n);

  if (list == NULL)
    {
      list = gtk_string_list_new (NULL);
      for (guint i = 0; i < n; i++)
        gtk_string_list_append (list, aeq_import_role_title (roles[i]));
    }
  return G_LIST_MODEL (list);
}

static guint
role_index (AeqColumnRole role)
{
  guint n;
  const AeqColumnRole *roles = aeq_import_roles (&n);

  for (guint i = 0; i < n; i++)
    if (roles[i] == role)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

static void
on_selected (GtkDropDown *choice, GParamSpec *pspec G_GNUC_UNUSED, AeqImportTable *self)
{
  guint n;
  const AeqColumnRole *roles = aeq_import_roles (&n);
  guint selected = gtk_drop_down_get_selected (choice);
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (choice), "aeq-column"));

  if (!self->showing && selected < n)
    g_signal_emit (self, signals[ROLE_CHANGED], 0, column, roles[selected]);
}

static GtkWidget *
cell_new (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CHARS);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "numeric");
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  if (text != NULL && g_utf8_strlen (text, -1) > MAX_CHARS)
    gtk_widget_set_tooltip_text (label, text);
  return label;
}

static void
add_choice (AeqImportTable *self, const AeqTableLook *look, guint column)
{
  GtkWidget *choice = gtk_drop_down_new (g_object_ref (titles ()), NULL);
  g_autofree char *number = g_strdup_printf (_("column %u"), column + 1);
  const char *name = look->header != NULL && *look->header[column] != '\0' ? look->header[column] : number;
  g_autofree char *label = g_strdup_printf (_("What %s holds"), name);

  g_object_set_data (G_OBJECT (choice), "aeq-column", GUINT_TO_POINTER (column));
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_tooltip_text (choice, label);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (on_selected), self, 0);
  gtk_grid_attach (self->grid, choice, (int) column + 1, 0, 1, 1);
}

static void
clear (AeqImportTable *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

static void
fill (AeqImportTable *self, const AeqTableLook *look)
{
  clear (self);
  gtk_grid_attach (self->grid, cell_new (_("Line"), "dim-label"), 0, 1, 1, 1);
  for (guint c = 0; c < look->n_columns; c++)
    {
      add_choice (self, look, c);
      gtk_grid_attach (self->grid, cell_new (look->header != NULL ? look->header[c] : "", "heading"), (int) c + 1, 1, 1, 1);
    }
  for (guint r = 0; r < MIN (look->rows->len, MAX_ROWS); r++)
    {
      const AeqLookRow *row = look->rows->pdata[r];
      g_autofree char *line = g_strdup_printf ("%" G_GUINT64_FORMAT, row->line);

      gtk_grid_attach (self->grid, cell_new (line, "dim-label"), 0, (int) r + 2, 1, 1);
      for (guint c = 0; c < look->n_columns; c++)
        gtk_grid_attach (self->grid, cell_new (row->cells[c], NULL), (int) c + 1, (int) r + 2, 1, 1);
    }
  self->n_columns = look->n_columns;
}

/* The same table with other roles keeps its widgets, and so the focus of who is choosing. */
static gboolean
is_shown (AeqImportTable *self, const AeqTableLook *look)
{
  GtkWidget *label = gtk_grid_get_child_at (self->grid, 1, 2);
  const AeqLookRow *row = look->rows->len > 0 ? look->rows->pdata[0] : NULL;

  if (self->n_columns != look->n_columns || label == NULL || row == NULL)
    return FALSE;
  for (guint c = 0; c < look->n_columns; c++)
    if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (gtk_grid_get_child_at (self->grid, (int) c + 1, 2))), row->cells[c]) != 0)
      return FALSE;
  return TRUE;
}

/* Figures stand under each other, and what is left out stands back. */
static void
style_cell (GtkWidget *cell, AeqColumnRole role)
{
  gboolean number = role == AEQ_ROLE_AMOUNT || role == AEQ_ROLE_DEBIT || role == AEQ_ROLE_CREDIT || role == AEQ_ROLE_FEE ||
                    role == AEQ_ROLE_BALANCE;

  gtk_label_set_xalign (GTK_LABEL (cell), number ? 1 : 0);
  if (role == AEQ_ROLE_NONE)
    gtk_widget_add_css_class (cell, "dim-label");
  else
    gtk_widget_remove_css_class (cell, "dim-label");
}

void
aeq_import_table_show (AeqImportTable *self, const AeqTableLook *look, gboolean editable)
{
  g_return_if_fail (AEQ_IS_IMPORT_TABLE (self));
  self->showing = TRUE;
  if (!is_shown (self, look))
    fill (self, look);
  for (guint c = 0; c < look->n_columns; c++)
    {
      GtkWidget *choice = gtk_grid_get_child_at (self->grid, (int) c + 1, 0);

      gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), role_index (look->roles[c]));
      gtk_widget_set_sensitive (choice, editable);
    }
  for (guint c = 0; c < look->n_columns; c++)
    for (guint r = 1; r < MIN (look->rows->len, MAX_ROWS) + 2; r++)
      style_cell (gtk_grid_get_child_at (self->grid, (int) c + 1, (int) r), look->roles[c]);
  self->showing = FALSE;
}

static void
aeq_import_table_class_init (AeqImportTableClass *klass)
{
  signals[ROLE_CHANGED] = g_signal_new ("role-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                        G_TYPE_UINT, G_TYPE_INT);
}

static void
aeq_import_table_init (AeqImportTable *self)
{
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 12);
  gtk_grid_set_row_spacing (self->grid, 2);
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "figures");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_LABEL, _("First rows of the file"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->grid));
}
