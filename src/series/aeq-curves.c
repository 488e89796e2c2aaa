/* SPDX-License-Identifier: MIT */
#include "aeq-curves.h"

#include <math.h>
#include <string.h>

#define PROFILE_DAYS 8
#define FALLBACK_DAYS 10
#define LEVEL_DAYS 5
#define SCALE_DAYS 20
#define SHRINK .05
#define MAX_AMOUNT 1e100 /* beyond it sums of squares leave double's range */
#define ENOUGH_DAYS 20

static const char *const NAMES[AEQ_N_CURVES] = { "seasonal_naive", "weekday_profile", "shrunk_ratio" };

const char *
aeq_curve_name (AeqCurve which)
{
  return NAMES[which];
}

static gboolean
day_complete (const AeqCurves *self, gsize day)
{
  for (guint j = 0; j < self->n_buckets; j++)
    if (!(fabs (aeq_curves_cell (self, self->values, day, j)) < MAX_AMOUNT))
      return FALSE;
  return TRUE;
}

static gboolean
all_positive (const AeqCurves *self)
{
  gsize cells = 0, zero = 0;

  for (gsize d = 0; d < self->n_days; d++)
    for (guint j = 0; self->usable[d] && j < self->n_buckets; j++)
      {
        double v = aeq_curves_cell (self, self->values, d, j);

        if (v < 0)
          return FALSE;
        cells++;
        zero += v == 0;
      }
  /* Buckets without a single movement are common in volumes, but not in most of them. */
  return cells > 0 && zero * 4 <= cells;
}

/* The last usable days before @day, of its weekday or of any; how many. */
static guint
days_before (const AeqCurves *self, gsize day, gboolean same_weekday, guint max, gsize *out)
{
  guint n = 0;

  for (gsize d = day; d-- > 0 && n < max;)
    if (self->usable[d] && (!same_weekday || self->facts[d].weekday == self->facts[day].weekday))
      out[n++] = d;
  return n;
}

static void
fill_profile (AeqCurves *self, gsize day)
{
  gsize days[MAX (PROFILE_DAYS, FALLBACK_DAYS)];
  guint n = days_before (self, day, TRUE, PROFILE_DAYS, days);

  self->support[day] = (guint8) n;
  if (n < 2)
    n = days_before (self, day, FALSE, FALLBACK_DAYS, days);
  for (guint j = 0; j < self->n_buckets; j++)
    {
      double sum = 0;

      for (guint i = 0; i < n; i++)
        sum += aeq_curves_cell (self, self->values, days[i], j);
      self->profile[day * self->n_buckets + j] = n > 0 ? sum / n : NAN;
    }
}

static double
day_sum (const AeqCurves *self, const double *what, gsize day, guint upto)
{
  double sum = 0;

  for (guint j = 0; j < upto; j++)
    sum += aeq_curves_cell (self, what, day, j);
  return sum;
}

static void
fill_level (AeqCurves *self, gsize day)
{
  gsize days[LEVEL_DAYS];
  guint n = self->positive ? days_before (self, day, FALSE, LEVEL_DAYS, days) : 0;
  double sum = 0;
  guint m = 0;

  for (guint i = 0; i < n; i++)
    {
      double profile = day_sum (self, self->profile, days[i], self->n_buckets);

      if (profile > 0)
        {
          sum += CLAMP (day_sum (self, self->values, days[i], self->n_buckets) / profile, .2, 5);
          m++;
        }
    }
  self->level[day] = m > 0 ? sum / m : 1;
}

static void
fill_units (AeqCurves *self, gsize day)
{
  gsize days[SCALE_DAYS];
  guint n = days_before (self, day, FALSE, SCALE_DAYS, days);
  double sum = 0, mean;

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < self->n_buckets; j++)
      sum += fabs (aeq_curves_cell (self, self->values, days[i], j));
  mean = n > 0 && sum > 0 ? sum / ((double) n * self->n_buckets) : 1;
  for (guint j = 0; j < self->n_buckets; j++)
    {
      double expected = aeq_curves_cell (self, self->profile, day, j) * self->level[day];

      self->unit[day * self->n_buckets + j] = self->positive ? fmax (expected, .1 * mean) : mean;
    }
}

