/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "aeq-forecast-issue.h"

static void
add (GArray *drivers, const char *group, const char *words, double amount, gboolean next_day)
{
  AeqDriver driver = { group, words, amount, next_day };

  if (isfinite (amount) && amount != 0)
    g_array_append_val (drivers, driver);
}

/* What the models say, without the analyst's part of what is known today. */
static void
add_models (GArray *drivers, const AeqDeskForecast *forecast, double overridden)
{
  for (guint i = 0; i < forecast->n_drivers; i++)
    if (!g_str_equal (forecast->drivers[i].group, "known"))
      g_array_append_val (drivers, forecast->drivers[i]);
    else
      add (drivers, "known", forecast->drivers[i].words, forecast->drivers[i].amount - overridden, FALSE);
}

static gint
compare (gconstpointer a, gconstpointer b)
{
  double x = fabs (((const AeqDriver *) a)->amount);
  double y = fabs (((const AeqDriver *) b)->amount);

  return (x < y) - (x > y);
}

/* The trained model is one voice among several: what is left to the median is the others'. */
static void
add_rest (GArray *drivers, double median, gboolean next_day)
{
  for (guint i = 0; i < drivers->len; i++)
    if (g_array_index (drivers, AeqDriver, i).next_day == next_day)
      median -= g_array_index (drivers, AeqDriver, i).amount;
  add (drivers, "methods", "Other methods and the calibration", median, next_day);
}

static double
settled_today (const AeqDeskSeries *series)
{
  const double *settled = series->settled != NULL ? series->settled : series->so_far;
  double sum = 0;

  for (guint j = 0; j < series->now; j++)
    sum += settled[j];
  return sum;
}

GArray *
aeq_forecast_drivers (const AeqForecastAccount *account, const AeqDeskForecast *full)
{
  GArray *drivers = g_array_new (FALSE, FALSE, sizeof (AeqDriver));
  const AeqDeskForecast *rest = account->intraday;
  const AeqDeskView *desk = account->desk;
  double today = aeq_forecast_sum_on (desk->overrides, account->days[0].date);
  double next = account->n_days > 1 ? aeq_forecast_sum_on (desk->overrides, account->days[1].date) : 0;

  add_models (drivers, rest, today);
  add (drivers, "override", "Overrides", today, FALSE);
  add (drivers, "override", "Overrides", next, TRUE);
  if (account->n_days > 1)
    add (drivers, "known", "Known flows", account->days[1].known - next, TRUE);
  if (account->n_days > 1 && full != NULL)
    add (drivers, "announced_later", "Usually announced, not yet announced",
         (1 - desk->announced_share[1]) * (full->days[1].net[AEQ_MEDIAN_INDEX] - rest->days[1].net[AEQ_MEDIAN_INDEX]), TRUE);
  g_array_sort (drivers, compare);
  add_rest (drivers, account->days[0].net[AEQ_MEDIAN_INDEX] - settled_today (desk->has_rest ? &desk->rest : &desk->full), FALSE);
  if (account->n_days > 1)
    add_rest (drivers, account->days[1].net[AEQ_MEDIAN_INDEX], TRUE);
  return drivers;
}
