/* SPDX-License-Identifier: MIT */
#include "aeq-course-calibration.h"
#include "aeq-quantiles.h"
#include "aeq-rng.h"

#include <math.h>

#define DAYS 400

/* Forecasts of a standard normal outcome that take its spread for @spread, issued day after day with the factors that the days before
 * ask for. Returns the entries; coverage of the last 300 in @covered. */
static AeqCourseEntry *
walk (double spread, guint64 seed, double covered[4])
{
  AeqCourseEntry *entries = g_new0 (AeqCourseEntry, DAYS);
  AeqRng rng;

  aeq_rng_init (&rng, seed);
  for (int i = 0; i < 4; i++)
    covered[i] = 0;
  for (int d = 0; d < DAYS; d++)
    {
      double raw[AEQ_N_QUANTILES], issued[AEQ_N_QUANTILES], y = aeq_rng_normal (&rng);
      AeqCourseWidening widening;

      for (int k = 0; k < AEQ_N_QUANTILES; k++)
        issued[k] = raw[k] = spread * aeq_stats_normal_quantile (AEQ_QUANTILE_LEVELS[k]);
      aeq_course_widening (entries, (gsize) d, d * 1000, 720, &widening);
      aeq_quantiles_widen (widening.factor[AEQ_COURSE_END], issued);
      entries[d] = (AeqCourseEntry) { .known_at = (d + 1) * 1000, .as_of = d * 1000, .day = d, .minute = 720 };
      aeq_course_entry_score (&entries[d], AEQ_COURSE_END, raw, issued, y);
      aeq_course_entry_score (&entries[d], AEQ_COURSE_USAGE, raw, raw, y);
      for (int i = 0; i < 4 && d >= DAYS - 300; i++)
        covered[i] += !entries[d].missed[AEQ_COURSE_END][i] / 300.0;
    }
  return entries;
}

static void
test_too_narrow_and_too_wide_are_mended (void)
{
  static const double LEVELS[4] = { .5, .8, .9, .95 }, SPREADS[] = { .7, 1, 1.5 };

  for (gsize k = 0; k < G_N_ELEMENTS (SPREADS); k++)
    {
      double covered[4];
      g_autofree AeqCourseEntry *entries = walk (SPREADS[k], 1, covered);

      g_assert_nonnull (entries);
      for (int i = 0; i < 4; i++)
        g_assert_cmpfloat (fabs (covered[i] - LEVELS[i]), <, .05);
    }
}

static void
test_a_hopeless_forecast_is_not_hidden_by_width (void)
{
  double covered[4];
  g_autofree AeqCourseEntry *entries = walk (.05, 1, covered);
  AeqCourseWidening widening;

  aeq_course_widening (entries, DAYS, G_MAXINT64, 720, &widening);
  for (int i = 0; i < 4; i++)
    g_assert_cmpfloat (widening.factor[AEQ_COURSE_END][i], <=, 2);
  g_assert_cmpfloat (covered[2], <, .5);
}

static void
test_a_short_record_changes_nothing (void)
{
  double covered[4];
  g_autofree AeqCourseEntry *entries = walk (.5, 1, covered);
  AeqCourseWidening widening;

  aeq_course_widening (entries, AEQ_COURSE_LEAST - 1, G_MAXINT64, 720, &widening);
  for (int i = 0; i < 4; i++)
    g_assert_cmpfloat (widening.factor[AEQ_COURSE_END][i], ==, 1);
  aeq_course_widening (entries, AEQ_COURSE_LEAST, G_MAXINT64, 720, &widening);
  g_assert_cmpfloat (widening.factor[AEQ_COURSE_END][2], >, 1);
}

/* What was known later does not count, and neither does another time of day. */
static void
test_only_the_record_of_that_time_and_hour_counts (void)
{
  double covered[4];
  g_autofree AeqCourseEntry *entries = walk (.6, 1, covered);
  AeqCourseWidening then, now, elsewhere;

  aeq_course_widening (entries, 100, 100 * 1000, 720, &then);
  for (int d = 100; d < DAYS; d++)
    for (int i = 0; i < 4; i++)
      entries[d].score[AEQ_COURSE_END][i] = 9;
  aeq_course_widening (entries, DAYS, 100 * 1000, 720, &now);
  g_assert_cmpmem (&then, sizeof then, &now, sizeof now);
  aeq_course_widening (entries, DAYS, G_MAXINT64, 720 + AEQ_COURSE_MINUTES + 1, &elsewhere);
  g_assert_cmpfloat (elsewhere.factor[AEQ_COURSE_END][2], ==, 1);
}

