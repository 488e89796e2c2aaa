/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-accuracy.h"
#include "aeq-account.h"

G_BEGIN_DECLS

/* How good issued forecasts have been, in the definitions of docs (WAPE, WQL, coverage ...). Net flows: errors are divided by
 * gross. Where a part pools several currencies, each currency's amounts are first divided by its mean gross flow. */

typedef struct
{
  char    *name;     /* regime, horizon as text, or account */
  AeqTally tally;
  AeqTally naive;    /* the seasonal naive of the same targets */
  GArray  *pit;      /* double: the level at which each outcome fell, in the order of days */
  GArray  *inside;   /* guint8, of an account only: the next business day within the 90 % interval, one a day */
  AeqDate  last_day; /* of @inside */
} AeqAccuracyPart;

#define AEQ_ACCURACY_WINDOW 60   /* days in a row that the worst stretch and the drift look at */
#define AEQ_BREACH_CALLED .5     /* a forecast calls a breach from this probability on */

/* Of the course of the day: peak usage, the time of the lowest point, breaches. */
typedef struct
{
  guint64     n;
  double      usage;          /* sums over the courses, in the unit of the part */
  double      usage_error;    /* sum (forecast - actual) */
  double      usage_abs_error;
  guint64     n_times;        /* courses with a lowest point below the start */
  double      time_error;     /* sum of minutes by which it came outside the bucket that was told */
  guint64     n_floor;        /* courses of accounts with a limit */
  guint64     breaches;
  guint64     called;
  guint64     hits;
  double      brier;          /* sum (p - o)^2 */
  guint64     n_leads;        /* breaches called beforehand, one an account and day */
  double      lead;           /* sum of minutes from the first call to the breach */
  GHashTable *led;            /* "account day" that were called already */
} AeqCourseTally;

/* Targets that an analyst changed. */
typedef struct
{
  guint64 n;
  guint64 helped;             /* nearer to the outcome than without */
  double  abs_error;          /* sums */
  double  abs_error_without;
} AeqOverrideTally;

typedef struct
{
  AeqAccuracyPart  total;
  GPtrArray       *by_regime;   /* AeqAccuracyPart */
  GPtrArray       *by_horizon;
  GPtrArray       *by_account;
  AeqCourseTally   course;
  AeqOverrideTally overrides;
} AeqAccuracy;

void aeq_accuracy_free (AeqAccuracy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqAccuracy, aeq_accuracy_free)

typedef struct
{
  const AeqAccount *account; /* (nullable) */
  int               horizon; /* -1: all */
  const char       *regime;  /* (nullable) */
  AeqDate           from;    /* AEQ_DATE_NONE: no bound */
  AeqDate           to;
  const AeqCurrency *currency; /* (nullable) only accounts in it */
} AeqAccuracyFilter;

/* Gives every issued forecast its score whose day is over and known: the account has a booked flow of a later day, or a bank's
 * balance after it. One transaction. @n counts the daily targets. */
gboolean     aeq_job_score    (AeqLedger *ledger, gint64 *n, GCancellable *cancellable, GError **error);
AeqAccuracy *aeq_job_accuracy (AeqLedger *ledger, const AeqAccuracyFilter *filter, GError **error);

/* One scored target. Values in one unit. */
typedef struct
{
  const char   *regime;
  const char   *account;
  AeqDate       day;
  int           horizon;
  double        y;
  const double *q;
  double        naive;      /* NaN: none */
  double        gross;
  double        overridden; /* contained in q */
} AeqAccuracyItem;

/* Adds one scored target; also what a backtest uses. An account's targets come in the order of their days. */
AeqAccuracy *aeq_accuracy_new (void);
void         aeq_accuracy_add (AeqAccuracy *self, const AeqAccuracyItem *item);
/* 1 - error / error of the seasonal naive; NaN unless every target had both. */
double       aeq_accuracy_skill (const AeqAccuracyPart *part);
/* Of an account: lowest share of AEQ_ACCURACY_WINDOW days in a row inside the 90 % interval; NaN with fewer. */
double       aeq_accuracy_worst (const AeqAccuracyPart *part);
/* The share of the newest AEQ_ACCURACY_WINDOW days; TRUE when chance alone (19 times of 20) does not explain how far it is from 90 %. */
gboolean     aeq_accuracy_drifts (const AeqAccuracyPart *part, double *coverage);
/* The same of @n days in order, each inside (1) or outside. */
gboolean     aeq_coverage_drifts (const guint8 *inside, guint n, double *coverage);
/* The document of the contract. */
char        *aeq_accuracy_document (const AeqAccuracy *self);

G_END_DECLS
