/* SPDX-License-Identifier: MIT */
#include "aeq-backtest-intraday.h"
#include "aeq-error.h"
#include "aeq-rest.h"
#include "aeq-test.h"

#include <math.h>

#define DAYS 130
#define BUCKETS 16

/* Volumes with a daily course and a level of the day that shows from the first bucket on. */
static AeqTable *
volumes (guint64 seed)
{
  AeqTable *table = g_new0 (AeqTable, 1);
  AeqDate date = aeq_date_from_ymd (2024, 1, 1);
  AeqRng rng;

  aeq_rng_init (&rng, seed);
  table->n = DAYS * BUCKETS;
  table->n_series = 1;
  table->dates = g_new (AeqDate, table->n);
  table->minutes = g_new (int, table->n);
  table->names = g_new0 (char *, 2);
  table->names[0] = g_strdup ("volume");
  table->values = g_new0 (double *, 2);
  table->values[0] = g_new (double, table->n);
  for (gsize d = 0; d < DAYS; d++, date++)
    {
      double level = exp (.2 * aeq_rng_normal (&rng));

      while (aeq_date_weekday (date) > AEQ_FRIDAY)
        date++;
      for (gsize j = 0; j < BUCKETS; j++)
        {
          gsize i = d * BUCKETS + j;

          table->dates[i] = date;
          table->minutes[i] = 480 + 30 * (int) j;
          table->values[0][i] = 100 * level * (1 + sin (G_PI * (j + .5) / BUCKETS)) * exp (.08 * aeq_rng_normal (&rng));
        }
    }
  return table;
}

static const guint NOWS[] = { 0, 4, 8 };

static AeqIntradayBacktestSpec
spec_of (const AeqTable *table)
{
  return (AeqIntradayBacktestSpec) {
    .table = table, .minutes = 30, .nows = NOWS, .n_nows = 3, .test_days = 30, .refit_days = 30, .seed = 1,
  };
}

static void
test_the_day_so_far_helps (void)
{
  g_autoptr(AeqTable) table = volumes (1);
  AeqIntradayBacktestSpec spec = spec_of (table);
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqIntradayBacktest) result = aeq_intraday_backtest_run (&spec, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (result->n_buckets, ==, BUCKETS);
  g_assert_cmpfloat (result->by_now[1].wape_total, <, .5 * result->by_now[0].wape_total);
  g_assert_cmpfloat_with_epsilon (result->mean.coverage90, .9, .1);
}


static void
keep (const AeqIntradayPrediction *prediction, gpointer data)
{
  GArray *all = data;

  for (int i = 1; i < AEQ_N_QUANTILES; i++)
    g_assert_cmpfloat (prediction->quantiles[i - 1], <=, prediction->quantiles[i]);
  g_array_append_vals (all, prediction->quantiles, AEQ_N_QUANTILES);
}

static GArray *
predict (const AeqTable *table)
{
  AeqIntradayBacktestSpec spec = spec_of (table);
  GArray *all = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqIntradayBacktest) result = NULL;

  spec.on_prediction = keep;
  spec.user_data = all;
  spec.test_days = 1;
  result = aeq_intraday_backtest_run (&spec, NULL, NULL, &error);
  g_assert_no_error (error);
  return all;
}

static AeqTimeline *
weekdays (gsize n)
{
  g_autofree AeqDate *dates = g_new (AeqDate, n);
  AeqDate date = aeq_date_from_ymd (2024, 1, 1);

  for (gsize d = 0; d < n; d++)
    {
      dates[d] = date;
      while (aeq_date_weekday (++date) > AEQ_FRIDAY)
        continue;
    }
  return aeq_timeline_new (dates, n, NULL, 5, NULL, 0, NULL);
}

/* A course whose level depends on the weekday, so that the trees have something to say. */
static AeqCurves *
weekday_curves (const AeqTimeline *timeline, gsize n_days, guint now)
{
  g_autofree double *values = g_new (double, (n_days + 1) * BUCKETS);
  AeqRng rng;

  aeq_rng_init (&rng, 11);
  for (gsize d = 0; d <= n_days; d++)
    for (guint j = 0; j < BUCKETS; j++)
      values[d * BUCKETS + j] = 50 * ((int) (d % 5) - 2) * sin (j) + 20 * aeq_rng_normal (&rng);
  return aeq_curves_new (timeline->facts, n_days, BUCKETS, values, values + n_days * BUCKETS, now);
}

static double
sum_of_trees (const AeqIntraday *model, const AeqCurves *curves, guint now)
{
  g_autoptr(GError) error = NULL;
  double rest[BUCKETS], sum = 0, factor = aeq_curve_factor (curves, curves->n_days, now);

  aeq_intraday_forecast (model, curves, &curves->n_days, 1, now, rest, &error);
  g_assert_no_error (error);
  for (guint j = now; j < BUCKETS; j++)
    sum += rest[j - now] - aeq_curves_cell (curves, curves->profile, curves->n_days, j) * factor;
  return sum;
}