/* Of two forecasts of a day the one nearer to the time of the question counts, and only that. */
static void
test_a_day_counts_once (void)
{
  double covered[4];
  g_autofree AeqCourseEntry *entries = walk (.6, 1, covered);
  g_autofree AeqCourseEntry *twice = g_new (AeqCourseEntry, 2 * DAYS);
  AeqCourseWidening once, both;

  for (int d = 0; d < DAYS; d++)
    {
      twice[2 * d] = twice[2 * d + 1] = entries[d];
      twice[2 * d].minute -= 30;
      twice[2 * d].score[AEQ_COURSE_END][2] = 7;
    }
  aeq_course_widening (entries, DAYS, G_MAXINT64, 720, &once);
  aeq_course_widening (twice, 2 * DAYS, G_MAXINT64, 720, &both);
  g_assert_cmpmem (&once, sizeof once, &both, sizeof both);
}

static void
test_a_single_value_says_nothing_of_its_width (void)
{
  double q[AEQ_N_QUANTILES] = { 3, 3, 3, 3, 3, 3, 3, 3, 3 };
  AeqCourseEntry entry = { 0 };

  aeq_course_entry_score (&entry, AEQ_COURSE_USAGE, q, q, 4);
  g_assert_true (isnan (entry.score[AEQ_COURSE_USAGE][2]));
  g_assert_true (entry.missed[AEQ_COURSE_USAGE][2]);
}

static void
test_the_state_survives_and_damage_is_told (void)
{
  double covered[4];
  g_autofree AeqCourseEntry *entries = walk (.6, 1, covered);
  g_autoptr(GBytes) state = aeq_course_entries_save (entries, DAYS);
  g_autoptr(GBytes) damaged = g_bytes_new_from_bytes (state, 0, g_bytes_get_size (state) - 3);
  g_autoptr(GArray) loaded = aeq_course_entries_load (state);
  AeqCourseWidening before, after;

  g_assert_cmpuint (loaded->len, ==, DAYS);
  aeq_course_widening (entries, DAYS, G_MAXINT64, 720, &before);
  aeq_course_widening ((const AeqCourseEntry *) loaded->data, loaded->len, G_MAXINT64, 720, &after);
  g_assert_cmpmem (&before, sizeof before, &after, sizeof after);
  g_assert_null (aeq_course_entries_load (damaged));
}

static void
test_a_move_keeps_the_order (void)
{
  double raw[AEQ_N_QUANTILES], to[AEQ_N_QUANTILES], last = -INFINITY;
  const double odd[4] = { 2, .6, .6, 2 };

  for (int k = 0; k < AEQ_N_QUANTILES; k++)
    to[k] = raw[k] = aeq_stats_normal_quantile (AEQ_QUANTILE_LEVELS[k]);
  aeq_quantiles_widen (odd, to);
  for (double x = -4; x < 4; x += .01)
    {
      double moved = aeq_quantiles_move (raw, to, x);

      g_assert_cmpfloat (moved, >=, last);
      last = moved;
    }
  g_assert_cmpfloat (aeq_quantiles_move (raw, to, raw[AEQ_MEDIAN_INDEX]), ==, raw[AEQ_MEDIAN_INDEX]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forecast/course-calibration/mended", test_too_narrow_and_too_wide_are_mended);
  g_test_add_func ("/forecast/course-calibration/capped", test_a_hopeless_forecast_is_not_hidden_by_width);
  g_test_add_func ("/forecast/course-calibration/short-record", test_a_short_record_changes_nothing);
  g_test_add_func ("/forecast/course-calibration/of-that-time", test_only_the_record_of_that_time_and_hour_counts);
  g_test_add_func ("/forecast/course-calibration/a-day-once", test_a_day_counts_once);
  g_test_add_func ("/forecast/course-calibration/single-value", test_a_single_value_says_nothing_of_its_width);
  g_test_add_func ("/forecast/course-calibration/state", test_the_state_survives_and_damage_is_told);
  g_test_add_func ("/forecast/course-calibration/order", test_a_move_keeps_the_order);
  return g_test_run ();
}
