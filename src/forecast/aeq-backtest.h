/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-accuracy.h"
#include "aeq-calendar.h"
#include "aeq-progress.h"
#include "aeq-recurring.h"
#include "aeq-table.h"

G_BEGIN_DECLS

/* One forecast that was issued and scored. */
typedef struct
{
  const char   *series;
  AeqDate       origin;
  AeqDate       date;
  double        actual;    /* NaN: not scored */
  const double *quantiles; /* nine */
  const double *weights;   /* of the candidates, aeq_candidate_name() tells which */
} AeqPrediction;

typedef void (*AeqPredictionFunc) (const AeqPrediction *prediction, gpointer user_data);

/* What to walk over. Everything up to and including the origin's row is known, and nothing else but the calendar. */
typedef struct
{
  const AeqTable      *table;
  const AeqTable      *known;       /* (nullable) what is known of each cell beforehand; same columns, matched by date */
  AeqCalendar         *calendar;    /* (nullable) the dates of the table are the business days */
  const AeqRecurring  *custom;
  gsize                n_custom;
  guint                season;      /* rows in a season; 0: found from the dates */
  gboolean             zeros_missing;
  gsize                n_market;
  const double *const *market;      /* (nullable) n_market arrays, a value a row as published by the end of that row */

  guint                tail;        /* one origin: the last so many rows are the test; 0: those of the split column */
  gboolean             rolling;     /* else every row from @from to @to is an origin */
  AeqDate              from, to;
  const guint         *horizons;
  gsize                n_horizons;
  guint                refit_days;  /* calendar days between fits */

  gboolean             has_window;  /* scores of the targets inside, too */
  AeqDate              window_from, window_to;
  guint64              seed;
  AeqPredictionFunc    on_prediction; /* (nullable) in order of origin, name of the series, horizon */
  gpointer             user_data;
} AeqBacktestSpec;

typedef struct
{
  AeqTally tally;
  double   mase;
  guint8  *inside;  /* one a forecast, whether the 90 % interval held */
  gsize    n_inside;
} AeqBacktestPart;

/* How one candidate would have fared alone. */
typedef struct
{
  const char *name;
  AeqTally    tally;  /* n = 0: it never had anything to go by */
  double      weight; /* its mean share of the forecast */
} AeqBacktestCandidate;

typedef struct
{
  gsize            n_series, n_origins, n_horizons;
  guint           *horizons;
  char           **names;      /* of by_series, in order */
  AeqBacktestPart  total;      /* its mase and smape are means over the series */
  double           smape;
  AeqBacktestPart *by_horizon;
  AeqBacktestPart *by_series;
  AeqBacktestPart  window;     /* all horizons */
  AeqBacktestPart *window_by_horizon;
  double           seconds_fit, seconds_forecast;
  guint            n_fits;
  AeqBacktestCandidate *candidates;
  guint            n_candidates;
} AeqBacktest;

AeqBacktest *aeq_backtest_run  (const AeqBacktestSpec *spec, AeqProgress *progress, GCancellable *cancellable,
                                GError **error);
void         aeq_backtest_free (AeqBacktest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqBacktest, aeq_backtest_free)

G_END_DECLS
