/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include "aeq-job-accuracy.h"
#include "aeq-job-scorecard.h"

/* Forecasts of two days; what they said of days that are over is scored. */
static void
issue_and_score (JobsFixture *fixture)
{
  g_autofree char *season = jobs_season (120);
  g_autoptr(AeqForecastResult) first = NULL;
  g_autoptr(AeqForecastResult) second = NULL;
  g_autoptr(GError) error = NULL;
  gint64 n;

  jobs_import_good (fixture, season);
  first = jobs_forecast (fixture);
  jobs_import_good (fixture, JOBS_HEADER "DESK-USD,2026-03-02T15:00:00Z,2026-03-02,2026-03-02,800.00,USD,payment,X,N2,,,actual\n"
                                         "DESK-USD,2026-03-03T15:00:00Z,2026-03-03,2026-03-03,90.00,USD,payment,X,N3,,,actual\n"
                                         "DESK-JPY,2026-03-02T15:00:00Z,2026-03-02,2026-03-02,7000,JPY,payment,X,N4,,,actual\n"
                                         "DESK-JPY,2026-03-03T15:00:00Z,2026-03-03,2026-03-03,1,JPY,payment,X,N5,,,actual\n");
  jobs_clock (fixture, "2026-03-03T16:00:00Z");
  aeq_job_score (fixture->ledger, &n, NULL, &error);
  g_assert_no_error (error);
  second = jobs_forecast (fixture);
  jobs_import_good (fixture, JOBS_HEADER "DESK-USD,2026-03-04T15:00:00Z,2026-03-04,2026-03-04,70.00,USD,payment,X,N6,,,actual\n"
                                         "DESK-JPY,2026-03-04T15:00:00Z,2026-03-04,2026-03-04,9,JPY,payment,X,N7,,,actual\n");
  jobs_clock (fixture, "2026-03-04T16:00:00Z");
  aeq_job_score (fixture->ledger, &n, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, >, 0);
}

static AeqScorecard *
scorecard_of (JobsFixture *fixture, const AeqScorecardScope *scope)
{
  g_autoptr(GError) error = NULL;
  AeqScorecard *card = aeq_job_scorecard (fixture->ledger, scope, NULL, &error);

  g_assert_no_error (error);
  return card;
}

static AeqAccuracy *
accuracy_of (JobsFixture *fixture, const AeqAccount *account)
{
  const AeqAccuracyFilter filter = { account, -1, NULL, AEQ_DATE_NONE, AEQ_DATE_NONE, NULL };
  g_autoptr(GError) error = NULL;
  AeqAccuracy *accuracy = aeq_job_accuracy (fixture->ledger, &filter, &error);

  g_assert_no_error (error);
  return accuracy;
}

static void
assert_same (double a, double b)
{
  if (isnan (a) || isnan (b))
    g_assert_true (isnan (a) && isnan (b));
  else
    g_assert_cmpfloat_with_epsilon (a, b, 1e-9);
}

static void
assert_agrees (const AeqScoreSums *sums, const AeqAccuracyPart *part)
{
  double share[AEQ_SCORE_PIT_BINS];

  g_assert_cmpint (sums->n, ==, part->tally.n);
  assert_same (aeq_score_wape (sums), aeq_tally_wape (&part->tally));
  assert_same (aeq_score_bias (sums), aeq_tally_bias (&part->tally));
  assert_same (aeq_score_coverage (sums), aeq_tally_coverage (&part->tally, AEQ_INTERVAL_90));
  assert_same (aeq_score_skill (sums), aeq_accuracy_skill (part));
  aeq_pit_histogram ((const double *) part->pit->data, part->pit->len, AEQ_SCORE_PIT_BINS, share);
  for (int i = 0; i < AEQ_SCORE_PIT_BINS; i++)
    assert_same ((double) sums->pit[i] / (double) sums->n, share[i]);
}

static const AeqScorePart *
horizon_of (const AeqScorecard *card, int horizon)
{
  for (guint i = 0; i < card->by_horizon->len; i++)
    if (((AeqScorePart *) card->by_horizon->pdata[i])->horizon == horizon)
      return card->by_horizon->pdata[i];
  return NULL;
}

