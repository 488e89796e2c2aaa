/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-accuracy.h"
#include "aeq-calendar.h"
#include "aeq-progress.h"
#include "aeq-table.h"

G_BEGIN_DECLS

/* One forecast of a running sum of the rest of a day. */
typedef struct
{
  const char   *series;
  AeqDate       day;
  guint         now;
  guint         bucket;
  double        actual;
  const double *quantiles; /* of the sum from @now up to and including @bucket */
} AeqIntradayPrediction;

typedef void (*AeqIntradayPredictionFunc) (const AeqIntradayPrediction *prediction, gpointer user_data);

/* Walks over the last days of a table with times: for each "now" the rest of that day, from all days before it and its
 * own buckets up to now. */
typedef struct
{
  const AeqTable *table;     /* a "datetime" table */
  AeqCalendar    *calendar;  /* (nullable) */
  guint           minutes;   /* of a bucket */
  const guint    *nows;      /* buckets already known */
  gsize           n_nows;
  guint           test_days;
  guint           refit_days;
  guint           n_paths;   /* 0: 500 */
  guint64         seed;
  AeqIntradayPredictionFunc on_prediction; /* (nullable) */
  gpointer        user_data;
} AeqIntradayBacktestSpec;

typedef struct
{
  guint    now;
  guint64  n;
  double   wape_total;  /* of the sum of the rest */
  double   wape_bucket;
  double   crps;        /* of the running sums, divided by the mean of their size */
  double   energy;
  double   wql;         /* of the end of the day */
  double   coverage90;  /* of the end of the day */
  double   width90;
} AeqIntradayScore;

typedef struct
{
  gsize             n_series, n_days, n_nows;
  guint             n_buckets;
  AeqIntradayScore *by_now;
  AeqIntradayScore  mean;   /* of the nows */
  double            seconds_fit, seconds_forecast;
  double            weights[8]; /* mean, aeq_rest_candidate_name() tells which */
  double            losses[8];  /* mean, on the days before, divided by that of the best; NaN: said nothing */
  guint             n_candidates;
} AeqIntradayBacktest;

AeqIntradayBacktest *aeq_intraday_backtest_run  (const AeqIntradayBacktestSpec *spec, AeqProgress *progress,
                                                 GCancellable *cancellable, GError **error);
void                 aeq_intraday_backtest_free (AeqIntradayBacktest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqIntradayBacktest, aeq_intraday_backtest_free)

G_END_DECLS
