/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-app-desk.h"
#include "aeq-drop-runner.h"
#include "aeq-keyring.h"

G_BEGIN_DECLS

/* Runs the connections of a desk by their schedules while its window is open: folders are looked through, feeds fetched when they have
 * published. Used from the main thread only; one for each desk.
 *
 * A ledger may come from another machine, and its folders with it: files of this machine are taken only from a folder that somebody agreed to
 * here, which is kept with the desktop's state.
 *
 * Signals: "changed" when what a page shows of a connection is another; "imported" (AeqImportOutcome) for each file that went in. */
#define AEQ_TYPE_CONNECTOR (aeq_connector_get_type ())
G_DECLARE_FINAL_TYPE (AeqConnector, aeq_connector, AEQ, CONNECTOR, GObject)

/* The desk's own, made when first asked for; it lives as long as the desk. */
AeqConnector  *aeq_connector_of         (AeqAppDesk *desk);
/* Begins. @state (nullable): where it is kept which folders were agreed to. */
void           aeq_connector_start      (AeqConnector *self, GSettings *state);

/* Of a folder: whether it may be looked through on this machine. */
gboolean       aeq_connector_is_agreed  (AeqConnector *self, const AeqConnection *connection);
void           aeq_connector_agree      (AeqConnector *self, const AeqConnection *connection);
/* Looks a folder through now. */
void           aeq_connector_look       (AeqConnector *self, const AeqId *connection);
AeqDropRunner *aeq_connector_get_runner (AeqConnector *self, const AeqId *connection); /* (nullable) of a folder */

/* How the key for FRED stands: as it was seen last. */
AeqSecretState aeq_connector_get_key    (AeqConnector *self);
/* Looks again, without asking anybody to unlock anything. */
void           aeq_connector_see_key    (AeqConnector *self);

G_END_DECLS