/* Where all buckets are explained, contributions and base are what the trees add to the usual course, of a day that comes and of one
 * that has taught; where some stand for the others, nearly. */
static void
test_contributions_sum_to_the_rest_of_the_day (void)
{
  g_autoptr(AeqTimeline) timeline = weekdays (201);
  g_autoptr(AeqCurves) past = weekday_curves (timeline, 200, 0);
  const AeqCurves *all = past;
  AeqIntradayParams params;
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqIntraday) model = NULL;

  aeq_intraday_params_init (&params);
  model = aeq_intraday_train (&all, 1, &params, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint now = 0; now < BUCKETS; now += 2)
    for (gsize days = 150; days <= 200; days += 50)
      {
        g_autoptr(AeqCurves) curves = weekday_curves (timeline, days, now);
        double groups[AEQ_N_GROUPS], base, sum, trees = sum_of_trees (model, curves, now);

        aeq_intraday_explain (model, curves, now, groups, &base, &error);
        g_assert_no_error (error);
        sum = base;
        for (int g = 0; g < AEQ_N_GROUPS; g++)
          sum += groups[g];
        g_test_message ("now %u of day %" G_GSIZE_FORMAT ": %g explained of %g", now, days, sum, trees);
        g_assert_cmpfloat_with_epsilon (sum, trees, BUCKETS - now <= 8 ? 1e-3 * (1 + fabs (trees)) : 30);
      }
}

/* The last day's buckets from the first "now" on are changed: its forecast at the open is the same to the bit. */
static void
test_the_rest_of_the_day_is_not_seen (void)
{
  g_autoptr(AeqTable) table = volumes (2);
  g_autoptr(GArray) before = predict (table);
  g_autoptr(GArray) after = NULL;
  gsize first = (DAYS - 1) * BUCKETS + 4;
  gsize kept = (BUCKETS + BUCKETS - 4) * AEQ_N_QUANTILES; /* of now 0 and now 4 */

  for (gsize i = first; i < table->n; i++)
    table->values[0][i] *= 5;
  after = predict (table);
  g_assert_cmpmem (before->data, kept * sizeof (double), after->data, kept * sizeof (double));
}

static void
test_bad_questions_are_refused (void)
{
  g_autoptr(AeqTable) table = volumes (3);
  AeqIntradayBacktestSpec late = spec_of (table), long_test = spec_of (table), no_bucket = spec_of (table);
  const guint too_late[] = { BUCKETS };
  const AeqIntradayBacktestSpec *specs[] = { &late, &long_test, &no_bucket };

  late.nows = too_late;
  late.n_nows = 1;
  long_test.test_days = DAYS;
  no_bucket.minutes = 0;
  for (guint i = 0; i < G_N_ELEMENTS (specs); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (aeq_intraday_backtest_run (specs[i], NULL, NULL, &error));
      g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
    }
}

static void
run_real (const char *file, guint test_days, double most_wape, double most_crps)
{
  g_autofree char *path = aeq_test_real_path ("data", file, NULL);
  static const guint nows[] = { 0, 4, 8, 12 };
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqTable) table = NULL;
  g_autoptr(AeqIntradayBacktest) result = NULL;
  AeqIntradayBacktestSpec spec = { .minutes = 30, .nows = nows, .n_nows = 4, .test_days = test_days, .refit_days = 30,
                                   .seed = 1 };

  if (path == NULL)
    return;
  spec.table = table = aeq_table_read (path, &error);
  g_assert_no_error (error);
  result = aeq_intraday_backtest_run (&spec, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (result->mean.wape_total, <, most_wape);
  g_assert_cmpfloat (result->mean.crps, <, most_crps);
  g_assert_cmpfloat_with_epsilon (result->mean.coverage90, .9, .05);
}

/* Protocol D: what must be reached. */
static void
test_real_calls (void)
{
  run_real ("bank_calls_5min.csv", 40, .043, .034);
}

static void
test_real_electricity (void)
{
  run_real ("taylor_halfhourly.csv", 28, .0095, .0066);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forecast/intraday/so-far-helps", test_the_day_so_far_helps);
  g_test_add_func ("/forecast/intraday/contributions", test_contributions_sum_to_the_rest_of_the_day);
  g_test_add_func ("/forecast/intraday/no-future", test_the_rest_of_the_day_is_not_seen);
  g_test_add_func ("/forecast/intraday/bad-questions", test_bad_questions_are_refused);
  g_test_add_func ("/forecast/intraday/real-calls", test_real_calls);
  g_test_add_func ("/forecast/intraday/real-electricity", test_real_electricity);
  return g_test_run ();
}
