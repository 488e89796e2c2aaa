/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-import-file.h"
#include "aeq-import-history.h"
#include "aeq-job-import.h"
#include "aeq-workspace.h"

G_BEGIN_DECLS

/* What the window has done with files, on its workers. */

/* An import that can be stopped and still tells the truth: @stop ends it, but when it was done before it saw that, the result
 * says so, where a cancel of the work itself would only say "cancelled". */
typedef struct
{
  AeqImportFile *file;
  GCancellable  *stop;
} AeqImportOrder;

AeqImportOrder *aeq_import_order_new (const AeqImportFile *file, GCancellable *stop);

/* What was taken back or made again. */
typedef struct
{
  gint64            id;
  char             *name;
  gint64            flows;   /* taken back, or added */
  AeqImportOutcome *outcome; /* (nullable) when it was made again */
} AeqImportUndone;

void aeq_import_undone_free (AeqImportUndone *self);

/* AeqUndoFunc over the number of an import (gint64): takes it back, or reads its file again and says so when that changed or is gone; the
 * other is for what began with taking back. An import that was made again has another number: the one with the same bytes that stands is
 * taken back. */
gboolean aeq_import_step_undo (AeqLedger *ledger, gpointer data, gboolean redo, GCancellable *cancellable, GError **error);
gboolean aeq_import_step_redo (AeqLedger *ledger, gpointer data, gboolean redo, GCancellable *cancellable, GError **error);

extern const AeqWork AEQ_IMPORT_PREVIEW; /* AeqImportFile -> AeqImportPreview */
extern const AeqWork AEQ_IMPORT_FILE;    /* AeqImportOrder -> AeqImportOutcome */
extern const AeqWork AEQ_IMPORT_UNDO;    /* gint64 -> AeqImportUndone */
extern const AeqWork AEQ_IMPORT_REDO;    /* gint64 -> AeqImportUndone */
extern const AeqWork AEQ_IMPORT_HISTORY; /* nothing -> GPtrArray of AeqImportRecord with details, newest first */

G_END_DECLS
