/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-id.h"
#include "aeq-instant.h"

G_BEGIN_DECLS

/* Access tokens: JWT signed with HS256 under one key, made and read by this server alone. So there is one header, and
 * it is compared, not interpreted: no token chooses its own algorithm. */

#define AEQ_JWT_KEY_SIZE 32

typedef struct
{
  AeqId      person;
  AeqId      organisation;
  AeqId      session;
  AeqInstant issued;  /* whole seconds */
  AeqInstant expires;
} AeqClaims;

/* Free with g_free(). */
char    *aeq_jwt_sign (const guint8 *key, const AeqClaims *claims);
/* FALSE when it is not one of ours, or no longer (or not yet) valid @now. */
gboolean aeq_jwt_read (const guint8 *key, const char *token, AeqInstant now, AeqClaims *claims);

G_END_DECLS
