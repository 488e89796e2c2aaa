/* SPDX-License-Identifier: MIT */
#include "aeq-shock-fit.h"

#include <math.h>
#include <string.h>

#include "aeq-error.h"
#include "aeq-rng.h"
#include "aeq-test.h"

static void
test_margin_calls_multiply (void)
{
  const AeqFlowShare share = { AEQ_SHOCK_MARGIN_CALL, 0, .5 };
  const double in[] = { 0, 0 }, out[] = { 100, 200 };
  double net[] = { 0, 0 };

  g_assert_cmpfloat (aeq_shock_apply (aeq_shock_table_default ()->crisis, &share, 1, 60, in, out, 2, net), ==, 0);
  g_assert_cmpfloat (net[0], ==, -150);
  g_assert_cmpfloat (net[1], ==, -300);
}

static void
test_receipts_come_late_and_none_is_lost (void)
{
  const AeqFlowShare share = { AEQ_SHOCK_RECEIPT, 1, 0 };
  const double in[] = { 100, 50, 0, 0, 0, 10 }, out[6] = { 0 };
  double net[6] = { 0 }, carried, sum = 0;

  carried = aeq_shock_apply (aeq_shock_table_default ()->crisis, &share, 1, 60, in, out, 6, net);
  g_assert_cmpfloat (net[0], ==, -100);
  g_assert_cmpfloat (net[4], ==, 100);
  g_assert_cmpfloat (net[5], ==, 40);
  g_assert_cmpfloat (carried, ==, 10);
  for (int j = 0; j < 6; j++)
    sum += net[j];
  g_assert_cmpfloat (sum + carried, ==, 0);
}

static void
test_half_a_bucket_is_shared_out (void)
{
  const AeqFlowShare share = { AEQ_SHOCK_RECEIPT, 1, 0 };
  const double in[] = { 100, 0 }, out[] = { 0, 0 };
  double net[2] = { 0 };

  g_assert_cmpfloat (aeq_shock_apply (aeq_shock_table_default ()->elevated, &share, 1, 60, in, out, 2, net), ==, 0);
  g_assert_cmpfloat (net[0], ==, -50);
  g_assert_cmpfloat (net[1], ==, 50);
}

static void
test_names_go_there_and_back (void)
{
  for (int i = 0; i < AEQ_N_SHOCKS; i++)
    g_assert_cmpint (aeq_shock_category_find (aeq_shock_category_name ((AeqShockCategory) i)), ==, i);
  g_assert_cmpint (aeq_shock_category_find ("no such thing"), ==, AEQ_SHOCK_OTHER);
  g_assert_cmpint (aeq_shock_category_find (NULL), ==, AEQ_SHOCK_OTHER);
}

/* Weeks that are @factor times the usual one, give or take a tenth. */
static void
plant (AeqShockWeek *weeks, gsize n, double factor, double noise)
{
  AeqRng rng;

  aeq_rng_init (&rng, 7);
  for (gsize i = 0; i < n; i++)
    weeks[i] = (AeqShockWeek) { 100 * factor * (1 + noise * (2 * aeq_rng_uniform (&rng) - 1)), 100 };
}

static void
test_a_planted_factor_is_found (void)
{
  AeqShockWeek weeks[60];
  AeqShockEvidence evidence;

  plant (weeks, 60, 3, .1);
  aeq_shock_fit_factor (weeks, 60, 1, &evidence);
  g_assert_cmpfloat_with_epsilon (evidence.seen, 3, .1);
  g_assert_cmpfloat_with_epsilon (evidence.used, 3, .35); /* a little is left of the assumed 1 */
  g_assert_cmpfloat (evidence.loss_fitted, <, evidence.loss_none);
  aeq_shock_fit_factor (weeks, 6, 1, &evidence);
  g_assert_cmpfloat_with_epsilon (evidence.used, sqrt (evidence.seen), 1e-9); /* six weeks against six imagined ones */
}

