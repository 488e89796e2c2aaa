/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-ledger.h"
#include "aeq-regime.h"

G_BEGIN_DECLS

/* Indicators of the ledger, and the regime that they tell. */

typedef struct
{
  gint64 rows;       /* values read */
  gint64 added;
  gint64 duplicates;
  gint64 missing;    /* empty cells and "." */
  gint64 series;
} AeqIndicatorsResult;

/* A file of market series (date,series,value), all or nothing; each value with the day on which it became known. */
gboolean aeq_job_indicators_import (AeqLedger *ledger, const char *path, AeqIndicatorsResult *result, AeqProgress *progress,
                                    GCancellable *cancellable, GError **error);

/* All observations of the ledger, as a table that regime works on. */
AeqIndicatorTable *aeq_job_indicators_load (AeqLedger *ledger, GError **error);

/* Days from @from to @to (AEQ_DATE_NONE: where the series begin, the ledger's now), each from what was known by its end. NULL without
 * an error when the ledger has no market series. */
AeqRegimeHistory *aeq_job_regime_history (AeqLedger *ledger, AeqDate from, AeqDate to, GCancellable *cancellable, GError **error);

G_END_DECLS