/* What a page shows is what the command line and the export say. */
static void
test_sums_say_what_the_scores_say (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqScorecardScope all = AEQ_SCORECARD_SCOPE_DEFAULT;
  g_autoptr(AeqScorecard) card = NULL;
  g_autoptr(AeqAccuracy) accuracy = NULL;

  issue_and_score (fixture);
  g_assert_cmpint (jobs_int (fixture, "SELECT SUM (n) FROM score_cell"), ==, jobs_int (fixture, "SELECT COUNT (*) FROM forecast_score"));
  card = scorecard_of (fixture, &all);
  accuracy = accuracy_of (fixture, NULL);
  g_assert_null (card->currency); /* pooled */
  g_assert_cmpuint (card->n_days, ==, 3); /* in Tokyo one day more is over */
  g_assert_cmpuint (card->n_account_days, ==, 5);
  assert_agrees (&card->total, &accuracy->total);
  g_assert_cmpuint (card->by_horizon->len, ==, accuracy->by_horizon->len);
  for (guint i = 0; i < accuracy->by_horizon->len; i++)
    {
      const AeqAccuracyPart *part = accuracy->by_horizon->pdata[i];

      assert_agrees (&horizon_of (card, atoi (part->name))->sums, part);
    }
  g_assert_cmpuint (card->by_account->len, ==, 2);
  g_assert_cmpint (card->overrides.n, ==, accuracy->overrides.n);
}

static void
test_one_account_or_one_currency_alone (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqScorecardScope scope = AEQ_SCORECARD_SCOPE_DEFAULT;
  g_autoptr(AeqAccount) usd = NULL;
  g_autoptr(AeqScorecard) by_account = NULL;
  g_autoptr(AeqScorecard) by_currency = NULL;
  g_autoptr(AeqScorecard) until = NULL;
  g_autoptr(AeqAccuracy) accuracy = NULL;

  issue_and_score (fixture);
  usd = jobs_account (fixture, "DESK-USD");
  accuracy = accuracy_of (fixture, usd);
  scope.currency = usd->currency;
  by_currency = scorecard_of (fixture, &scope);
  assert_agrees (&by_currency->total, &accuracy->total);
  g_assert_true (by_currency->currency == usd->currency);
  scope.one_account = TRUE;
  scope.account = usd->uid;
  by_account = scorecard_of (fixture, &scope);
  assert_agrees (&by_account->total, &accuracy->total);
  scope.to = by_account->first;
  until = scorecard_of (fixture, &scope);
  g_assert_cmpuint (until->n_days, ==, 1);
  g_assert_cmpint (until->total.n, <, by_account->total.n);
}

/* The hour is that of issue on the account's clock, the weekday that of the day: noon and four in London, a Monday and a Tuesday. */
static void
test_hours_are_of_the_rest_of_the_day (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqScorecardScope scope = AEQ_SCORECARD_SCOPE_DEFAULT;
  g_autoptr(AeqScorecard) card = NULL;
  g_autoptr(AeqAccount) usd = NULL;
  gint64 first;
  gint64 second;
  gint64 in_hours = 0;
  AeqDate day;

  issue_and_score (fixture);
  usd = jobs_account (fixture, "DESK-USD");
  scope.currency = usd->currency;
  card = scorecard_of (fixture, &scope);
  aeq_zone_to_local (usd->zone, jobs_at ("2026-03-02T12:00:00Z"), &day, &first);
  aeq_zone_to_local (usd->zone, jobs_at ("2026-03-03T16:00:00Z"), &day, &second);
  g_assert_cmpint (card->hours[0][first / AEQ_HOUR].n, ==, 1);
  g_assert_cmpint (card->hours[1][second / AEQ_HOUR].n, ==, 1);
  for (int weekday = 0; weekday < AEQ_SCORECARD_WEEKDAYS; weekday++)
    for (int hour = 0; hour < AEQ_SCORECARD_HOURS; hour++)
      in_hours += card->hours[weekday][hour].n;
  g_assert_cmpint (in_hours, ==, horizon_of (card, 0)->sums.n);
}

