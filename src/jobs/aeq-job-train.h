/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"
#include "aeq-model-trial.h"

G_BEGIN_DECLS

typedef struct
{
  char   *version;
  gint64  rows;
  double  seconds;
  char   *metadata; /* JSON of the model, with its trial */
  char   *metrics;  /* JSON: its member metrics, or null */
  AeqModelTrial trial;
} AeqTrainResult;

void aeq_train_result_clear (AeqTrainResult *self);

/* Fits a model to the whole ledger (or to one account) and registers it as the next version, a shadow. It becomes current when its
 * trial finds it not worse than the plain methods and the model before; the one before then stays in the registry, and models
 * rollback returns to it. */
gboolean aeq_job_train (AeqLedger *ledger, const AeqAccount *account, AeqTrainResult *result, AeqProgress *progress,
                        GCancellable *cancellable, GError **error);

G_END_DECLS
