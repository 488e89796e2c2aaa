/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-call.h"

G_BEGIN_DECLS

/* Pages of other origins may call when cors_origins names their origin, and only then. Who they are stands in the token
 * that they send; cookies there are none. */

/* Every origin is a scheme, a host and maybe a port, and nothing else. */
gboolean  aeq_cors_check (const char *origins, GError **error);
/* A browser's question before the real request: NULL when it is none, or of an origin that is not allowed. */
AeqReply *aeq_cors_preflight (AeqServer *server, const AeqRequest *request, const char *methods);
/* Lets the origin's page read @reply. */
void      aeq_cors_allow (AeqServer *server, const AeqRequest *request, AeqReply *reply);

G_END_DECLS
