/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-id-token.h"
#include "aeq-issuers.h"

G_BEGIN_DECLS

/* Signs people in by an OpenID provider: the address to send a browser to, and what the code that comes back is worth.
 * Functions that connect take seconds: only from a worker. Refusals are status 502 (the provider) or 401 (the token),
 * whose sentences tell nothing of what was reached. */

typedef struct
{
  char *issuer;
  char *client;
  char *secret;       /* (nullable) */
  char *groups_claim;
} AeqOidcProvider;

void aeq_oidc_provider_clear (AeqOidcProvider *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AeqOidcProvider, aeq_oidc_provider_clear)

/* What ties a sign-in together. The verifier and the nonce are made from @key and need not be kept. */
typedef struct
{
  const char *state;
  const char *key;
  const char *redirect_uri;
} AeqOidcSignIn;

/* Owned. */
char    *aeq_oidc_address      (AeqIssuers *issuers, const AeqOidcProvider *provider, const AeqOidcSignIn *sign_in,
                                GError **error);
/* @request: for the log. */
gboolean aeq_oidc_exchange     (AeqIssuers *issuers, const AeqOidcProvider *provider, const AeqOidcSignIn *sign_in,
                                const char *code, AeqInstant now, const char *request, AeqIdentity *identity,
                                GError **error);

G_END_DECLS
