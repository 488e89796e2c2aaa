/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-score-cell.h"
#include "aeq-sheet.h"

G_BEGIN_DECLS

/* How good issued forecasts have been, as a page shows it: the same measures as aeq-job-accuracy.h, from stored sums, so that a year of
 * forecasts is read at once. Where several currencies are pooled, each currency's amounts are first divided by its mean gross flow. */

typedef struct
{
  gboolean           one_account;
  AeqId              account;
  const AeqCurrency *currency; /* (nullable) all */
  AeqDate            from;     /* first day that was forecast, AEQ_DATE_NONE: no bound */
  AeqDate            to;       /* the last; likewise */
} AeqScorecardScope;

#define AEQ_SCORECARD_SCOPE_DEFAULT { .from = AEQ_DATE_NONE, .to = AEQ_DATE_NONE }

/* Fewer scored days say more of chance than of the forecasts. */
#define AEQ_SCORECARD_MIN_DAYS 20

typedef struct
{
  char        *name; /* regime, or number and currency of an account; NULL of a horizon */
  int          horizon;
  AeqScoreSums sums;
} AeqScorePart;

typedef struct
{
  AeqDate      monday;
  AeqScoreSums sums;
} AeqScoreWeek;

/* The first day that was forecast by another model than the days before. */
typedef struct
{
  AeqDate     day;
  const char *model; /* of the scorecard */
} AeqModelChange;

#define AEQ_SCORECARD_HOURS 24
#define AEQ_SCORECARD_WEEKDAYS 7

typedef struct
{
  AeqInstant         as_of;
  const AeqCurrency *currency; /* (nullable) of all amounts; NULL: pooled */
  guint              n_days;   /* days with a score */
  guint              n_account_days;
  AeqDate            first;    /* AEQ_DATE_NONE when there is none */
  AeqDate            last;
  AeqScoreSums       total;
  AeqScoreOverrides  overrides;
  GPtrArray         *by_regime;  /* AeqScorePart */
  GPtrArray         *by_horizon; /* rising */
  GPtrArray         *by_account; /* by name */
  GArray            *weeks;      /* AeqScoreWeek, rising */
  GArray            *changes;    /* AeqModelChange, rising; the first model is none */
  AeqScoreSums       hours[AEQ_SCORECARD_WEEKDAYS][AEQ_SCORECARD_HOURS]; /* rest of the day, by weekday and hour of issue */
  GStringChunk      *texts;
} AeqScorecard;

AeqScorecard *aeq_job_scorecard  (AeqLedger *ledger, const AeqScorecardScope *scope, GCancellable *cancellable, GError **error);
void          aeq_scorecard_free (AeqScorecard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqScorecard, aeq_scorecard_free)

/* Rates as domain language has them; NaN when nothing was scored. */
double aeq_score_wape     (const AeqScoreSums *self);
double aeq_score_bias     (const AeqScoreSums *self);
double aeq_score_coverage (const AeqScoreSums *self); /* of the 90 % interval */
/* 1 - error / error of the seasonal naive; NaN unless every target had both. */
double aeq_score_skill    (const AeqScoreSums *self);

/* The breakdown by regime, days ahead and account, the whole first. Free it. */
AeqSheet *aeq_scorecard_sheet (const AeqScorecard *self);

G_END_DECLS
