/* SPDX-License-Identifier: MIT */
#include "aeq-backtest-private.h"

#include <math.h>

AeqBacktest *
aeq_backtest_new (const AeqBacktestSpec *spec, const AeqWalk *walk)
{
  AeqBacktest *self = g_new0 (AeqBacktest, 1);

  self->n_series = walk->n_series;
  self->n_origins = walk->last - walk->first + 1;
  self->n_horizons = walk->n_horizons;
  self->horizons = g_memdup2 (walk->horizons, walk->n_horizons * sizeof (guint));
  self->names = g_new0 (char *, self->n_series + 1);
  for (gsize s = 0; s < self->n_series; s++)
    self->names[s] = g_strdup (spec->table->names[walk->column[s]]);
  self->by_horizon = g_new0 (AeqBacktestPart, self->n_horizons);
  self->window_by_horizon = g_new0 (AeqBacktestPart, self->n_horizons);
  self->by_series = g_new0 (AeqBacktestPart, MAX (self->n_series, 1));
  self->n_candidates = AEQ_N_CANDIDATES;
  self->candidates = g_new0 (AeqBacktestCandidate, AEQ_N_CANDIDATES);
  for (guint c = 0; c < AEQ_N_CANDIDATES; c++)
    self->candidates[c].name = aeq_candidate_name (c);
  return self;
}

static void
part_add (AeqBacktestPart *part, double y, const double *q)
{
  guint64 before = part->tally.n;

  aeq_tally_add (&part->tally, y, q, fabs (y));
  if (part->tally.n == before)
    return;
  /* Grows by doubling. */
  if ((part->n_inside & (part->n_inside - 1)) == 0)
    part->inside = g_renew (guint8, part->inside, MAX (2 * part->n_inside, 1));
  part->inside[part->n_inside++] = q[1] <= y && y <= q[AEQ_N_QUANTILES - 2];
}

static void
score_candidates (AeqBacktest *self, const AeqIssue *issue, double known, double y)
{
  for (int c = 0; c < AEQ_N_CANDIDATES; c++)
    {
      double q[AEQ_N_QUANTILES];

      for (int k = 0; k < AEQ_N_QUANTILES; k++)
        q[k] = issue->candidate[c][k] + known;
      self->candidates[c].weight += issue->weight[c];
      if (isfinite (q[0]) && isfinite (q[AEQ_N_QUANTILES - 1]))
        aeq_tally_add (&self->candidates[c].tally, y, q, fabs (y));
    }
}

void
aeq_backtest_score (AeqBacktest *self, const AeqBacktestSpec *spec, const AeqWalk *walk, const AeqIssue *issue)
{
  const AeqDayFacts *facts = walk->timeline->facts;
  double known = walk->known[issue->series][issue->target];
  double y = walk->actual[issue->series][issue->target];
  double q[AEQ_N_QUANTILES];

  for (int k = 0; k < AEQ_N_QUANTILES; k++)
    q[k] = issue->issued[k] + known;
  score_candidates (self, issue, known, y);
  part_add (&self->total, y, q);
  part_add (&self->by_series[issue->series], y, q);
  part_add (&self->by_horizon[issue->horizon_index], y, q);
  if (spec->has_window && facts[issue->target].date >= spec->window_from &&
      facts[issue->target].date <= spec->window_to)
    {
      part_add (&self->window, y, q);
      part_add (&self->window_by_horizon[issue->horizon_index], y, q);
    }
  if (spec->on_prediction != NULL)
    {
      AeqPrediction prediction = { self->names[issue->series], facts[issue->origin].date, facts[issue->target].date, y,
                                   q, issue->weight };

      spec->on_prediction (&prediction, spec->user_data);
    }
}

static void
set_mase (AeqBacktestPart *part, double scale)
{
  part->mase = part->tally.n > 0 ? aeq_tally_mase (&part->tally, scale) : NAN;
}

/* Each series' mean error over its mean seasonal step before the test, then the mean over the series. */
static void
finish_mase (AeqBacktest *self, const AeqWalk *walk)
{
  gsize lag = walk->timeline->season;
  double mase = 0, smape = 0, scale_sum = 0;
  gsize n_mase = 0, n_smape = 0;

  for (gsize s = 0; s < self->n_series; s++)
    {
      double scale = aeq_mase_scale (walk->actual[s], walk->first, lag);
      double one = aeq_tally_mase (&self->by_series[s].tally, scale);
      double percent = aeq_tally_smape (&self->by_series[s].tally);

      self->by_series[s].mase = one;
      if (isfinite (one))
        {
          mase += one;
          scale_sum += scale;
          n_mase++;
        }
      if (isfinite (percent))
        {
          smape += percent;
          n_smape++;
        }
    }
  self->total.mase = n_mase > 0 ? mase / n_mase : NAN;
  self->smape = n_smape > 0 ? smape / n_smape : NAN;
  scale_sum = n_mase > 0 ? scale_sum / n_mase : NAN;
  set_mase (&self->window, scale_sum);
  for (gsize k = 0; k < self->n_horizons; k++)
    {
      set_mase (&self->by_horizon[k], scale_sum);
      set_mase (&self->window_by_horizon[k], scale_sum);
    }
}

void
aeq_backtest_finish (AeqBacktest *self, const AeqWalk *walk)
{
  double sum = 0;

  for (int c = 0; c < AEQ_N_CANDIDATES; c++)
    sum += self->candidates[c].weight;
  for (int c = 0; c < AEQ_N_CANDIDATES && sum > 0; c++)
    self->candidates[c].weight /= sum;
  finish_mase (self, walk);
}

void
aeq_backtest_free (AeqBacktest *self)
{
  if (self == NULL)
    return;
  for (gsize k = 0; k < self->n_horizons; k++)
    {
      g_free (self->by_horizon[k].inside);
      g_free (self->window_by_horizon[k].inside);
    }
  for (gsize s = 0; s < self->n_series; s++)
    g_free (self->by_series[s].inside);
  g_free (self->total.inside);
  g_free (self->window.inside);
  g_free (self->by_horizon);
  g_free (self->window_by_horizon);
  g_free (self->by_series);
  g_free (self->candidates);
  g_free (self->horizons);
  g_strfreev (self->names);
  g_free (self);
}
