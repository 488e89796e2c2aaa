/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-flow.h"
#include "aeq-ledger.h"

G_BEGIN_DECLS

/* Finds the expected or pending flow that an actual one fulfils: the same reference and direction on the account within
 * AEQ_MATCH_REFERENCE_WINDOW (a payroll may carry the same reference every year); else the same account, an amount within
 * AEQ_MATCH_TOLERANCE and a settlement within AEQ_MATCH_WINDOW, nearest first, where the counterparties do not contradict each
 * other. A pending flow stands for an expected one by the same rules. A flow is taken once: never counted twice. */
#define AEQ_MATCH_REFERENCE_WINDOW (30 * 24 * AEQ_HOUR)
#define AEQ_MATCH_WINDOW (3 * 24 * AEQ_HOUR)
#define AEQ_MATCH_TOLERANCE_PER_MILLE 1

typedef struct _AeqMatcher AeqMatcher;

/* Loads the open flows of the ledger. */
AeqMatcher *aeq_matcher_new  (AeqLedger *ledger, GError **error);
void        aeq_matcher_free (AeqMatcher *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqMatcher, aeq_matcher_free)
/* An actual flow was stored: marks the open flow that it fulfils, if there is one. */
gboolean    aeq_matcher_actual (AeqMatcher *self, const AeqFlow *flow, gint64 id, const AeqId *uid, GError **error);
/* The pending flow @pending_id of @account became the booked flow @actual: other evidence has shown it. */
gboolean    aeq_matcher_settle (AeqMatcher *self, gint64 account, gint64 pending_id, const AeqId *actual, GError **error);
/* An open flow was stored as @id and @uid: marks it when an actual that fulfils it is there already, else pairs announcement and
 * pending entry. */
gboolean    aeq_matcher_open   (AeqMatcher *self, const AeqFlow *flow, gint64 id, const AeqId *uid, GError **error);
/* One flow that was stored alone: as above. One whose fulfilment is said already stays as it is. */
gboolean    aeq_match_stored   (AeqLedger *ledger, const AeqId *uid, GError **error);

G_END_DECLS