/* The assumption says four times, the weeks say nothing happened: nothing is what is used. */
static void
test_an_assumption_that_errs_is_dropped (void)
{
  AeqShockWeek weeks[10];
  AeqShockEvidence evidence;

  plant (weeks, 10, 1, .05);
  aeq_shock_fit_factor (weeks, 10, 4, &evidence);
  g_assert_cmpfloat (evidence.loss_assumed, >, evidence.loss_none);
  g_assert_cmpfloat (evidence.used, ==, 1);
  for (gsize i = 0; i < 10; i++)
    weeks[i] = (AeqShockWeek) { i % 2 == 0 ? 5 : -5, 1 };
  aeq_shock_fit_delay (weeks, 10, 240, &evidence);
  g_assert_cmpfloat (evidence.used, ==, 0);
}

/* Weeks of five days in which @n accounts share so much of their variance. */
static void
plant_lift (AeqShockWeek *weeks, gsize n_weeks, double shared, double usual)
{
  double rows[8 * 5];
  AeqRng rng;

  aeq_rng_init (&rng, 11);
  for (gsize w = 0; w < n_weeks; w++)
    {
      double common[5];

      for (int d = 0; d < 5; d++)
        common[d] = aeq_rng_normal (&rng);
      for (int a = 0; a < 8; a++)
        for (int d = 0; d < 5; d++)
          rows[a * 5 + d] = (a + 1) * (7 + sqrt (shared) * common[d] + sqrt (1 - shared) * aeq_rng_normal (&rng));
      weeks[w] = (AeqShockWeek) { aeq_shock_correlation (rows, 8, 5) - usual, 1 - usual };
    }
}

static void
test_a_planted_lift_is_found (void)
{
  AeqShockWeek weeks[100];
  AeqShockEvidence evidence;

  plant_lift (weeks, 100, .6, .2); /* what is missing from .2 to 1 is halved */
  aeq_shock_fit_lift (weeks, 100, .2, &evidence);
  g_assert_cmpfloat_with_epsilon (evidence.seen, .5, .1); /* of five days it comes out a little low */
  g_assert_cmpfloat_with_epsilon (evidence.used, .5, .12);
  g_assert_cmpfloat (evidence.loss_fitted, <, evidence.loss_none);
  aeq_shock_fit_lift (weeks, 6, .2, &evidence);
  g_assert_cmpfloat_with_epsilon (evidence.fitted, (evidence.seen + .2) / 2, 1e-9); /* six weeks against six imagined ones */
  plant_lift (weeks, 100, .2, .2);
  aeq_shock_fit_lift (weeks, 100, .2, &evidence);
  g_assert_cmpfloat (evidence.used, <, .1);
  plant_lift (weeks, 100, 0, .2); /* and none where they move apart */
  aeq_shock_fit_lift (weeks, 100, .2, &evidence);
  g_assert_cmpfloat (evidence.used, ==, 0);
}

