/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-job-import.h"
#include "aeq-workspace.h"

G_BEGIN_DECLS

/* A folder whose new files are imported by themselves: those of a format that says all, and tables that a profile knows. The files stay
 * where they are. What is refused is listed, and tried again only when the file changes; one that is being written is waited for. It is a
 * file drop (aeq-drop-runner.h) that puts nothing away. Knows no widgets; used from the main thread. Which folder belongs to which ledger is
 * kept with the desktop's state and not in the ledger, since it is a place on this machine.
 *
 * Signals: "changed" when the folder or the list of refusals is another one, or that cannot be watched; "imported" (AeqImportOutcome)
 * after each file that went in. */
#define AEQ_TYPE_IMPORT_WATCH (aeq_import_watch_get_type ())
G_DECLARE_FINAL_TYPE (AeqImportWatch, aeq_import_watch, AEQ, IMPORT_WATCH, GObject)

typedef struct
{
  char *path;
  char *reason;
} AeqImportRefused;

/* @state (nullable): begins with the folder that it remembers for the workspace's ledger. */
AeqImportWatch *aeq_import_watch_new         (AeqWorkspace *workspace, GSettings *state);
/* (nullable) NULL: watches nothing. */
void            aeq_import_watch_set_folder  (AeqImportWatch *self, const char *folder);
const char     *aeq_import_watch_get_folder  (AeqImportWatch *self);
GPtrArray      *aeq_import_watch_get_refused (AeqImportWatch *self); /* AeqImportRefused; borrowed */
const GError   *aeq_import_watch_get_error   (AeqImportWatch *self); /* (nullable) why the folder cannot be watched */

G_END_DECLS
