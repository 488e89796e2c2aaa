/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include "aeq-change.h"
#include "aeq-job-forecast-diff.h"
#include "aeq-job-train.h"

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

static AeqForecastDiff *
newest (JobsFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  AeqForecastDiff *diff = aeq_job_forecast_diff (fixture->ledger, NULL, NULL, &error);

  g_assert_no_error (error);
  return diff;
}

static const AeqDiffAccount *
of_account (const AeqForecastDiff *diff, const char *number)
{
  for (guint i = 0; i < diff->accounts->len; i++)
    {
      const AeqDiffAccount *pair = &g_array_index (diff->accounts, AeqDiffAccount, i);

      if (g_str_equal (pair->after->number, number))
        return pair;
    }
  g_assert_not_reached ();
}

static void
assert_breach_sums (const AeqDiffAccount *pair)
{
  double sum = pair->breach.limit;

  for (int r = 0; r < AEQ_N_REASONS; r++)
    sum += pair->breach.reasons[r];
  if (pair->breach.has)
    g_assert_cmpfloat_with_epsilon (sum, pair->after->p_breach - pair->before->p_breach, 1e-9);
  else
    g_assert_cmpfloat (sum, ==, 0);
}

static void
assert_sums (const AeqForecastDiff *diff)
{
  for (guint i = 0; i < diff->accounts->len; i++)
    assert_breach_sums (&g_array_index (diff->accounts, AeqDiffAccount, i));
  for (guint i = 0; i < diff->accounts->len; i++)
    for (int k = 0; k < AEQ_N_DIFF_FIGURES; k++)
      {
        const AeqDiffFigure *figure = &g_array_index (diff->accounts, AeqDiffAccount, i).figures[k];
        gint64               sum = 0;

        for (int r = 0; r < AEQ_N_REASONS; r++)
          sum += figure->reasons[r];
        g_assert_cmpint (sum, ==, figure->after - figure->before);
      }
}

/* A receipt a hundred times the usual between noon and two o'clock is what came, not what the model thinks. */
static void
test_what_came_is_told_from_the_rest (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (AeqForecastDiff) diff = NULL;
  const AeqDiffFigure *closing;

  season (fixture);
  issue (fixture);
  jobs_clock (fixture, "2026-03-02T13:00:00Z");
  jobs_import_good (fixture, JOBS_HEADER
                    "DESK-USD,2026-03-02T12:20:00Z,2026-03-02,2026-03-02,700000.00,USD,payment,X,N1,,,actual\n");
  issue (fixture);
  diff = newest (fixture);
  assert_sums (diff);
  closing = &of_account (diff, "DESK-USD")->figures[AEQ_DIFF_CLOSING];
  g_assert_true (closing->has);
  g_assert_cmpint (closing->reasons[AEQ_REASON_ACTUALS], >, 69000000);
  g_assert_cmpint (closing->reasons[AEQ_REASON_ACTUALS], <, 71000000);
  g_assert_cmpint (ABS (closing->reasons[AEQ_REASON_REST]), <, 3500000);
  g_assert_cmpint (closing->reasons[AEQ_REASON_MODEL], ==, 0);
  g_assert_cmpint (closing->reasons[AEQ_REASON_KNOWN], ==, 0);
  g_assert_cmpint (of_account (diff, "DESK-JPY")->figures[AEQ_DIFF_CLOSING].reasons[AEQ_REASON_ACTUALS], <, 10000000);
}

/* Ten minutes past the hour: the time slice that runs has a receipt already, which has come and is no longer due. */
static void
test_the_running_slice_is_counted_once (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqForecastDiff) diff = NULL;
  const AeqDiffFigure *closing;

  season (fixture);
  issue (fixture);
  jobs_clock (fixture, "2026-03-02T12:08:00Z");
  jobs_import_good (fixture, JOBS_HEADER "DESK-USD,2026-03-02T12:05:00Z,2026-03-02,2026-03-02,700000.00,USD,payment,X,N1,,,"
                                         "actual\n");
  issue (fixture);
  diff = newest (fixture);
  assert_sums (diff);
  closing = &of_account (diff, "DESK-USD")->figures[AEQ_DIFF_CLOSING];
  g_assert_cmpint (closing->reasons[AEQ_REASON_ACTUALS], ==, 70000000);
  g_assert_cmpint (closing->reasons[AEQ_REASON_KNOWN], ==, 0);
  g_assert_cmpint (ABS (closing->reasons[AEQ_REASON_REST]), <, 3500000);
}

