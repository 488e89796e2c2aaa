/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "aeq-app-desk.h"

G_BEGIN_DECLS

/* Two programs on one ledger: while @window can be seen, looks every two seconds whether another program has written to
 * it, and tells the desk; and whether its file is still there, else activates "win.ledger-gone" once, with TRUE when
 * another file has its name. Lives as long as the desk. */
void aeq_watch_attach (AeqAppDesk *desk, GtkWindow *window);

G_END_DECLS
