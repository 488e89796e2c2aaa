/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-id-token.h"

G_BEGIN_DECLS

/* Talks to OpenID providers: discovery, the address to send a browser to, and what the code that comes back is worth. What
 * a provider publishes about itself is kept for some minutes; its keys are read again when a token names one that is new.
 * Functions that may connect take seconds: only from a worker. Refusals are status 502 (the provider) or 401 (the token),
 * whose sentences tell nothing of what was reached. */
typedef struct _AeqOidc AeqOidc;

typedef struct
{
  char *issuer;
  char *client;
  char *secret;       /* (nullable) */
  char *groups_claim;
} AeqOidcProvider;

void aeq_oidc_provider_clear (AeqOidcProvider *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AeqOidcProvider, aeq_oidc_provider_clear)

/* @any_address: providers may be on private addresses, and without TLS. */
AeqOidc *aeq_oidc_new  (gboolean any_address);
void     aeq_oidc_free (AeqOidc *self);

/* What ties a sign-in together. The verifier and the nonce are made from @key and need not be kept. */
typedef struct
{
  const char *state;
  const char *key;
  const char *redirect_uri;
} AeqOidcSignIn;

/* FALSE with AEQ_ERROR_INVALID when @url can be no issuer's. */
gboolean aeq_oidc_check_issuer (AeqOidc *self, const char *url, GError **error);
/* Owned. */
char    *aeq_oidc_address      (AeqOidc *self, const AeqOidcProvider *provider, const AeqOidcSignIn *sign_in,
                                GError **error);
/* @request: for the log. */
gboolean aeq_oidc_exchange     (AeqOidc *self, const AeqOidcProvider *provider, const AeqOidcSignIn *sign_in,
                                const char *code, AeqInstant now, const char *request, AeqIdentity *identity,
                                GError **error);

G_END_DECLS
