/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* As gtk_widget_set_tooltip_text(), which asks the display where the pointer is, each time and waiting for the answer: too much for a page
 * that explains each of its figures. This looks the text up when it is to be shown. @text (nullable) is copied. */
void        aeq_tooltip_set (GtkWidget *widget, const char *text);
const char *aeq_tooltip_get (GtkWidget *widget); /* (nullable) */

G_END_DECLS
