/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include "aeq-change.h"
#include "aeq-job-accuracy.h"

static const double FAN[AEQ_N_QUANTILES] = { -2, -1.6, -1.3, -.7, 0, .7, 1.3, 1.6, 2 };

static void
add_day (AeqAccuracy *accuracy, AeqDate day, int horizon, double y)
{
  AeqAccuracyItem item = { .regime = "steady", .account = "A USD", .day = day, .horizon = horizon, .y = y, .q = FAN, .naive = NAN,
                           .gross = 10 };

  aeq_accuracy_add (accuracy, &item);
}

/* 54 of 60 is what a 90 % interval should hold, 60 of 60 is too many for chance, and so is 45. */
static void
test_drift_is_what_chance_does_not_explain (void)
{
  static const struct { guint outside; gboolean drifts; } CASES[] = { { 0, TRUE }, { 6, FALSE }, { 3, FALSE }, { 15, TRUE } };

  for (gsize c = 0; c < G_N_ELEMENTS (CASES); c++)
    {
      g_autoptr(AeqAccuracy) accuracy = aeq_accuracy_new ();
      const AeqAccuracyPart *part;
      double coverage;

      for (guint i = 0; i < AEQ_ACCURACY_WINDOW; i++)
        add_day (accuracy, (AeqDate) i, 1, i < CASES[c].outside ? 5 : 0);
      part = accuracy->by_account->pdata[0];
      g_assert_cmpint (aeq_accuracy_drifts (part, &coverage), ==, CASES[c].drifts);
      g_assert_true (coverage == 1 - CASES[c].outside / 60.0);
      g_assert_true (aeq_accuracy_worst (part) == coverage);
    }
}

/* Twenty forecasts of one day are one day; other horizons are no part of the stretch. */
static void
test_a_stretch_counts_days (void)
{
  g_autoptr(AeqAccuracy) accuracy = aeq_accuracy_new ();
  const AeqAccuracyPart *part;
  double coverage;

  for (guint i = 0; i < 59; i++)
    for (int run = 0; run < 3; run++)
      {
        add_day (accuracy, (AeqDate) i, 1, run < 2 ? 5 : 0);
        add_day (accuracy, (AeqDate) i, 2, 5);
      }
  part = accuracy->by_account->pdata[0];
  g_assert_cmpuint (part->inside->len, ==, 59);
  g_assert_false (aeq_accuracy_drifts (part, &coverage));
  g_assert_true (isnan (coverage));
  add_day (accuracy, 59, 1, 0);
  g_assert_true (aeq_accuracy_drifts (part, &coverage));
  g_assert_true (coverage == 1);
  g_assert_cmpuint (part->tally.n, ==, 59 * 6 + 1);
}

static JsonObject *
document_of (const AeqAccuracy *accuracy, JsonNode **node)
{
  g_autofree char *text = aeq_accuracy_document (accuracy);
  g_autoptr(GError) error = NULL;

  *node = json_from_string (text, &error);
  g_assert_no_error (error);
  return json_node_get_object (*node);
}

static void
test_pit_of_even_outcomes_is_flat (void)
{
  g_autoptr(AeqAccuracy) accuracy = aeq_accuracy_new ();
  g_autoptr(JsonNode) node = NULL;
  JsonObject *document;
  JsonArray *pit;

  for (int i = 0; i < 1000; i++)
    add_day (accuracy, i, 1, aeq_quantiles_at (FAN, .005 + .99 * (i + .5) / 1000));
  document = document_of (accuracy, &node);
  pit = json_object_get_array_member (document, "pit");
  g_assert_cmpuint (json_array_get_length (pit), ==, 10);
  for (guint i = 0; i < 10; i++)
    g_assert_cmpfloat_with_epsilon (json_array_get_double_element (pit, i), .1, .01);
  g_assert_cmpfloat (json_object_get_double_member (json_object_get_object_member (document, "kupiec_0.9"), "p"), >, .05);
}

static void
score (JobsFixture *fixture)
{
  g_autoptr(GError) error = NULL;
  gint64 n;

  aeq_job_score (fixture->ledger, &n, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, >, 0);
}

