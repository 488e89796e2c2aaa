/* SPDX-License-Identifier: MIT */
#include "aeq-accuracy.h"
#include "aeq-decomposed.h"
#include "aeq-rng.h"
#include "aeq-slots.h"
#include "aeq-table.h"
#include "aeq-test.h"

#include <math.h>

#define ROWS 300

/* Business days; every 17th of them is a holiday and has no row. */
static AeqTimeline *
business_days (guint n, guint season)
{
  g_autofree AeqDate *dates = g_new (AeqDate, n);
  AeqDate date = aeq_date_from_ymd (2024, 1, 1);
  guint day = 0;

  for (guint r = 0; r < n; date++)
    if (aeq_date_weekday (date) <= AEQ_FRIDAY && ++day % 17 != 0)
      dates[r++] = date;
  return aeq_timeline_new (dates, n, NULL, season, NULL, 0, NULL);
}

static AeqShape *
weekly (AeqTimeline *timeline, double noise, gsize known)
{
  g_autofree double *values = g_new (double, timeline->n);
  AeqRng rng;

  aeq_rng_init (&rng, 4);
  for (gsize r = 0; r < timeline->n; r++)
    values[r] = r < known ? 1000 + 100.0 * timeline->facts[r].weekday + noise * aeq_rng_normal (&rng) : NAN;
  return aeq_shape_new (timeline, values, known - 1);
}

static void
test_a_holiday_leaves_its_slot_empty (void)
{
  g_autoptr(AeqTimeline) timeline = business_days (ROWS, 5);
  g_autoptr(AeqSlots) slots = aeq_slots_new (timeline);

  g_assert_cmpuint (slots->period, ==, 5);
  for (gsize r = 0; r < ROWS; r++)
    {
      g_assert_cmpint (slots->slot[r] % 5, ==, timeline->facts[r].weekday - 1);
      if (r > 0)
        g_assert_cmpint (slots->slot[r], >, slots->slot[r - 1]);
    }
  g_assert_cmpint (slots->slot[ROWS - 1], >, ROWS);
}

static void
test_a_gap_of_a_year_closes (void)
{
  AeqDate dates[40];
  g_autoptr(AeqTimeline) timeline = NULL;
  g_autoptr(AeqSlots) slots = NULL;

  for (int r = 0; r < 40; r++)
    dates[r] = aeq_date_from_ymd (2020, 1, 6) + r + (r >= 20 ? 400 : 0);
  timeline = aeq_timeline_new (dates, 40, NULL, 7, NULL, 0, NULL);
  slots = aeq_slots_new (timeline);
  g_assert_cmpint (slots->slot[39], <, 40 + 7);
}

static void
test_the_week_is_forecast_across_holidays (void)
{
  g_autoptr(AeqTimeline) timeline = business_days (ROWS, 5);
  g_autoptr(AeqShape) shape = weekly (timeline, 0, ROWS - 20);
  g_autoptr(AeqDecomposed) decomposed = aeq_decomposed_new (shape);

  for (gsize r = ROWS - 20; r < ROWS; r++)
    {
      double out[AEQ_N_DECOMPOSED];

      aeq_decomposed_point (decomposed, ROWS - 21, r, out);
      for (int m = 0; m < AEQ_N_DECOMPOSED; m++)
        g_assert_cmpfloat_with_epsilon (out[m], 1000 + 100.0 * timeline->facts[r].weekday, 3);
    }
}

/* From a row in the middle nothing after it is seen: neither by the levels nor by the estimate of the season. Only the
 * coefficients come from all rows up to fit_row, so these are fitted before. */
static void
test_nothing_after_the_origin_is_seen (void)
{
  const gsize fit = 200;
  g_autoptr(AeqTimeline) timeline = business_days (ROWS, 5);
  g_autofree double *values = g_new (double, ROWS);
  double before[60][AEQ_N_DECOMPOSED];
  AeqRng rng;

  aeq_rng_init (&rng, 5);
  for (gsize r = 0; r < ROWS; r++)
    values[r] = 1000 + 100.0 * timeline->facts[r].weekday + 50 * aeq_rng_normal (&rng);
  for (int changed = 0; changed < 2; changed++)
    {
      g_autoptr(AeqShape) shape = NULL;
      g_autoptr(AeqDecomposed) decomposed = NULL;

      for (gsize r = 260; r < ROWS && changed; r++)
        values[r] = r % 7 == 0 ? NAN : 9e6;
      shape = aeq_shape_new (timeline, values, fit);
      decomposed = aeq_decomposed_new (shape);
      for (gsize t = 200; t < 260; t++)
        {
          double out[AEQ_N_DECOMPOSED];

          aeq_decomposed_point (decomposed, t, t + 9, out);
          for (int m = 0; m < AEQ_N_DECOMPOSED; m++)
            if (changed)
              g_assert_true (out[m] == before[t - 200][m]);
            else
              before[t - 200][m] = out[m];
        }
    }
}

