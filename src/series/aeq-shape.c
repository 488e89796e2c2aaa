/* SPDX-License-Identifier: MIT */
#include "aeq-shape.h"

#include "aeq-decomposed.h"

#include <math.h>
#include <string.h>

#define LEVEL_ROWS 60
#define LONG_ROWS 250
#define NEIGHBOURS 3
/* A day of a fiftieth or of fifty times the level is an outlier either way; its logarithm must not shout louder. */
#define LOG_REACH 4.0

static int *
next_links (const AeqTimeline *timeline)
{
  int *after = g_new (int, timeline->n);

  for (gsize r = 0; r < timeline->n; r++)
    after[r] = -1;
  for (gsize r = 0; r < timeline->n; r++)
    if (timeline->before[r] >= 0)
      after[timeline->before[r]] = (int) r;
  return after;
}

static gsize
collect (const int *link, const double *values, int row, int limit, gsize max, double *out)
{
  gsize m = 0;

  for (gsize k = 0; k < max && (row = link[row]) >= 0 && row <= limit; k++)
    if (!isnan (values[row]))
      out[m++] = values[row];
  return m;
}

static double
phase_median (const AeqTimeline *timeline, const double *values, gsize fit_row, int phase)
{
  g_autoptr(GArray) same = g_array_new (FALSE, FALSE, sizeof (double));

  for (gsize r = 0; r <= fit_row; r++)
    if (timeline->facts[r].phase == phase && !isnan (values[r]))
      g_array_append_val (same, values[r]);
  return aeq_stats_median ((const double *) same->data, same->len);
}

void
aeq_fill_holes (const AeqTimeline *timeline, double *values, gsize n, gsize fit_row, guint8 *filled)
{
  g_autofree double *original = g_memdup2 (values, n * sizeof *values);
  g_autofree int *after = next_links (timeline);

  for (gsize r = 0; r < n; r++)
    {
      double around[2 * NEIGHBOURS];
      int limit = (int) MAX (r, fit_row);
      gsize m;

      if (!isnan (original[r]))
        continue;
      if (filled != NULL)
        filled[r] = 1;
      m = collect (timeline->before, original, (int) r, limit, NEIGHBOURS, around);
      if (r <= fit_row)
        m += collect (after, original, (int) r, (int) fit_row, NEIGHBOURS, around + m);
      values[r] = aeq_stats_median (around, m);
      if (isnan (values[r]) && r <= fit_row)
        values[r] = phase_median (timeline, original, fit_row, timeline->facts[r].phase);
    }
}

static gboolean
is_never_negative (const double *values, gsize n)
{
  for (gsize r = 0; r < n; r++)
    if (values[r] < 0)
      return FALSE;
  return TRUE;
}

static gboolean
is_seldom_zero (const double *values, gsize n)
{
  gsize present = 0, zero = 0;

  for (gsize r = 0; r < n; r++)
    {
      if (isnan (values[r]))
        continue;
      present++;
      zero += values[r] == 0;
    }
  /* A series with many zeros (an account used now and then) has no meaningful ratio. */
  return present > 0 && zero * 50 <= present;
}

static double
rolling_scale (const double *values, const double *base, gsize t)
{
  gsize short_n = MIN (t + 1, LEVEL_ROWS);
  gsize long_n = MIN (t + 1, LONG_ROWS);
  double deviation[LONG_ROWS];
  double recent, usual;

  for (gsize k = 0; k < long_n; k++)
    deviation[k] = fabs (values[t - k] - base[t]);
  recent = aeq_stats_mean (deviation, short_n);
  usual = aeq_stats_mean (deviation, long_n);
  return .5 * (recent + usual);
}

static void
fill_levels (AeqShape *self)
{
  double level = NAN, scale = NAN;

  for (gsize t = 0; t < self->n; t++)
    {
      gsize n = MIN (t + 1, LEVEL_ROWS);
      double median = aeq_stats_median (self->values + t + 1 - n, n);
      double spread;

      if (!isnan (median) && (!self->positive || median > 0))
        level = median;
      self->base[t] = level;
      spread = isnan (level) ? NAN : rolling_scale (self->values, self->base, t);
      /* A constant stretch has no spread: the level, or the last spread, stands in. */
      if (spread > 0)
        scale = spread;
      self->scale[t] = scale > 0 ? scale : (fabs (level) > 0 ? fabs (level) : (isnan (level) ? NAN : 1.0));
    }
}

