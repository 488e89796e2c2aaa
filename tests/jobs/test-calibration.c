/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include "aeq-desk-calibration.h"
#include "aeq-job-accuracy.h"

/* Plain forecasts at noon of the @days calendar days up to JOBS_NOW, each scored on the day after. */
static void
walk (JobsFixture *fixture, int days)
{
  AeqInstant end = jobs_at (JOBS_NOW);
  g_autoptr(GError) error = NULL;
  gint64 n;

  for (int i = days; i > 0; i--)
    {
      AeqForecastRequest request = { .days = 1, .bucket_minutes = 60, .plain = TRUE };
      g_autoptr(AeqForecastResult) result = NULL;

      fixture->ledger->now = end - i * 24 * AEQ_HOUR;
      aeq_job_score (fixture->ledger, &n, NULL, &error);
      g_assert_no_error (error);
      result = aeq_job_forecast (fixture->ledger, &request, NULL, NULL, &error);
      g_assert_no_error (error);
    }
  fixture->ledger->now = end;
  aeq_job_score (fixture->ledger, &n, NULL, &error);
  g_assert_no_error (error);
}

static GBytes *
state_of (JobsFixture *fixture, const char *name)
{
  g_autoptr(AeqAccount) account = jobs_account (fixture, "DESK-USD");
  g_autoptr(GError) error = NULL;
  GBytes *state = aeq_calibration_get (fixture->ledger, account->id, name, &error);

  g_assert_no_error (error);
  return state;
}

static double
factor_of (JobsFixture *fixture, const char *member)
{
  g_autoptr(AeqForecastResult) result = jobs_forecast (fixture);
  g_autoptr(JsonNode) node = NULL;
  JsonObject *account = jobs_account_of (result, "DESK-USD", &node);

  return json_object_get_double_member (json_object_get_object_member (account, "calibration"), member);
}

static void
set_up (JobsFixture *fixture, gconstpointer data)
{
  g_autofree char *season = jobs_season (200);

  jobs_set_up (fixture, data);
  jobs_import_good (fixture, season);
  walk (fixture, 40);
}

static void
test_a_record_changes_the_next_forecast (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) state = state_of (fixture, "intraday");
  g_autoptr(GArray) entries = aeq_course_entries_load (state);

  g_assert_cmpuint (entries->len, >=, 25);
  g_assert_cmpfloat (factor_of (fixture, "end_of_day_factor"), !=, 1);
  aeq_store_exec (fixture->ledger->store, "DELETE FROM calibration", NULL);
  g_assert_cmpfloat (factor_of (fixture, "end_of_day_factor"), ==, 1);
}

static void
test_scoring_twice_changes_nothing (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) before = state_of (fixture, "intraday");
  g_autoptr(GBytes) daily = state_of (fixture, "daily");
  g_autoptr(GBytes) after = NULL;
  g_autoptr(GBytes) daily_after = NULL;
  gint64 n;

  g_assert_true (aeq_job_score (fixture->ledger, &n, NULL, NULL));
  g_assert_cmpint (n, ==, 0);
  after = state_of (fixture, "intraday");
  daily_after = state_of (fixture, "daily");
  g_assert_true (g_bytes_equal (before, after));
  g_assert_true (g_bytes_equal (daily, daily_after));
}

/* Scores that were taken away leave no trace, and come again as they were. */
static void
test_scores_taken_away_leave_no_trace (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) before = state_of (fixture, "intraday");
  g_autoptr(GPtrArray) accounts = aeq_account_list (fixture->ledger, NULL);
  g_autoptr(GBytes) without = NULL;
  g_autoptr(GBytes) again = NULL;
  gint64 n;

  aeq_store_exec (fixture->ledger->store, "DELETE FROM forecast_score; DELETE FROM forecast_course_score", NULL);
  g_assert_true (aeq_desk_calibration_update (fixture->ledger, accounts, NULL));
  without = state_of (fixture, "intraday");
  g_assert_null (without);
  g_assert_true (aeq_job_score (fixture->ledger, &n, NULL, NULL));
  g_assert_cmpint (n, >, 0);
  again = state_of (fixture, "intraday");
  g_assert_true (g_bytes_equal (before, again));
}

