/* SPDX-License-Identifier: MIT */
#include "aeq-card-grid.h"

#define LEAST_CHARS 10 /* of a text before its end is left out */

GtkLabel *
aeq_card_grid_add (GtkGrid *grid, int column, int row, const char *text, AeqCardCell kind)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), kind == AEQ_CARD_NUMBER ? 1 : 0);
  if (kind == AEQ_CARD_TEXT)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), LEAST_CHARS);
      gtk_widget_set_hexpand (label, TRUE);
    }
  else
    gtk_widget_add_css_class (label, "numeric");
  gtk_grid_attach (grid, label, column, row, 1, 1);
  return GTK_LABEL (label);
}

void
aeq_card_grid_clear (GtkGrid *grid)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (grid))) != NULL)
    gtk_grid_remove (grid, child);
}
