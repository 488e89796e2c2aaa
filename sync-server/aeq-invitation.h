/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-catalog.h"

G_BEGIN_DECLS

/* All inside a transaction of the catalog, but for the first. */
typedef struct
{
  gint64  id;
  AeqId   uid;
  AeqId   organisation;
  char   *email;
  AeqRole role;
} AeqInvitation;

void aeq_invitation_clear (AeqInvitation *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AeqInvitation, aeq_invitation_clear)

/* The open one that @token is for. */
gboolean aeq_invitation_find (AeqStore *catalog, const char *token, AeqInstant now, AeqInvitation *invitation,
                              gboolean *found, GError **error);
/* Fills id, uid and @token, which is kept nowhere; free it. */
gboolean aeq_invitation_add (AeqCall *call, AeqStore *catalog, AeqInvitation *invitation, char **token, GError **error);
gboolean aeq_invitation_accept   (AeqStore *catalog, gint64 id, AeqInstant now, GError **error);
/* @found FALSE: the organisation has no open one with this id. */
gboolean aeq_invitation_withdraw (AeqStore *catalog, const AeqId *organisation, const AeqId *uid, AeqInstant now,
                                  gboolean *found, GError **error);

G_END_DECLS
