/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-ledger.h"

G_BEGIN_DECLS

typedef struct
{
  gint64  accounts;
  gint64  flows;
  gint64  positions;
  AeqDate from;
  AeqDate to;
  char   *model; /* version of the shipped model, which is current then; NULL when it does not fit */
} AeqDemoResult;

void aeq_demo_result_clear (AeqDemoResult *self);

/* Fills an empty ledger with the sample desk of the ledger's seed and clock, in one transaction and as one import that
 * undo-import takes back; the shipped model comes with it. AEQ_ERROR_EXISTS when there are accounts already. */
gboolean aeq_job_demo (AeqLedger *ledger, AeqDemoResult *result, AeqProgress *progress, GCancellable *cancellable, GError **error);

G_END_DECLS
