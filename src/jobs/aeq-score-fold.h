/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"
#include "aeq-score-cell.h"

G_BEGIN_DECLS

/* Scored targets on their way into the sums of aeq-score-cell.h. */
typedef struct
{
  GHashTable   *accounts; /* gint64 -> AeqAccount, the caller's */
  GHashTable   *labels;   /* of aeq_run_labels() */
  GHashTable   *cells;    /* AeqScoreCell, each its own key */
  GStringChunk *texts;
} AeqScoreFold;

/* @accounts by id must outlive the fold. NULL when the runs cannot be read. */
AeqScoreFold *aeq_score_fold_new  (AeqLedger *ledger, GHashTable *accounts, GError **error);
void          aeq_score_fold_free (AeqScoreFold *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqScoreFold, aeq_score_fold_free)

void          aeq_score_fold_add   (AeqScoreFold *self, const AeqScored *scored);
/* All that has been scored of the days from @from to @to, AEQ_DATE_NONE: no bound; of @account, 0: all. */
gboolean      aeq_score_fold_all   (AeqScoreFold *self, AeqLedger *ledger, gint64 account, AeqDate from, AeqDate to, GError **error);
/* Puts the sums into the ledger, inside the caller's transaction. */
gboolean      aeq_score_fold_store (AeqScoreFold *self, AeqLedger *ledger, GError **error);

G_END_DECLS
