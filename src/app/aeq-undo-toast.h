/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-undo.h"

G_BEGIN_DECLS

/* Shows what @undo tells as toasts, one at a time, and keeps the window's actions win.undo and win.redo as they can be.
 */
void aeq_undo_toast_attach (AeqUndo *undo, GtkWidget *window, AdwToastOverlay *toasts);

G_END_DECLS
