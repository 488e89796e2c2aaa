/* SPDX-License-Identifier: MIT */
#include "aeq-quantiles.h"

#include <math.h>

void
aeq_quantiles_widen (const double factor[4], double *q)
{
  double median = q[AEQ_MEDIAN_INDEX], lower = median, upper = median;

  for (int i = 0; i < 4; i++)
    {
      double *below = &q[AEQ_INTERVAL_LOWER (i)], *above = &q[AEQ_INTERVAL_UPPER (i)];

      /* Written so that a factor of 1 changes no bit. */
      *below = lower = fmin (lower, *below - (factor[i] - 1) * (median - *below));
      *above = upper = fmax (upper, *above + (factor[i] - 1) * (*above - median));
    }
}

double
aeq_quantiles_move (const double *raw, const double *to, double value)
{
  int i = 1;

  if (value <= raw[0])
    return value + to[0] - raw[0];
  while (i < AEQ_N_QUANTILES && value > raw[i])
    i++;
  if (i == AEQ_N_QUANTILES)
    return value + to[i - 1] - raw[i - 1];
  if (raw[i] == to[i] && raw[i - 1] == to[i - 1])
    return value;
  return raw[i] > raw[i - 1] ? to[i - 1] + (to[i] - to[i - 1]) * (value - raw[i - 1]) / (raw[i] - raw[i - 1]) : to[i];
}
