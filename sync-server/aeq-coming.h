/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-second-factor.h"

G_BEGIN_DECLS

/* Somebody on their way in: what they sent, and who they turned out to be. Texts are borrowed from the call's body, but
 * for the address. Only from a worker for passwords. */
typedef struct
{
  AeqCall    *call;
  char       *email;
  const char *password;
  const char *name;
  const char *organisation; /* its name, or its uid when signing in */
  const char *token;
  const char *code;         /* of the second factor */
  AeqPerson   person;       /* who they turned out to be, or will be */
  gboolean    known;
  AeqFactor   factor;
  char       *secret;       /* of a second factor that is being set up */
  AeqReply   *reply;
} AeqComing;

void aeq_coming_clear (AeqComing *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AeqComing, aeq_coming_clear)

/* By the address; @known FALSE when there is nobody. */
gboolean  aeq_coming_find           (AeqComing *self, GError **error);
/* Whoever has signed in and makes the call. */
gboolean  aeq_coming_find_self      (AeqComing *self, GError **error);
/* Status 429 after too many failures of the person or of the address that they come from. */
gboolean  aeq_coming_check_wait     (AeqComing *self, GError **error);
/* Status 401, without telling whether address or password is wrong. */
gboolean  aeq_coming_check_password (AeqComing *self, GError **error);
/* Status 401, inside the transaction that lets them in: a code is used up with it. */
gboolean  aeq_coming_check_factor   (AeqComing *self, AeqStore *store, GError **error);
/* Runs @func, with @self as its data, in a transaction of the catalog, and gives the reply that it made. A wrong code
 * is counted as a failure, like a wrong password; success lets failures be forgotten. */
AeqReply *aeq_coming_finish         (AeqComing *self, AeqWriteFunc func, GError **error);

G_END_DECLS
