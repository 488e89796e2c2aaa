/* SPDX-License-Identifier: MIT */
#include "aeq-intraday-private.h"

#include <math.h>
#include <string.h>

static const AeqFeatureInfo INFO[] = {
  { "bucket", AEQ_GROUP_TODAY },
  { "now", AEQ_GROUP_TODAY },
  { "lead", AEQ_GROUP_TODAY },
  { "weekday", AEQ_GROUP_WEEKDAY },
  { "day", AEQ_GROUP_MONTH },
  { "business_day", AEQ_GROUP_MONTH },
  { "business_day_end", AEQ_GROUP_MONTH },
  { "to_quarter_end", AEQ_GROUP_QUARTER },
  { "to_tax", AEQ_GROUP_TAX },
  { "to_fifteenth", AEQ_GROUP_MONTH },
  { "holiday_before", AEQ_GROUP_HOLIDAY },
  { "holiday_after", AEQ_GROUP_HOLIDAY },
  { "gap_before", AEQ_GROUP_HOLIDAY },
  { "expected", AEQ_GROUP_SAME_WEEKDAY },
  { "share_passed", AEQ_GROUP_TODAY },
  { "today_so_far", AEQ_GROUP_TODAY },
  { "latest_1", AEQ_GROUP_TODAY },
  { "latest_3", AEQ_GROUP_TODAY },
  { "latest_day", AEQ_GROUP_LEVEL },
  { "latest_week", AEQ_GROUP_LEVEL },
  { "bucket_yesterday", AEQ_GROUP_LEVEL },
  { "bucket_last_weekday", AEQ_GROUP_SAME_WEEKDAY },
  { "level", AEQ_GROUP_LEVEL },
  { "month_of_quarter", AEQ_GROUP_QUARTER },
};

G_STATIC_ASSERT (G_N_ELEMENTS (INFO) == AEQ_INTRADAY_FEATURES);

const AeqFeatureInfo *
aeq_intraday_features_info (gsize *n)
{
  *n = AEQ_INTRADAY_FEATURES;
  return INFO;
}

double
aeq_intraday_starting (const AeqCurves *c, gsize day, guint j, double factor)
{
  return aeq_curves_cell (c, c->profile, day, j) * (c->positive ? factor : c->level[day]);
}

static double
cell_or_nan (const AeqCurves *c, gsize day, gsize back, guint j)
{
  return day >= back ? aeq_curves_cell (c, c->deviation, day - back, j) : NAN;
}

void
aeq_intraday_fill (const AeqCurves *c, gsize day, guint now, guint j, double factor, float *out)
{
  const AeqDayFacts *f = &c->facts[day];
  gsize here = day * c->n_buckets + now;
  double expected = aeq_intraday_starting (c, day, j, factor);
  double *unit = c->unit + day * c->n_buckets;
  guint n = 0;

  out[n++] = (float) j / c->n_buckets;
  out[n++] = (float) now / c->n_buckets;
  out[n++] = (float) (j - now) / c->n_buckets;
  out[n++] = f->weekday;
  out[n++] = f->day;
  out[n++] = f->business_day;
  out[n++] = f->business_day_end;
  out[n++] = f->to_quarter_end;
  out[n++] = f->to_tax;
  out[n++] = f->to_fifteenth;
  out[n++] = f->holiday_before;
  out[n++] = f->holiday_after;
  out[n++] = f->gap_before;
  out[n++] = (float) (expected / unit[j]);
  out[n++] = (float) (factor - c->level[day]);
  out[n++] = (float) (now > 0 ? aeq_curves_recent (c, here, now) : 0);
  out[n++] = (float) aeq_curves_recent (c, here, 1);
  out[n++] = (float) aeq_curves_recent (c, here, 3);
  out[n++] = (float) aeq_curves_recent (c, here, c->n_buckets);
  out[n++] = (float) aeq_curves_recent (c, here, 5 * c->n_buckets);
  out[n++] = (float) cell_or_nan (c, day, 1, j);
  out[n++] = (float) cell_or_nan (c, day, 5, j);
  out[n++] = (float) c->level[day];
  out[n++] = f->month_of_quarter;
  g_assert (n == AEQ_INTRADAY_FEATURES);
}

void
aeq_intraday_free (AeqIntraday *self)
{
  if (self == NULL)
    return;
  for (int fold = 0; fold < AEQ_DAY_FOLDS; fold++)
    aeq_booster_free (self->booster[fold]);
  g_free (self);
}

gsize
aeq_intraday_n_rows (const AeqIntraday *self)
{
  return self->n_rows;
}

/* The fold that never saw the day, or -1 when none did. */
static int
honest_fold (const AeqIntraday *self, AeqDate date)
{
  return date >= self->first && date <= self->last ? (int) aeq_day_fold (date) : -1;
}

