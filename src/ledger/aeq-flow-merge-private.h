/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-flow-merge.h"
#include "aeq-flow-pair.h"

G_BEGIN_DECLS

/* One statement while it is worked off. */
typedef struct
{
  AeqMerge       *merge;
  AeqIntakeGroup *group;
  AeqFlowPool    *pool;
  GHashTable     *relations; /* gint64* -> AeqReportsRelation of the statement to another */
  GHashTable     *content;   /* what its booked entries say -> how many say it */
  AeqDate         first;     /* days of its entries */
  AeqDate         last;
} AeqMergeWork;

/* What an entry and what a report's version of a flow say, for pairing; borrowed. */
AeqPairSide aeq_merge_side_of_flow    (const AeqFlow *flow, const char *format);
AeqPairSide aeq_merge_side_of_version (const AeqFlowVersion *version);

/* Counts what the statement's booked entries say; before aeq_merge_mode_of(). */
void        aeq_merge_count_content   (AeqMergeWork *self);
/* How entries of the statement may be paired with a flow that other reports have vouched for. */
AeqPairMode aeq_merge_mode_of         (AeqMergeWork *self, const AeqKnownFlow *known);

/* After the pairing: what the end-of-day statements of these days do not repeat of intraday reports is withdrawn. */
gboolean    aeq_merge_withdraw_unrepeated (AeqMergeWork *self, GError **error);

G_END_DECLS
