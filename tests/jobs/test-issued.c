/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include "aeq-change.h"
#include "aeq-job-accuracy.h"
#include "aeq-job-issued.h"

static AeqIssuedView *
read_view (JobsFixture *fixture, const AeqIssuedRequest *request)
{
  g_autoptr (GError) error = NULL;
  AeqIssuedView *view = aeq_job_issued (fixture->ledger, request, NULL, &error);

  g_assert_no_error (error);
  return view;
}

static void
season (JobsFixture *fixture)
{
  g_autofree char *text = jobs_season (120);

  jobs_import_good (fixture, text);
}

static void
issue (JobsFixture *fixture)
{
  aeq_forecast_result_free (jobs_forecast (fixture));
}

static void
test_nothing_was_issued (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (AeqIssuedView) none = NULL;
  g_autoptr (AeqIssuedView) view = NULL;

  none = read_view (fixture, &(AeqIssuedRequest) { .limit = 10 });
  g_assert_null (none->account);
  season (fixture);
  view = read_view (fixture, &(AeqIssuedRequest) { .limit = 10 });
  g_assert_nonnull (view->account);
  g_assert_null (view->issued);
  g_assert_cmpint (view->n_runs, ==, 0);
}

/* Newest first, no more than asked for; the days before give their last forecast each. */
static void
test_runs_and_ghosts (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const TIMES[] = { "2026-02-26T09:00:00Z", "2026-02-26T11:00:00Z", "2026-02-27T10:00:00Z", JOBS_NOW };
  g_autoptr (AeqIssuedView) view = NULL;
  g_autoptr (AeqIssuedView) older = NULL;

  season (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (TIMES); i++)
    {
      jobs_clock (fixture, TIMES[i]);
      issue (fixture);
    }
  view = read_view (fixture, &(AeqIssuedRequest) { .limit = 3 });
  g_assert_cmpint (view->n_runs, ==, 4);
  g_assert_cmpuint (view->runs->len, ==, 3);
  g_assert_cmpint (view->issued->as_of, ==, jobs_at (JOBS_NOW));
  g_assert_cmpint (((AeqIssuedRun *)view->runs->pdata[0])->as_of, ==, jobs_at (JOBS_NOW));
  g_assert_cmpuint (view->ghosts->len, ==, 2);
  g_assert_cmpint (((AeqIssued *)view->ghosts->pdata[1])->as_of, ==, jobs_at (TIMES[1]));
  older = read_view (fixture, &(AeqIssuedRequest) { .has_run = TRUE, .run = ((AeqIssuedRun *)view->runs->pdata[1])->uid, .limit = 3 });
  g_assert_cmpint (older->issued->as_of, ==, jobs_at (TIMES[2]));
  g_assert_cmpuint (older->ghosts->len, ==, 1);
}

/* The days that are over have their outcome, and balances of them are there to be drawn. */
static void
test_what_came_is_told (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AeqIssuedView) view = NULL;
  gint64 n;

  season (fixture);
  jobs_clock (fixture, "2026-02-25T10:00:00Z");
  issue (fixture);
  jobs_clock (fixture, JOBS_NOW);
  g_assert_true (aeq_job_score (fixture->ledger, &n, NULL, &error));
  g_assert_no_error (error);
  view = read_view (fixture, &(AeqIssuedRequest) { .limit = 10 });
  g_assert_cmpuint (view->scores->len, >, 0);
  g_assert_cmpint (((AeqIssuedRun *)view->runs->pdata[0])->n_scored, ==, view->scores->len);
  g_assert_cmpint (g_array_index (view->scores, AeqIssuedScore, 0).day, ==, g_array_index (view->told->days, AeqIssuedDay, 0).date);
  g_assert_cmpuint (view->actual->len, >=, view->scores->len);
}

