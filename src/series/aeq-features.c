/* SPDX-License-Identifier: MIT */
#include "aeq-features.h"

#include "aeq-decomposed.h"

#include <math.h>
#include <string.h>

#define MONTHS 12

static const AeqFeatureInfo INFO[] = {
  { "phase", AEQ_GROUP_WEEKDAY },
  { "day", AEQ_GROUP_MONTH },
  { "business_day", AEQ_GROUP_MONTH },
  { "business_day_end", AEQ_GROUP_MONTH },
  { "nth_weekday", AEQ_GROUP_MONTH },
  { "month", AEQ_GROUP_QUARTER },
  { "month_of_quarter", AEQ_GROUP_QUARTER },
  { "to_quarter_end", AEQ_GROUP_QUARTER },
  { "gap_before", AEQ_GROUP_HOLIDAY },
  { "gap_after", AEQ_GROUP_HOLIDAY },
  { "holiday_before", AEQ_GROUP_HOLIDAY },
  { "holiday_after", AEQ_GROUP_HOLIDAY },
  { "to_third", AEQ_GROUP_MONTH },
  { "to_fifteenth", AEQ_GROUP_MONTH },
  { "to_tax", AEQ_GROUP_TAX },
  { "to_custom", AEQ_GROUP_TAX },
  { "to_month_end", AEQ_GROUP_MONTH },
  { "to_first_due", AEQ_GROUP_MONTH },
  { "to_third_due", AEQ_GROUP_MONTH },
  { "horizon", AEQ_GROUP_HORIZON },
  { "same_phase_1", AEQ_GROUP_SAME_WEEKDAY },
  { "same_phase_2", AEQ_GROUP_SAME_WEEKDAY },
  { "same_phase_3", AEQ_GROUP_SAME_WEEKDAY },
  { "same_phase_4", AEQ_GROUP_SAME_WEEKDAY },
  { "same_phase_median_8", AEQ_GROUP_SAME_WEEKDAY },
  { "same_phase_mean_4", AEQ_GROUP_SAME_WEEKDAY },
  { "same_phase_mean_8", AEQ_GROUP_SAME_WEEKDAY },
  { "same_phase_mean_16", AEQ_GROUP_SAME_WEEKDAY },
  { "same_phase_min_8", AEQ_GROUP_SAME_WEEKDAY },
  { "same_phase_max_8", AEQ_GROUP_SAME_WEEKDAY },
  { "same_phase_spread_8", AEQ_GROUP_SAME_WEEKDAY },
  { "mean_1_week", AEQ_GROUP_LEVEL },
  { "mean_2_weeks", AEQ_GROUP_LEVEL },
  { "mean_4_weeks", AEQ_GROUP_LEVEL },
  { "mean_12_weeks", AEQ_GROUP_LEVEL },
  { "season_last", AEQ_GROUP_LEVEL },
  { "season_1_week", AEQ_GROUP_LEVEL },
  { "season_2_weeks", AEQ_GROUP_LEVEL },
  { "season_4_weeks", AEQ_GROUP_LEVEL },
  { "same_day_1", AEQ_GROUP_SAME_DAY },
  { "same_day_mean_3", AEQ_GROUP_SAME_DAY },
  { "same_day_mean_6", AEQ_GROUP_SAME_DAY },
  { "same_day_mean_12", AEQ_GROUP_SAME_DAY },
  { "same_day_end_1", AEQ_GROUP_SAME_DAY },
  { "same_day_end_mean_3", AEQ_GROUP_SAME_DAY },
  { "same_day_end_mean_6", AEQ_GROUP_SAME_DAY },
  { "same_day_end_mean_12", AEQ_GROUP_SAME_DAY },
  { "same_day_12_months", AEQ_GROUP_SAME_DAY },
  { "same_nth_weekday", AEQ_GROUP_SAME_DAY },
  { "year_ago", AEQ_GROUP_SAME_DAY },
  { "spread", AEQ_GROUP_LEVEL },
  { "stl_arima", AEQ_GROUP_LEVEL },
};

static const char *const GROUP_NAMES[AEQ_N_GROUPS] = {
  "weekday", "month", "quarter", "tax", "holiday", "same_weekday", "same_day", "level", "horizon", "today", "market",
};

static const char *const GROUP_WORDS[AEQ_N_GROUPS] = {
  "Day of the week", "Place in the month", "Place in the quarter", "Tax and recurring dates", "Holidays nearby",
  "Same weekday in past weeks", "Same day of past months", "Level of the last weeks", "Distance ahead",
  "Today so far", "Markets",
};

const AeqFeatureInfo *
aeq_features_info (gsize *n)
{
  *n = G_N_ELEMENTS (INFO);
  return INFO;
}

const char *
aeq_feature_group_name (AeqFeatureGroup group)
{
  return GROUP_NAMES[group];
}

const char *
aeq_feature_group_words (AeqFeatureGroup group)
{
  return GROUP_WORDS[group];
}

typedef struct
{
  const AeqShape *shape;
  gsize           t;
  float          *out;
} Writer;

static inline void
put (Writer *w, double value)
{
  /* What is a million scales away is as far away as can be; infinity no tree could take. */
  *w->out++ = (float) CLAMP (value, -1e6, 1e6);
}

