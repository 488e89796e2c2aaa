/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include <math.h>
#include <string.h>

#include "aeq-job-crisis.h"
#include "aeq-rng.h"
#include "aeq-sheet-crisis.h"

/* Redemptions of 1,000 each day, three times as much in the panic of the last @panic days. */
static void
import_redemptions (JobsFixture *fixture, int panic)
{
  g_autoptr(GString) text = g_string_new (JOBS_HEADER);
  AeqDate today = aeq_zone_date (aeq_zone_utc (), jobs_at (JOBS_NOW));

  for (int i = 400; i > 0; i--)
    {
      char day[AEQ_DATE_TEXT_SIZE];

      aeq_date_format (today - i, day);
      g_string_append_printf (text, "DESK-USD,%sT16:00:00Z,%s,%s,-%d.00,USD,redemption,X,R%d,,,actual\n", day, day, day,
                              (i <= panic ? 3000 : 1000) + (i * 7919) % 97, i);
    }
  jobs_import_good (fixture, text->str);
}

/* Four accounts, each on its own until the panic of the last @panic days, in which they share half of what they do. */
static void
import_accounts (JobsFixture *fixture, int panic)
{
  g_autoptr(GString) text = g_string_new (JOBS_HEADER);
  AeqDate today = aeq_zone_date (aeq_zone_utc (), jobs_at (JOBS_NOW));
  AeqRng rng;

  aeq_rng_init (&rng, 3);
  for (int i = 700; i > 0; i--)
    {
      double common = aeq_rng_normal (&rng);
      char day[AEQ_DATE_TEXT_SIZE];

      aeq_date_format (today - i, day);
      for (int a = 0; a < 4; a++)
        {
          double own = aeq_rng_normal (&rng), z = i <= panic ? sqrt (.5) * (common + own) : own;

          g_string_append_printf (text, "DESK-%d,%sT16:00:00Z,%s,%s,%d.00,USD,other,X,R%d-%d,,,actual\n", a, day, day,
                                  day, (int) (1000 * z) + 1, i, a);
        }
    }
  jobs_import_good (fixture, text->str);
}

static gboolean
fit (JobsFixture *fixture, AeqCrisisResult *result, GError **error)
{
  return aeq_job_crisis_fit (fixture->ledger, result, NULL, NULL, error);
}

static void
test_own_weeks_of_stress_speak (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *version = NULL;
  g_autofree char *shipped = NULL;
  g_autoptr(GError) error = NULL;
  AeqCrisisResult result;
  AeqShockTable table;
  const AeqShockEvidence *evidence;

  jobs_import_market (fixture, 84);
  import_redemptions (fixture, 84);
  g_assert_true (aeq_job_crisis_table (fixture->ledger, &table, &shipped, &error));
  g_assert_cmpstr (shipped, ==, "v1.0");
  g_assert_true (fit (fixture, &result, &error));
  g_assert_cmpstr (result.version, ==, "crisis-v1.1");
  evidence = &result.evidence[AEQ_REGIME_CRISIS][AEQ_SHOCK_REDEMPTION][AEQ_SHOCK_OUTFLOW];
  g_assert_cmpuint (evidence->weeks, >=, 8);
  g_assert_cmpfloat_with_epsilon (evidence->seen, 2.95, .15);
  g_assert_cmpfloat_with_epsilon (evidence->used, 2.8, .15); /* between what was seen and the assumed 2.5 */
  g_assert_true (aeq_job_crisis_table (fixture->ledger, &table, &version, &error));
  g_assert_cmpstr (version, ==, "crisis-v1.1");
  g_assert_true (table.crisis[AEQ_SHOCK_REDEMPTION].outflow == evidence->used);
  g_assert_true (table.crisis[AEQ_SHOCK_MARGIN_CALL].outflow == 4); /* nothing is known of these */
  aeq_crisis_result_clear (&result);
}

static void
test_accounts_that_move_together_in_stress_are_found (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *version = NULL;
  g_autoptr(GError) error = NULL;
  const AeqShockEvidence *evidence;
  AeqCrisisResult result;
  AeqShockTable table;

  jobs_import_market (fixture, 280);
  import_accounts (fixture, 280);
  fit (fixture, &result, &error);
  g_assert_no_error (error);
  evidence = &result.lift[AEQ_REGIME_CRISIS];
  g_assert_cmpuint (evidence->weeks, >=, 30);
  g_assert_cmpfloat (evidence->assumed, ==, .2);
  g_assert_cmpfloat_with_epsilon (evidence->seen, .5, .12);
  g_assert_cmpfloat_with_epsilon (evidence->used, .45, .12); /* between what was seen and the assumed .2 */
  g_assert_cmpfloat (evidence->loss_fitted, <, evidence->loss_none);
  g_assert_nonnull (strstr (result.metadata, "\"figure\":\"correlation_lift\""));
  g_assert_true (aeq_job_crisis_table (fixture->ledger, &table, &version, &error));
  g_assert_true (table.crisis_terms.correlation_lift == evidence->used);
  aeq_crisis_result_clear (&result);
}

