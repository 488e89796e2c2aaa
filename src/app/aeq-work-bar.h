/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "aeq-workspace.h"

G_BEGIN_DECLS

/* The strip that shows long work of a window where it is started: what is done, how far it is, and a way out. One work at a time. */
#define AEQ_TYPE_WORK_BAR (aeq_work_bar_get_type ())
G_DECLARE_FINAL_TYPE (AeqWorkBar, aeq_work_bar, AEQ, WORK_BAR, GtkWidget)

/* Called in the main thread when the work has ended, not after a cancel nor when the bar is gone. @result is the callee's. */
typedef void (*AeqWorkDone) (gpointer result, const GError *error, gpointer user_data);

/* Takes @data over. FALSE when other work is under way; @data is freed then too. */
gboolean aeq_work_bar_run     (AeqWorkBar *self, AeqWorkspace *workspace, const AeqWork *work, gpointer data, const char *title,
                               AeqWorkDone done, gpointer user_data);
gboolean aeq_work_bar_is_busy (AeqWorkBar *self);
void     aeq_work_bar_cancel  (AeqWorkBar *self);

G_END_DECLS
