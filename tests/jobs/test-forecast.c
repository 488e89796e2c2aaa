/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include "aeq-change.h"

#define AHEAD(id, when, amount, status) \
  "DESK-USD," when "," "2026-03-02,2026-03-02," amount ",USD,payment,Harbour," id ",,," status "\n"

static void
import_season (JobsFixture *fixture)
{
  g_autofree char *season = jobs_season (150);

  jobs_import_good (fixture, season);
}

static void
assert_sorted (JsonObject *quantiles)
{
  g_autoptr(GList) levels = json_object_get_members (quantiles);
  double last = -G_MAXDOUBLE;

  g_assert_cmpuint (g_list_length (levels), ==, AEQ_N_QUANTILES);
  for (GList *l = levels; l != NULL; l = l->next)
    {
      double value = g_ascii_strtod (json_object_get_string_member (quantiles, l->data), NULL);

      g_assert_cmpfloat (value, >=, last);
      last = value;
    }
}

static void
assert_all_sorted (JsonArray *parts, const char *a, const char *b)
{
  for (guint i = 0; i < json_array_get_length (parts); i++)
    {
      JsonObject *part = json_array_get_object_element (parts, i);

      assert_sorted (json_object_get_object_member (part, a));
      if (b != NULL)
        assert_sorted (json_object_get_object_member (part, b));
    }
}

static void
test_quantiles_are_in_order (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqForecastResult) result = NULL;
  g_autoptr(JsonNode) node = NULL;
  JsonObject *account;

  import_season (fixture);
  result = jobs_forecast (fixture);
  account = jobs_account_of (result, "DESK-USD", &node);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (account, "daily")), ==, 6);
  assert_all_sorted (json_object_get_array_member (account, "daily"), "net", "closing");
  assert_all_sorted (json_object_get_array_member (account, "intraday"), "q", NULL);
  assert_sorted (json_object_get_object_member (json_object_get_object_member (account, "lowest"), "q"));
  assert_sorted (json_object_get_object_member (json_object_get_object_member (account, "peak_usage"), "q"));
}

/* Yen have no minor unit: no amount may show a decimal point. */
static void
test_amounts_have_the_digits_of_their_currency (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqForecastResult) result = NULL;
  g_autoptr(JsonNode) node = NULL;
  JsonObject *account;

  import_season (fixture);
  result = jobs_forecast (fixture);
  account = jobs_account_of (result, "DESK-JPY", &node);
  g_assert_null (strchr (json_object_get_string_member (account, "opening"), '.'));
  json_node_unref (node);
  account = jobs_account_of (result, "DESK-USD", &node);
  g_assert_cmpstr (strchr (json_object_get_string_member (account, "opening"), '.') + 3, ==, "");
}

static void
test_the_same_inputs_give_the_same_bytes (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqForecastResult) first = NULL;
  g_autoptr(AeqForecastResult) again = NULL;
  g_autoptr(AeqForecastResult) elsewhere = NULL;
  JobsFixture other;

  import_season (fixture);
  first = jobs_forecast (fixture);
  again = jobs_forecast (fixture);
  g_assert_cmpstr (first->json, ==, again->json);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM forecast_run"), ==, 1);
  jobs_set_up (&other, NULL);
  import_season (&other);
  elsewhere = jobs_forecast (&other);
  g_assert_cmpstr (first->json, ==, elsewhere->json);
  jobs_tear_down (&other, NULL);
}

/* What the ledger learned later must not leak into a forecast that is made as of an earlier time. */
static void
test_later_flows_change_nothing (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqForecastResult) before = NULL;
  g_autoptr(AeqForecastResult) after = NULL;

  import_season (fixture);
  before = jobs_forecast (fixture);
  jobs_import_good (fixture, JOBS_HEADER AHEAD ("L1", "2026-03-02T18:00:00Z", "-777777.00", "actual")
                               AHEAD ("L2", "2026-03-05T10:00:00Z", "888888.00", "actual"));
  after = jobs_forecast (fixture);
  g_assert_cmpstr (before->json, ==, after->json);
}

