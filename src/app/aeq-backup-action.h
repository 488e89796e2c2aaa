/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Both ask for files, work in the strip of the shell that @inside is in, and say how it ended. */

/* Copies the ledger to a file of the user's choice. */
void aeq_backup_choose  (GtkWidget *inside);
/* Makes a new ledger of a backup and opens it in a window of its own. */
void aeq_restore_choose (GtkWidget *inside);

G_END_DECLS
