/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* F6: the parts of a window, which the focus goes round in. A part that cannot be seen, or that has nothing to work
 * with, is passed over; where the focus was in a part is where it comes back to. */

/* @parts in their order, an inner one before the one around it when both hold the focus. */
void aeq_parts_go (GtkWindow *window, GtkWidget *const *parts, guint n, gboolean back);
/* (nullable) The pane beside the page in @inside, when it is shown. */
GtkWidget *aeq_parts_find_pane (GtkWidget *inside);

G_END_DECLS
