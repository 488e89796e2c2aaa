/* SPDX-License-Identifier: MIT */
#include "aeq-stress-walk.h"

#include <math.h>
#include <string.h>

#include "aeq-quantiles.h"

void
aeq_stress_walk_add_leg (AeqStressWalk *self, const AeqStressLeg *leg, const AeqStressEffect *effect)
{
  double lines = leg->lines - (double) effect->committed_withdrawn / leg->day->scale;
  double limit = isnan (leg->limit) ? 0 : leg->limit;

  self->opening += leg->opening;
  self->needed += limit - lines;
  if (!isnan (leg->limit))
    self->floor = 1;
  self->available += (double) effect->available_total / leg->day->scale - limit;
  for (guint j = 0; j < leg->day->now; j++)
    self->here += leg->settled[j];
}

void
aeq_stress_walk_add_past (AeqStressWalk *self, const AeqStressLeg *leg)
{
  double sum = 0;

  self->past_low = fmin (leg->lowest_so_far, 0);
  for (guint j = 0; j < leg->day->now; j++)
    self->past_low = fmin (self->past_low, sum += leg->settled[j]);
  for (int i = 0; leg->widening != NULL && i < 4; i++)
    if (leg->widening[i] != 1)
      self->widening = leg->widening;
}

void
aeq_stress_walk_start (AeqStressWalk *self, guint p)
{
  self->sum = self->lower = self->high = self->due = 0;
  self->low = self->past_low;
  self->low_at = self->breach_at = -1;
  self->exhausted = FALSE;
  /* As the forecast moves it. */
  if (self->calibrated)
    self->lower = aeq_quantiles_move (self->raw, self->to, self->usages[p]) - self->usages[p];
}

void
aeq_stress_walk_end_point (AeqStressWalk *self, int point, double *at_risk)
{
  if (self->sum < self->low)
    {
      self->low = self->sum;
      self->low_at = point;
    }
  self->high = fmax (self->high, self->sum);
  if (point < 0)
    return;
  if (self->breach_at < 0 && self->opening + self->sum - self->lower < self->floor)
    self->breach_at = point;
  self->exhausted |= self->available + self->sum - self->lower < 0;
  if (self->opening + self->sum - self->lower < self->needed)
    *at_risk += self->due;
  self->due = 0;
}

double
aeq_stress_walk_usage (const AeqStressWalk *self)
{
  return fmax (0, -self->low);
}

void
aeq_stress_quantiles (double *column, guint n, double *q)
{
  aeq_stats_sort (column, n);
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    q[i] = aeq_stats_quantile_sorted (column, n, AEQ_QUANTILE_LEVELS[i]);
}

/* What has been used cannot be used less. */
void
aeq_stress_walk_calibrate (AeqStressWalk *self, guint n)
{
  g_autofree double *sorted = g_memdup2 (self->usages, n * sizeof *sorted);

  aeq_stress_quantiles (sorted, n, self->raw);
  memcpy (self->to, self->raw, sizeof self->to);
  aeq_quantiles_widen (self->widening, self->to);
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    self->to[i] = fmax (self->to[i], fmax (0, -self->past_low));
  self->calibrated = TRUE;
}

void
aeq_stress_walk_clear (AeqStressWalk *self)
{
  g_clear_pointer (&self->usages, g_free);
}
