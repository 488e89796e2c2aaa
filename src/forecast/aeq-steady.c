/* SPDX-License-Identifier: MIT */
#include "aeq-steady-private.h"

#include <math.h>
#include <string.h>

void
aeq_steady_free (AeqSteady *self)
{
  if (self == NULL)
    return;
  for (int fold = 0; fold < AEQ_FOLDS; fold++)
    {
      aeq_booster_free (self->median[fold]);
      aeq_booster_free (self->spread[fold]);
    }
  g_free (self->own_shape);
  g_clear_pointer (&self->rows, g_array_unref);
  g_free (self);
}

gsize
aeq_steady_n_rows (const AeqSteady *self)
{
  return self->n_trained;
}

gsize
aeq_steady_n_market (const AeqSteady *self)
{
  return self->n_market;
}

void
aeq_steady_features (const AeqSteady *self, const AeqSteadySeries *series, gsize t, gsize r, float *out)
{
  gsize n;

  aeq_features_info (&n);
  aeq_features_fill (series->shape, t, r, out);
  for (gsize k = 0; k < self->n_market; k++)
    out[n + k] = series->market != NULL ? (float) CLAMP (series->market[k][t], -1e9, 1e9) : NAN;
}

const double *
aeq_steady_shape_of (const AeqSteady *self, guint series)
{
  return series < self->n_series ? self->own_shape + series * AEQ_N_QUANTILES : self->shape;
}

const AeqSteadyRow *
aeq_steady_rows (const AeqSteady *self, gsize *n)
{
  *n = self->rows != NULL ? self->rows->len : 0;
  return *n > 0 ? (const AeqSteadyRow *) self->rows->data : NULL;
}

/* Half way between the level and the median of the same weekday: from the level alone the trees must find every series'
 * week anew (NN5: WAPE .1725 instead of .1687), from the weekday alone they inherit its noise. Nets have no level to speak
 * of. */
double
aeq_steady_start (const AeqShape *shape, gsize t, gsize r)
{
  double same[8], start;
  gsize m = shape->positive ? aeq_shape_same_phase (shape, t, r, 8, same) : 0;

  start = m > 0 ? .5 * aeq_shape_to (shape, t, aeq_stats_median (same, m)) : 0;
  return isfinite (start) ? start : 0;
}

static void
fill_quantiles (const AeqShape *shape, gsize t, double median, double spread, const double *z, double *q)
{
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    q[i] = aeq_shape_from (shape, t, median + spread * z[i]);
  aeq_stats_sort (q, AEQ_N_QUANTILES);
}

void
aeq_steady_row_quantiles (const AeqSteady *self, const AeqShape *shape, const AeqSteadyRow *row,
                          double q[AEQ_N_QUANTILES])
{
  fill_quantiles (shape, row->origin, row->median, row->spread, aeq_steady_shape_of (self, row->series), q);
}

/* The folds' boosters averaged. */
static gboolean
predict_mean (AeqBooster *const *boosters, const float *features, gsize n, gsize columns, double *mean, GError **error)
{
  g_autofree float *one = g_new (float, MAX (n, 1));

  for (gsize i = 0; i < n; i++)
    mean[i] = 0;
  for (int fold = 0; fold < AEQ_FOLDS; fold++)
    {
      if (!aeq_booster_predict (boosters[fold], features, n, columns, one, error))
        return FALSE;
      for (gsize i = 0; i < n; i++)
        mean[i] += one[i] / AEQ_FOLDS;
    }
  return TRUE;
}

gboolean
aeq_steady_predict (const AeqSteady *self, const AeqSteadySeries *series, const AeqSteadyRequest *requests, gsize n,
                    double *out, GError **error)
{
  g_autofree float *features = g_new (float, MAX (n, 1) * self->n_features);
  g_autofree double *median = g_new (double, MAX (n, 1));
  g_autofree double *spread = g_new (double, MAX (n, 1));

  for (gsize i = 0; i < n; i++)
    aeq_steady_features (self, &series[requests[i].series], requests[i].origin, requests[i].target,
                         features + i * self->n_features);
  if (!predict_mean (self->median, features, n, self->n_features, median, error) ||
      !predict_mean (self->spread, features, n, self->n_features, spread, error))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      const AeqSteadySeries *one = &series[requests[i].series];
      double start = aeq_steady_start (one->shape, requests[i].origin, requests[i].target);

      fill_quantiles (one->shape, requests[i].origin, start + median[i] * self->unit, exp (spread[i]) * self->unit,
                      aeq_steady_shape_of (self, one->known_as), out + i * AEQ_N_QUANTILES);
    }
  return TRUE;
}
