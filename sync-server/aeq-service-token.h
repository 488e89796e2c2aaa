/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-catalog.h"

G_BEGIN_DECLS

/* Tokens by which programs come in, without a session: good until they expire or are revoked, whoever made them. */
#define AEQ_SERVICE_PREFIX "aeq_" /* which tells them from access tokens */

typedef struct
{
  gint64      id;
  AeqId       uid;
  const char *name;   /* borrowed */
  AeqRole     role;
  guint       scopes;
  AeqInstant  expires;
} AeqServiceToken;

/* Inside a transaction of the catalog: fills id and uid. @token (out) is kept nowhere; free it. */
gboolean aeq_service_token_add    (AeqCall *call, AeqServiceToken *made, char **token, GError **error);
gboolean aeq_service_token_revoke (AeqCall *call, const AeqId *uid, gboolean *found, GError **error);
/* Who asks by @token: fills in what the call knows of them. FALSE with status 401 when it is none, or no longer. */
gboolean aeq_service_token_enter  (AeqCall *call, AeqStore *catalog, const char *token, GError **error);

G_END_DECLS