static void
override (JobsFixture *fixture, const AeqAccount *account, const char *at)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) values = json_object_new ();
  char uid[AEQ_ID_TEXT_SIZE];

  json_object_set_string_member (values, "account_id", aeq_id_format (&account->uid, uid));
  json_object_set_int_member (values, "settle_ts", jobs_at (at));
  json_object_set_int_member (values, "amount", -12345);
  json_object_set_string_member (values, "reason", "They pay early");
  g_assert_true (aeq_change_insert (fixture->ledger, "override", values, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
}

/* An override stands with its reason, makes the forecast overtaken, and is in the one that is made but not issued. */
static void
test_an_override_is_told (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (AeqIssuedView) before = NULL;
  g_autoptr (AeqIssuedView) view = NULL;

  season (fixture);
  jobs_clock (fixture, "2026-03-03T12:00:00Z");
  issue (fixture);
  before = read_view (fixture, &(AeqIssuedRequest) { .limit = 1 });
  g_assert_false (before->overtaken);
  jobs_clock (fixture, "2026-03-03T12:01:00Z");
  override (fixture, before->account, "2026-03-04T12:00:00Z");
  view = read_view (fixture, &(AeqIssuedRequest) { .has_account = TRUE, .account = before->account->uid, .limit = 1 });
  g_assert_true (view->overtaken);
  g_assert_cmpuint (view->overrides->len, ==, 1);
  g_assert_cmpint (((AeqIssuedOverride *)view->overrides->pdata[0])->amount, ==, -12345);
  g_assert_cmpstr (((AeqIssuedOverride *)view->overrides->pdata[0])->reason, ==, "They pay early");
}

static gint64
sum_of (GArray *drivers, const char *name, gboolean next_day)
{
  gint64 sum = 0;

  for (guint i = 0; i < drivers->len; i++)
    {
      const AeqIssuedDriver *driver = &g_array_index (drivers, AeqIssuedDriver, i);

      sum += driver->next_day == next_day && (name == NULL || g_str_equal (driver->name, name)) ? driver->amount : 0;
    }
  return sum;
}

/* Overrides are named, to the cent, today's and the next day's apart from what is announced; and the parts of a day make its median. */
static void
test_drivers_add_up_and_name_overrides (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqForecastRequest request = AEQ_FORECAST_REQUEST_DEFAULT;
  g_autoptr (GError) error = NULL;
  g_autoptr (AeqForecastResult) result = NULL;
  g_autoptr (AeqIssuedView) view = NULL;
  g_autoptr (AeqAccount) account = NULL;
  g_autoptr (GArray) drivers = NULL;

  season (fixture);
  account = jobs_account (fixture, "DESK-USD");
  jobs_import_good (fixture, JOBS_HEADER "DESK-USD,2026-03-02T15:00:00Z,2026-03-02,,-1234.56,USD,tax,X,E1,,,expected\n"
                                         "DESK-USD,2026-03-03T15:00:00Z,2026-03-03,,-77.00,USD,tax,X,E2,,,expected\n");
  override (fixture, account, "2026-03-02T17:00:00Z");
  override (fixture, account, "2026-03-03T17:00:00Z");
  request.explain = TRUE;
  result = aeq_job_forecast (fixture->ledger, &request, NULL, NULL, &error);
  g_assert_no_error (error);
  view = read_view (fixture, &(AeqIssuedRequest) { .has_account = TRUE, .account = account->uid, .limit = 1 });
  drivers = aeq_issued_drivers (view->issued, view->told);
  for (int next = 0; next < 2; next++)
    {
      g_assert_cmpint (sum_of (drivers, "override", next), ==, -12345);
      g_assert_cmpint (sum_of (drivers, "known", next), ==, next ? -7700 : -123456);
    }
  g_assert_cmpint (ABS (sum_of (drivers, NULL, TRUE) - g_array_index (view->told->days, AeqIssuedDay, 1).net[AEQ_MEDIAN_INDEX]), <=,
                   drivers->len);
}

/* Its document is read as that of a stored one: the same figures, no id. */
static void
test_a_forecast_that_is_not_issued_reads_alike (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqForecastRequest request = AEQ_FORECAST_REQUEST_DEFAULT;
  g_autoptr (GError) error = NULL;
  g_autoptr (AeqForecastResult) result = NULL;
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (AeqIssued) made = NULL;
  g_autoptr (AeqIssuedView) view = NULL;
  g_autofree char *document = NULL;

  season (fixture);
  result = aeq_job_forecast (fixture->ledger, &request, NULL, NULL, &error);
  g_assert_no_error (error);
  accounts = aeq_account_list (fixture->ledger, &error);
  document = aeq_forecast_document (result, NULL);
  made = aeq_issued_read (document, accounts, &error);
  g_assert_no_error (error);
  view = read_view (fixture, &(AeqIssuedRequest) { .limit = 1 });
  g_assert_cmpstr (made->id, ==, "");
  g_assert_cmpint (made->as_of, ==, view->issued->as_of);
  g_assert_cmpint (g_array_index (aeq_issued_account (made, view->account)->days, AeqIssuedDay, 1).closing[AEQ_MEDIAN_INDEX], ==,
                   g_array_index (view->told->days, AeqIssuedDay, 1).closing[AEQ_MEDIAN_INDEX]);
}

static void
test_what_is_no_forecast_is_refused (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const CONTENTS[] = { "{}", "[]", "{", "{\"accounts\":[{}]}", "{\"accounts\":[1]}",
                                          "{\"accounts\":[{\"account\":\"1\",\"currency\":\"XYZ\",\"lowest\":{},\"peak_usage\":{},"
                                          "\"intraday\":[],\"daily\":[]}]}" };

  season (fixture);
  issue (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (CONTENTS); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *sql = g_strdup_printf ("UPDATE forecast_run SET content = '%s'", CONTENTS[i]);

      g_assert_true (aeq_store_exec (fixture->ledger->store, sql, NULL));
      g_assert_null (aeq_job_issued (fixture->ledger, &(AeqIssuedRequest) { .limit = 10 }, NULL, &error));
      g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  jobs_test_add ("/jobs/issued/nothing-was-issued", test_nothing_was_issued);
  jobs_test_add ("/jobs/issued/runs-and-ghosts", test_runs_and_ghosts);
  jobs_test_add ("/jobs/issued/what-came-is-told", test_what_came_is_told);
  jobs_test_add ("/jobs/issued/an-override-is-told", test_an_override_is_told);
  jobs_test_add ("/jobs/issued/drivers-add-up-and-name-overrides", test_drivers_add_up_and_name_overrides);
  jobs_test_add ("/jobs/issued/a-forecast-that-is-not-issued-reads-alike", test_a_forecast_that_is_not_issued_reads_alike);
  jobs_test_add ("/jobs/issued/what-is-no-forecast-is-refused", test_what_is_no_forecast_is_refused);
  return aeq_test_run_on_store ();
}
