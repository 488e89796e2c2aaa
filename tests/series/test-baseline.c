/* SPDX-License-Identifier: MIT */
#include "aeq-accuracy.h"
#include "aeq-baseline.h"
#include "aeq-table.h"
#include "aeq-test.h"

#include <math.h>

static AeqTimeline *
weekdays (guint n)
{
  g_autofree AeqDate *dates = g_new (AeqDate, n);
  AeqDate date = aeq_date_from_ymd (2024, 1, 1);

  for (guint r = 0; r < n; r++, date++)
    {
      while (aeq_date_weekday (date) > AEQ_FRIDAY)
        date++;
      dates[r] = date;
    }
  return aeq_timeline_new (dates, n, NULL, 5, NULL, 0, NULL);
}

/* Value = 100 * weekday + week: every method's answer can be told by head. */
static AeqShape *
ramp (AeqTimeline *timeline, gsize known)
{
  g_autofree double *values = g_new (double, timeline->n);

  for (gsize r = 0; r < timeline->n; r++)
    values[r] = r < known ? 100.0 * timeline->facts[r].weekday + r / 5 : NAN;
  return aeq_shape_new (timeline, values, known - 1);
}

static void
test_plain_methods_by_head (void)
{
  g_autoptr(AeqTimeline) timeline = weekdays (65);
  g_autoptr(AeqShape) shape = ramp (timeline, 60);
  g_autoptr(AeqBaselines) baselines = aeq_baselines_new (shape);
  double point[AEQ_N_BASELINES];

  aeq_baselines_point (baselines, 59, 61, point); /* a Tuesday; weeks 0 to 11 are known */
  g_assert_cmpfloat (point[AEQ_BASELINE_NAIVE], ==, 211);
  g_assert_cmpfloat (point[AEQ_BASELINE_MEAN], ==, 207.5);
  g_assert_cmpfloat (point[AEQ_BASELINE_MEDIAN], ==, 207.5);
  g_assert_cmpfloat_with_epsilon (point[AEQ_BASELINE_SMOOTH], 212, 8);
}

static void
test_quantiles_rise_and_hold_the_point (void)
{
  g_autoptr(AeqTimeline) timeline = weekdays (105);
  g_autoptr(AeqShape) shape = ramp (timeline, 100);
  g_autoptr(AeqBaselines) baselines = aeq_baselines_new (shape);
  double q[AEQ_N_BASELINES][AEQ_N_QUANTILES], point[AEQ_N_BASELINES];

  aeq_baselines_quantiles (baselines, 99, 102, q);
  aeq_baselines_point (baselines, 99, 102, point);
  for (int b = 0; b < AEQ_N_BASELINES; b++)
    for (int i = 1; i < AEQ_N_QUANTILES; i++)
      g_assert_cmpfloat (q[b][i - 1], <=, q[b][i]);
  for (int b = 0; b < AEQ_N_BASELINES; b++)
    g_assert_true (point[b] >= q[b][0] && point[b] <= q[b][AEQ_N_QUANTILES - 1]);
}

/* A walk moves sorted errors along; asked out of the blue they are sorted anew. Longer than the window, with a hole. */
static void
test_a_walk_says_what_a_cold_question_does (void)
{
  g_autoptr(AeqTimeline) timeline = weekdays (720);
  g_autofree double *values = g_new (double, timeline->n);
  g_autoptr(AeqShape) shape = NULL;
  g_autoptr(AeqBaselines) walk = NULL;

  for (gsize r = 0; r < timeline->n; r++)
    values[r] = r / 20 == 31 ? NAN : 100.0 * timeline->facts[r].weekday + (double) (r * 7919 % 101);
  shape = aeq_shape_new (timeline, values, timeline->n - 1);
  walk = aeq_baselines_new (shape);
  for (gsize t = 10; t + 3 < timeline->n; t += t % 50 == 0 ? 30 : 1)
    {
      g_autoptr(AeqBaselines) cold = t % 60 == 0 || t > 700 ? aeq_baselines_new (shape) : NULL;
      double q[AEQ_N_BASELINES][AEQ_N_QUANTILES], expected[AEQ_N_BASELINES][AEQ_N_QUANTILES];

      aeq_baselines_quantiles (walk, t, t + 3, q);
      if (cold == NULL)
        continue;
      aeq_baselines_quantiles (cold, t, t + 3, expected);
      g_assert_cmpmem (q, sizeof q, expected, sizeof expected);
    }
}

