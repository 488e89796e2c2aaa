/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a cell shows of its row's data. */
typedef struct
{
  char       *text;  /* (nullable) empty cell; taken over */
  const char *style; /* (nullable) style class; static */
} AeqViewCell;

typedef AeqViewCell (*AeqViewCellFunc) (gconstpointer data);

typedef struct
{
  const char *title;   /* marked for translation */
  int         width;   /* pixels, of the usual text */
  gboolean    number;  /* right-aligned, tabular figures */
  gboolean    expand;
  AeqViewCellFunc cell;
} AeqViewColumn;

/* Larger text has wider columns: pixels for @usual ones, by the font and the scale that the desktop has set. */
int  aeq_columns_width (int usual);
/* Adds the columns to a view whose model has AeqRow. @menus (nullable): a header menu for each. */
void aeq_columns_add (GtkColumnView *view, const AeqViewColumn *columns, guint n, GMenuModel *const *menus);
/* What the figures of a column are, at its title; @tooltip (nullable) marked for translation. */
void aeq_columns_explain (GtkColumnView *view, guint column, const char *tooltip);
/* The row under a point of the view, or with the focus; FALSE when there is none. */
gboolean aeq_columns_row_at      (GtkColumnView *view, double x, double y, guint *position);
gboolean aeq_columns_row_focused (GtkColumnView *view, guint *position);
/* Where the cell of a row that can be seen is; FALSE, and the middle of the view, when it is not seen. */
gboolean aeq_columns_cell_area   (GtkColumnView *view, guint position, guint column, GdkRectangle *area);
/* An area of the view in the coordinates of @parent, a widget that the view is in. */
GdkRectangle aeq_columns_area_in (GtkColumnView *view, GtkWidget *parent, const GdkRectangle *area);
/* Brings a row into sight, once the list has been given its size. */
void     aeq_columns_scroll_to   (GtkColumnView *view, guint position);
/* A context menu over @area of the view, for the actions of @parent. */
void     aeq_columns_open_menu   (GtkColumnView *view, GtkWidget *parent, GMenuModel *model, const GdkRectangle *area);

G_END_DECLS
