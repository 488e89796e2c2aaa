/* SPDX-License-Identifier: MIT */
#include "aeq-baseline.h"

#include <math.h>

/* Per row: the level after it and its phase's season after it. The season of another phase stands at that phase's last
 * row, so two numbers a row hold the whole state. */
struct _AeqSmooth
{
  const AeqShape *shape;
  double         *level;
  double         *season;
};

static const double ALPHAS[] = { .02, .05, .1, .2, .4 };
static const double GAMMAS[] = { .02, .05, .1, .2 };

static double
season_before (const AeqSmooth *self, gsize r)
{
  int row = self->shape->timeline->before[r];

  return row >= 0 ? self->season[row] : NAN;
}

/* The first season is taken from the first weeks: each phase against their median. */
static gsize
start (AeqSmooth *self, const double *z)
{
  const AeqShape *shape = self->shape;
  gsize weeks = 4 * shape->timeline->season;
  gsize first = 0, until;
  double level;

  while (first < shape->n && isnan (z[first]))
    first++;
  until = MIN (first + weeks, shape->fit_row + 1);
  if (first >= until)
    return shape->n;
  level = aeq_stats_median (z + first, until - first);
  for (gsize t = 0; t < until; t++)
    {
      double same[16];
      gsize m = 0;

      for (gsize k = first; k < until && m < G_N_ELEMENTS (same); k++)
        if (shape->timeline->facts[k].phase == shape->timeline->facts[t].phase && !isnan (z[k]))
          same[m++] = z[k];
      self->level[t] = t < first ? NAN : level;
      self->season[t] = m > 0 ? aeq_stats_median (same, m) - level : 0;
    }
  return until;
}

/* One pass with given weights; the sum of absolute errors over rows up to fit_row. */
static double
run (AeqSmooth *self, const double *z, double alpha, double gamma)
{
  const AeqShape *shape = self->shape;
  gsize season = shape->timeline->season;
  gsize t = start (self, z);
  double typical = NAN, loss = 0;

  for (; t < shape->n; t++)
    {
      double s = season_before (self, t);
      double level = self->level[t - 1];
      double e = z[t] - level - (isnan (s) ? 0 : s);

      s = isnan (s) ? 0 : s;
      if (isnan (e))
        {
          self->level[t] = level;
          self->season[t] = s;
          continue;
        }
      if (t <= shape->fit_row)
        {
          loss += fabs (e);
          if (t > season && !isnan (self->level[t - season]))
            loss += fabs (z[t] - self->level[t - season] - s);
        }
      typical = isnan (typical) ? fabs (e) : .95 * typical + .05 * MIN (fabs (e), 5 * typical + 1e-12);
      e = CLAMP (e, -3 * typical - 1e-12, 3 * typical + 1e-12);
      self->level[t] = level + alpha * e;
      self->season[t] = s + gamma * (1 - alpha) * e;
    }
  return loss;
}

AeqSmooth *
aeq_smooth_new (const AeqShape *shape)
{
  AeqSmooth *self = g_new0 (AeqSmooth, 1);
  g_autofree double *z = g_new (double, shape->n);
  double best = INFINITY, best_alpha = .1, best_gamma = .1;

  self->shape = shape;
  self->level = g_new (double, shape->n);
  self->season = g_new (double, shape->n);
  for (gsize t = 0; t < shape->n; t++)
    {
      z[t] = aeq_shape_plain (shape, t);
      self->level[t] = self->season[t] = NAN;
    }
  for (guint a = 0; a < G_N_ELEMENTS (ALPHAS); a++)
    for (guint g = 0; g < G_N_ELEMENTS (GAMMAS); g++)
      {
        double loss = run (self, z, ALPHAS[a], GAMMAS[g]);

        if (loss < best)
          {
            best = loss;
            best_alpha = ALPHAS[a];
            best_gamma = GAMMAS[g];
          }
      }
  run (self, z, best_alpha, best_gamma);
  return self;
}

void
aeq_smooth_free (AeqSmooth *self)
{
  if (self == NULL)
    return;
  g_free (self->level);
  g_free (self->season);
  g_free (self);
}

double
aeq_smooth_point (const AeqSmooth *self, gsize t, gsize r)
{
  int row = (int) r;
  double z;

  while (row >= 0 && row > (int) t)
    row = self->shape->timeline->before[row];
  z = self->level[t] + (row >= 0 && !isnan (self->season[row]) ? self->season[row] : 0);
  return aeq_shape_from_plain (self->shape, z);
}
