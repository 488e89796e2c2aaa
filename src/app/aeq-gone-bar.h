/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Says that the file of the ledger that is shown was deleted or moved or, when @replaced, that another one has its name
 * now, and offers what can be done. Closed by the user. */
GtkWidget *aeq_gone_bar_new (const char *path, gboolean replaced);

G_END_DECLS
