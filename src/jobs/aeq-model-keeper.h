/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-ledger.h"
#include "aeq-model.h"

G_BEGIN_DECLS

/* The current steady-state model of one ledger, parsed once for all forecasts of a program that makes many. Belongs to the thread of
 * the ledger. */
typedef struct _AeqModelKeeper AeqModelKeeper;

AeqModelKeeper *aeq_model_keeper_new  (void);
void            aeq_model_keeper_free (AeqModelKeeper *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqModelKeeper, aeq_model_keeper_free)

/* Looks which version is current; one that is not kept is parsed in a thread, beside what the caller does next. @version (out): free
 * with g_free(), NULL when there is no model. */
gboolean aeq_model_keeper_start  (AeqModelKeeper *self, AeqLedger *ledger, char **version, GError **error);
/* Waits for it. @model (out, borrowed): valid until the next start; NULL when there is none. */
gboolean aeq_model_keeper_finish (AeqModelKeeper *self, const AeqModel **model, GError **error);

G_END_DECLS
