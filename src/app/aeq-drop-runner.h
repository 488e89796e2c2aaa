/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-job-connections.h"
#include "aeq-workspace.h"

G_BEGIN_DECLS

/* Looks through one folder and has what is finished imported, a look at a time; files that are still being written are looked at again every
 * second. The look is on a thread of its own, the import on the CHANGE queue. Knows no widgets; used from the main thread.
 *
 * Signals: "looked" when a look and what it led to has ended; before it "imported" (AeqImportOutcome) for each file that went in. */
#define AEQ_TYPE_DROP_RUNNER (aeq_drop_runner_get_type ())
G_DECLARE_FINAL_TYPE (AeqDropRunner, aeq_drop_runner, AEQ, DROP_RUNNER, GObject)

/* @connection of kind AEQ_CONNECTION_FILE_DROP, copied; one that is not in the ledger has no notes of its runs there. */
AeqDropRunner *aeq_drop_runner_new        (AeqWorkspace *workspace, const AeqConnection *connection);
/* Again at once when one is under way. */
void           aeq_drop_runner_look       (AeqDropRunner *self);
/* Looks whenever the system says that something in the folder has changed, too. FALSE when it cannot. */
gboolean       aeq_drop_runner_monitor    (AeqDropRunner *self, GError **error);
gboolean       aeq_drop_runner_is_busy    (AeqDropRunner *self);
AeqInstant     aeq_drop_runner_get_last   (AeqDropRunner *self); /* when a look last ended; AEQ_INSTANT_NONE: not yet */
const GError  *aeq_drop_runner_get_error  (AeqDropRunner *self); /* (nullable) why that one failed */
GPtrArray     *aeq_drop_runner_get_files  (AeqDropRunner *self); /* (nullable) AeqDropFile: what it found, with its fate */
const AeqConnection *aeq_drop_runner_get_connection (AeqDropRunner *self);

G_END_DECLS
