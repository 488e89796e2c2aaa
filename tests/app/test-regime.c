/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-chart-data.h"
#include "aeq-regime-charts.h"
#include "aeq-regime-words.h"
#include "aeq-test.h"

#define FIRST 20000 /* a day in 2024 */

/* Twenty calm days, then ten of an elevated state with @missing sources. */
static AeqRegimeView *
view_new (guint missing)
{
  AeqRegimeView *view = g_new0 (AeqRegimeView, 1);

  view->readings = g_array_new (FALSE, TRUE, sizeof (AeqRegimeReading));
  view->episodes = g_array_new (FALSE, TRUE, sizeof (AeqRegimeEpisode));
  view->series = g_ptr_array_new ();
  for (int i = 0; i < 30; i++)
    {
      gboolean stressed = i >= 20;
      AeqRegimeReading reading = { .date = FIRST + i, .since = stressed ? FIRST + 20 : FIRST,
                                   .state = stressed ? AEQ_REGIME_ELEVATED : AEQ_REGIME_STEADY, .missing = missing };

      reading.p[AEQ_REGIME_ELEVATED] = stressed ? .7 : .1;
      reading.p[AEQ_REGIME_CRISIS] = stressed ? .1 : 0;
      reading.p[AEQ_REGIME_STEADY] = 1 - reading.p[AEQ_REGIME_ELEVATED] - reading.p[AEQ_REGIME_CRISIS];
      reading.n_drivers = 3 - (guint) __builtin_popcount (missing);
      for (guint k = 0; k < reading.n_drivers; k++)
        reading.drivers[k] = (AeqRegimeDriver) { AEQ_REGIME_VOLATILITY, "VIXCLS", reading.date - (AeqDate) k, 24, 1, 1 };
      g_array_append_val (view->readings, reading);
    }
  view->date = FIRST + 29;
  view->reasons = aeq_regime_reasons (aeq_regime_view_now (view));
  return view;
}

static void
test_figures_say_the_state_and_since_when (void)
{
  g_autoptr(AeqRegimeView) view = view_new (0);
  g_auto(AeqRegimeText) elevated = aeq_regime_figure (view, AEQ_REGIME_FIGURE_ELEVATED);
  g_auto(AeqRegimeText) steady = aeq_regime_figure (view, AEQ_REGIME_FIGURE_STEADY);
  g_auto(AeqRegimeText) since = aeq_regime_figure (view, AEQ_REGIME_FIGURE_SINCE);
  g_auto(AeqRegimeText) oldest = aeq_regime_figure (view, AEQ_REGIME_FIGURE_OLDEST);
  g_autofree char *title = aeq_regime_title (view);
  g_autofree char *lacks = aeq_regime_lacks (view);

  g_assert_cmpstr (elevated.text, ==, "70.0 %");
  g_assert_cmpstr (elevated.caption, ==, "as 5 d ago");
  g_assert_cmpstr (elevated.style, ==, "warning");
  g_assert_null (steady.style);
  g_assert_cmpstr (since.caption, ==, "10 business days");
  g_assert_cmpstr (oldest.text, ==, "2024-10-31");
  g_assert_cmpstr (title, ==, "Elevated stress since 2024-10-24");
  g_assert_null (lacks);
}

static void
test_what_is_missing_is_named (void)
{
  g_autoptr(AeqRegimeView) view = view_new (AEQ_REGIME_VOLATILITY | AEQ_REGIME_FUNDING);
  g_auto(AeqRegimeText) sources = aeq_regime_figure (view, AEQ_REGIME_FIGURE_SOURCES);
  g_autofree char *lacks = aeq_regime_lacks (view);

  g_assert_cmpstr (sources.text, ==, "1 of 3");
  g_assert_cmpstr (sources.caption, ==, "▲ missing: volatility, funding");
  g_assert_cmpstr (sources.style, ==, "warning");
  g_assert_nonnull (strstr (lacks, "Connections"));
  g_assert_nonnull (strstr (lacks, "New York Fed"));
  g_assert_null (strstr (lacks, "BAA10Y"));
}

static void
test_without_a_reading_everything_is_missing (void)
{
  g_autoptr(AeqRegimeView) view = view_new (0);
  g_auto(AeqRegimeText) since = { 0 };
  g_autofree char *why = NULL;

  g_array_set_size (view->readings, 0);
  since = aeq_regime_figure (view, AEQ_REGIME_FIGURE_SINCE);
  why = aeq_regime_why (view);
  g_assert_cmpstr (since.text, ==, "–");
  g_assert_cmpstr (why, ==, "The ledger has no series that the regime is read from.");
}

static void
test_a_late_value_says_how_late (void)
{
  double day = FIRST, value = 4.33;
  AeqMarketSeries series = { .id = (char *) "SOFR", .unit = "percent", .n = 1, .x = &day, .y = &value, .known_on = FIRST + 1, .lag = 1,
                             .due = FIRST + 2, .late = 4, .freshness = AEQ_FRESH_STALE };
  g_autofree char *published = aeq_regime_series_published (&series);
  g_autofree char *text = aeq_regime_series_value (&series);

  g_assert_cmpstr (text, ==, "4.33 %");
  g_assert_cmpstr (published, ==, "Of 2024-10-04 · published 2024-10-05, 1 d later · ▲ the next is 4 d late");
}

static void
test_the_picture_has_a_run_of_each_state (void)
{
  g_autoptr(AeqRegimeView) view = view_new (0);
  g_autoptr(AeqChart) chart = aeq_regime_timeline_chart (view);
  const AeqChartLayer *states = NULL;
  double from;
  double to;

  for (gsize i = 0; i < aeq_chart_get_n_layers (chart); i++)
    if (aeq_chart_get_layer (chart, i)->kind == AEQ_LAYER_STATES)
      states = aeq_chart_get_layer (chart, i);
  g_assert_cmpuint (states->n, ==, 2);
  g_assert_cmpfloat (states->x[1], ==, FIRST + 20);
  aeq_chart_get_x_range (chart, &from, &to);
  g_assert_cmpfloat (from, ==, FIRST);
  g_assert_cmpfloat (to, ==, FIRST + 30);
  g_assert_cmpfloat_with_epsilon (aeq_chart_get_layer (chart, 0)->y[29], 80, 1e-9); /* elevated or crisis */
  g_assert_cmpfloat_with_epsilon (aeq_chart_get_layer (chart, 1)->y[29], 10, 1e-9); /* crisis, a part of it */
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/regime/figures", test_figures_say_the_state_and_since_when);
  g_test_add_func ("/app/regime/missing", test_what_is_missing_is_named);
  g_test_add_func ("/app/regime/unknown", test_without_a_reading_everything_is_missing);
  g_test_add_func ("/app/regime/late", test_a_late_value_says_how_late);
  g_test_add_func ("/app/regime/runs", test_the_picture_has_a_run_of_each_state);
  return g_test_run ();
}
