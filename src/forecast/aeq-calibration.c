/* SPDX-License-Identifier: MIT */
#include "aeq-calibration.h"

#include <math.h>

#define GAMMA .04
/* The quantile of a window of scores is noisy itself: of the move it asks for, this share is made. */
#define MOVED .8
/* An interval may grow to three times its width and shrink to two fifths: beyond that the model is wrong, not its
 * calibration, and a wider band would only hide it. */
#define MOST_WIDENING 1.0
#define MOST_SHRINKING -.3

static const int LOWER[4] = { 3, 2, 1, 0 };
static const int UPPER[4] = { 5, 6, 7, 8 };

void
aeq_calibration_init (AeqCalibration *self)
{
  *self = (AeqCalibration) { 0 };
  for (int i = 0; i < 4; i++)
    self->interval[i].alpha = 1 - AEQ_INTERVALS[i];
}

static double
score_of (const double *q, int i, double y)
{
  double width = q[UPPER[i]] - q[LOWER[i]];
  double outside = fmax (q[LOWER[i]] - y, y - q[UPPER[i]]);

  if (!(width > 0))
    return outside > 0 ? 1 : 0;
  return CLAMP (outside / width, -.5, 10);
}

void
aeq_calibration_learn (AeqCalibration *self, const double *raw, const double *issued, double y)
{
  if (isnan (y) || isnan (raw[0]))
    return;
  for (int i = 0; i < 4; i++)
    {
      AeqAci *aci = &self->interval[i];
      double target = 1 - AEQ_INTERVALS[i];
      gboolean missed = y < issued[LOWER[i]] || y > issued[UPPER[i]];

      aci->score[aci->n++ % AEQ_ACI_WINDOW] = (float) score_of (raw, i, y);
      if (aci->n > AEQ_ACI_LEAST)
        aci->alpha = CLAMP (aci->alpha + GAMMA * (target - (missed ? 1 : 0)), .002, MIN (.999, 3 * target));
    }
}

static double
widening (const AeqAci *aci)
{
  double sorted[AEQ_ACI_WINDOW];
  guint n = MIN (aci->n, AEQ_ACI_WINDOW);
  double level;

  for (guint i = 0; i < n; i++)
    sorted[i] = aci->score[i];
  aeq_stats_sort (sorted, n);
  /* The (n + 1) of conformal prediction: the next score is one more. */
  level = (1 - aci->alpha) * (n + 1) / n;
  return CLAMP (MOVED * aeq_stats_quantile_sorted (sorted, n, level), MOST_SHRINKING, MOST_WIDENING);
}

void
aeq_calibration_apply (const AeqCalibration *self, double *q)
{
  double lower = q[AEQ_MEDIAN_INDEX], upper = q[AEQ_MEDIAN_INDEX];
  double raw[AEQ_N_QUANTILES];

  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    raw[i] = q[i];
  for (int i = 0; i < 4; i++)
    {
      double move;

      if (self->interval[i].n < AEQ_ACI_LEAST)
        continue;
      move = widening (&self->interval[i]) * (raw[UPPER[i]] - raw[LOWER[i]]);
      q[LOWER[i]] = raw[LOWER[i]] - move;
      q[UPPER[i]] = raw[UPPER[i]] + move;
    }
  /* From the median outwards no quantile may step back over the one inside it. */
  for (int i = 0; i < 4; i++)
    {
      q[LOWER[i]] = lower = fmin (lower, q[LOWER[i]]);
      q[UPPER[i]] = upper = fmax (upper, q[UPPER[i]]);
    }
}
