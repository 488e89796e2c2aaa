/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The focus on a drop-down or a menu button is on a button within it, which GTK gives no name: in all of @inside it gets
 * the name of the control that it is a part of. */
void aeq_names_hand_down (GtkWidget *inside);

G_END_DECLS