static void
test_strange_series (void)
{
  g_autoptr(AeqTimeline) timeline = business_days (ROWS, 5);

  for (int kind = 0; kind < 8; kind++)
    {
      g_autofree double *values = g_new (double, ROWS);
      g_autoptr(AeqShape) shape = NULL;
      g_autoptr(AeqDecomposed) decomposed = NULL;
      double out[AEQ_N_DECOMPOSED];

      for (gsize r = 0; r < ROWS; r++)
        {
          const double by_kind[] = { 7, 0, NAN, r == 250 ? 5 : NAN, r % 2 ? 1e15 : -1e15, r == 100 ? 1e150 : 3,
                                     r < 240 ? NAN : r, r % 50 == 0 ? 100 : 0 };

          values[r] = by_kind[kind];
        }
      shape = aeq_shape_new (timeline, values, 270);
      decomposed = aeq_decomposed_new (shape);
      aeq_decomposed_point (decomposed, 270, 275, out);
      for (int m = 0; m < AEQ_N_DECOMPOSED; m++)
        g_assert_true (isfinite (out[m]) == (kind != 2));
      if (kind < 2)
        g_assert_cmpfloat_with_epsilon (out[AEQ_DECOMPOSED_ARMA], kind == 0 ? 7 : 0, 1e-9);
      if (kind == 5)
        g_assert_cmpfloat (fabs (out[AEQ_DECOMPOSED_ARMA]), <, 1e9);
    }
}

/* Protocol A for one method after the other. R's forecast 8.20 reaches 20.81 (thetaf), 20.76 (stlf) and 20.22 (stlf with
 * an ARIMA). */
static void
test_real_cash_machines_come_out_near_the_peers (void)
{
  static const double MOST[AEQ_N_DECOMPOSED] = { 21.1, 20.4, 20.3 };
  g_autofree char *path = aeq_test_real_path ("data", "nn5_daily.csv", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqTable) table = NULL;
  g_autoptr(AeqTimeline) timeline = NULL;
  AeqTally tally[AEQ_N_DECOMPOSED] = { 0 };

  if (path == NULL)
    return;
  table = aeq_table_read (path, &error);
  g_assert_no_error (error);
  timeline = aeq_timeline_new (table->dates, table->n, NULL, 7, NULL, 0, &error);
  for (gsize s = 0; s < table->n_series; s++)
    {
      g_autofree double *values = g_new (double, table->n);
      g_autoptr(AeqShape) shape = NULL;
      g_autoptr(AeqDecomposed) decomposed = NULL;

      for (gsize r = 0; r < table->n; r++)
        values[r] = table->test[r] || table->values[s][r] == 0 ? NAN : table->values[s][r];
      shape = aeq_shape_new (timeline, values, 734);
      decomposed = aeq_decomposed_new (shape);
      for (gsize r = 735; r < table->n; r++)
        {
          double point[AEQ_N_DECOMPOSED];

          aeq_decomposed_point (decomposed, 734, r, point);
          for (int m = 0; m < AEQ_N_DECOMPOSED && table->values[s][r] != 0; m++)
            aeq_tally_add_point (&tally[m], table->values[s][r], point[m]);
        }
    }
  for (int m = 0; m < AEQ_N_DECOMPOSED; m++)
    g_assert_cmpfloat (aeq_tally_smape (&tally[m]), <, MOST[m]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series/slots/holiday", test_a_holiday_leaves_its_slot_empty);
  g_test_add_func ("/series/slots/gap", test_a_gap_of_a_year_closes);
  g_test_add_func ("/series/decomposed/week", test_the_week_is_forecast_across_holidays);
  g_test_add_func ("/series/decomposed/no-future", test_nothing_after_the_origin_is_seen);
  g_test_add_func ("/series/decomposed/strange", test_strange_series);
  g_test_add_func ("/series/decomposed/real-cash-machines", test_real_cash_machines_come_out_near_the_peers);
  return g_test_run ();
}
