/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-backtest.h"
#include "aeq-forecaster.h"

G_BEGIN_DECLS

/* The data of a walk: the table as numbers to forecast, and what is known beforehand. */
typedef struct
{
  AeqTimeline *timeline;
  gsize        n_series; /* in order of their names: no result depends on that of the columns */
  guint       *column;   /* of each */
  double     **rest;   /* [series][row]: value less what is known */
  double     **known;  /* [series][row]: 0 where nothing is */
  double     **actual; /* [series][row]: NaN = missing, not scored */
  int          first;  /* origins first .. last */
  int          last;
  guint       *horizons;
  gsize        n_horizons;
} AeqWalk;

/* Refuses a table without origins or tests. */
AeqWalk     *aeq_walk_new  (const AeqBacktestSpec *spec, GError **error);
void         aeq_walk_free (AeqWalk *self);

AeqBacktest *aeq_backtest_new    (const AeqBacktestSpec *spec, const AeqWalk *walk);
void         aeq_backtest_score  (AeqBacktest *self, const AeqBacktestSpec *spec, const AeqWalk *walk,
                                  const AeqIssue *issue);
void         aeq_backtest_finish (AeqBacktest *self, const AeqWalk *walk);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqWalk, aeq_walk_free)

G_END_DECLS
