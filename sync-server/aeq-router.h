/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-call.h"
#include "aeq-listener.h"

G_BEGIN_DECLS

/* The way of a request: route, who asks, role, limit, body, handler, answer. The user data is the AeqServer. */
extern const AeqHandlers AEQ_ROUTER;

/* The route of @method and @path, and what the path's parameters are. NULL: none; then @allowed (out) lists the methods
 * that the path has, NULL when there is no such path. Free it. */
const AeqRoute *aeq_router_match (const char *method, const char *path, char parameters[][AEQ_MAX_PARAMETER],
                                  char **allowed);

void aeq_router_work (gpointer call); /* of a worker */

G_END_DECLS