static inline void
put_value (Writer *w, double value)
{
  put (w, isnan (value) ? NAN : aeq_shape_to (w->shape, w->t, value));
}

static void
put_calendar (Writer *w, gsize r)
{
  const AeqDayFacts *f = &w->shape->timeline->facts[r];

  put (w, f->phase);
  put (w, f->day);
  put (w, f->business_day);
  put (w, f->business_day_end);
  put (w, f->nth_weekday);
  put (w, f->month);
  put (w, f->month_of_quarter);
  put (w, f->to_quarter_end);
  put (w, f->gap_before);
  put (w, f->gap_after);
  put (w, f->holiday_before);
  put (w, f->holiday_after);
  put (w, f->to_third);
  put (w, f->to_fifteenth);
  put (w, f->to_tax);
  put (w, f->to_custom);
  put (w, f->to_month_end);
  put (w, f->to_first_due);
  put (w, f->to_third_due);
  put (w, (double) (r - w->t));
}

static void
put_same_phase (Writer *w, gsize r)
{
  double same[16];
  gsize m = aeq_shape_same_phase (w->shape, w->t, r, 16, same);
  gsize eight = MIN (m, 8);
  double low = NAN, high = NAN;

  for (gsize k = 0; k < 4; k++)
    put_value (w, k < m ? same[k] : NAN);
  put_value (w, aeq_stats_median (same, eight));
  put_value (w, aeq_stats_mean (same, MIN (m, 4)));
  put_value (w, aeq_stats_mean (same, eight));
  put_value (w, aeq_stats_mean (same, m));
  for (gsize k = 0; k < eight; k++)
    {
      low = fmin (low, same[k]);
      high = fmax (high, same[k]);
    }
  put_value (w, low);
  put_value (w, high);
  put (w, aeq_stats_sd (same, eight) / w->shape->scale[w->t]);
}

static double
mean_of_last (const double *values, gsize t, gsize n)
{
  n = MIN (n, t + 1);
  return aeq_stats_mean (values + t + 1 - n, n);
}

static void
put_levels (Writer *w)
{
  static const guint WEEKS[] = { 1, 2, 4, 12 };
  const AeqShape *shape = w->shape;
  guint season = shape->timeline->season;

  for (guint i = 0; i < G_N_ELEMENTS (WEEKS); i++)
    put_value (w, mean_of_last (shape->values, w->t, WEEKS[i] * season));
  put (w, shape->season[w->t]);
  for (guint i = 0; i < 3; i++)
    put (w, mean_of_last (shape->season, w->t, WEEKS[i] * season));
}

static void
put_same_day (Writer *w, gsize r, gboolean from_end, double *year_before)
{
  double same[MONTHS];
  gsize m = aeq_shape_same_day (w->shape, w->t, r, MONTHS, from_end, same);

  put_value (w, m > 0 ? same[0] : NAN);
  put_value (w, aeq_stats_median (same, MIN (m, 3)));
  put_value (w, aeq_stats_median (same, MIN (m, 6)));
  put_value (w, aeq_stats_median (same, m));
  *year_before = m == MONTHS ? same[MONTHS - 1] : NAN;
}

/* The same weekday of the same week of an earlier month: third Wednesdays, first Fridays. */
static double
same_nth_weekday (const AeqShape *shape, gsize t, gsize r)
{
  const AeqTimeline *timeline = shape->timeline;
  const AeqDayFacts *target = &timeline->facts[r];
  int row = timeline->before[r];

  for (int k = 0; row >= 0 && k < 14; k++, row = timeline->before[row])
    {
      const AeqDayFacts *f = &timeline->facts[row];

      if (row <= (int) t && f->month_index < target->month_index && f->nth_weekday == target->nth_weekday)
        return shape->values[row];
    }
  return NAN;
}

/* The value 364 days before (the same weekday) against what was usual then: a moving feast of the year shows here
 * without naming the day of the year. */
static double
year_ago (const AeqShape *shape, gsize t, gsize r)
{
  AeqDate date = shape->timeline->facts[r].date - 364;
  int row = aeq_timeline_find (shape->timeline, date);

  if (row < 0 || row > (int) t || shape->timeline->facts[row].date != date)
    return NAN;
  return shape->season[row];
}

/* What the best of the plain methods says: level and season of one series estimated on all of its history, where the trees see
 * the series' last weeks only. */
static double
decomposed (const AeqShape *shape, gsize t, gsize r)
{
  double points[AEQ_N_DECOMPOSED];

  aeq_decomposed_point (shape->decomposed, t, r, points);
  return points[AEQ_DECOMPOSED_ARMA];
}

void
aeq_features_fill (const AeqShape *shape, gsize t, gsize r, float *out)
{
  Writer w = { shape, t, out };
  double year_before, unused;

  put_calendar (&w, r);
  put_same_phase (&w, r);
  put_levels (&w);
  put_same_day (&w, r, FALSE, &year_before);
  put_same_day (&w, r, TRUE, &unused);
  put_value (&w, year_before);
  put_value (&w, same_nth_weekday (shape, t, r));
  put (&w, year_ago (shape, t, r));
  put (&w, shape->positive ? shape->scale[t] / shape->base[t] : fabs (shape->base[t]) / shape->scale[t]);
  put_value (&w, decomposed (shape, t, r));
}
