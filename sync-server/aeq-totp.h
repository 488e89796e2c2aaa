/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-instant.h"

G_BEGIN_DECLS

/* Codes that an authenticator shows: RFC 6238 with HMAC-SHA-1, 30 seconds, 6 digits, as all of them have it. */

#define AEQ_TOTP_SECRET_SIZE 20
#define AEQ_TOTP_DIGITS 6

/* The code of @step, which is the number of 30 seconds since 1970. */
guint    aeq_totp_code  (const guint8 *secret, gsize size, gint64 step);
/* Is @text the code of the step of @now, or of one beside it, and of one behind @after? @step (out): which. */
gboolean aeq_totp_match (const guint8 *secret, gsize size, const char *text, AeqInstant now, gint64 after,
                         gint64 *step);
/* RFC 4648, without padding. Free it. */
char    *aeq_base32     (const guint8 *bytes, gsize size);

G_END_DECLS
