/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-desk-load.h"

G_BEGIN_DECLS

/* How the counterparties of an account keep to what is expected of them, learnt from past expectations and the actual flows that
 * fulfilled them. What is told of a counterparty is drawn towards the account's average, and that towards "as expected", by as many
 * imagined observations as stand in AEQ_LATENESS_PRIOR, so that one late payment does not make a habit. */
typedef struct _AeqLateness AeqLateness;

#define AEQ_LATENESS_PRIOR 10

/* Sees nothing that was not in the ledger at its now. */
AeqLateness *aeq_lateness_load (AeqLedger *ledger, const AeqAccount *account, AeqDate today, GError **error);
void         aeq_lateness_free (AeqLateness *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqLateness, aeq_lateness_free)

/* Fills probability, p_late and late_buckets of an expected flow of @counterparty (nullable). */
void         aeq_lateness_apply (const AeqLateness *self, const char *counterparty, guint bucket_minutes, AeqKnownFlow *flow);

G_END_DECLS
