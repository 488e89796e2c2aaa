/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-flow.h"
#include "aeq-ledger.h"

G_BEGIN_DECLS

/* The category rules of a ledger, in rank order; a snapshot. */
typedef struct _AeqRules AeqRules;

AeqRules *aeq_rules_load (AeqLedger *ledger, GError **error);
void      aeq_rules_free (AeqRules *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqRules, aeq_rules_free)
/* One rule that is not in the ledger yet. @direction 1 in, -1 out, 0 both; texts as for a rule, NULL matches everything. */
AeqRules *aeq_rules_new_one (const char *counterparty, const char *narrative, int direction, const char *category);
/* Category of the first rule that matches, or NULL. Borrowed from the rules. */
const char *aeq_rules_match (AeqRules *self, gint64 minor, const char *counterparty, const char *narrative);
/* Gives flows without a category the one of the first matching rule: one transaction, a change record a flow, so that each can be
 * taken back. @n counts the flows that changed. */
gboolean  aeq_rules_apply (AeqLedger *ledger, gint64 *n, GError **error);
/* The same with @self; with @dry_run it only counts. */
gboolean  aeq_rules_apply_to (AeqRules *self, AeqLedger *ledger, gboolean dry_run, gint64 *n, GCancellable *cancellable, GError **error);

G_END_DECLS
