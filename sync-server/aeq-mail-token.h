/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-catalog.h"

G_BEGIN_DECLS

/* Tokens that go out by mail: who has one reads that mailbox. Good once, for a while; the catalog keeps their hashes.
 * All inside a transaction of the catalog. */
typedef enum
{
  AEQ_MAIL_VERIFY, /* the address is the person's */
  AEQ_MAIL_RESET   /* the password may be set anew */
} AeqMailPurpose;

/* Makes one in place of the one before, and spools the mail that carries it. @wait (out): seconds to wait yet, when the
 * last mail is younger than a minute and none was made; else 0. */
gboolean aeq_mail_token_send (AeqServer *server, AeqStore *catalog, AeqMailPurpose purpose, const AeqPerson *person,
                              AeqInstant now, guint *wait, GError **error);
/* Who it was sent to. @found FALSE: it is none, or no longer. */
gboolean aeq_mail_token_find (AeqStore *catalog, AeqMailPurpose purpose, const char *token, AeqInstant now,
                              AeqPerson *person, gboolean *found, GError **error);
/* As above, and uses it up. */
gboolean aeq_mail_token_use  (AeqStore *catalog, AeqMailPurpose purpose, const char *token, AeqInstant now,
                              AeqPerson *person, gboolean *found, GError **error);

G_END_DECLS
