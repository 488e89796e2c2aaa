/* SPDX-License-Identifier: MIT */
#include "aeq-names.h"

static void
name_by (GtkWidget *part, GtkWidget *control)
{
  gtk_accessible_update_relation (GTK_ACCESSIBLE (part), GTK_ACCESSIBLE_RELATION_LABELLED_BY, control, NULL, -1);
}

void
aeq_names_hand_down (GtkWidget *inside)
{
  GtkWidget *first = gtk_widget_get_first_child (inside);

  if ((GTK_IS_DROP_DOWN (inside) || GTK_IS_MENU_BUTTON (inside)) && GTK_IS_TOGGLE_BUTTON (first))
    {
      name_by (first, inside);
      return;
    }
  for (GtkWidget *child = first; child != NULL; child = gtk_widget_get_next_sibling (child))
    aeq_names_hand_down (child);
}