static void
override_at (JobsFixture *fixture, const char *when, gint64 minor)
{
  g_autoptr (AeqAccount) account = jobs_account (fixture, "DESK-USD");
  g_autoptr (JsonObject) values = json_object_new ();
  g_autoptr (GError) error = NULL;
  char uid[AEQ_ID_TEXT_SIZE];

  json_object_set_string_member (values, "account_id", aeq_id_format (&account->uid, uid));
  json_object_set_int_member (values, "settle_ts", jobs_at (when));
  json_object_set_int_member (values, "amount", minor);
  json_object_set_string_member (values, "reason", "a letter of the client");
  aeq_change_insert (fixture->ledger, "override", values, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Added at the same instant: exact, to the cent, today and tomorrow, and told from each other. */
static void
test_known_flows_and_overrides_are_exact (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (AeqForecastDiff) diff = NULL;
  const AeqDiffAccount *pair;

  season (fixture);
  issue (fixture);
  jobs_import_good (fixture, JOBS_HEADER "DESK-USD,2026-03-02T15:00:00Z,2026-03-02,,-1234.56,USD,tax,X,E1,,,expected\n"
                                         "DESK-USD,2026-03-03T15:00:00Z,2026-03-03,,-77.00,USD,tax,X,E2,,,expected\n");
  override_at (fixture, "2026-03-02T17:00:00Z", 50000);
  override_at (fixture, "2026-03-03T17:00:00Z", -1100);
  issue (fixture);
  diff = newest (fixture);
  assert_sums (diff);
  pair = of_account (diff, "DESK-USD");
  g_assert_cmpint (pair->figures[AEQ_DIFF_CLOSING].reasons[AEQ_REASON_KNOWN], ==, -123456);
  g_assert_cmpint (pair->figures[AEQ_DIFF_CLOSING].reasons[AEQ_REASON_OVERRIDES], ==, 50000);
  g_assert_cmpint (pair->figures[AEQ_DIFF_CLOSING].reasons[AEQ_REASON_ACTUALS], ==, 0);
  g_assert_cmpint (pair->figures[AEQ_DIFF_NEXT_DAY].reasons[AEQ_REASON_KNOWN], ==, -7700);
  g_assert_cmpint (pair->figures[AEQ_DIFF_NEXT_DAY].reasons[AEQ_REASON_OVERRIDES], ==, -1100);
}

/* The lowest point of another day is another thing; its close was foreseen two days before. */
static void
test_another_day_is_compared_by_its_date (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (AeqForecastDiff) diff = NULL;
  const AeqDiffAccount *pair;
  g_autofree char      *document = NULL;
  g_autoptr (JsonNode) node = NULL;

  season (fixture);
  issue (fixture);
  jobs_clock (fixture, "2026-03-04T12:00:00Z");
  issue (fixture);
  diff = newest (fixture);
  assert_sums (diff);
  pair = of_account (diff, "DESK-USD");
  g_assert_false (pair->figures[AEQ_DIFF_LOWEST].has);
  g_assert_true (pair->figures[AEQ_DIFF_CLOSING].has);
  g_assert_cmpint (pair->figures[AEQ_DIFF_CLOSING].before, ==,
                   g_array_index (pair->before->days, AeqIssuedDay, 2).closing[AEQ_MEDIAN_INDEX]);
  g_assert_cmpint (pair->figures[AEQ_DIFF_NEXT_DAY].date, ==, aeq_date_from_ymd (2026, 3, 5));
  document = aeq_forecast_diff_document (diff);
  node = json_from_string (document, NULL);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_node_get_object (node), "accounts")), ==,
                    2);
}

/* The level that half of the paths fall below, in minor units; the account then stands at even chances. */
static gint64
even_level (JobsFixture *fixture)
{
  g_autoptr (AeqForecastResult) result = jobs_forecast (fixture);

  for (guint i = 0; i < result->accounts->len; i++)
    {
      const AeqForecastAccount *account = result->accounts->pdata[i];

      if (g_str_equal (account->desk->account->number, "DESK-USD"))
        return (gint64) (account->intraday->lowest[AEQ_MEDIAN_INDEX] * account->desk->scale);
    }
  g_assert_not_reached ();
}

/* A payment that nobody had announced makes the breach likelier, a lower limit less likely; little is left to the model, which has seen
 * nothing else. */
static void
test_a_likelier_breach_is_told_by_its_reasons (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (AeqForecastDiff) known = NULL;
  g_autoptr (AeqForecastDiff) limit = NULL;
  const AeqDiffBreach *breach;
  gint64 level;

  season (fixture);
  level = even_level (fixture);
  jobs_set_limit (fixture, "DESK-USD", level - 200000);
  issue (fixture);
  jobs_import_good (fixture, JOBS_HEADER "DESK-USD,2026-03-02T12:40:00Z,2026-03-02,,-2000.00,USD,tax,X,E1,,,expected\n");
  issue (fixture);
  known = newest (fixture);
  assert_sums (known);
  breach = &of_account (known, "DESK-USD")->breach;
  g_assert_true (breach->has);
  g_assert_cmpfloat (breach->reasons[AEQ_REASON_KNOWN], >, .1);
  g_assert_cmpfloat (breach->limit, ==, 0);
  g_assert_cmpfloat (breach->reasons[AEQ_REASON_OVERRIDES], ==, 0);
  g_assert_cmpfloat (fabs (breach->reasons[AEQ_REASON_REST]), <, breach->reasons[AEQ_REASON_KNOWN] / 2);
  g_assert_false (of_account (known, "DESK-JPY")->breach.has);
  jobs_set_limit (fixture, "DESK-USD", level - 900000);
  issue (fixture);
  limit = newest (fixture);
  assert_sums (limit);
  breach = &of_account (limit, "DESK-USD")->breach;
  g_assert_cmpfloat (breach->limit, <, -.1);
  g_assert_cmpfloat (breach->reasons[AEQ_REASON_KNOWN], ==, 0);
  g_assert_cmpfloat (fabs (breach->reasons[AEQ_REASON_REST]), <, .1);
}

