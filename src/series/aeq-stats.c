/* SPDX-License-Identifier: MIT */
#include "aeq-stats.h"
#include "aeq-stats-private.h"

#include <math.h>

const double AEQ_QUANTILE_LEVELS[AEQ_N_QUANTILES] = { .025, .05, .1, .25, .5, .75, .9, .95, .975 };

/* Up to this many values are copied to the stack: the windows of the features are far below it. */
#define STACK_VALUES 256

static gsize
copy_present (const double *values, gsize n, double *to)
{
  gsize m = 0;

  for (gsize i = 0; i < n; i++)
    if (!isnan (values[i]))
      to[m++] = values[i];
  return m;
}

double
aeq_stats_mean (const double *values, gsize n)
{
  double sum = 0;
  gsize m = 0;

  for (gsize i = 0; i < n; i++)
    if (!isnan (values[i]))
      {
        sum += values[i];
        m++;
      }
  return m > 0 ? sum / m : NAN;
}

double
aeq_stats_mean_abs (const double *values, gsize n)
{
  double sum = 0;
  gsize m = 0;

  for (gsize i = 0; i < n; i++)
    if (!isnan (values[i]))
      {
        sum += fabs (values[i]);
        m++;
      }
  return m > 0 ? sum / m : NAN;
}

double
aeq_stats_quantile_sorted (const double *sorted, gsize n, double level)
{
  double position;
  gsize below;

  if (n == 0)
    return NAN;
  position = CLAMP (level, 0.0, 1.0) * (n - 1);
  below = (gsize) position;
  if (below + 1 >= n)
    return sorted[n - 1];
  return sorted[below] + (position - below) * (sorted[below + 1] - sorted[below]);
}

/* aeq_stats_quantile_sorted() without the sorting: only two neighbours in rank are asked for. */
static double
quantile_selected (double *values, gsize n, double level)
{
  gsize below = (gsize) (CLAMP (level, 0.0, 1.0) * (n - 1));

  aeq_stats_select_rank (values, n, below);
  if (below + 1 < n)
    {
      double next = INFINITY;

      for (gsize i = below + 1; i < n; i++)
        next = MIN (next, values[i]);
      values[below + 1] = next;
    }
  return aeq_stats_quantile_sorted (values, n, level);
}

double
aeq_stats_quantile (const double *values, gsize n, double level)
{
  double stack[STACK_VALUES];
  g_autofree double *heap = n > STACK_VALUES ? g_new (double, n) : NULL;
  double *copy = heap != NULL ? heap : stack;
  gsize m = copy_present (values, n, copy);

  if (m > AEQ_STATS_INSERTION_SORT)
    return quantile_selected (copy, m, level);
  aeq_stats_sort (copy, m);
  return aeq_stats_quantile_sorted (copy, m, level);
}

double
aeq_stats_median (const double *values, gsize n)
{
  return aeq_stats_quantile (values, n, .5);
}

double
aeq_stats_mad (const double *values, gsize n)
{
  double stack[STACK_VALUES];
  g_autofree double *heap = n > STACK_VALUES ? g_new (double, n) : NULL;
  double *copy = heap != NULL ? heap : stack;
  double median = aeq_stats_median (values, n);

  for (gsize i = 0; i < n; i++)
    copy[i] = fabs (values[i] - median);
  return 1.4826 * aeq_stats_median (copy, n);
}

double
aeq_stats_sd (const double *values, gsize n)
{
  double mean = aeq_stats_mean (values, n);
  double sum = 0;
  gsize m = 0;

  for (gsize i = 0; i < n; i++)
    if (!isnan (values[i]))
      {
        sum += (values[i] - mean) * (values[i] - mean);
        m++;
      }
  return m > 1 ? sqrt (sum / (m - 1)) : NAN;
}

double
aeq_stats_normal_cdf (double x)
{
  return 0.5 * erfc (-x * M_SQRT1_2);
}

/* Acklam's rational approximation, polished by one Halley step: full double precision in the middle. */
double
aeq_stats_normal_quantile (double p)
{
  static const double a[] = { -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
                              1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00 };
  static const double b[] = { -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
                              6.680131188771972e+01, -1.328068155288572e+01 };
  static const double c[] = { -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
                              -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00 };
  static const double d[] = { 7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
                              3.754408661907416e+00 };
  double tail = MIN (p, 1 - p);
  double q, r, x, e;

  if (!(p > 0 && p < 1))
    return p <= 0 ? -INFINITY : (p >= 1 ? INFINITY : NAN);
  if (tail < 0.02425)
    {
      q = sqrt (-2 * log (tail));
      x = (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5]) /
          ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1);
      x = p < .5 ? x : -x;
    }
  else
    {
      q = p - .5;
      r = q * q;
      x = (((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5]) * q /
          (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1);
    }
  e = (aeq_stats_normal_cdf (x) - p) * sqrt (2 * G_PI) * exp (x * x / 2);
  return x - e / (1 + x * e / 2);
}

double
aeq_stats_chi2_1_tail (double x)
{
  return x <= 0 ? 1.0 : erfc (sqrt (x / 2));
}

double
aeq_quantiles_at (const double *q, double u)
{
  const double *level = AEQ_QUANTILE_LEVELS;
  int i = 0;

  while (i < AEQ_N_QUANTILES - 2 && u > level[i + 1])
    i++;
  /* The outer pairs are (.025, .05) and (.95, .975): going on with their slope to .005 and .995 doubles the
   * distance. */
  u = CLAMP (u, .005, .995);
  return q[i] + (u - level[i]) / (level[i + 1] - level[i]) * (q[i + 1] - q[i]);
}

double
aeq_quantiles_pit (const double *q, double y)
{
  const double *level = AEQ_QUANTILE_LEVELS;
  int i = 0;
  double u;

  while (i < AEQ_N_QUANTILES - 2 && y > q[i + 1])
    i++;
  if (q[i + 1] > q[i])
    u = level[i] + (y - q[i]) / (q[i + 1] - q[i]) * (level[i + 1] - level[i]);
  else
    u = y < q[i] ? 0 : (y > q[i + 1] ? 1 : .5 * (level[i] + level[i + 1]));
  return CLAMP (u, .005, .995);
}
