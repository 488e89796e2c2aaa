/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-message.h"

G_BEGIN_DECLS

/* Answers about one ledger, kept by one thread for as long as the ledger does not change, with the codings that
 * were asked for. Bounded by their size as they are. */
typedef struct _AeqKept AeqKept;

AeqKept *aeq_kept_new  (gsize most); /* bytes; 0: nothing is kept */
void     aeq_kept_free (AeqKept *self);

/* What was answered to the same path and query at the same version of the data; NULL: nothing. */
AeqReply *aeq_kept_find (AeqKept *self, gint64 version, const AeqRequest *request);
/* @version is one from before the answer was read: were it read from newer data, no later version would equal it. */
void      aeq_kept_put  (AeqKept *self, gint64 version, const AeqRequest *request, AeqReply *reply);

G_END_DECLS
