/* SPDX-License-Identifier: MIT */
#pragma once

#include <json-glib/json-glib.h>

#include "aeq-http.h"

G_BEGIN_DECLS

/* What OpenID providers publish about themselves, by the issuer that they call themselves: their discovery document and
 * their keys, kept for some minutes. The only place that connects to an address which a user configured. Functions that
 * may connect take seconds; their refusals are status 502, whose sentence tells nothing of what was reached. */
typedef struct _AeqIssuers AeqIssuers;

/* @any_address: they may be on private addresses, and without TLS. */
AeqIssuers *aeq_issuers_new  (gboolean any_address);
void        aeq_issuers_free (AeqIssuers *self);

/* FALSE with AEQ_ERROR_INVALID when @url can be no issuer's. */
gboolean    aeq_issuers_check (AeqIssuers *self, const char *url, GError **error);
/* Has the addresses authorization_endpoint, token_endpoint and jwks_uri. Owned. */
JsonObject *aeq_issuers_document  (AeqIssuers *self, const char *issuer, GError **error);
/* As they were read last; NULL when they were not. Owned. */
JsonObject *aeq_issuers_keys      (AeqIssuers *self, const char *issuer);
/* As they are now. Owned. */
JsonObject *aeq_issuers_read_keys (AeqIssuers *self, const char *issuer, JsonObject *document, GError **error);
/* The JSON object that @request is answered with; status 401 when what it posts is not accepted. Owned. */
JsonObject *aeq_issuers_ask       (AeqIssuers *self, const char *issuer, const AeqHttpRequest *request, GError **error);
/* @reason is for the log. Returns FALSE. */
gboolean    aeq_issuers_refuse    (const char *issuer, const char *reason, GError **error);
/* The member @name, when it is a text; else NULL. Borrowed. */
const char *aeq_issuers_text      (JsonObject *object, const char *name);

G_END_DECLS
