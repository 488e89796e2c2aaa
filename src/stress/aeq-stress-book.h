/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-stats.h"
#include "aeq-stress-day.h"

G_BEGIN_DECLS

/* One account's sample paths of today, as the forecast drew them. Amounts are units of the currency; arrays are borrowed. */
typedef struct
{
  const AeqStressDay *day;
  guint             n_paths;
  const double     *net;         /* [n_paths][n_rest] of the buckets left */
  const gint16     *placed;      /* [n_paths][n_known]: where each known flow is, counted from now on; -1: not today */
  const double     *settled;     /* [now] of the buckets that are over */
  double            received;    /* gross, of those */
  double            sent;
  double            opening;
  double            lowest_so_far; /* of the net position since the open, at most 0: it may have been lower inside a bucket than at its end */
  const double     *widening;    /* (nullable) factors of the four intervals of peak usage, by the record of issued forecasts */
  double            limit;       /* NaN: none */
  double            lines;       /* committed: what they grant is below the limit still fine */
  const AeqInstant *starts;      /* [n_buckets] */
  const double     *due;         /* [n_buckets] time-specific obligations that are still open, >= 0 */
  double            due_settled; /* those of today that were paid */
} AeqStressLeg;

/* What the paths of one account or account set say of the day. Quantiles are at AEQ_QUANTILE_LEVELS. */
typedef struct
{
  double     lowest[AEQ_N_QUANTILES];   /* balance; of paths that are not netted, their sum */
  AeqInstant lowest_at;                 /* the likeliest; AEQ_INSTANT_NONE: the open or what has been */
  double     closing[AEQ_N_QUANTILES];
  double     net[AEQ_N_QUANTILES];      /* of the whole day */
  double     usage[AEQ_N_QUANTILES];    /* A1 */
  double     surplus[AEQ_N_QUANTILES];
  double     received[AEQ_N_QUANTILES]; /* A3, gross */
  double     sent[AEQ_N_QUANTILES];
  double     at_risk[AEQ_N_QUANTILES];  /* A4: open obligations that fall due while the balance is below its floor */
  double     due;                       /* A4: open ones of today */
  double     due_settled;
  double     p_breach;                  /* balance and committed lines below the limit; NaN without one */
  AeqInstant first_breach_at;           /* median of the paths that breach; AEQ_INSTANT_NONE: below a chance of 1 % */
  double     p_exhausted;               /* all that is available does not reach (the limit, where there is one) */
  double     carried;                   /* mean receipts that come on the next business day instead */
  AeqBcbsAvailable available;           /* A2, minor units */
  gint64     available_total;
  guint      n_points;
  const AeqInstant *points;             /* starts of the buckets left; borrowed from the book */
  double    *balance;                   /* [n_points][AEQ_N_QUANTILES] at the end of each; NULL without the fan */
  double    *cumulative;                /* net position since the open, likewise */
} AeqStressReading;

typedef enum
{
  AEQ_STRESS_READ_CHANCES, /* p_breach, p_exhausted and available alone: for a search */
  AEQ_STRESS_READ_FIGURES, /* all but the fan */
  AEQ_STRESS_READ_FAN
} AeqStressDepth;

/* The paths of one account, or of a set of accounts in one currency, made ready to be read under one scenario after another. Two
 * threads may read one book. */
typedef struct _AeqStressBook AeqStressBook;

/* @legs are copied, what they point to is not. All have the same number of paths. @netted: the accounts have one path together; else
 * each has its own, usages are added, and the set is in breach when one of them is. */
AeqStressBook *aeq_stress_book_new  (const AeqStressLeg *legs, guint n_legs, gboolean netted);
void           aeq_stress_book_free (AeqStressBook *self);
/* Whom "the largest counterparty" of a scenario stands for here; NULL when no counterparty is known. Borrowed from the legs. */
const char    *aeq_stress_book_largest (const AeqStressBook *self);

/* @scenario (nullable): the base, which is what the forecast says of these paths. What the record of issued forecasts makes of peak usage is
 * in both: it widens the stressed quantiles as it does the base's, and a path's position lies lower by as much as its usage grows. Only
 * accounts that are netted go without, as they do in a forecast: the record is of one account. The same paths are read each time, so that the difference of two readings is that of their scenarios
 * alone. AEQ_ERROR_OVERFLOW. */
AeqStressReading *aeq_stress_read         (const AeqStressBook *self, const AeqScenario *scenario, AeqStressDepth depth, GError **error);
void              aeq_stress_reading_free (AeqStressReading *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqStressBook, aeq_stress_book_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqStressReading, aeq_stress_reading_free)

G_END_DECLS
