/* SPDX-License-Identifier: MIT */
#include "aeq-stl.h"

#include "aeq-loess.h"
#include "aeq-stats.h"

#include <math.h>
#include <string.h>

typedef struct
{
  const AeqStlParams *params;
  const double       *values;
  gsize               n;
  AeqLoess            seasonal, low, line;
  double             *season, *trend;
  double             *weights;
  double             *work;  /* n */
  double             *cycle; /* n + 2 periods: the smoothed subseries, one season before and after the values */
  double             *mean;  /* the same, passed through the moving means */
  double             *level;
} Stl;

static guint
next_odd (double x)
{
  guint n = (guint) ceil (x);

  return n % 2 ? n : n + 1;
}

void
aeq_stl_params_init (AeqStlParams *params, guint period)
{
  *params = (AeqStlParams) { .period = period, .seasonal = 21, .robust = 5 };
}

static void
stl_init (Stl *self)
{
  const AeqStlParams *p = self->params;
  gsize n = self->n, wide = n + 2 * p->period;

  aeq_loess_init (&self->seasonal, p->seasonal, 0);
  aeq_loess_init (&self->low, next_odd (MAX (p->period, 3)), 1);
  aeq_loess_init (&self->line, p->trend > 0 ? p->trend : next_odd (1.5 * p->period / (1 - 1.5 / p->seasonal)), 1);
  self->weights = g_new (double, n);
  self->work = g_new (double, n);
  self->cycle = g_new (double, wide);
  self->mean = g_new (double, wide);
  self->level = g_new (double, n);
}

static void
stl_clear (Stl *self)
{
  aeq_loess_clear (&self->seasonal);
  aeq_loess_clear (&self->low);
  aeq_loess_clear (&self->line);
  g_free (self->weights);
  g_free (self->work);
  g_free (self->cycle);
  g_free (self->mean);
  g_free (self->level);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Stl, stl_clear)

/* Each step of the season along the seasons, one season further at both ends. */
static void
smooth_cycles (Stl *self)
{
  gsize period = self->params->period;

  for (gsize phase = 0; phase < period; phase++)
    aeq_loess_smooth (&self->seasonal, self->work + phase, self->weights + phase,
                      (self->n - phase + period - 1) / period, period, 1, self->cycle + phase);
}

/* In place: @n values become n - length + 1. */
static gsize
moving_mean (double *values, gsize n, gsize length)
{
  double sum = 0;

  for (gsize i = 0; i < length; i++)
    sum += values[i];
  for (gsize i = 0; i + length <= n; i++)
    {
      double leaves = values[i];

      values[i] = sum / length;
      if (i + length < n)
        sum += values[i + length] - leaves;
    }
  return n - length + 1;
}

/* What of the smoothed subseries is level rather than season. */
static void
low_pass (Stl *self)
{
  gsize period = self->params->period, n = self->n + 2 * period;

  memcpy (self->mean, self->cycle, n * sizeof *self->mean);
  n = moving_mean (self->mean, n, period);
  n = moving_mean (self->mean, n, period);
  n = moving_mean (self->mean, n, 3);
  aeq_loess_smooth (&self->low, self->mean, NULL, n, 1, 0, self->level);
}

static void
inner_pass (Stl *self)
{
  for (gsize i = 0; i < self->n; i++)
    self->work[i] = self->values[i] - self->trend[i];
  smooth_cycles (self);
  low_pass (self);
  for (gsize i = 0; i < self->n; i++)
    {
      self->season[i] = self->cycle[i + self->params->period] - self->level[i];
      self->work[i] = self->values[i] - self->season[i];
    }
  aeq_loess_smooth (&self->line, self->work, self->weights, self->n, 1, 0, self->trend);
}

/* Bisquare weights of what is left over; six times its median size is as good as never. */
static void
weigh (Stl *self, const guint8 *present)
{
  double reach, least = 1e-6 * aeq_stats_mean_abs (self->values, self->n);
  gsize m = 0;

  for (gsize i = 0; i < self->n; i++)
    if (present == NULL || present[i])
      self->work[m++] = fabs (self->values[i] - self->season[i] - self->trend[i]);
  /* Where next to nothing is left over, what is left is rounding. */
  reach = 6 * aeq_stats_median (self->work, m);
  for (gsize i = 0; i < self->n; i++)
    {
      double u = fabs (self->values[i] - self->season[i] - self->trend[i]) / reach;

      if (present != NULL && !present[i])
        self->weights[i] = 0;
      else if (reach > least)
        self->weights[i] = u <= .001 ? 1 : (u >= .999 ? 0 : (1 - u * u) * (1 - u * u));
    }
}

gboolean
aeq_stl_decompose (const AeqStlParams *params, const double *values, const guint8 *present, gsize n, double *season,
                   double *trend)
{
  g_auto(Stl) stl = { .params = params, .values = values, .n = n, .season = season, .trend = trend };

  if (params->period < 2 || n < 2 * params->period + 1)
    return FALSE;
  stl_init (&stl);
  for (gsize i = 0; i < n; i++)
    {
      stl.weights[i] = present == NULL || present[i] ? 1 : 0;
      trend[i] = season[i] = 0;
    }
  inner_pass (&stl);
  inner_pass (&stl);
  for (guint pass = 0; pass < params->robust; pass++)
    {
      weigh (&stl, present);
      inner_pass (&stl);
    }
  return TRUE;
}