static void
test_correlations_are_those_of_the_pairs (void)
{
  double together[] = { 1, 2, 3, 10, 20, 30 }, against[] = { 1, 2, 3, 3, 2, 1 }, alone[] = { 1, 2, 3, 5, 5, 5 };
  double three[] = { 1, 2, 3, 4, 2, 4, 6, 8, 4, 3, 2, 1 };

  g_assert_cmpfloat_with_epsilon (aeq_shock_correlation (together, 2, 3), 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (aeq_shock_correlation (against, 2, 3), -1, 1e-12);
  g_assert_true (isnan (aeq_shock_correlation (alone, 2, 3)));
  g_assert_cmpfloat_with_epsilon (aeq_shock_correlation (three, 3, 4), -1 / 3.0, 1e-12);
  g_assert_true (isnan (aeq_shock_correlation (together, 3, 2)));
}

static void
test_few_weeks_change_nothing (void)
{
  AeqShockWeek weeks[3];
  AeqShockEvidence evidence;

  plant (weeks, 3, 1, .05);
  aeq_shock_fit_factor (weeks, 3, 4, &evidence);
  g_assert_cmpfloat (evidence.used, ==, 4);
  aeq_shock_fit_factor (NULL, 0, 2.5, &evidence);
  g_assert_cmpfloat (evidence.used, ==, 2.5);
  g_assert_true (isnan (evidence.seen) && isnan (evidence.loss_none));
}

static void
test_a_table_is_read_as_it_was_written (void)
{
  g_autofree char *text = aeq_shock_table_json (aeq_shock_table_default ());
  g_autofree char *again = NULL;
  g_autoptr(GError) error = NULL;
  AeqShockTable table;

  aeq_shock_table_parse (text, -1, &table, &error);
  g_assert_no_error (error);
  again = aeq_shock_table_json (&table);
  g_assert_cmpstr (again, ==, text);
  g_assert_cmpfloat (table.crisis_terms.haircut_points, ==, 10);
  g_assert_cmpfloat (table.crisis_terms.correlation_lift, ==, .2);
}

static char *
replaced (const char *text, const char *find, const char *by)
{
  GString *string = g_string_new (text);

  g_assert_cmpuint (g_string_replace (string, find, by, 1), ==, 1);
  return g_string_free (string, FALSE);
}

/* What a desk fitted before there was a lift stays as it was. */
static void
test_an_older_table_has_no_lift (void)
{
  g_autofree char *text = aeq_shock_table_json (aeq_shock_table_default ());
  g_autofree char *half = replaced (text, "\"correlation_lift\":0.05,", "");
  g_autofree char *old = replaced (half, "\"correlation_lift\":0.2,", "");
  g_autoptr(GError) error = NULL;
  AeqShockTable table;

  aeq_shock_table_parse (old, -1, &table, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (table.elevated_terms.correlation_lift, ==, 0);
  g_assert_cmpfloat (table.crisis_terms.correlation_lift, ==, 0);
}

static void
test_a_bad_table_is_refused_by_its_member (void)
{
  g_autofree char *text = aeq_shock_table_json (aeq_shock_table_default ());
  g_autofree char *missing = replaced (text, "\"redemption\"", "\"redemptions\"");
  g_autofree char *negative = replaced (text, "\"outflow\":4", "\"outflow\":-4");
  g_autofree char *word = replaced (text, "\"uncommitted_lines\":0.9", "\"uncommitted_lines\":\"most\"");
  g_autofree char *above = replaced (text, "\"correlation_lift\":0.2", "\"correlation_lift\":1.5");
  const struct { const char *json; const char *says; } CASES[] = {
    { "[]", "JSON object" }, { "{}", "elevated" }, { missing, "redemption" }, { negative, "outflow of margin_call" },
    { word, "uncommitted_lines of elevated" }, { above, "correlation_lift of crisis" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr(GError) error = NULL;
      AeqShockTable table;

      g_assert_false (aeq_shock_table_parse (CASES[i].json, -1, &table, &error));
      g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, CASES[i].says));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forecast/shock/margin-calls", test_margin_calls_multiply);
  g_test_add_func ("/forecast/shock/late-receipts", test_receipts_come_late_and_none_is_lost);
  g_test_add_func ("/forecast/shock/half-bucket", test_half_a_bucket_is_shared_out);
  g_test_add_func ("/forecast/shock/names", test_names_go_there_and_back);
  g_test_add_func ("/forecast/shock-fit/planted", test_a_planted_factor_is_found);
  g_test_add_func ("/forecast/shock-fit/dropped", test_an_assumption_that_errs_is_dropped);
  g_test_add_func ("/forecast/shock-fit/lift", test_a_planted_lift_is_found);
  g_test_add_func ("/forecast/shock-fit/correlation", test_correlations_are_those_of_the_pairs);
  g_test_add_func ("/forecast/shock-fit/few-weeks", test_few_weeks_change_nothing);
  g_test_add_func ("/forecast/shock-table/round-trip", test_a_table_is_read_as_it_was_written);
  g_test_add_func ("/forecast/shock-table/older", test_an_older_table_has_no_lift);
  g_test_add_func ("/forecast/shock-table/refused", test_a_bad_table_is_refused_by_its_member);
  return g_test_run ();
}