static AeqAccuracy *
accuracy_of (JobsFixture *fixture)
{
  const AeqAccuracyFilter filter = { NULL, -1, NULL, AEQ_DATE_NONE, AEQ_DATE_NONE, NULL };
  g_autoptr(GError) error = NULL;
  AeqAccuracy *accuracy = aeq_job_accuracy (fixture->ledger, &filter, &error);

  g_assert_no_error (error);
  return accuracy;
}

/* What comes on the day of the forecast, and something later so that the day counts as complete. */
static void
let_the_day_come (JobsFixture *fixture)
{
  jobs_import_good (fixture, JOBS_HEADER "DESK-USD,2026-03-02T13:00:00Z,2026-03-02,2026-03-02,-500.00,USD,payment,X,N1,,,actual\n"
                                         "DESK-USD,2026-03-02T15:00:00Z,2026-03-02,2026-03-02,800.00,USD,payment,X,N2,,,actual\n"
                                         "DESK-USD,2026-03-03T15:00:00Z,2026-03-03,2026-03-03,1.00,USD,payment,X,N3,,,actual\n"
                                         "DESK-JPY,2026-03-02T15:00:00Z,2026-03-02,2026-03-02,7000,JPY,payment,X,N4,,,actual\n"
                                         "DESK-JPY,2026-03-03T15:00:00Z,2026-03-03,2026-03-03,1,JPY,payment,X,N5,,,actual\n");
  jobs_clock (fixture, "2026-03-03T16:00:00Z");
}

/* The limit stands 400.00 under the opening: the payment of 500.00 at one o'clock breaks it. */
static void
test_a_day_s_course_is_scored (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *season = jobs_season (120);
  g_autoptr(AeqForecastResult) forecast = NULL;
  g_autoptr(AeqAccuracy) accuracy = NULL;
  const AeqDeskView *usd;

  jobs_import_good (fixture, season);
  forecast = jobs_forecast (fixture);
  usd = ((AeqForecastAccount *) forecast->accounts->pdata[1])->desk;
  g_assert_cmpstr (usd->account->number, ==, "DESK-USD");
  jobs_set_limit (fixture, "DESK-USD", usd->opening - 40000);
  g_clear_pointer (&forecast, aeq_forecast_result_free);
  jobs_clock (fixture, "2026-03-02T12:30:00Z");
  forecast = jobs_forecast (fixture);
  let_the_day_come (fixture);
  score (fixture);
#define USD_COURSE " FROM forecast_course_score s JOIN account a ON a.id = s.account_id WHERE a.number = 'DESK-USD' AND s.run_id = 2"
  g_assert_cmpint (jobs_int (fixture, "SELECT usage" USD_COURSE), ==, 50000);
  g_assert_cmpint (jobs_int (fixture, "SELECT lowest_at" USD_COURSE), ==, jobs_at ("2026-03-02T13:00:00Z"));
  g_assert_cmpint (jobs_int (fixture, "SELECT breached" USD_COURSE), ==, 1);
  g_assert_cmpint (jobs_int (fixture, "SELECT first_breach_at" USD_COURSE), ==, jobs_at ("2026-03-02T13:00:00Z"));
  accuracy = accuracy_of (fixture);
  g_assert_cmpint (jobs_int (fixture, "SELECT actual FROM forecast_score s JOIN account a ON a.id = s.account_id"
                                      " WHERE a.number = 'DESK-USD' AND s.run_id = 2 AND s.horizon = 0"), ==, 30000);
  g_assert_cmpuint (accuracy->course.n, ==, 4); /* two runs of two accounts */
  g_assert_cmpuint (accuracy->course.n_floor, ==, 1);
  g_assert_cmpuint (accuracy->course.breaches, ==, 1);
}