/* As a ledger is whose scores come from a version without sums: what is read is the same, and the next scoring takes them in. */
static void
test_scores_without_sums_are_read_and_taken_in (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqScorecardScope all = AEQ_SCORECARD_SCOPE_DEFAULT;
  g_autoptr(AeqScorecard) before = NULL;
  g_autoptr(AeqScorecard) without = NULL;
  g_autoptr(AeqScorecard) after = NULL;
  g_autoptr(GError) error = NULL;
  gint64 n;

  issue_and_score (fixture);
  before = scorecard_of (fixture, &all);
  g_assert_true (aeq_store_exec (fixture->ledger->store, "DELETE FROM score_cell", NULL));
  without = scorecard_of (fixture, &all);
  assert_same (aeq_score_wape (&without->total), aeq_score_wape (&before->total));
  g_assert_cmpuint (without->n_account_days, ==, before->n_account_days);
  g_assert_cmpuint (without->weeks->len, ==, before->weeks->len);
  aeq_job_score (fixture->ledger, &n, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 0);
  g_assert_cmpint (jobs_int (fixture, "SELECT SUM (n) FROM score_cell"), ==, jobs_int (fixture, "SELECT COUNT (*) FROM forecast_score"));
  after = scorecard_of (fixture, &all);
  assert_same (aeq_score_skill (&after->total), aeq_score_skill (&before->total));
  aeq_job_score (fixture->ledger, &n, NULL, &error); /* nothing is added twice */
  g_assert_cmpint (jobs_int (fixture, "SELECT SUM (n) FROM score_cell"), ==, before->total.n);
}

static void
test_a_new_model_is_a_change (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqScorecardScope all = AEQ_SCORECARD_SCOPE_DEFAULT;
  g_autoptr(AeqScorecard) same = NULL;
  g_autoptr(AeqScorecard) changed = NULL;
  const AeqModelChange *change;

  issue_and_score (fixture);
  same = scorecard_of (fixture, &all);
  g_assert_cmpuint (same->changes->len, ==, 0);
  g_assert_true (aeq_store_exec (fixture->ledger->store, "UPDATE score_cell SET model_version = 'v9.9' WHERE day = '2026-03-03' AND horizon = 0", NULL));
  changed = scorecard_of (fixture, &all);
  g_assert_cmpuint (changed->changes->len, ==, 1);
  change = &g_array_index (changed->changes, AeqModelChange, 0);
  g_assert_cmpstr (change->model, ==, "v9.9");
  g_assert_cmpint (change->day, ==, aeq_date_from_ymd (2026, 3, 3));
}

static void
test_the_table_has_the_whole_first (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqScorecardScope all = AEQ_SCORECARD_SCOPE_DEFAULT;
  g_autoptr(AeqScorecard) empty = scorecard_of (fixture, &all);
  g_autoptr(AeqSheet) nothing = aeq_scorecard_sheet (empty);
  g_autoptr(AeqScorecard) card = NULL;
  g_autoptr(AeqSheet) sheet = NULL;
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;

  g_assert_cmpuint (nothing->rows->len, ==, 0);
  g_assert_true (isnan (aeq_score_skill (&empty->total)));
  issue_and_score (fixture);
  card = scorecard_of (fixture, &all);
  sheet = aeq_scorecard_sheet (card);
  text = aeq_sheet_copy (sheet, FALSE, sheet->rows);
  expected = g_strdup_printf ("All\t\t%" G_GINT64_FORMAT "\t%.1f\t", card->total.n, 100 * aeq_score_wape (&card->total));
  g_assert_true (g_str_has_prefix (text, expected));
  g_assert_nonnull (strstr (text, "\nDays ahead\trest of the day\t"));
  g_assert_nonnull (strstr (text, "\nAccount\tDESK-USD USD\t"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  jobs_test_add ("/jobs/scorecard/same-as-scores", test_sums_say_what_the_scores_say);
  jobs_test_add ("/jobs/scorecard/scope", test_one_account_or_one_currency_alone);
  jobs_test_add ("/jobs/scorecard/hours", test_hours_are_of_the_rest_of_the_day);
  jobs_test_add ("/jobs/scorecard/taken-in", test_scores_without_sums_are_read_and_taken_in);
  jobs_test_add ("/jobs/scorecard/model-change", test_a_new_model_is_a_change);
  jobs_test_add ("/jobs/scorecard/table", test_the_table_has_the_whole_first);
  return aeq_test_run_on_store ();
}