/* The payment that fulfils an expectation comes at 18:00. At noon the expectation is still open. */
static void
test_a_later_fulfilment_changes_nothing (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqForecastResult) before = NULL;
  g_autoptr(AeqForecastResult) after = NULL;

  import_season (fixture);
  jobs_import_good (fixture, JOBS_HEADER AHEAD ("E1", "2026-03-02T17:00:00Z", "-50000.00", "expected"));
  before = jobs_forecast (fixture);
  jobs_import_good (fixture, JOBS_HEADER AHEAD ("E1", "2026-03-02T18:00:00Z", "-50000.00", "actual"));
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM flow WHERE superseded_by IS NOT NULL"), ==, 1);
  after = jobs_forecast (fixture);
  g_assert_cmpstr (before->json, ==, after->json);
}

static double
closing_today (JobsFixture *fixture)
{
  g_autoptr(AeqForecastResult) result = jobs_forecast (fixture);
  g_autoptr(JsonNode) node = NULL;
  JsonObject *account = jobs_account_of (result, "DESK-USD", &node);
  JsonObject *today = json_array_get_object_element (json_object_get_array_member (account, "daily"), 0);

  return g_ascii_strtod (json_object_get_string_member (json_object_get_object_member (today, "closing"), "0.5"), NULL);
}

static void
test_an_expected_flow_counts_once (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  double bare;
  double expected;
  double booked;

  import_season (fixture);
  bare = closing_today (fixture);
  jobs_import_good (fixture, JOBS_HEADER AHEAD ("E1", "2026-03-02T11:00:00Z", "-1000000.00", "expected"));
  expected = closing_today (fixture);
  jobs_import_good (fixture, JOBS_HEADER AHEAD ("E1", "2026-03-02T11:00:00Z", "-1000000.00", "actual"));
  booked = closing_today (fixture);
  /* A million, give or take what the usual flows of the day move. */
  g_assert_cmpfloat (fabs (bare - expected - 1e6), <, 1e5);
  g_assert_cmpfloat (fabs (bare - booked - 1e6), <, 1e5);
}

