/* SPDX-License-Identifier: MIT */
#include "aeq-theta.h"

#include "aeq-stats.h"

#include <math.h>

#define CLIP 4.0
#define FIRST_VALUES 10

static double
start_level (const double *x, gsize n)
{
  return aeq_stats_median (x, MIN (n, FIRST_VALUES));
}

static double
squared_error (const double *x, gsize n, double alpha, double reach)
{
  double level = start_level (x, n), sum = 0;

  for (gsize t = 0; t < n; t++)
    {
      double e = CLAMP (x[t] - level, -reach, reach);

      sum += e * e;
      level += alpha * e;
    }
  return sum;
}

/* How far values usually lie from the one before. */
static double
usual_reach (const double *x, gsize n)
{
  g_autofree double *step = g_new (double, MAX (n, 1));
  double reach;

  for (gsize t = 1; t < n; t++)
    step[t - 1] = x[t] - x[t - 1];
  reach = n > 1 ? CLIP * aeq_stats_mad (step, n - 1) : 0;
  return reach > 0 ? reach : INFINITY;
}

double
aeq_theta_alpha (const double *x, gsize n)
{
  static const double GOLDEN = .6180339887498949;
  double low = .01, high = .99, reach = usual_reach (x, n);
  double a = high - GOLDEN * (high - low), b = low + GOLDEN * (high - low);
  double loss_a = squared_error (x, n, a, reach), loss_b = squared_error (x, n, b, reach);

  for (int k = 0; k < 12; k++)
    if (loss_a <= loss_b)
      {
        high = b;
        b = a;
        loss_b = loss_a;
        a = high - GOLDEN * (high - low);
        loss_a = squared_error (x, n, a, reach);
      }
    else
      {
        low = a;
        a = b;
        loss_a = loss_b;
        b = low + GOLDEN * (high - low);
        loss_b = squared_error (x, n, b, reach);
      }
  return (low + high) / 2;
}

static double
absolute_error (const double *x, gsize n, double alpha, const gsize *ahead, double *level)
{
  double now = start_level (x, n), sum = 0;

  for (gsize t = 0; t < n; t++)
    {
      for (int k = 0; k < 3; k++)
        if (t >= ahead[k])
          sum += fabs (x[t] - level[t - ahead[k]]);
      now += alpha * (x[t] - now);
      level[t] = now;
    }
  return sum;
}

double
aeq_level_alpha (const double *x, gsize n, gsize period)
{
  const gsize ahead[] = { 1, period, 4 * period };
  g_autofree double *level = g_new (double, MAX (n, 1));
  double best = INFINITY, best_alpha = .1;

  for (double alpha = .01; alpha < .7; alpha *= 1.3)
    {
      double loss = absolute_error (x, n, alpha, ahead, level);

      if (loss < best)
        {
          best = loss;
          best_alpha = alpha;
        }
    }
  return best_alpha;
}

static double
line_slope (const double *x, gsize n, double reach)
{
  double middle = (n - 1) / 2.0, median = aeq_stats_median (x, n), xy = 0, xx = 0;

  for (gsize t = 0; t < n; t++)
    {
      xy += (t - middle) * CLAMP (x[t] - median, -reach, reach);
      xx += (t - middle) * (t - middle);
    }
  return xx > 0 ? xy / xx : 0;
}

void
aeq_theta_init (AeqTheta *self, double alpha, const double *x, gsize n)
{
  double reach = usual_reach (x, n), spread = aeq_stats_mad (x, n);

  *self = (AeqTheta) { .alpha = alpha, .level = start_level (x, n), .sigma = reach / CLIP };
  self->slope = line_slope (x, n, spread > 0 ? CLIP * spread : INFINITY);
  for (gsize t = 0; t < n; t++)
    aeq_theta_step (self, x[t]);
}

void
aeq_theta_step (AeqTheta *self, double x)
{
  if (isnan (x))
    return;
  self->level += self->alpha * CLAMP (x - self->level, -CLIP * self->sigma, CLIP * self->sigma);
  self->weight += self->alpha * (1 - self->weight);
}

double
aeq_theta_forecast (const AeqTheta *self, guint steps)
{
  return self->level + .5 * self->slope * (steps - 1 + self->weight / self->alpha);
}

gboolean
aeq_is_seasonal (const double *x, gsize n, gsize period)
{
  double mean = aeq_stats_mean (x, n), variance = 0, squares = 0, last = 0;

  if (period < 2 || n < 2 * period + 1)
    return FALSE;
  for (gsize t = 0; t < n; t++)
    variance += (x[t] - mean) * (x[t] - mean);
  for (gsize k = 1; k <= period && variance > 0; k++)
    {
      double product = 0;

      for (gsize t = k; t < n; t++)
        product += (x[t] - mean) * (x[t - k] - mean);
      last = product / variance;
      squares += k < period ? last * last : 0;
    }
  return fabs (last) > 1.645 * sqrt ((1 + 2 * squares) / n);
}

/* The mean over the season around @t; over an even one its outer two count half. */
static double
around (const double *x, gsize t, gsize period)
{
  gsize half = period / 2;
  double sum = 0;

  for (gsize i = t - half; i <= t + half; i++)
    sum += x[i];
  if (period % 2 == 0)
    sum -= .5 * (x[t - half] + x[t + half]);
  return sum / period;
}

gboolean
aeq_classical_season (const double *x, gsize n, gsize period, double *season)
{
  g_autofree double *same = NULL;
  gsize half = period / 2;
  double mean = 0;

  if (period < 2 || n < 2 * period + 1)
    return FALSE;
  same = g_new (double, n / period + 1);
  for (gsize phase = 0; phase < period; phase++)
    {
      gsize m = 0;

      for (gsize t = phase; t + half < n; t += period)
        if (t >= half)
          same[m++] = x[t] - around (x, t, period);
      season[phase] = aeq_stats_median (same, m);
      mean += season[phase] / period;
    }
  for (gsize phase = 0; phase < period; phase++)
    season[phase] -= mean;
  return TRUE;
}
