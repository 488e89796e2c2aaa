/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"

G_BEGIN_DECLS

typedef struct
{
  char   *version;
  gint64  rows;
  double  seconds;
  char   *metadata; /* JSON of the model */
  char   *metrics;  /* JSON: its member metrics, or null */
} AeqTrainResult;

void aeq_train_result_clear (AeqTrainResult *self);

/* Fits a model to the whole ledger (or to one account) and registers it as the next version, which becomes current; the one before
 * stays in the registry, and models rollback returns to it. */
gboolean aeq_job_train (AeqLedger *ledger, const AeqAccount *account, AeqTrainResult *result, AeqProgress *progress,
                        GCancellable *cancellable, GError **error);

G_END_DECLS
