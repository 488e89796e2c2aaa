/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-catalog.h"

G_BEGIN_DECLS

/* Signed-in people: a session gives short access tokens against refresh tokens, each of which is good once. All inside
 * a transaction of the catalog. */

/* Begins one, and replies with its tokens. By a provider, when the call is. */
AeqReply *aeq_session_begin (AeqCall *call, AeqStore *catalog, const AeqPerson *person, const AeqMembership *membership,
                             guint status, GError **error);

typedef enum
{
  AEQ_REFRESH_DONE,
  AEQ_REFRESH_UNKNOWN, /* never given out, too old, or of a session that has ended */
  AEQ_REFRESH_STOLEN   /* used before: somebody else has it, and the session is ended */
} AeqRefresh;

/* Trades a refresh token for new tokens. @reply (out) when it is done. */
gboolean aeq_session_refresh (AeqCall *call, AeqStore *catalog, const char *token, AeqRefresh *result, AeqReply **reply,
                              GError **error);
/* Of the person's: all, or those of @organisation, or the one @session (both nullable). */
gboolean aeq_session_end (AeqStore *catalog, const AeqId *person, const AeqId *organisation, const AeqId *session,
                          AeqInstant now, GError **error);

G_END_DECLS
