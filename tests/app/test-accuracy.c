/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "aeq-accuracy-charts.h"
#include "aeq-accuracy-words.h"
#include "aeq-chart-data.h"
#include "aeq-model-pane.h"
#include "aeq-test.h"

/* A hundred scored targets of thirty days, of which @inside fell within; the naive erred by a hundred. */
static AeqScorecard *
card_new (gint64 inside, double error)
{
  AeqScorecard *card = g_new0 (AeqScorecard, 1);

  card->by_regime = g_ptr_array_new ();
  card->by_horizon = g_ptr_array_new ();
  card->by_account = g_ptr_array_new ();
  card->weeks = g_array_new (FALSE, TRUE, sizeof (AeqScoreWeek));
  card->changes = g_array_new (FALSE, TRUE, sizeof (AeqModelChange));
  card->texts = g_string_chunk_new (64);
  card->n_days = 30;
  card->n_account_days = 30;
  card->total = (AeqScoreSums) { .n = 100, .abs_error = error, .gross = 1000, .n_naive = 100, .naive_error = 100, .inside = inside };
  for (int i = 0; i < AEQ_SCORE_PIT_BINS; i++)
    card->total.pit[i] = 10;
  return card;
}

static void
test_what_is_off_is_said_in_words (void)
{
  g_autoptr(AeqScorecard) worse = card_new (60, 150);
  g_autoptr(AeqScorecard) good = card_new (90, 50);
  g_auto(AeqAccuracyText) skill = aeq_accuracy_figure (worse, AEQ_ACCURACY_SKILL);
  g_auto(AeqAccuracyText) coverage = aeq_accuracy_figure (worse, AEQ_ACCURACY_COVERAGE);
  g_auto(AeqAccuracyText) better = aeq_accuracy_figure (good, AEQ_ACCURACY_SKILL);
  g_auto(AeqAccuracyText) calm = aeq_accuracy_figure (good, AEQ_ACCURACY_COVERAGE);
  g_auto(AeqAccuracyText) overrides = aeq_accuracy_figure (good, AEQ_ACCURACY_OVERRIDES);

  g_assert_cmpstr (skill.text, ==, "-50.0 %");
  g_assert_cmpstr (skill.caption, ==, "▲ last week was nearer");
  g_assert_cmpstr (skill.style, ==, "error");
  g_assert_cmpstr (coverage.text, ==, "60.0 %");
  g_assert_true (g_str_has_prefix (coverage.caption, "▲ chance explains"));
  g_assert_cmpstr (better.text, ==, "+50.0 %");
  g_assert_null (better.style);
  g_assert_null (calm.style);
  g_assert_cmpstr (overrides.caption, ==, "none was scored");
}

static void
test_too_few_days_are_counted (void)
{
  g_autoptr(AeqScorecard) card = card_new (90, 50);
  g_autofree char *text = NULL;

  card->n_days = 1;
  text = aeq_accuracy_early (card);
  g_assert_true (g_str_has_prefix (text, "1 day has been scored."));
}

static void
test_skill_below_zero_is_drawn_below_zero (void)
{
  g_autoptr(AeqScorecard) card = card_new (90, 50);
  const AeqScoreWeek week = { 20000, { .n = 5, .abs_error = 30, .gross = 100, .n_naive = 5, .naive_error = 10 } };
  const AeqModelChange change = { 20000, "v1.1" };
  g_autoptr(AeqChart) chart = NULL;
  const AeqChartLayer *last;

  g_array_append_val (card->weeks, week);
  g_array_append_val (card->changes, change);
  chart = aeq_accuracy_skill_chart (card);
  g_assert_cmpfloat_with_epsilon (aeq_chart_get_layer (chart, 0)->y[0], -200, 1e-9);
  last = aeq_chart_get_layer (chart, aeq_chart_get_n_layers (chart) - 1);
  g_assert_cmpint (last->kind, ==, AEQ_LAYER_MOMENT);
  g_assert_cmpstr (last->name, ==, "model v1.1");
}

/* Where each tenth has its tenth the dots are on the diagonal, which the band holds. */
static void
test_even_outcomes_lie_on_the_diagonal (void)
{
  g_autoptr(AeqScorecard) card = card_new (90, 50);
  g_autoptr(AeqChart) chart = aeq_accuracy_calibration_chart (card);
  const AeqChartLayer *band = aeq_chart_get_layer (chart, 0);
  const AeqChartLayer *dots = aeq_chart_get_layer (chart, 1);

  g_assert_cmpuint (dots->n, ==, AEQ_SCORE_PIT_BINS - 1);
  for (gsize i = 0; i < dots->n; i++)
    {
      g_assert_cmpfloat_with_epsilon (dots->y[i], dots->x[i], 1e-9);
      g_assert_cmpfloat (band->y[3 * i], <, dots->y[i]);
      g_assert_cmpfloat (band->y[3 * i + 2], >, dots->y[i]);
    }
}

/* Two forecasts are no error to draw; hours before the first and after the last with any are left away. */
static void
test_hours_with_too_few_stay_empty (void)
{
  g_autoptr(AeqScorecard) card = card_new (90, 50);
  g_autoptr(AeqChart) nothing = aeq_accuracy_hours_chart (card);
  g_autoptr(AeqChart) chart = NULL;
  const AeqChartLayer *heat;

  g_assert_cmpuint (aeq_chart_get_n_layers (nothing), ==, 0);
  card->hours[0][9] = (AeqScoreSums) { .n = 3, .abs_error = 20, .gross = 100 };
  card->hours[1][10] = (AeqScoreSums) { .n = 2, .abs_error = 20, .gross = 100 };
  card->hours[2][11] = (AeqScoreSums) { .n = 4, .abs_error = 30, .gross = 100 };
  chart = aeq_accuracy_hours_chart (card);
  heat = aeq_chart_get_layer (chart, 0);
  g_assert_cmpuint (heat->n, ==, 3);
  g_assert_cmpuint (heat->n_levels, ==, 5);
  g_assert_cmpfloat (heat->x[0], ==, 9 * 3600);
  g_assert_cmpfloat_with_epsilon (heat->y[0], 20, 1e-9);
  g_assert_true (isnan (heat->y[5 + 1]));
  g_assert_cmpfloat_with_epsilon (heat->y[10 + 2], 30, 1e-9);
}

static void
test_a_card_is_markup (void)
{
  g_autofree char *markup = aeq_model_card_markup ("# Model <v1>\n\n**What.** One\ntwo & three.\n\n| | |\n|---|---|\n| rows | 7 |\n");

  g_assert_cmpstr (markup, ==, "<span size=\"large\" weight=\"bold\">Model &lt;v1&gt;</span>\n\n<b>What.</b> One two &amp; three.\n\n"
                               "rows:  <b>7</b>\n\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/accuracy-words/off", test_what_is_off_is_said_in_words);
  g_test_add_func ("/accuracy-words/early", test_too_few_days_are_counted);
  g_test_add_func ("/accuracy-charts/below-zero", test_skill_below_zero_is_drawn_below_zero);
  g_test_add_func ("/accuracy-charts/diagonal", test_even_outcomes_lie_on_the_diagonal);
  g_test_add_func ("/accuracy-charts/hours", test_hours_with_too_few_stay_empty);
  g_test_add_func ("/model-card/markup", test_a_card_is_markup);
  return g_test_run ();
}
