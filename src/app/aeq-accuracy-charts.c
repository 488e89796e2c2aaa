/* SPDX-License-Identifier: MIT */
#include "aeq-accuracy-charts.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aeq-accuracy.h"

#define MIN_IN_CELL 3 /* forecasts: the error of fewer is an anecdote */

AeqChart *
aeq_accuracy_skill_chart (const AeqScorecard *self)
{
  AeqChart *chart = aeq_chart_new (NULL, AEQ_AXIS_DATE, NULL, "%");
  guint n = self->weeks->len;
  g_autofree double *x = g_new (double, n);
  g_autofree double *y = g_new (double, n);

  for (guint i = 0; i < n; i++)
    {
      const AeqScoreWeek *week = &g_array_index (self->weeks, AeqScoreWeek, i);

      x[i] = week->monday;
      y[i] = 100 * aeq_score_skill (&week->sums);
    }
  aeq_chart_add_line (chart, _("Skill of the week"), AEQ_INK_FORECAST, x, y, n);
  aeq_chart_add_dots (chart, NULL, AEQ_INK_FORECAST, x, y, n);
  aeq_chart_add_limit (chart, _("Seasonal naive"), 0);
  for (guint i = 0; i < self->changes->len; i++)
    {
      const AeqModelChange *change = &g_array_index (self->changes, AeqModelChange, i);
      g_autofree char *label = g_strdup_printf (_("model %s"), change->model);

      aeq_chart_add_moment (chart, label, change->day);
    }
  return chart;
}

/* The band is that of so many independent days: several forecasts of one day err together. */
static void
add_band (AeqChart *chart, const double *x, const double *rate, guint n, double n_trials)
{
  static const double LEVELS[] = { .025, .5, .975 };
  g_autofree double *q = g_new (double, 3 * n);

  for (guint i = 0; i < n; i++)
    {
      double lower;
      double upper;

      aeq_binomial_band ((guint64) n_trials, rate[i], &lower, &upper);
      q[3 * i] = 100 * MAX (lower, 0);
      q[3 * i + 1] = 100 * rate[i];
      q[3 * i + 2] = 100 * MIN (upper, 1);
    }
  aeq_chart_add_fan (chart, _("What chance explains"), x, n, LEVELS, 3, q);
}

AeqChart *
aeq_accuracy_calibration_chart (const AeqScorecard *self)
{
  AeqChart *chart = aeq_chart_new (NULL, AEQ_AXIS_NUMBER, _("Level, %"), "%");
  double x[AEQ_SCORE_PIT_BINS - 1];
  double rate[AEQ_SCORE_PIT_BINS - 1];
  double y[AEQ_SCORE_PIT_BINS - 1];
  gint64 below = 0;

  for (int i = 0; i < AEQ_SCORE_PIT_BINS - 1; i++)
    {
      below += self->total.pit[i];
      rate[i] = (i + 1.0) / AEQ_SCORE_PIT_BINS;
      x[i] = 100 * rate[i];
      y[i] = 100 * (double) below / (double) self->total.n;
    }
  add_band (chart, x, rate, G_N_ELEMENTS (x), self->n_account_days);
  aeq_chart_add_dots (chart, _("Outcomes below the level"), AEQ_INK_ACTUAL, x, y, G_N_ELEMENTS (x));
  aeq_chart_set_x_range (chart, 0, 100);
  aeq_chart_set_y_range (chart, 0, 100);
  return chart;
}

AeqChart *
aeq_accuracy_pit_chart (const AeqScorecard *self)
{
  AeqChart *chart = aeq_chart_new (NULL, AEQ_AXIS_NUMBER, _("Level at which outcomes fell, %"), "%");
  const double ends[] = { 0, 100 };
  const double even[] = { 1.0 / AEQ_SCORE_PIT_BINS, 1.0 / AEQ_SCORE_PIT_BINS };
  double x[AEQ_SCORE_PIT_BINS];
  double y[AEQ_SCORE_PIT_BINS];

  for (int i = 0; i < AEQ_SCORE_PIT_BINS; i++)
    {
      x[i] = 100.0 * i / AEQ_SCORE_PIT_BINS + .4;
      y[i] = 100 * (double) self->total.pit[i] / (double) self->total.n;
    }
  aeq_chart_add_bars (chart, _("Outcomes"), AEQ_INK_FORECAST, x, y, G_N_ELEMENTS (x), 100.0 / AEQ_SCORE_PIT_BINS - .8);
  add_band (chart, ends, even, G_N_ELEMENTS (ends), self->n_account_days);
  aeq_chart_set_x_range (chart, 0, 100);
  return chart;
}

static double
cell_value (const AeqScoreSums *sums)
{
  return sums->n >= MIN_IN_CELL ? 100 * aeq_score_wape (sums) : NAN;
}

/* Hours and weekdays outside of which nothing is issued are left away. */
static void
find_extent (const AeqScorecard *self, int *first, int *last, int *n_weekdays)
{
  *first = AEQ_SCORECARD_HOURS;
  *last = -1;
  *n_weekdays = 5;
  for (int weekday = 0; weekday < AEQ_SCORECARD_WEEKDAYS; weekday++)
    for (int hour = 0; hour < AEQ_SCORECARD_HOURS; hour++)
      if (!isnan (cell_value (&self->hours[weekday][hour])))
        {
          *first = MIN (*first, hour);
          *last = MAX (*last, hour);
          *n_weekdays = MAX (*n_weekdays, weekday + 1);
        }
}

AeqChart *
aeq_accuracy_hours_chart (const AeqScorecard *self)
{
  const char *const names[AEQ_SCORECARD_WEEKDAYS] = { C_ ("weekday", "Mon"), C_ ("weekday", "Tue"), C_ ("weekday", "Wed"),
                                                      C_ ("weekday", "Thu"), C_ ("weekday", "Fri"), C_ ("weekday", "Sat"),
                                                      C_ ("weekday", "Sun") };
  AeqChart *chart = aeq_chart_new (NULL, AEQ_AXIS_TIME, NULL, "%");
  double x[AEQ_SCORECARD_HOURS];
  double values[AEQ_SCORECARD_HOURS * AEQ_SCORECARD_WEEKDAYS];
  int first;
  int last;
  int n_weekdays;

  find_extent (self, &first, &last, &n_weekdays);
  for (int hour = first; hour <= last; hour++)
    {
      x[hour - first] = hour * 3600;
      for (int weekday = 0; weekday < n_weekdays; weekday++)
        values[(hour - first) * n_weekdays + weekday] = cell_value (&self->hours[weekday][hour]);
    }
  if (last >= first)
    {
      aeq_chart_add_heat (chart, _("Error (WAPE), %"), AEQ_INK_OUT, x, (gsize) (last - first + 1), 3600, names, (gsize) n_weekdays, values);
      aeq_chart_set_x_range (chart, first * 3600, (last + 1) * 3600);
    }
  return chart;
}