static void
test_accounts_that_do_not_are_left_apart (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  AeqCrisisResult result;

  jobs_import_market (fixture, 280);
  import_accounts (fixture, 0);
  fit (fixture, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (result.lift[AEQ_REGIME_CRISIS].loss_none, <, result.lift[AEQ_REGIME_CRISIS].loss_fitted);
  g_assert_cmpfloat (result.table.crisis_terms.correlation_lift, ==, 0);
  aeq_crisis_result_clear (&result);
}

/* The forecast of a crisis pays out what the desk's own table says. */
static void
test_a_forecast_takes_the_table (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqForecastResult) before = NULL;
  g_autoptr(AeqForecastResult) after = NULL;
  g_autoptr(GError) error = NULL;
  AeqCrisisResult result;

  jobs_import_market (fixture, 84);
  import_redemptions (fixture, 0);
  before = jobs_forecast (fixture);
  g_assert_cmpstr (before->crisis_model, ==, "v1.0");
  g_assert_true (fit (fixture, &result, &error));
  aeq_crisis_result_clear (&result);
  after = jobs_forecast (fixture);
  g_assert_cmpstr (after->crisis_model, ==, "crisis-v1.1");
  /* Nothing was different in the desk's own crisis: less is expected to flow out than the assumed table says. */
  g_assert_cmpfloat (((AeqForecastAccount *) after->accounts->pdata[0])->days[0].net[AEQ_MEDIAN_INDEX], >,
                     ((AeqForecastAccount *) before->accounts->pdata[0])->days[0].net[AEQ_MEDIAN_INDEX]);
}

static void
test_without_stress_the_assumed_table_stays (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  AeqCrisisResult result;

  import_redemptions (fixture, 0);
  g_assert_false (fit (fixture, &result, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
  g_clear_error (&error);
  jobs_import_market (fixture, 0);
  g_assert_false (fit (fixture, &result, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM model"), ==, 0);
}

static const AeqSheetRow *
find_row (const AeqSheet *sheet, const char *regime, const char *flows)
{
  for (guint i = 0; i < sheet->rows->len; i++)
    {
      const AeqSheetRow *row = sheet->rows->pdata[i];

      if (g_str_equal (row->values[0].text, regime) && g_str_equal (row->values[1].text, flows))
        return row;
    }
  return NULL;
}

static AeqSheet *
read_evidence (JobsFixture *fixture, char **about)
{
  g_autoptr(GError) error = NULL;
  AeqSheet *sheet = aeq_sheet_crisis (fixture->ledger, about, &error);

  g_assert_no_error (error);
  return sheet;
}

static void
test_the_evidence_says_what_was_kept (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *assumed = NULL;
  g_autofree char *fitted = NULL;
  g_autoptr(AeqSheet) before = read_evidence (fixture, &assumed);
  g_autoptr(AeqSheet) after = NULL;
  g_autoptr(GError) error = NULL;
  const AeqSheetRow *row = find_row (before, "crisis", "redemptions");
  AeqCrisisResult result;

  g_assert_nonnull (strstr (assumed, "v1.0: assumed"));
  g_assert_cmpstr (row->values[3].text, ==, "2.5");
  g_assert_cmpint (row->values[5].kind, ==, AEQ_VALUE_NONE);
  jobs_import_market (fixture, 84);
  import_redemptions (fixture, 84);
  fit (fixture, &result, &error);
  g_assert_no_error (error);
  after = read_evidence (fixture, &fitted);
  g_assert_nonnull (strstr (fitted, "crisis-v1.1, fitted"));
  row = find_row (after, "crisis", "redemptions");
  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (row->values[3].text, NULL), 2.8, .15);
  g_assert_cmpstr (row->values[4].text, ==, "2.5");
  g_assert_cmpfloat (g_ascii_strtod (row->values[8].text, NULL), <, g_ascii_strtod (row->values[7].text, NULL));
  g_assert_cmpstr (row->values[9].text, ==, "Kept: better than no change");
  g_assert_cmpstr (find_row (after, "crisis", "margin calls")->values[9].text, ==, "Assumed: no such weeks here");
  aeq_crisis_result_clear (&result);
}

/* What a ledger holds of a fit that failed: the weeks were foretold worse than by no change. */
static void
test_the_evidence_says_what_was_refused (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *about = NULL;
  g_autoptr(AeqSheet) sheet = NULL;
  g_autoptr(GError) error = NULL;
  const AeqSheetRow *row;
  AeqCrisisResult result;

  jobs_import_market (fixture, 280);
  import_accounts (fixture, 0);
  fit (fixture, &result, &error);
  g_assert_no_error (error);
  sheet = read_evidence (fixture, &about);
  row = find_row (sheet, "crisis", "all accounts");
  g_assert_cmpfloat (result.lift[AEQ_REGIME_CRISIS].loss_fitted, >=, result.lift[AEQ_REGIME_CRISIS].loss_none);
  g_assert_cmpstr (row->values[3].text, ==, "0");
  g_assert_cmpstr (row->values[9].text, ==, "Refused: no change did better");
  aeq_crisis_result_clear (&result);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  jobs_test_add ("/jobs/crisis/own-weeks", test_own_weeks_of_stress_speak);
  jobs_test_add ("/jobs/crisis/together", test_accounts_that_move_together_in_stress_are_found);
  jobs_test_add ("/jobs/crisis/apart", test_accounts_that_do_not_are_left_apart);
  jobs_test_add ("/jobs/crisis/forecast", test_a_forecast_takes_the_table);
  jobs_test_add ("/jobs/crisis/no-stress", test_without_stress_the_assumed_table_stays);
  jobs_test_add ("/jobs/crisis/kept", test_the_evidence_says_what_was_kept);
  jobs_test_add ("/jobs/crisis/refused", test_the_evidence_says_what_was_refused);
  return aeq_test_run_on_store ();
}
