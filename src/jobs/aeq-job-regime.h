/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-ledger.h"
#include "aeq-regime.h"

G_BEGIN_DECLS

/* Market series of the ledger, and the regime that they tell. */

typedef struct
{
  gint64 rows;       /* values read */
  gint64 added;
  gint64 duplicates;
  gint64 missing;    /* empty cells and "." */
} AeqIndicatorsResult;

/* A file of market series (date,series,value), all or nothing and repeatable; each value with the day on which it became known. */
gboolean aeq_job_indicators_import (AeqLedger *ledger, const char *path, AeqIndicatorsResult *result, AeqProgress *progress,
                                    GCancellable *cancellable, GError **error);

/* A reading a business day (Fedwire's calendar) from @from to @to (AEQ_DATE_NONE: from the first value), each from what was known by
 * its end. GArray of AeqRegimeReading, empty when the ledger has no market series. */
GArray *aeq_job_regime_history (AeqLedger *ledger, AeqDate from, AeqDate to, GError **error);
/* The newest reading at @at; FALSE in @found when there is none. */
gboolean aeq_job_regime_at (AeqLedger *ledger, AeqDate at, AeqRegimeReading *reading, gboolean *found, GError **error);

/* The same over a file instead of a ledger. */
GArray *aeq_job_regime_backtest (const char *path, AeqProgress *progress, GCancellable *cancellable, GError **error);

G_END_DECLS
