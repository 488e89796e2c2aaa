/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-change.h"

G_BEGIN_DECLS

#define AEQ_CATEGORY_MAX 64 /* characters */

/* Each flow that changes gets a change record of its own, all in one transaction. @range and @changed (both out): what
 * was changed; flows that have the category already are left alone. */

/* Gives the flows of @ids a category; NULL or "" takes it away. AEQ_ERROR_INVALID for a category of several lines or
 * one that is too long. */
gboolean aeq_job_categorise (AeqLedger *ledger, const gint64 *ids, guint n, const char *category, AeqChangeRange *range,
                             gint64 *changed, GCancellable *cancellable, GError **error);
/* Every flow gets the category of the first of @ids. */
gboolean aeq_job_fill_down  (AeqLedger *ledger, const gint64 *ids, guint n, AeqChangeRange *range, gint64 *changed,
                             GCancellable *cancellable, GError **error);

/* The categories of flows and of rules, sorted. NULL-terminated. */
char   **aeq_job_categories (AeqLedger *ledger, GCancellable *cancellable, GError **error);

/* A rule that is being made: a flow matches when both texts (NULL or "": any) are in it, whatever their case. */
typedef struct
{
  char *counterparty; /* (nullable) */
  char *narrative;    /* (nullable) */
  char *category;
  int   direction;    /* 1 in, -1 out, 0 both */
} AeqRuleDraft;

void     aeq_rule_draft_free (AeqRuleDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqRuleDraft, aeq_rule_draft_free)
/* How many flows without a category the rule would give one. */
gboolean aeq_job_rule_preview (AeqLedger *ledger, const AeqRuleDraft *draft, gint64 *n, GCancellable *cancellable,
                               GError **error);
/* Adds it behind the others, and with @apply gives those flows their category. AEQ_ERROR_INVALID when it has no text to
 * look for, or no category. */
gboolean aeq_job_rule_add (AeqLedger *ledger, const AeqRuleDraft *draft, gboolean apply, AeqChangeRange *range,
                           gint64 *changed, GCancellable *cancellable, GError **error);

G_END_DECLS
