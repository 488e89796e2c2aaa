/* SPDX-License-Identifier: MIT */
#include "aeq-curves.h"
#include "aeq-test.h"

#include <math.h>

#define DAYS 60
#define BUCKETS 4

static AeqTimeline *
days (void)
{
  AeqDate dates[DAYS + 1], date = aeq_date_from_ymd (2024, 1, 1);

  for (int d = 0; d <= DAYS; d++, date++)
    {
      while (aeq_date_weekday (date) > AEQ_FRIDAY)
        date++;
      dates[d] = date;
    }
  return aeq_timeline_new (dates, DAYS + 1, NULL, 5, NULL, 0, NULL);
}

static void
test_a_doubled_day_doubles_its_rest (void)
{
  static const double SHAPE[BUCKETS] = { 10, 20, 30, 40 };
  g_autoptr(AeqTimeline) timeline = days ();
  g_autoptr(AeqCurves) curves = NULL;
  double values[DAYS * BUCKETS], so_far[] = { 20, 40 }, out[2];

  for (int i = 0; i < DAYS * BUCKETS; i++)
    values[i] = SHAPE[i % BUCKETS];
  curves = aeq_curves_new (timeline->facts, DAYS, BUCKETS, values, so_far, 2);
  g_assert_true (curves->positive);
  g_assert_true (aeq_curve_forecast (curves, AEQ_CURVE_PROFILE, DAYS, 2, out));
  g_assert_cmpfloat_with_epsilon (out[0], 30, 1e-9);
  g_assert_true (aeq_curve_forecast (curves, AEQ_CURVE_RATIO, DAYS, 2, out));
  /* Share passed .3: weight .3 / .35. */
  g_assert_cmpfloat_with_epsilon (out[1], 40 * (2 * .3 / .35 + .05 / .35), 1e-9);
}

static void
test_nets_add_instead (void)
{
  g_autoptr(AeqTimeline) timeline = days ();
  g_autoptr(AeqCurves) curves = NULL;
  double values[DAYS * BUCKETS], so_far[] = { -50 }, out[BUCKETS];

  for (int i = 0; i < DAYS * BUCKETS; i++)
    values[i] = i % BUCKETS < 2 ? -10 : 10;
  curves = aeq_curves_new (timeline->facts, DAYS, BUCKETS, values, so_far, 1);
  g_assert_false (curves->positive);
  g_assert_false (aeq_curve_forecast (curves, AEQ_CURVE_RATIO, DAYS, 1, out));
  g_assert_true (aeq_curve_forecast (curves, AEQ_CURVE_PROFILE, DAYS, 1, out));
  g_assert_cmpfloat (out[2], ==, 10);
  g_assert_cmpfloat (aeq_curves_recent (curves, DAYS * BUCKETS + 1, 1), ==, -4);
}

static void
test_days_with_holes_are_left_out (void)
{
  g_autoptr(AeqTimeline) timeline = days ();
  g_autoptr(AeqCurves) curves = NULL;
  double values[DAYS * BUCKETS];

  for (int i = 0; i < DAYS * BUCKETS; i++)
    values[i] = 5;
  values[50 * BUCKETS] = NAN;
  values[50 * BUCKETS + 1] = 1e15;
  curves = aeq_curves_new (timeline->facts, DAYS, BUCKETS, values, NULL, 0);
  g_assert_false (curves->usable[50]);
  for (int j = 0; j < BUCKETS; j++)
    g_assert_cmpfloat (curves->profile[DAYS * BUCKETS + j], ==, 5);
}

static void
test_the_first_day_has_nothing_to_go_by (void)
{
  g_autoptr(AeqTimeline) timeline = days ();
  g_autoptr(AeqCurves) curves = aeq_curves_new (timeline->facts, 0, BUCKETS, NULL, NULL, 0);
  double out[BUCKETS];

  g_assert_false (aeq_curve_forecast (curves, AEQ_CURVE_PROFILE, 0, 0, out));
  g_assert_false (aeq_curve_forecast (curves, AEQ_CURVE_NAIVE, 0, 0, out));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series/curves/doubled-day", test_a_doubled_day_doubles_its_rest);
  g_test_add_func ("/series/curves/nets-add", test_nets_add_instead);
  g_test_add_func ("/series/curves/holes", test_days_with_holes_are_left_out);
  g_test_add_func ("/series/curves/first-day", test_the_first_day_has_nothing_to_go_by);
  return g_test_run ();
}
