/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-app-desk.h"
#include "aeq-job-connections.h"

G_BEGIN_DECLS

/* What a person does to the connections of a ledger; each can be undone. */

/* Takes @connection over: a new one, or a copy with its uid. */
void aeq_connection_act_save   (AeqAppDesk *desk, AeqConnection *connection);
/* Its secrets go out of the keyring too, and do not come back with an undo. */
void aeq_connection_act_remove (AeqAppDesk *desk, const AeqConnection *connection);

G_END_DECLS