static void
owe (JobsFixture *fixture, const char *due, gint64 minor, const char *reference)
{
  g_autoptr(AeqAccount) account = jobs_account (fixture, "DESK-USD");
  g_autoptr(JsonObject) values = json_object_new ();
  g_autoptr(GError) error = NULL;
  char uid[AEQ_ID_TEXT_SIZE];

  json_object_set_string_member (values, "account_id", aeq_id_format (&account->uid, uid));
  json_object_set_int_member (values, "due_ts", jobs_at (due));
  json_object_set_int_member (values, "amount", minor);
  json_object_set_string_member (values, "name", "CLS pay-in");
  json_object_set_string_member (values, "reference", reference);
  aeq_change_insert (fixture->ledger, "obligation", values, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_an_obligation_counts_until_it_is_settled (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  double bare;

  import_season (fixture);
  bare = closing_today (fixture);
  owe (fixture, "2026-03-02T15:00:00Z", 100000000, "O1");
  g_assert_cmpfloat (fabs (bare - closing_today (fixture) - 1e6), <, 1e5);
  /* Half of it is paid: the other half is still to come, and all of it once. */
  jobs_import_good (fixture, JOBS_HEADER AHEAD ("O1", "2026-03-02T10:00:00Z", "-500000.00", "actual"));
  g_assert_cmpfloat (fabs (bare - closing_today (fixture) - 1e6), <, 1e5);
  jobs_import_good (fixture, JOBS_HEADER AHEAD ("O1", "2026-03-02T11:00:00Z", "-500000.00", "actual"));
  g_assert_cmpfloat (fabs (bare - closing_today (fixture) - 1e6), <, 1e5);
}

static void
test_an_overdue_obligation_is_still_to_be_paid (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  double bare;

  import_season (fixture);
  bare = closing_today (fixture);
  owe (fixture, "2026-03-02T09:00:00Z", 100000000, "O1");
  g_assert_cmpfloat (fabs (bare - closing_today (fixture) - 1e6), <, 1e5);
}

/* What was expected for the morning and has not come by noon is expected next. */
static void
test_a_late_expectation_stays (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  double bare;

  import_season (fixture);
  bare = closing_today (fixture);
  jobs_import_good (fixture, JOBS_HEADER AHEAD ("E1", "2026-03-02T08:00:00Z", "-1000000.00", "expected"));
  g_assert_cmpfloat (fabs (bare - closing_today (fixture) - 1e6), <, 1e5);
}

static double
breach_at (JobsFixture *fixture, gint64 floor_amount)
{
  g_autoptr(AeqForecastResult) result = NULL;
  g_autoptr(JsonNode) node = NULL;

  jobs_set_limit (fixture, "DESK-USD", floor_amount);
  result = jobs_forecast (fixture);
  return json_object_get_double_member (jobs_account_of (result, "DESK-USD", &node), "p_breach");
}

static void
test_a_higher_limit_breaks_more_often (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  gint64 balance;
  double low;
  double middle;
  double high;

  import_season (fixture);
  balance = jobs_int (fixture, "SELECT SUM (amount) FROM flow f JOIN account a ON a.id = f.account_id WHERE a.number = 'DESK-USD'");
  low = breach_at (fixture, balance - 100000000);
  middle = breach_at (fixture, balance);
  high = breach_at (fixture, balance + 100000000);
  g_assert_cmpfloat (low, <=, middle);
  g_assert_cmpfloat (middle, <=, high);
  g_assert_cmpfloat (low, <, 0.05);
  g_assert_cmpfloat (high, >, 0.95);
}

static void
test_announced_days_ahead_are_known (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqForecastResult) result = NULL;
  g_autoptr(JsonNode) node = NULL;
  JsonObject *day;

  import_season (fixture);
  jobs_import_good (fixture, JOBS_HEADER "DESK-USD,2026-03-04T15:00:00Z,2026-03-04,,-250000.00,USD,coupon,Harbour,C1,,,expected\n");
  result = jobs_forecast (fixture);
  day = json_array_get_object_element (json_object_get_array_member (jobs_account_of (result, "DESK-USD", &node), "daily"), 2);
  g_assert_cmpstr (json_object_get_string_member (day, "date"), ==, "2026-03-04");
  g_assert_cmpstr (json_object_get_string_member (day, "known"), ==, "-250000.00");
}

/* How far ahead somebody looks changes nothing of the days that both see. */
static void
test_fewer_days_are_the_same_days (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqForecastRequest request = AEQ_FORECAST_REQUEST_DEFAULT;
  g_autoptr(AeqForecastResult) all = NULL;
  g_autoptr(AeqForecastResult) few = NULL;
  g_autoptr(GError) error = NULL;

  import_season (fixture);
  all = aeq_job_forecast (fixture->ledger, &request, NULL, NULL, &error);
  g_assert_no_error (error);
  request.days = 3;
  few = aeq_job_forecast (fixture->ledger, &request, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < all->accounts->len; i++)
    {
      const AeqForecastAccount *a = all->accounts->pdata[i];
      const AeqForecastAccount *b = few->accounts->pdata[i];

      g_assert_cmpmem (a->intraday->lowest, sizeof a->intraday->lowest, b->intraday->lowest, sizeof b->intraday->lowest);
      g_assert_cmpuint (b->n_days, ==, 4);
      g_assert_cmpmem (a->days, 4 * sizeof *a->days, b->days, 4 * sizeof *b->days);
    }
}

static void
test_views_of_the_desk (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) desks = NULL;
  g_autoptr(GError) error = NULL;
  const AeqDeskView *jpy;
  const AeqDeskView *usd;

  import_season (fixture);
  jobs_set_limit (fixture, "DESK-USD", -12345);
  jobs_import_good (fixture, JOBS_HEADER AHEAD ("E1", "2026-03-02T17:00:00Z", "-50000.00", "expected")
                               "DESK-USD,2026-02-26T15:00:00Z,2026-02-26,,-99.00,USD,coupon,Old,C9,,,expected\n");
  desks = aeq_desk_load (fixture->ledger, NULL, 30, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (desks->len, ==, 2);
  jpy = desks->pdata[0];
  usd = desks->pdata[1];
  g_assert_cmpstr (usd->account->number, ==, "DESK-USD");
  g_assert_true (usd->has_rest);
  g_assert_false (jpy->has_rest);
  g_assert_cmpuint (usd->rest.n_known, ==, 1);
  g_assert_cmpfloat (usd->rest.known[0].amount, ==, -50000.0);
  g_assert_cmpuint (usd->n_late, ==, 1);
  g_assert_cmpfloat (usd->late_amount, ==, -99.0);
  g_assert_cmpint (usd->limit.floor_amount, ==, -12345);
  g_assert_cmpfloat (usd->scale, ==, 100.0);
  g_assert_cmpfloat (jpy->scale, ==, 1.0);
  g_assert_cmpint (usd->opening, ==,
                   jobs_int (fixture, "SELECT SUM (amount) FROM flow f JOIN account a ON a.id = f.account_id"
                                      " WHERE a.number = 'DESK-USD' AND f.status = 0"));
  for (guint i = 0; i + 1 <= AEQ_MAX_DAYS; i++)
    g_assert_cmpfloat (usd->announced_share[i], >=, usd->announced_share[i + 1]);
  g_ptr_array_set_free_func (desks, (GDestroyNotify) aeq_desk_view_free);
}

static void
test_an_empty_ledger_is_refused (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqForecastRequest request = AEQ_FORECAST_REQUEST_DEFAULT;
  g_autoptr(GError) error = NULL;

  g_assert_null (aeq_job_forecast (fixture->ledger, &request, NULL, NULL, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  jobs_test_add ("/jobs/forecast/quantiles-are-in-order", test_quantiles_are_in_order);
  jobs_test_add ("/jobs/forecast/digits-of-the-currency", test_amounts_have_the_digits_of_their_currency);
  jobs_test_add ("/jobs/forecast/same-inputs-same-bytes", test_the_same_inputs_give_the_same_bytes);
  jobs_test_add ("/jobs/forecast/later-flows-change-nothing", test_later_flows_change_nothing);
  jobs_test_add ("/jobs/forecast/later-fulfilment-changes-nothing", test_a_later_fulfilment_changes_nothing);
  jobs_test_add ("/jobs/forecast/expected-counts-once", test_an_expected_flow_counts_once);
  jobs_test_add ("/jobs/forecast/obligation", test_an_obligation_counts_until_it_is_settled);
  jobs_test_add ("/jobs/forecast/overdue-obligation", test_an_overdue_obligation_is_still_to_be_paid);
  jobs_test_add ("/jobs/forecast/late-expectation", test_a_late_expectation_stays);
  jobs_test_add ("/jobs/forecast/higher-limit-breaks-more-often", test_a_higher_limit_breaks_more_often);
  jobs_test_add ("/jobs/forecast/announced-days-ahead", test_announced_days_ahead_are_known);
  jobs_test_add ("/jobs/forecast/views-of-the-desk", test_views_of_the_desk);
  jobs_test_add ("/jobs/forecast/fewer-days-are-the-same-days", test_fewer_days_are_the_same_days);
  jobs_test_add ("/jobs/forecast/empty-ledger", test_an_empty_ledger_is_refused);
  return aeq_test_run_on_store ();
}
