/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include "aeq-job-accuracy.h"
#include "aeq-job-train.h"

static void
train (JobsFixture *fixture, const char *version)
{
  g_autoptr(GError) error = NULL;
  AeqTrainResult result = { 0 };

  aeq_job_train (fixture->ledger, NULL, &result, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (result.version, ==, version);
  g_assert_cmpint (result.rows, >, 0);
  aeq_train_result_clear (&result);
}

static void
assert_current (JobsFixture *fixture, const char *version)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *found = NULL;
  g_autoptr(GBytes) content = aeq_model_current (fixture->ledger, AEQ_MODEL_STEADY, &found, &error);

  g_assert_no_error (error);
  g_assert_nonnull (content);
  g_assert_cmpstr (found, ==, version);
}

static void
test_versions_follow_each_other_and_go_back (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *season = jobs_season (300);
  g_autofree char *back = NULL;
  g_autoptr(AeqForecastResult) forecast = NULL;
  g_autoptr(GError) error = NULL;

  jobs_import_good (fixture, season);
  train (fixture, "v1.1");
  assert_current (fixture, "v1.1");
  train (fixture, "v1.2");
  assert_current (fixture, "v1.2");
  forecast = jobs_forecast (fixture);
  g_assert_cmpstr (forecast->model, ==, "v1.2");
  aeq_model_rollback (fixture->ledger, AEQ_MODEL_STEADY, &back, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (back, ==, "v1.1");
  assert_current (fixture, "v1.1");
}

/* A calm season, and then for as long as the trial looks back the other way round. What the trees learnt of the weekdays is wrong
 * there, and the methods that look at the last weeks only are the better ones. */
static char *
turned_season (void)
{
  GString *text = g_string_new (JOBS_HEADER);
  AeqDate today = aeq_zone_date (aeq_zone_utc (), jobs_at (JOBS_NOW));

  for (int i = 400; i > 0; i--)
    {
      AeqDate date = today - i;
      int weekday = (int) ((date % 7 + 7) % 7);
      int amount = (i > 58 ? 1 : -1) * (1000 * (weekday - 2) + (i * 7919) % 97);
      char day[AEQ_DATE_TEXT_SIZE];

      aeq_date_format (date, day);
      g_string_append_printf (text, "DESK-USD,%sT14:00:00Z,%s,%s,%d.00,USD,payment,X,R%d,,,actual\n", day, day, day, amount, i);
    }
  return g_string_free (text, FALSE);
}

static void
test_a_model_that_errs_more_stays_in_the_shadow (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *season = turned_season ();
  g_autofree char *version = NULL;
  g_autoptr(GBytes) current = NULL;
  g_autoptr(GError) error = NULL;
  AeqTrainResult result = { 0 };

  jobs_import_good (fixture, season);
  aeq_job_train (fixture->ledger, NULL, &result, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (result.trial.held);
  g_assert_cmpfloat (result.trial.to_plain, >, AEQ_TRIAL_TOLERANCE);
  g_assert_false (result.trial.passed);
  current = aeq_model_current (fixture->ledger, AEQ_MODEL_STEADY, &version, &error);
  g_assert_no_error (error);
  g_assert_null (current);
  aeq_model_promote (fixture->ledger, result.version, &error);
  g_assert_no_error (error);
  assert_current (fixture, "v1.1");
  aeq_train_result_clear (&result);
}

static char *
forecast_with (JobsFixture *fixture, AeqModelKeeper *keeper)
{
  AeqForecastRequest request = AEQ_FORECAST_REQUEST_DEFAULT;
  g_autoptr(AeqForecastResult) result = NULL;
  g_autoptr(GError) error = NULL;

  request.keeper = keeper;
  result = aeq_job_forecast (fixture->ledger, &request, NULL, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (result->json);
}

static void
assert_kept_is_the_same (JobsFixture *fixture, AeqModelKeeper *keeper)
{
  g_autofree char *kept = forecast_with (fixture, keeper);
  g_autofree char *fresh = forecast_with (fixture, NULL);

  g_assert_cmpstr (kept, ==, fresh);
}

/* It is parsed once, and again when another version has become current. */
static void
test_a_kept_model_is_the_current_one (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *season = jobs_season (300);
  g_autofree char *back = NULL;
  g_autoptr(AeqModelKeeper) keeper = aeq_model_keeper_new ();
  g_autoptr(GError) error = NULL;

  jobs_import_good (fixture, season);
  assert_kept_is_the_same (fixture, keeper);
  train (fixture, "v1.1");
  assert_kept_is_the_same (fixture, keeper);
  assert_kept_is_the_same (fixture, keeper);
  fixture->ledger->seed++;
  train (fixture, "v1.2");
  assert_kept_is_the_same (fixture, keeper);
  aeq_model_rollback (fixture->ledger, AEQ_MODEL_STEADY, &back, &error);
  g_assert_no_error (error);
  assert_kept_is_the_same (fixture, keeper);
}

/* The quick sum finds the harm; without a sum, as in ledgers of before, the model's own checksum does. */
static void
test_a_damaged_model_is_refused (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const HARM[] = {
    "UPDATE model SET content = CAST (substr (content, 1, 5000) || x'f7' || substr (content, 5002) AS BLOB)",
    "UPDATE model SET content_sum = NULL",
  };
  AeqForecastRequest request = AEQ_FORECAST_REQUEST_DEFAULT;
  g_autofree char *season = jobs_season (300);
  g_autoptr(AeqModelKeeper) keeper = aeq_model_keeper_new ();
  GError *error = NULL;

  jobs_import_good (fixture, season);
  train (fixture, "v1.1");
  for (gsize i = 0; i < G_N_ELEMENTS (HARM); i++)
    {
      aeq_store_exec (fixture->ledger->store, HARM[i], &error);
      g_assert_no_error (error);
      request.keeper = i == 0 ? NULL : keeper;
      g_assert_null (aeq_job_forecast (fixture->ledger, &request, NULL, NULL, &error));
      g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, "damaged"));
      g_clear_error (&error);
    }
}

static void
test_nothing_to_learn_from_is_refused (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  AeqTrainResult result = { 0 };

  g_assert_false (aeq_job_train (fixture->ledger, NULL, &result, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM model"), ==, 0);
  aeq_train_result_clear (&result);
}

static gint64
score (JobsFixture *fixture)
{
  g_autoptr(GError) error = NULL;
  gint64 n = -1;

  aeq_job_score (fixture->ledger, &n, NULL, &error);
  g_assert_no_error (error);
  return n;
}

/* Nothing is due at noon. A day and a half later two days of two accounts are over, but only what has something booked after it is
 * known to be complete. A score is given once. */
static void
test_a_forecast_is_scored_when_its_day_is_over (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqAccuracyFilter filter = { NULL, -1, NULL, AEQ_DATE_NONE, AEQ_DATE_NONE, NULL };
  g_autofree char *season = jobs_season (120);
  g_autoptr(AeqForecastResult) forecast = NULL;
  g_autoptr(AeqAccuracy) accuracy = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *document = NULL;

  jobs_import_good (fixture, season);
  forecast = jobs_forecast (fixture);
  g_assert_cmpint (score (fixture), ==, 0);
  jobs_import_good (fixture, JOBS_HEADER "DESK-USD,2026-03-02T16:00:00Z,2026-03-02,2026-03-02,500.00,USD,payment,X,N1,,,actual\n"
                                         "DESK-USD,2026-03-03T16:00:00Z,2026-03-03,2026-03-03,-500.00,USD,payment,X,N2,,,actual\n");
  jobs_clock (fixture, "2026-03-04T12:00:00Z");
  g_assert_cmpint (score (fixture), ==, 1);
  g_assert_cmpint (score (fixture), ==, 0);
  jobs_import_good (fixture, JOBS_HEADER "DESK-USD,2026-03-04T10:00:00Z,2026-03-04,2026-03-04,1.00,USD,payment,X,N3,,,actual\n"
                                         "DESK-JPY,2026-03-04T10:00:00Z,2026-03-04,2026-03-04,1,JPY,payment,X,N4,,,actual\n");
  g_assert_cmpint (score (fixture), ==, 3);
  accuracy = aeq_job_accuracy (fixture->ledger, &filter, &error);
  g_assert_no_error (error);
  document = aeq_accuracy_document (accuracy);
  node = json_from_string (document, &error);
  g_assert_no_error (error);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (node), "n"), ==, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  jobs_test_add ("/jobs/model/versions", test_versions_follow_each_other_and_go_back);
  jobs_test_add ("/jobs/model/shadow", test_a_model_that_errs_more_stays_in_the_shadow);
  jobs_test_add ("/jobs/model/kept", test_a_kept_model_is_the_current_one);
  jobs_test_add ("/jobs/model/damaged", test_a_damaged_model_is_refused);
  jobs_test_add ("/jobs/model/nothing-to-learn-from", test_nothing_to_learn_from_is_refused);
  jobs_test_add ("/jobs/model/scored-when-over", test_a_forecast_is_scored_when_its_day_is_over);
  return aeq_test_run_on_store ();
}
