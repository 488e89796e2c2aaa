/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-connector.h"

G_BEGIN_DECLS

/* One connection on its page: what it is, how its last run went, and what can be done with it now. The buttons activate the action
 * "connections.edit", "connections.run" or "connections.agree" with the connection's index in the list ("u"); "connections.add" has the kind's
 * name ("s"). */

/* @standing (nullable) of a feed. */
GtkWidget *aeq_connection_row_new   (const AeqConnection *connection, guint index, const AeqFeedStanding *standing, AeqConnector *connector);
/* A kind that nobody has set up yet. */
GtkWidget *aeq_connection_row_empty (AeqConnectionKind kind);

G_END_DECLS
