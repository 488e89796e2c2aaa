/* SPDX-License-Identifier: MIT */
#include "aeq-mixture.h"

#include <math.h>

#define LAMBDA .94
#define SHARPNESS 10.0
#define POOL_COUNT 25.0
/* The plain methods together start with the weight of the model: much alike, each with a full share they would outvote
 * it by their number alone. */
#define PLAIN_SHARE (1.0 / AEQ_N_BASELINES)
/* Before anything is known the last week alone and the month alone are worth less than the others. */
static const double PRIOR_LOSS[AEQ_N_CANDIDATES] = { 1.25, 1.05, 1.0, 1.3, 1.0, 1.0, 1.0, 1.0, .95 };
#define PRIOR_COUNT 2.0

const char *
aeq_candidate_name (guint candidate)
{
  return candidate == AEQ_CANDIDATE_MODEL ? "xgboost" : aeq_baseline_name ((AeqBaseline) candidate);
}

static double
mean_loss (const double loss[AEQ_N_CANDIDATES])
{
  return aeq_stats_mean (loss, AEQ_N_CANDIDATES);
}

void
aeq_mixture_add (AeqMixture *self, const double loss[AEQ_N_CANDIDATES], double unit, gsize n_series)
{
  double mean = mean_loss (loss) / unit;
  double share;

  if (!isfinite (mean))
    return;
  self->n = (1 - (1 - LAMBDA) / n_series) * self->n + 1;
  share = 1 / self->n;
  self->size += share * (mean - self->size);
  for (int c = 0; c < AEQ_N_CANDIDATES; c++)
    {
      /* Who says nothing is taken to be as good as the others together, no better. */
      double l = isnan (loss[c]) ? mean : loss[c] / unit;

      self->loss[c] += share * (l - self->loss[c]);
    }
}

static void
blended_losses (const AeqMixture *self, const AeqMixture *pool, double out[AEQ_N_CANDIDATES])
{
  double size = self->size > 0 ? self->size : 1;
  double own = self->n;
  double common = pool != NULL && pool->size > 0 ? MIN (pool->n, POOL_COUNT) : 0;

  for (int c = 0; c < AEQ_N_CANDIDATES; c++)
    out[c] = (own * self->loss[c] / size + common * (common > 0 ? pool->loss[c] / pool->size : 0) +
              PRIOR_COUNT * PRIOR_LOSS[c]) /
             (own + common + PRIOR_COUNT);
}

void
aeq_mixture_weights (const AeqMixture *self, const AeqMixture *pool, const gboolean available[AEQ_N_CANDIDATES],
                     double weights[AEQ_N_CANDIDATES])
{
  double loss[AEQ_N_CANDIDATES], best = INFINITY, sum = 0;

  blended_losses (self, pool, loss);
  for (int c = 0; c < AEQ_N_CANDIDATES; c++)
    if (available[c])
      best = MIN (best, loss[c]);
  for (int c = 0; c < AEQ_N_CANDIDATES; c++)
    {
      double share = c == AEQ_CANDIDATE_MODEL ? 1 : PLAIN_SHARE;

      weights[c] = available[c] ? share * exp (-SHARPNESS * 2 * (loss[c] - best) / (loss[c] + best + 1e-300)) : 0;
      sum += weights[c];
    }
  for (int c = 0; c < AEQ_N_CANDIDATES && sum > 0; c++)
    weights[c] /= sum;
}