static void
test_holes_are_filled_from_both_sides_up_to_the_fit (void)
{
  g_autoptr(AeqTimeline) timeline = weekdays (60);
  double values[60];
  guint8 filled[60] = { 0 };

  for (int r = 0; r < 60; r++)
    values[r] = r / 5;
  values[25] = NAN; /* week 5: weeks 2, 3, 4 and 6, 7, 8 around it */
  values[50] = NAN; /* week 10, after the fit: only weeks 7, 8, 9 */
  aeq_fill_holes (timeline, values, 60, 44, filled);
  g_assert_cmpfloat (values[25], ==, 5);
  g_assert_cmpfloat (values[50], ==, 8);
  g_assert_true (filled[25] && filled[50] && !filled[24]);
}

static void
test_constant_and_empty_series (void)
{
  g_autoptr(AeqTimeline) timeline = weekdays (40);
  double values[40];

  for (int kind = 0; kind < 4; kind++)
    {
      g_autoptr(AeqShape) shape = NULL;
      g_autoptr(AeqBaselines) baselines = NULL;
      double q[AEQ_N_BASELINES][AEQ_N_QUANTILES];

      for (int r = 0; r < 40; r++)
        values[r] = kind == 0 ? 7 : (kind == 1 ? 0 : (kind == 2 ? NAN : (r == 0 ? -1e15 : NAN)));
      shape = aeq_shape_new (timeline, values, 34);
      baselines = aeq_baselines_new (shape);
      aeq_baselines_quantiles (baselines, 34, 36, q);
      if (kind == 0)
        g_assert_cmpfloat_with_epsilon (q[AEQ_BASELINE_MEDIAN][4], 7, 1e-9);
      if (kind == 1)
        g_assert_cmpfloat (q[AEQ_BASELINE_MEDIAN][4], ==, 0);
      if (kind == 2)
        g_assert_true (isnan (q[AEQ_BASELINE_MEDIAN][4]));
    }
}

/* The table of the benchmarks, protocol A: zeros and empty cells are holes, 56 days ahead from one origin. */
static void
test_real_cash_machines_come_out_to_the_digit (void)
{
  g_autofree char *path = aeq_test_real_path ("data", "nn5_daily.csv", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqTable) table = NULL;
  g_autoptr(AeqTimeline) timeline = NULL;
  AeqTally tally[AEQ_N_BASELINES] = { 0 };

  if (path == NULL)
    return;
  table = aeq_table_read (path, &error);
  g_assert_no_error (error);
  timeline = aeq_timeline_new (table->dates, table->n, NULL, 7, NULL, 0, &error);
  g_assert_no_error (error);
  for (gsize s = 0; s < table->n_series; s++)
    {
      g_autofree double *values = g_new (double, table->n);
      g_autoptr(AeqShape) shape = NULL;
      g_autoptr(AeqBaselines) baselines = NULL;

      for (gsize r = 0; r < table->n; r++)
        values[r] = table->test[r] || table->values[s][r] == 0 ? NAN : table->values[s][r];
      shape = aeq_shape_new (timeline, values, 734);
      baselines = aeq_baselines_new (shape);
      for (gsize r = 735; r < table->n; r++)
        {
          double point[AEQ_N_BASELINES];

          aeq_baselines_point (baselines, 734, r, point);
          for (int b = 0; b < AEQ_N_BASELINES && table->values[s][r] != 0; b++)
            aeq_tally_add_point (&tally[b], table->values[s][r], point[b]);
        }
    }
  g_assert_cmpuint (tally[AEQ_BASELINE_NAIVE].n, ==, 111 * 56 - 31);
  g_assert_cmpfloat_with_epsilon (aeq_tally_wape (&tally[AEQ_BASELINE_NAIVE]), .2172, .00005);
  g_assert_cmpfloat_with_epsilon (aeq_tally_smape (&tally[AEQ_BASELINE_NAIVE]), 25.01, .01);
  g_assert_cmpfloat_with_epsilon (aeq_tally_wape (&tally[AEQ_BASELINE_MEAN]), .1883, .00005);
  g_assert_cmpfloat_with_epsilon (aeq_tally_smape (&tally[AEQ_BASELINE_MEAN]), 21.19, .01);
  g_assert_cmpfloat_with_epsilon (aeq_tally_wape (&tally[AEQ_BASELINE_MEDIAN]), .1814, .00005);
  g_assert_cmpfloat_with_epsilon (aeq_tally_smape (&tally[AEQ_BASELINE_MEDIAN]), 20.46, .01);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series/baseline/by-head", test_plain_methods_by_head);
  g_test_add_func ("/series/baseline/quantiles", test_quantiles_rise_and_hold_the_point);
  g_test_add_func ("/series/baseline/walk", test_a_walk_says_what_a_cold_question_does);
  g_test_add_func ("/series/baseline/holes", test_holes_are_filled_from_both_sides_up_to_the_fit);
  g_test_add_func ("/series/baseline/constant-empty", test_constant_and_empty_series);
  g_test_add_func ("/series/baseline/real-cash-machines", test_real_cash_machines_come_out_to_the_digit);
  return g_test_run ();
}
