/* SPDX-License-Identifier: MIT */
#pragma once

#include <json-glib/json-glib.h>

#include "aeq-instant.h"

G_BEGIN_DECLS

/* What an OpenID provider says of who signed in: a signed ID token (OpenID Connect Core 1.0, 3.1.3.7). */
typedef struct
{
  char    *subject;
  char    *email;          /* (nullable), as any of these */
  gboolean email_verified;
  char    *name;
  char   **groups;         /* of the claim that was asked for; empty when it is not there */
} AeqIdentity;

void aeq_identity_clear (AeqIdentity *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AeqIdentity, aeq_identity_clear)

typedef struct
{
  const char *issuer;
  const char *client;
  const char *nonce;
  const char *groups_claim;
  AeqInstant  now;
} AeqIdTokenWanted;

typedef enum
{
  AEQ_ID_TOKEN_GOOD,
  AEQ_ID_TOKEN_NO_KEY, /* the keys have none by which it is signed: they may be newer by now */
  AEQ_ID_TOKEN_BAD     /* @reason says why, for the log */
} AeqIdTokenResult;

/* @keys: the provider's JWK set. Public-key signatures only. Fills @identity when it is good. @reason (out): static. */
AeqIdTokenResult aeq_id_token_read (const char *token, JsonObject *keys, const AeqIdTokenWanted *wanted,
                                    AeqIdentity *identity, const char **reason);

G_END_DECLS
