/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-backtest.h"
#include "aeq-job-accuracy.h"

G_BEGIN_DECLS

typedef struct
{
  const AeqAccount *account; /* (nullable) */
  AeqDate           from;    /* origins; AEQ_DATE_NONE: the last 60 business days */
  AeqDate           to;
  guint             refit_days;
  AeqPredictionFunc on_prediction; /* (nullable) sees each forecast whose day had an outcome, too */
  gpointer          user_data;
} AeqBacktestRequest;

#define AEQ_BACKTEST_REQUEST_DEFAULT { NULL, AEQ_DATE_NONE, AEQ_DATE_NONE, 60, NULL, NULL }

/* Walks forward over the daily net flows of the ledger: a forecast at the end of every business day in the range for 1, 5 and 10
 * business days ahead, from what was known then and nothing else. Nothing is stored. */
AeqAccuracy *aeq_job_backtest (AeqLedger *ledger, const AeqBacktestRequest *request, AeqProgress *progress,
                               GCancellable *cancellable, GError **error);

G_END_DECLS