/* As of an earlier time the state of that time speaks, whatever has been forecast, booked and scored since. */
static void
test_an_earlier_time_does_not_see_later_scores (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqForecastResult) before = NULL;
  g_autoptr(AeqForecastResult) after = NULL;
  g_autoptr(AeqForecastResult) later = NULL;
  g_autoptr(GBytes) old = state_of (fixture, "intraday");
  g_autoptr(GBytes) new = NULL;
  gint64 n;

  before = jobs_forecast (fixture);
  for (int day = 2; day <= 6; day++)
    {
      g_autofree char *row = g_strdup_printf (JOBS_HEADER
                                              "DESK-USD,2026-03-%02dT16:00:00Z,2026-03-%02d,,%s9000000.00,USD,payment,Odd,X%d,,,actual\n",
                                              day, day, day % 2 ? "-" : "", day);
      g_autofree char *now = g_strdup_printf ("2026-03-%02dT12:00:00Z", day);
      g_autoptr(AeqForecastResult) issued = NULL;

      jobs_import_good (fixture, row);
      jobs_clock (fixture, now);
      issued = jobs_forecast (fixture);
    }
  jobs_clock (fixture, "2026-03-09T12:00:00Z");
  jobs_import_good (fixture, JOBS_HEADER "DESK-USD,2026-03-09T10:00:00Z,2026-03-09,,1.00,USD,payment,Odd,X9,,,actual\n");
  g_assert_true (aeq_job_score (fixture->ledger, &n, NULL, NULL));
  new = state_of (fixture, "intraday");
  g_assert_cmpuint (g_bytes_get_size (new), >, g_bytes_get_size (old));
  later = jobs_forecast (fixture);
  jobs_clock (fixture, JOBS_NOW);
  after = jobs_forecast (fixture);
  g_assert_cmpstr (before->json, ==, after->json);
}

static void
put_daily (JobsFixture *fixture, int days, int missed)
{
  g_autoptr(AeqAccount) account = jobs_account (fixture, "DESK-USD");
  g_autoptr(GVariant) variant = NULL;
  g_autoptr(GBytes) state = NULL;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(xiy)"));
  for (int i = 0; i < days; i++)
    g_variant_builder_add (&builder, "(xiy)", (gint64) i, i, (guint8) (i >= missed));
  variant = g_variant_ref_sink (g_variant_builder_end (&builder));
  state = g_variant_get_data_as_bytes (variant);
  g_assert_true (aeq_calibration_put (fixture->ledger, account->id, "daily", state, NULL));
}

static gboolean
drifts (JobsFixture *fixture)
{
  g_autoptr(AeqForecastResult) result = jobs_forecast (fixture);
  g_autoptr(JsonNode) node = NULL;
  JsonObject *account = jobs_account_of (result, "DESK-USD", &node);

  return json_object_get_boolean_member (json_object_get_object_member (account, "calibration"), "drifts");
}

static void
test_a_forecast_says_when_its_calibration_drifts (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  put_daily (fixture, 60, 6);
  g_assert_false (drifts (fixture));
  g_assert_cmpfloat_with_epsilon (factor_of (fixture, "coverage_60"), .9, 1e-9);
  put_daily (fixture, 60, 18);
  g_assert_true (drifts (fixture));
  g_assert_cmpfloat_with_epsilon (factor_of (fixture, "coverage_60"), .7, 1e-9);
}

static void
test_a_damaged_state_is_told (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqForecastRequest request = AEQ_FORECAST_REQUEST_DEFAULT;
  g_autoptr(GError) error = NULL;

  aeq_store_exec (fixture->ledger->store, "UPDATE calibration SET state = x'0102030405'", NULL);
  g_assert_null (aeq_job_forecast (fixture->ledger, &request, NULL, NULL, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "score makes it again"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/jobs/calibration/" name, JobsFixture, NULL, set_up, func, jobs_tear_down)
  ADD ("next-forecast", test_a_record_changes_the_next_forecast);
  ADD ("twice", test_scoring_twice_changes_nothing);
  ADD ("taken-away", test_scores_taken_away_leave_no_trace);
  ADD ("no-future", test_an_earlier_time_does_not_see_later_scores);
  ADD ("drift", test_a_forecast_says_when_its_calibration_drifts);
  ADD ("damaged", test_a_damaged_state_is_told);
#undef ADD
  return aeq_test_run_on_store ();
}
