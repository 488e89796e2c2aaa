/* SPDX-License-Identifier: MIT */
#include "aeq-accuracy.h"

#include <math.h>

const double AEQ_INTERVALS[4] = { .5, .8, .9, .95 };

/* Where the interval's ends stand among the nine quantiles. */
static const int INTERVAL_LOWER[4] = { 3, 2, 1, 0 };
static const int INTERVAL_UPPER[4] = { 5, 6, 7, 8 };

double
aeq_pinball (double level, double y, double q)
{
  return y >= q ? level * (y - q) : (level - 1) * (y - q);
}

double
aeq_pinball_sum (const double *q, double y)
{
  double sum = 0;

  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    sum += aeq_pinball (AEQ_QUANTILE_LEVELS[i], y, q[i]);
  return sum;
}

/* Midpoint rule with 198 steps over [.005, .995], the range of the quantile function; the ends are its constants. */
double
aeq_crps_quantiles (const double *q, double y)
{
  double sum = 0;

  for (int i = 0; i < 200; i++)
    {
      double u = (i + .5) / 200;

      sum += 2 * aeq_pinball (u, y, aeq_quantiles_at (q, u));
    }
  return sum / 200;
}

double
aeq_crps_samples (double *samples, gsize n, double y)
{
  double distance = 0;
  double spread = 0;

  if (n == 0)
    return NAN;
  aeq_stats_sort (samples, n);
  for (gsize i = 0; i < n; i++)
    {
      distance += fabs (samples[i] - y);
      /* In sorted order each value is counted with its rank: the double sum in one pass. */
      spread += (2.0 * i + 1 - n) * samples[i];
    }
  return distance / n - spread / ((double) n * n);
}

static double
path_distance (const double *a, const double *b, gsize length)
{
  double sum = 0;

  for (gsize i = 0; i < length; i++)
    sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sqrt (sum);
}

double
aeq_energy_score (const double *paths, gsize n, gsize length, const double *y)
{
  double distance = 0;
  double spread = 0;

  if (n == 0)
    return NAN;
  for (gsize i = 0; i < n; i++)
    {
      distance += path_distance (paths + i * length, y, length);
      for (gsize j = i + 1; j < n; j++)
        spread += 2 * path_distance (paths + i * length, paths + j * length, length);
    }
  return distance / n - 0.5 * spread / ((double) n * n);
}

double
aeq_interval_score (double alpha, double lower, double upper, double y)
{
  double score = upper - lower;

  if (y < lower)
    score += 2 / alpha * (lower - y);
  if (y > upper)
    score += 2 / alpha * (y - upper);
  return score;
}

double
aeq_skill (double loss, double reference)
{
  return reference > 0 ? 1 - loss / reference : NAN;
}

double
aeq_brier (const double *probability, const gboolean *outcome, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      double o = outcome[i] ? 1 : 0;

      sum += (probability[i] - o) * (probability[i] - o);
    }
  return n > 0 ? sum / n : NAN;
}

void
aeq_tally_add_point (AeqTally *self, double y, double f)
{
  if (isnan (y) || isnan (f))
    return;
  self->n++;
  self->abs_error += fabs (y - f);
  self->error += f - y;
  self->abs_actual += fabs (y);
  self->sum_abs_y += fabs (y);
  if (fabs (y) + fabs (f) > 0)
    self->smape += 200 * fabs (y - f) / (fabs (y) + fabs (f));
}

void
aeq_tally_add (AeqTally *self, double y, const double *q, double basis)
{
  if (isnan (y) || isnan (q[AEQ_MEDIAN_INDEX]) || isnan (basis))
    return;
  aeq_tally_add_point (self, y, q[AEQ_MEDIAN_INDEX]);
  self->abs_actual += basis - fabs (y);
  self->pinball += aeq_pinball_sum (q, y);
  self->crps += aeq_crps_quantiles (q, y);
  for (int i = 0; i < 4; i++)
    {
      double lower = q[INTERVAL_LOWER[i]];
      double upper = q[INTERVAL_UPPER[i]];

      self->inside[i] += lower <= y && y <= upper;
      self->width[i] += upper - lower;
      self->interval[i] += aeq_interval_score (1 - AEQ_INTERVALS[i], lower, upper, y);
    }
}

void
aeq_tally_merge (AeqTally *self, const AeqTally *other)
{
  self->n += other->n;
  self->abs_error += other->abs_error;
  self->error += other->error;
  self->abs_actual += other->abs_actual;
  self->sum_abs_y += other->sum_abs_y;
  self->smape += other->smape;
  self->pinball += other->pinball;
  self->crps += other->crps;
  for (int i = 0; i < 4; i++)
    {
      self->inside[i] += other->inside[i];
      self->width[i] += other->width[i];
      self->interval[i] += other->interval[i];
    }
}

static double
ratio (double a, double b)
{
  return b > 0 ? a / b : NAN;
}

double
aeq_tally_wape (const AeqTally *self)
{
  return ratio (self->abs_error, self->abs_actual);
}

double
aeq_tally_bias (const AeqTally *self)
{
  return ratio (self->error, self->abs_actual);
}

double
aeq_tally_mase (const AeqTally *self, double scale)
{
  return ratio (ratio (self->abs_error, self->n), scale);
}

double
aeq_tally_smape (const AeqTally *self)
{
  return ratio (self->smape, self->n);
}

double
aeq_tally_wql (const AeqTally *self)
{
  return ratio (2 * self->pinball, AEQ_N_QUANTILES * self->abs_actual);
}

double
aeq_tally_crps (const AeqTally *self)
{
  return ratio (self->crps, self->abs_actual);
}

double
aeq_tally_coverage (const AeqTally *self, int interval)
{
  return ratio (self->inside[interval], self->n);
}

double
aeq_tally_width (const AeqTally *self, int interval)
{
  return ratio (self->width[interval], self->sum_abs_y);
}
