/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-instant.h"
#include "aeq-message.h"
#include "aeq-store.h"

G_BEGIN_DECLS

/* Writes that were answered: sent again with the same Idempotency-Key, they get the same answer and change nothing.
 * Kept for a day, in the transaction of the write. */

#define AEQ_MAX_IDEMPOTENCY_KEY 128
#define AEQ_FINGERPRINT_SIZE 32

/* What tells whether two requests ask for the same. */
void     aeq_answered_fingerprint (const AeqRequest *request, guint8 *fingerprint);
/* NULL without an error: it is new. The same key for another request is status 422. */
AeqReply *aeq_answered_find (AeqStore *store, const char *person, const AeqRequest *request, GError **error);
gboolean aeq_answered_keep (AeqStore *store, const char *person, const AeqRequest *request, AeqInstant now,
                            const AeqReply *reply, GError **error);

G_END_DECLS