static void
fill_deviations (AeqCurves *self)
{
  gsize n = (self->n_days + 1) * self->n_buckets;

  for (gsize i = 0; i < n; i++)
    {
      double expected = self->profile[i] * self->level[i / self->n_buckets];
      double d = (self->values[i] - expected) / self->unit[i];

      d = CLAMP (d, -20, 20);
      self->deviation[i] = d;
      self->sums[i + 1] = self->sums[i] + (isnan (d) ? 0 : d);
      self->counts[i + 1] = self->counts[i] + !isnan (d);
    }
}

AeqCurves *
aeq_curves_new (const AeqDayFacts *facts, gsize n_days, guint n_buckets, const double *values, const double *so_far,
                guint now)
{
  AeqCurves *self = g_new0 (AeqCurves, 1);
  gsize cells = (n_days + 1) * n_buckets;

  self->n_days = n_days;
  self->n_buckets = n_buckets;
  self->facts = facts;
  self->usable = g_new0 (guint8, n_days + 1);
  self->support = g_new0 (guint8, n_days + 1);
  self->values = g_new (double, cells);
  self->profile = g_new (double, cells);
  self->unit = g_new (double, cells);
  self->deviation = g_new (double, cells);
  self->level = g_new (double, n_days + 1);
  self->sums = g_new0 (double, cells + 1);
  self->counts = g_new0 (int, cells + 1);
  if (n_days > 0)
    memcpy (self->values, values, n_days * n_buckets * sizeof *values);
  for (guint j = 0; j < n_buckets; j++)
    self->values[n_days * n_buckets + j] = j < now ? so_far[j] : NAN;
  for (gsize d = 0; d < n_days; d++)
    self->usable[d] = day_complete (self, d);
  self->positive = all_positive (self);
  for (gsize d = 0; d <= n_days; d++)
    {
      fill_profile (self, d);
      fill_level (self, d);
      fill_units (self, d);
    }
  fill_deviations (self);
  return self;
}

void
aeq_curves_free (AeqCurves *self)
{
  if (self == NULL)
    return;
  g_free (self->usable);
  g_free (self->support);
  g_free (self->values);
  g_free (self->profile);
  g_free (self->level);
  g_free (self->unit);
  g_free (self->deviation);
  g_free (self->sums);
  g_free (self->counts);
  g_free (self);
}

guint
aeq_curves_good_support (const AeqCurves *self)
{
  for (guint support = 4; support > 0; support--)
    {
      gsize n = 0;

      for (gsize d = 0; d < self->n_days; d++)
        n += self->usable[d] && self->support[d] >= support;
      if (n >= ENOUGH_DAYS)
        return support;
    }
  return 0;
}

double
aeq_curves_recent (const AeqCurves *self, gsize index, gsize n)
{
  gsize from = index > n ? index - n : 0;
  int count = self->counts[index] - self->counts[from];

  return count > 0 ? (self->sums[index] - self->sums[from]) / count : 0;
}

double
aeq_curve_factor (const AeqCurves *self, gsize day, guint now)
{
  double passed = day_sum (self, self->profile, day, now);
  double whole = day_sum (self, self->profile, day, self->n_buckets);
  double so_far = day_sum (self, self->values, day, now);
  double share, weight;

  if (!self->positive || !(whole > 0) || !(passed > 0))
    return self->level[day];
  share = passed / whole;
  weight = share / (share + SHRINK);
  return weight * so_far / passed + (1 - weight) * self->level[day];
}

static gboolean
naive_forecast (const AeqCurves *self, gsize day, guint now, double *out)
{
  gsize last;

  if (days_before (self, day, TRUE, 1, &last) == 0)
    return FALSE;
  for (guint j = now; j < self->n_buckets; j++)
    out[j - now] = aeq_curves_cell (self, self->values, last, j);
  return TRUE;
}

gboolean
aeq_curve_forecast (const AeqCurves *self, AeqCurve which, gsize day, guint now, double *out)
{
  double factor = which == AEQ_CURVE_RATIO ? aeq_curve_factor (self, day, now) : self->level[day];

  if (which == AEQ_CURVE_NAIVE)
    return naive_forecast (self, day, now, out);
  if (isnan (self->profile[day * self->n_buckets]) || (which == AEQ_CURVE_RATIO && !self->positive))
    return FALSE;
  for (guint j = now; j < self->n_buckets; j++)
    out[j - now] = aeq_curves_cell (self, self->profile, day, j) * factor;
  return TRUE;
}
