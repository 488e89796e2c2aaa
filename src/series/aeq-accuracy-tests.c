/* SPDX-License-Identifier: MIT */
#include "aeq-accuracy.h"

#include <math.h>

double
aeq_mase_scale (const double *y, gsize n, gsize lag)
{
  double sum = 0;
  gsize m = 0;

  for (gsize t = lag; t < n; t++)
    if (!isnan (y[t]) && !isnan (y[t - lag]))
      {
        sum += fabs (y[t] - y[t - lag]);
        m++;
      }
  return m > 0 ? sum / m : NAN;
}

void
aeq_binomial_band (guint64 n, double rate, double *lower, double *upper)
{
  double half = n > 0 ? 1.959964 * sqrt (rate * (1 - rate) / n) + .5 / n : 1;

  *lower = MAX (0, rate - half);
  *upper = MIN (1, rate + half);
}

/* x ln(p) with 0 ln(0) = 0, as the likelihood of no breach at all needs it. */
static double
x_log_p (double x, double p)
{
  return x > 0 ? x * log (p) : 0;
}

double
aeq_kupiec (guint64 n, guint64 breaches, double rate, double *p_value)
{
  double x = breaches;
  double observed, ratio;

  g_return_val_if_fail (rate > 0 && rate < 1 && breaches <= n, NAN);

  if (n == 0)
    {
      if (p_value != NULL)
        *p_value = 1;
      return 0;
    }
  observed = x / n;
  ratio = -2 * (x_log_p (n - x, 1 - rate) + x_log_p (x, rate) -
                x_log_p (n - x, 1 - observed) - x_log_p (x, observed));
  ratio = MAX (0, ratio);
  if (p_value != NULL)
    *p_value = aeq_stats_chi2_1_tail (ratio);
  return ratio;
}

void
aeq_pit_histogram (const double *pit, gsize n, guint bins, double *share)
{
  gsize m = 0;

  for (guint b = 0; b < bins; b++)
    share[b] = 0;
  for (gsize i = 0; i < n; i++)
    if (!isnan (pit[i]))
      {
        share[MIN ((guint) (CLAMP (pit[i], 0, 1) * bins), bins - 1)] += 1;
        m++;
      }
  for (guint b = 0; b < bins && m > 0; b++)
    share[b] /= m;
}

double
aeq_pit_distance (const double *pit, gsize n)
{
  g_autofree double *sorted = g_new (double, MAX (n, 1));
  double distance = 0;
  gsize m = 0;

  for (gsize i = 0; i < n; i++)
    if (!isnan (pit[i]))
      sorted[m++] = pit[i];
  if (m == 0)
    return NAN;
  aeq_stats_sort (sorted, m);
  for (gsize i = 0; i < m; i++)
    {
      distance = MAX (distance, fabs (sorted[i] - (double) i / m));
      distance = MAX (distance, fabs ((double) (i + 1) / m - sorted[i]));
    }
  return distance;
}

double
aeq_worst_run (const guint8 *inside, gsize n, gsize window)
{
  gsize hits = 0;
  gsize worst = window;

  if (window == 0 || n < window)
    return NAN;
  for (gsize i = 0; i < n; i++)
    {
      hits += inside[i] != 0;
      if (i >= window)
        hits -= inside[i - window] != 0;
      if (i + 1 >= window)
        worst = MIN (worst, hits);
    }
  return (double) worst / window;
}
