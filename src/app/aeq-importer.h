/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-app-desk.h"
#include "aeq-import-watch.h"

G_BEGIN_DECLS

/* Everything by which one window brings files in and takes them back. What is done goes onto the undo stack of the
 * desk. Files that come before there is a ledger wait for it. */
#define AEQ_TYPE_IMPORTER (aeq_importer_get_type ())
G_DECLARE_FINAL_TYPE (AeqImporter, aeq_importer, AEQ, IMPORTER, GObject)

/* @window is an AeqWindow, which is not referenced and outlives it; files dropped on it are opened. */
AeqImporter    *aeq_importer_new       (GtkWindow *window);
/* Once, when the ledger is open. @state (nullable). */
void            aeq_importer_set_desk  (AeqImporter *self, AeqAppDesk *desk, GSettings *state);
/* Ledgers among the files open, the others are offered for import; where no ledger is open, into the one of this user. */
void            aeq_importer_open      (AeqImporter *self, const char *const *paths);
/* Opens the assistant, or adds to the one that is open. */
void            aeq_importer_show      (AeqImporter *self, const char *const *paths);
/* Asks for files to open. */
void            aeq_importer_choose    (AeqImporter *self);
/* What the clipboard has, as a file. */
void            aeq_importer_paste     (AeqImporter *self);
void            aeq_importer_undo      (AeqImporter *self, gint64 id);
/* Imports again what was taken back, from where it was. */
void            aeq_importer_redo      (AeqImporter *self, gint64 id);
AeqImportWatch *aeq_importer_get_watch (AeqImporter *self); /* (nullable) before there is a desk */

G_END_DECLS