/* Each part is what its reason does alone when the others do nothing, and reasons that undo each other have parts that do. */
static void
test_parts_of_a_chance_prefer_no_order (void)
{
  AeqIssuedAccount before = { .limit = 0, .lines = AEQ_ISSUED_NONE, .p_breach = .5 };
  AeqIssuedAccount after = before;
  AeqDiffAccount pair = { .before = &before, .after = &after };
  gint64 moved[AEQ_N_REASONS] = { 0 };

  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    before.lowest[i] = (i - AEQ_MEDIAN_INDEX) * 100;
  moved[AEQ_REASON_OPENING] = 150;
  moved[AEQ_REASON_KNOWN] = -150;
  aeq_diff_breach_split (&pair, moved, AEQ_REASON_REST);
  g_assert_true (pair.breach.has);
  g_assert_cmpfloat (pair.breach.reasons[AEQ_REASON_KNOWN], >, .1);
  g_assert_cmpfloat_with_epsilon (pair.breach.reasons[AEQ_REASON_KNOWN], -pair.breach.reasons[AEQ_REASON_OPENING], 1e-12);
  g_assert_cmpfloat_with_epsilon (pair.breach.reasons[AEQ_REASON_REST], 0, 1e-12);
  moved[AEQ_REASON_OPENING] = 0;
  after.p_breach = .8;
  pair.breach = (AeqDiffBreach) { 0 };
  aeq_diff_breach_split (&pair, moved, AEQ_REASON_MODEL);
  g_assert_cmpfloat_with_epsilon (pair.breach.reasons[AEQ_REASON_KNOWN], (.825 - .5) / .99, 1e-9);
  g_assert_cmpfloat_with_epsilon (pair.breach.reasons[AEQ_REASON_MODEL], .3 - (.825 - .5) / .99, 1e-9);
}

static void
test_another_version_is_named (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (AeqForecastDiff) diff = NULL;
  g_autoptr (GError) error = NULL;
  AeqTrainResult       result = { 0 };
  const AeqDiffFigure *figure;

  season (fixture);
  issue (fixture);
  aeq_job_train (fixture->ledger, NULL, &result, NULL, NULL, &error);
  g_assert_no_error (error);
  aeq_model_promote (fixture->ledger, result.version, &error);
  g_assert_no_error (error);
  aeq_train_result_clear (&result);
  issue (fixture);
  diff = newest (fixture);
  assert_sums (diff);
  figure = &of_account (diff, "DESK-USD")->figures[AEQ_DIFF_NEXT_DAY];
  g_assert_cmpstr (diff->before->model, ==, "plain");
  g_assert_cmpint (figure->reasons[AEQ_REASON_REST], ==, 0);
  g_assert_cmpint (figure->reasons[AEQ_REASON_MODEL], ==, figure->after - figure->before);
}

static void
test_panic_is_told_as_regime (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (AeqForecastDiff) diff = NULL;

  season (fixture);
  issue (fixture);
  jobs_import_market (fixture, 20);
  issue (fixture);
  diff = newest (fixture);
  assert_sums (diff);
  g_assert_cmpstr (diff->after->regime, ==, "crisis");
  g_assert_cmpint (of_account (diff, "DESK-USD")->figures[AEQ_DIFF_CLOSING].reasons[AEQ_REASON_REGIME], !=, 0);
}

static void
test_two_forecasts_are_needed (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  AeqId id = { { 0 } };

  season (fixture);
  issue (fixture);
  g_assert_null (aeq_job_forecast_diff (fixture->ledger, NULL, NULL, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (aeq_job_forecast_diff (fixture->ledger, &id, &id, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  jobs_test_add ("/jobs/forecast-diff/what-came", test_what_came_is_told_from_the_rest);
  jobs_test_add ("/jobs/forecast-diff/running-slice", test_the_running_slice_is_counted_once);
  jobs_test_add ("/jobs/forecast-diff/known-and-overrides", test_known_flows_and_overrides_are_exact);
  jobs_test_add ("/jobs/forecast-diff/another-day", test_another_day_is_compared_by_its_date);
  jobs_test_add ("/jobs/forecast-diff/breach", test_a_likelier_breach_is_told_by_its_reasons);
  g_test_add_func ("/jobs/forecast-diff/breach-parts", test_parts_of_a_chance_prefer_no_order);
  jobs_test_add ("/jobs/forecast-diff/another-version", test_another_version_is_named);
  jobs_test_add ("/jobs/forecast-diff/regime", test_panic_is_told_as_regime);
  jobs_test_add ("/jobs/forecast-diff/two-needed", test_two_forecasts_are_needed);
  return aeq_test_run_on_store ();
}
