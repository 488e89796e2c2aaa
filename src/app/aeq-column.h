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
  int         width;   /* pixels */
  gboolean    number;  /* right-aligned, tabular figures */
  gboolean    expand;
  AeqViewCellFunc cell;
} AeqViewColumn;

/* Adds the columns to a view whose model has AeqRow. @menus (nullable): a header menu for each. */
void aeq_columns_add (GtkColumnView *view, const AeqViewColumn *columns, guint n, GMenuModel *const *menus);

G_END_DECLS