static void
override_today (JobsFixture *fixture, gint64 minor)
{
  g_autoptr(AeqAccount) account = jobs_account (fixture, "DESK-USD");
  g_autoptr(JsonObject) values = json_object_new ();
  g_autoptr(GError) error = NULL;
  char uid[AEQ_ID_TEXT_SIZE];

  json_object_set_string_member (values, "account_id", aeq_id_format (&account->uid, uid));
  json_object_set_int_member (values, "settle_ts", jobs_at ("2026-03-02T14:00:00Z"));
  json_object_set_int_member (values, "amount", minor);
  json_object_set_string_member (values, "reason", "told by phone");
  aeq_change_insert (fixture->ledger, "override", values, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* An override as large as what comes unforeseen helps; it is judged against the same forecast without it. */
static void
test_an_override_is_judged_against_none (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *season = jobs_season (120);
  g_autoptr(AeqForecastResult) without = NULL;
  g_autoptr(AeqForecastResult) with = NULL;
  g_autoptr(AeqAccuracy) accuracy = NULL;
  double before;

  jobs_import_good (fixture, season);
  without = jobs_forecast (fixture);
  before = ((AeqForecastAccount *) without->accounts->pdata[1])->days[0].net[AEQ_MEDIAN_INDEX];
  override_today (fixture, (gint64) llround (100 * (300 - before)));
  with = jobs_forecast (fixture);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM forecast_quantile WHERE overridden <> 0"), ==, 1);
  g_assert_cmpstr (with->data_hash, !=, without->data_hash);
  let_the_day_come (fixture);
  score (fixture);
  accuracy = accuracy_of (fixture);
  g_assert_cmpuint (accuracy->overrides.n, ==, 1);
  g_assert_cmpuint (accuracy->overrides.helped, ==, 1);
  g_assert_cmpfloat (accuracy->overrides.abs_error, <, accuracy->overrides.abs_error_without);
}

/* A thousand times more yen for everything changes no pooled rate. */
static void
test_currencies_are_pooled_in_units_of_their_own (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char JPY[] = " WHERE account_id = (SELECT id FROM account WHERE currency = 'JPY')";
  g_autofree char *season = jobs_season (120);
  g_autofree char *quantiles = g_strconcat (
    "UPDATE forecast_quantile SET naive = naive * 1000, q025 = q025 * 1000, q05 = q05 * 1000, q10 = q10 * 1000, q25 = q25 * 1000,"
    " q50 = q50 * 1000, q75 = q75 * 1000, q90 = q90 * 1000, q95 = q95 * 1000, q975 = q975 * 1000", JPY, NULL);
  g_autofree char *scores = g_strconcat ("UPDATE forecast_score SET actual = actual * 1000, gross = gross * 1000", JPY, NULL);
  g_autoptr(AeqForecastResult) forecast = NULL;
  g_autoptr(AeqAccuracy) before = NULL;
  g_autoptr(AeqAccuracy) after = NULL;

  jobs_import_good (fixture, season);
  forecast = jobs_forecast (fixture);
  let_the_day_come (fixture);
  score (fixture);
  before = accuracy_of (fixture);
  g_assert_true (aeq_store_exec (fixture->ledger->store, quantiles, NULL));
  g_assert_true (aeq_store_exec (fixture->ledger->store, scores, NULL));
  after = accuracy_of (fixture);
  g_assert_cmpfloat (aeq_tally_wape (&before->total.tally), >, 0);
  g_assert_cmpfloat_with_epsilon (aeq_tally_wape (&before->total.tally), aeq_tally_wape (&after->total.tally), 1e-9);
  g_assert_cmpfloat_with_epsilon (aeq_accuracy_skill (&before->total), aeq_accuracy_skill (&after->total), 1e-9);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/jobs/accuracy/drift", test_drift_is_what_chance_does_not_explain);
  g_test_add_func ("/jobs/accuracy/stretch-of-days", test_a_stretch_counts_days);
  g_test_add_func ("/jobs/accuracy/flat-pit", test_pit_of_even_outcomes_is_flat);
  jobs_test_add ("/jobs/accuracy/course", test_a_day_s_course_is_scored);
  jobs_test_add ("/jobs/accuracy/override", test_an_override_is_judged_against_none);
  jobs_test_add ("/jobs/accuracy/currencies", test_currencies_are_pooled_in_units_of_their_own);
  return aeq_test_run_on_store ();
}