/* How much of the forecast of a day is the fold's. */
static double
share_of (const AeqIntraday *self, AeqDate date, int fold)
{
  int honest = honest_fold (self, date);

  return honest < 0 ? 1.0 / AEQ_DAY_FOLDS : (honest == fold ? 1 : 0);
}

/* What the trees of a fold say of those days of which it has a share: a past day is mostly one fold's alone. */
static gboolean
add_fold (const AeqIntraday *self, const AeqCurves *c, const gsize *days, gsize n_days, guint rest, int fold,
          const float *features, double *out, GError **error)
{
  gsize width = (gsize) rest * AEQ_INTRADAY_FEATURES, n = 0;
  g_autofree float *own = g_new (float, MAX (n_days * width, 1));
  g_autofree float *one = g_new (float, MAX (n_days * rest, 1));

  for (gsize i = 0; i < n_days; i++)
    if (share_of (self, c->facts[days[i]].date, fold) > 0)
      memcpy (own + n++ * width, features + i * width, width * sizeof *own);
  if (!aeq_booster_predict (self->booster[fold], own, n * rest, AEQ_INTRADAY_FEATURES, one, error))
    return FALSE;
  n = 0;
  for (gsize i = 0; i < n_days; i++)
    {
      double share = share_of (self, c->facts[days[i]].date, fold);

      for (guint j = 0; share > 0 && j < rest; j++)
        out[i * rest + j] += share * one[n * rest + j];
      n += share > 0;
    }
  return TRUE;
}

gboolean
aeq_intraday_forecast (const AeqIntraday *self, const AeqCurves *c, const gsize *days, gsize n_days, guint now,
                       double *out, GError **error)
{
  guint rest = c->n_buckets - now;
  gsize n = n_days * rest;
  g_autofree float *features = g_new (float, MAX (n, 1) * AEQ_INTRADAY_FEATURES);

  for (gsize i = 0; i < n; i++)
    {
      aeq_intraday_fill (c, days[i / rest], now, now + (guint) (i % rest), aeq_curve_factor (c, days[i / rest], now),
                         features + i * AEQ_INTRADAY_FEATURES);
      out[i] = 0;
    }
  for (int fold = 0; fold < AEQ_DAY_FOLDS; fold++)
    if (!add_fold (self, c, days, n_days, rest, fold, features, out, error))
      return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      gsize day = days[i / rest];
      guint j = now + (guint) (i % rest);

      out[i] = aeq_intraday_starting (c, day, j, aeq_curve_factor (c, day, now)) +
               out[i] * aeq_curves_cell (c, c->unit, day, j);
    }
  return TRUE;
}

/* An exact explanation takes milliseconds a row. So many buckets are explained, each for those beside it, too. */
#define EXPLAINED_BUCKETS 8

/* Bucket that the @i-th of @n explained ones is. */
static guint
explained_bucket (guint now, guint rest, guint i, guint n)
{
  return now + (2 * i + 1) * rest / (2 * n);
}

gboolean
aeq_intraday_explain (const AeqIntraday *self, const AeqCurves *c, guint now, double groups[AEQ_N_GROUPS], double *base,
                      GError **error)
{
  guint rest = c->n_buckets - now, n = MIN (rest, EXPLAINED_BUCKETS);
  double factor = aeq_curve_factor (c, c->n_days, now);
  g_autofree float *features = g_new (float, MAX (n, 1) * AEQ_INTRADAY_FEATURES);
  g_autofree float *shap = g_new (float, MAX (n, 1) * (AEQ_INTRADAY_FEATURES + 1));

  *base = 0;
  for (guint g = 0; g < AEQ_N_GROUPS; g++)
    groups[g] = 0;
  for (guint i = 0; i < n; i++)
    aeq_intraday_fill (c, c->n_days, now, explained_bucket (now, rest, i, n), factor, features + i * AEQ_INTRADAY_FEATURES);
  for (int fold = 0; fold < AEQ_DAY_FOLDS && n > 0; fold++)
    {
      double share = share_of (self, c->facts[c->n_days].date, fold) * rest / n;

      if (!aeq_booster_explain (self->booster[fold], features, n, AEQ_INTRADAY_FEATURES, shap, error))
        return FALSE;
      for (guint i = 0; i < n; i++)
        {
          const float *row = shap + i * (AEQ_INTRADAY_FEATURES + 1);
          double unit = aeq_curves_cell (c, c->unit, c->n_days, explained_bucket (now, rest, i, n)) * share;

          for (guint k = 0; k < AEQ_INTRADAY_FEATURES; k++)
            groups[INFO[k].group] += row[k] * unit;
          *base += row[AEQ_INTRADAY_FEATURES] * unit;
        }
    }
  return TRUE;
}
