/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-call.h"

G_BEGIN_DECLS

/* What a service token is for: "ledger:read", "ledger:write" and the like, as bits. A scope opens some routes to the
 * token, whose role must allow them, too; a route without a scope is for people alone. */

/* 0: for people alone. */
guint    aeq_scope_of_route (const AeqRoute *route);
gboolean aeq_scope_parse    (const char *text, guint *scope);
/* An array of names. */
void     aeq_scope_write    (AeqJson *json, const char *name, guint scopes);

G_END_DECLS