static void
fill_season (AeqShape *self)
{
  for (gsize t = 0; t < self->n; t++)
    {
      double same[8];
      gsize m = t > 0 ? aeq_shape_same_phase (self, t - 1, t, 8, same) : 0;

      self->season[t] = m > 0 && aeq_shape_usable (self, t)
                          ? aeq_shape_to (self, t, self->values[t]) - aeq_shape_to (self, t, aeq_stats_median (same, m))
                          : NAN;
    }
}

AeqShape *
aeq_shape_new (AeqTimeline *timeline, const double *values, gsize fit_row)
{
  AeqShape *self = g_new0 (AeqShape, 1);
  gsize n = timeline->n;

  self->timeline = aeq_timeline_ref (timeline);
  self->n = n;
  self->fit_row = MIN (fit_row, n - 1);
  self->values = g_memdup2 (values, n * sizeof *values);
  self->filled = g_new0 (guint8, n);
  self->base = g_new (double, n);
  self->scale = g_new (double, n);
  self->season = g_new (double, n);
  self->never_negative = is_never_negative (values, self->fit_row + 1);
  self->positive = self->never_negative && is_seldom_zero (values, self->fit_row + 1);
  aeq_fill_holes (timeline, self->values, n, self->fit_row, self->filled);
  fill_levels (self);
  fill_season (self);
  self->decomposed = aeq_decomposed_new (self);
  return self;
}

void
aeq_shape_free (AeqShape *self)
{
  if (self == NULL)
    return;
  aeq_timeline_unref (self->timeline);
  g_free (self->values);
  g_free (self->filled);
  g_free (self->base);
  g_free (self->scale);
  g_free (self->season);
  aeq_decomposed_free (self->decomposed);
  g_free (self);
}

double
aeq_shape_to (const AeqShape *self, gsize t, double value)
{
  if (!self->positive)
    return (value - self->base[t]) / self->scale[t];
  if (isnan (value))
    return NAN;
  return value > 0 ? CLAMP (log (value / self->base[t]), -LOG_REACH, LOG_REACH) : -LOG_REACH;
}

double
aeq_shape_from (const AeqShape *self, gsize t, double transformed)
{
  if (!self->positive)
    return self->base[t] + self->scale[t] * transformed;
  return self->base[t] * exp (CLAMP (transformed, -2 * LOG_REACH, 2 * LOG_REACH));
}

double
aeq_shape_plain (const AeqShape *self, gsize t)
{
  double value = self->values[t];

  if (!self->positive)
    return value;
  return isnan (value) ? NAN : log (MAX (value, .02 * self->base[t]));
}

double
aeq_shape_from_plain (const AeqShape *self, double plain)
{
  return self->positive ? exp (plain) : plain;
}

gboolean
aeq_shape_usable (const AeqShape *self, gsize t)
{
  return !isnan (self->base[t]) && self->scale[t] > 0;
}

gsize
aeq_shape_same_phase (const AeqShape *self, gsize t, gsize r, gsize max, double *out)
{
  int row = (int) r;
  gsize m = 0;

  while (row >= 0 && (row > (int) t || (gsize) row == r))
    row = self->timeline->before[row];
  for (; row >= 0 && m < max; row = self->timeline->before[row])
    if (!isnan (self->values[row]))
      out[m++] = self->values[row];
  return m;
}

gsize
aeq_shape_same_day (const AeqShape *self, gsize t, gsize r, gsize max, gboolean from_end, double *out)
{
  int months = self->timeline->facts[r].month_index;
  gsize m = 0;

  for (int k = 1; k <= months && m < max; k++)
    {
      int row = aeq_timeline_months_before (self->timeline, (int) r, k, from_end);

      if (row >= 0 && row <= (int) t && !isnan (self->values[row]))
        out[m++] = self->values[row];
    }
  return m;
}
