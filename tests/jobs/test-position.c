/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include "aeq-change.h"
#include "aeq-chart-data.h"
#include "aeq-job-accuracy.h"
#include "aeq-job-position.h"

static AeqPositionTable *
read_scope (JobsFixture *fixture, const AeqPositionScope *scope)
{
  g_autoptr (GError) error = NULL;
  AeqPositionTable *table = aeq_job_position (fixture->ledger, scope, NULL, &error);

  g_assert_no_error (error);
  return table;
}

static AeqPositionTable *
read_on (JobsFixture *fixture, const char *day)
{
  AeqPositionScope scope = AEQ_POSITION_SCOPE_DEFAULT;

  if (day != NULL)
    g_assert_true (aeq_date_parse_iso (day, -1, &scope.date));
  return read_scope (fixture, &scope);
}

/* @number NULL: the sums of @currency. */
static const AeqPosition *
row_of (const AeqPositionTable *table, const char *number, const char *currency)
{
  for (guint i = 0; i < table->rows->len; i++)
    {
      const AeqPosition *row = table->rows->pdata[i];

      if (g_strcmp0 (row->number, number) == 0 && g_str_equal (row->currency->code, currency))
        return row;
    }
  return NULL;
}

#define HEAD "account,settle_ts,amount,currency,counterparty,reference,status\n"

/* Opens with 1000.00, falls to 400.00 at ten and is at 900.00 now. */
static const char DAY[] = HEAD "A,2026-02-27T10:00:00Z,1000.00,USD,Alder,R1,actual\n"
                               "A,2026-03-02T10:00:00Z,-600.00,USD,Birch,R2,actual\n"
                               "A,2026-03-02T11:00:00Z,500.00,USD,Cedar,R3,actual\n"
                               "A,2026-03-02T20:00:00Z,-50.00,USD,Dogwood,R4,expected\n"
                               "B,2026-02-27T10:00:00Z,30.00,USD,Alder,R5,actual\n"
                               "C,2026-02-27T10:00:00Z,7.00,EUR,Alder,R6,actual\n";

static void
test_a_day_adds_up (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (AeqPositionTable) table = NULL;
  const AeqPosition *row;

  jobs_import_good (fixture, DAY);
  table = read_on (fixture, NULL);
  row = row_of (table, "A", "USD");
  g_assert_cmpint (row->when, ==, AEQ_POSITION_TODAY);
  g_assert_cmpint (row->opening, ==, 100000);
  g_assert_cmpint (row->in, ==, 50000);
  g_assert_cmpint (row->out, ==, -60000);
  g_assert_cmpint (row->balance, ==, 90000);
  g_assert_cmpint (row->expected, ==, -5000);
  g_assert_cmpint (row->so_far, ==, 40000);
  g_assert_cmpint (row->so_far_at, ==, jobs_at ("2026-03-02T10:00:00Z"));
  g_assert_cmpint (row->closing, ==, AEQ_POSITION_NONE); /* no forecast, so none is told */
  g_assert_cmpint (row->lowest, ==, AEQ_POSITION_NONE);
  g_assert_true (isnan (row->p_breach));
  g_assert_cmpint (table->forecast_age, ==, AEQ_FORECAST_NONE);
}

static void
test_currencies_are_never_added_up (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (AeqPositionTable) table = NULL;
  const AeqPosition *sum;

  jobs_import_good (fixture, DAY);
  table = read_on (fixture, NULL);
  g_assert_cmpuint (table->rows->len, ==, 4);
  g_assert_null (row_of (table, NULL, "EUR")); /* one account is its own sum */
  sum = table->rows->pdata[3];
  g_assert_true (sum == row_of (table, NULL, "USD"));
  g_assert_cmpuint (sum->n, ==, 2);
  g_assert_cmpint (sum->opening, ==, 103000);
  g_assert_cmpint (sum->balance, ==, 93000);
  g_assert_cmpint (sum->expected, ==, -5000);
  g_assert_cmpint (sum->lowest, ==, AEQ_POSITION_NONE); /* lows of two accounts come at two times */
}

static void
test_the_scope_is_kept (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqPositionScope scope = AEQ_POSITION_SCOPE_DEFAULT;
  g_autoptr (AeqPositionTable) euros = NULL;
  g_autoptr (AeqPositionTable) one = NULL;

  jobs_import_good (fixture, DAY);
  scope.currency = aeq_currency_lookup ("EUR", -1);
  euros = read_scope (fixture, &scope);
  g_assert_cmpuint (euros->rows->len, ==, 1);
  g_assert_cmpuint (euros->n_accounts, ==, 3);
  scope = (AeqPositionScope)AEQ_POSITION_SCOPE_DEFAULT;
  {
    g_autoptr (AeqAccount) account = jobs_account (fixture, "B");

    scope.has_account = TRUE;
    scope.account = account->uid;
  }
  one = read_scope (fixture, &scope);
  g_assert_cmpuint (one->rows->len, ==, 1);
  g_assert_cmpstr (((AeqPosition *)one->rows->pdata[0])->number, ==, "B");
  g_assert_true (one->nearest == one->rows->pdata[0]);
}

/* A is at two fifths of its room, B has a limit just below it. */
static void
test_the_nearest_to_its_limit_is_found_by_the_rows_alone (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqPositionScope scope = AEQ_POSITION_SCOPE_DEFAULT;
  g_autoptr (AeqPositionTable) table = NULL;
  g_autoptr (AeqPositionTable) whole = NULL;

  jobs_import_good (fixture, DAY);
  jobs_set_limit (fixture, "A", 20000);
  whole = read_on (fixture, NULL);
  g_assert_cmpstr (whole->nearest->number, ==, "A"); /* the only one that has a limit */
  jobs_set_limit (fixture, "B", 2900);
  scope.rows_only = TRUE;
  table = read_scope (fixture, &scope);
  g_assert_cmpstr (table->nearest->number, ==, "B");
  g_assert_cmpuint (table->rows->len, ==, 3); /* without sums */
  g_assert_null (table->chart);
  g_assert_cmpuint (table->deadlines->len, ==, 0);
}

static void
test_a_past_day_shows_what_was (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (AeqPositionTable) table = NULL;
  const AeqPosition *row;

  jobs_import_good (fixture, DAY);
  jobs_set_limit (fixture, "A", 45000);
  jobs_clock (fixture, "2026-03-04T12:00:00Z");
  table = read_on (fixture, "2026-03-02");
  row = row_of (table, "A", "USD");
  g_assert_cmpint (row->when, ==, AEQ_POSITION_PAST);
  g_assert_cmpint (row->closing, ==, 90000);
  g_assert_cmpint (row->lowest, ==, 40000);
  g_assert_cmpint (row->lowest_at, ==, jobs_at ("2026-03-02T10:00:00Z"));
  g_assert_cmpfloat (row->p_breach, ==, 1);
  g_assert_cmpint (row->expected, ==, AEQ_POSITION_NONE);
  g_assert_cmpuint (table->late->len, ==, 0);
  g_assert_cmpuint (table->deadlines->len, ==, 0);
  g_assert_nonnull (table->chart);
}

static void
test_limit_use_counts_from_the_opening (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (AeqPositionTable) table = NULL;
  const AeqPosition *row;

  jobs_import_good (fixture, DAY);
  jobs_set_limit (fixture, "A", 20000);
  table = read_on (fixture, NULL);
  row = row_of (table, "A", "USD");
  g_assert_cmpfloat (aeq_position_limit_use (row, 100000), ==, 0);
  g_assert_cmpfloat (aeq_position_limit_use (row, 150000), ==, 0);
  g_assert_cmpfloat (aeq_position_limit_use (row, 60000), ==, .5);
  g_assert_cmpfloat (aeq_position_limit_use (row, 20000), ==, 1);
  g_assert_cmpfloat (aeq_position_limit_use (row, -20000), ==, 1.5);
  g_assert_true (isnan (aeq_position_limit_use (row, AEQ_POSITION_NONE)));
  g_assert_true (isnan (aeq_position_limit_use (row_of (table, "B", "USD"), 0)));
}

static void
test_a_limit_above_the_opening_leaves_no_room (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (AeqPositionTable) table = NULL;
  const AeqPosition *row;

  jobs_import_good (fixture, DAY);
  jobs_set_limit (fixture, "A", 200000);
  table = read_on (fixture, NULL);
  row = row_of (table, "A", "USD");
  g_assert_cmpfloat (aeq_position_limit_use (row, 199999), ==, INFINITY);
  g_assert_cmpfloat (aeq_position_limit_use (row, 200000), ==, 0);
}

/* Due and come, due and not come, only a day told, and a payment of ours. */
static const char RECEIPTS[] = HEAD "A,2026-03-02T08:00:00Z,10.00,USD,Came,R1,expected\n"
                                    "A,2026-03-02T09:00:00Z,10.00,USD,Came,R1,actual\n"
                                    "A,2026-03-02T09:30:00Z,20.00,USD,Late today,R2,expected\n"
                                    "A,2026-03-02T13:00:00Z,30.00,USD,Not yet,R3,expected\n"
                                    "A,2026-03-02,40.00,USD,Some time today,R4,expected\n"
                                    "A,2026-02-27,50.00,USD,Friday,R5,expected\n"
                                    "A,2026-03-02T07:00:00Z,-60.00,USD,Ours,R6,expected\n"
                                    "A,2026-01-05T07:00:00Z,70.00,USD,Forgotten,R7,expected\n";

static void
test_receipts_are_late_when_their_time_is_past (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (AeqPositionTable) table = NULL;
  const AeqLateReceipt *late;

  jobs_import_good (fixture, RECEIPTS);
  table = read_on (fixture, NULL);
  g_assert_cmpuint (table->late->len, ==, 2);
  late = table->late->pdata[0];
  g_assert_cmpstr (late->counterparty, ==, "Friday");
  g_assert_false (late->timed);
  g_assert_cmpint (late->minor, ==, 5000);
  late = table->late->pdata[1];
  g_assert_cmpstr (late->counterparty, ==, "Late today");
  g_assert_cmpint (table->as_of - late->due, ==, 150 * AEQ_MINUTE);
}

static void
add_obligation (JobsFixture *fixture, const char *due, gint64 minor, const char *name, const char *reference)
{
  g_autoptr (AeqAccount) account = jobs_account (fixture, "A");
  g_autoptr (JsonObject) values = json_object_new ();
  g_autoptr (GError) error = NULL;
  char uid[AEQ_ID_TEXT_SIZE];

  json_object_set_string_member (values, "account_id", aeq_id_format (&account->uid, uid));
  json_object_set_int_member (values, "due_ts", jobs_at (due));
  json_object_set_int_member (values, "amount", minor);
  json_object_set_string_member (values, "name", name);
  json_object_set_string_member (values, "reference", reference);
  aeq_change_insert (fixture->ledger, "obligation", values, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static const AeqDeadline *
deadline_of (const AeqPositionTable *table, const char *name, gboolean customers)
{
  for (guint i = 0; i < table->deadlines->len; i++)
    {
      const AeqDeadline *deadline = table->deadlines->pdata[i];

      if (g_str_equal (deadline->name, name) && deadline->customers == customers)
        return deadline;
    }
  return NULL;
}

static void
test_deadlines_are_what_is_still_owed_and_the_cut_offs (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (AeqPositionTable) table = NULL;

  jobs_import_good (fixture, HEAD "A,2026-03-02T09:00:00Z,-100.00,USD,Clearing,PAID,actual\n"
                                  "A,2026-03-02T09:05:00Z,-30.00,USD,Clearing,PART,actual\n");
  add_obligation (fixture, "2026-03-02T10:00:00Z", 10000, "paid", "PAID");
  add_obligation (fixture, "2026-03-02T15:00:00Z", 10000, "part", "PART");
  add_obligation (fixture, "2026-03-02T08:00:00Z", 500, "overdue", "NONE");
  add_obligation (fixture, "2026-03-20T08:00:00Z", 500, "far away", "FAR");
  table = read_on (fixture, NULL);
  g_assert_cmpuint (table->deadlines->len, ==, 3);
  g_assert_null (deadline_of (table, "paid", FALSE));
  g_assert_null (deadline_of (table, "far away", FALSE));
  g_assert_cmpstr (((AeqDeadline *)table->deadlines->pdata[0])->name, ==, "overdue");
  g_assert_cmpint (deadline_of (table, "part", FALSE)->minor, ==, 7000);
  g_assert_cmpint (deadline_of (table, "Fedwire", TRUE)->at, ==, jobs_at ("2026-03-02T23:45:00Z"));
  g_assert_null (deadline_of (table, "Fedwire", FALSE)); /* for banks among themselves */
}

static void
test_a_central_bank_has_the_cut_off_between_banks (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (AeqPositionTable) table = NULL;
  g_autoptr (GError) error = NULL;

  jobs_import_good (fixture, DAY);
  g_assert_true (
      aeq_store_exec (fixture->ledger->store, "UPDATE account SET kind = 'central_bank' WHERE number = 'C'", &error));
  g_assert_no_error (error);
  table = read_on (fixture, NULL);
  g_assert_null (deadline_of (table, "T2", TRUE));
  g_assert_cmpint (deadline_of (table, "T2", FALSE)->at, ==, jobs_at ("2026-03-02T17:00:00Z"));
}

static gint64
told (const AeqForecastResult *result, const char *number, guint day, const char *what)
{
  JsonNode   *node = NULL;
  JsonObject *account = jobs_account_of (result, number, &node);
  JsonObject *object = json_array_get_object_element (json_object_get_array_member (account, "daily"), day);
  const char *text = g_str_equal (what, "known")
                         ? json_object_get_string_member (object, what)
                         : json_object_get_string_member (json_object_get_object_member (object, what), "0.5");
  gint64      minor;

  g_assert_cmpint (aeq_money_parse (text, -1, 2, AEQ_DECIMAL_POINT, AEQ_MONEY_STRICT, &minor, NULL), ==, AEQ_MONEY_OK);
  json_node_unref (node);
  return minor;
}

static void
test_the_lowest_point_lies_ahead (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *season = jobs_season (200);
  g_autoptr (AeqForecastResult) forecast = NULL;
  g_autoptr (AeqPositionTable) table = NULL;

  jobs_import_good (fixture, season);
  /* A dip early in the day, out of which the balance has come. */
  jobs_import_good (fixture, HEAD "DESK-USD,2026-03-02T10:00:00Z,-900000.00,USD,Dip,D1,actual\n"
                                  "DESK-USD,2026-03-02T11:00:00Z,950000.00,USD,Back,D2,actual\n");
  jobs_set_limit (fixture, "DESK-USD", -500000000);
  forecast = jobs_forecast (fixture);
  table = read_on (fixture, NULL);
  {
    const AeqPosition *row = row_of (table, "DESK-USD", "USD");

    g_assert_cmpint (row->closing, ==, told (forecast, "DESK-USD", 0, "closing"));
    g_assert_cmpint (row->lowest_at, !=, AEQ_INSTANT_NONE);
    g_assert_cmpint (row->lowest_at + 30 * AEQ_MINUTE, >, fixture->ledger->now);
    g_assert_cmpint (row->lowest, >, row->so_far);
    g_assert_cmpint (row->so_far_at, ==, jobs_at ("2026-03-02T10:00:00Z"));
    g_assert_true (table->nearest == row); /* the only one with a limit */
    g_assert_nonnull (table->chart);
  }
  g_assert_cmpint (table->forecast_age, ==, AEQ_FORECAST_GOOD);
}

static void
test_a_day_ahead_is_the_forecasts (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *season = jobs_season (200);
  g_autoptr (AeqForecastResult) forecast = NULL;
  g_autoptr (AeqPositionTable) table = NULL;
  g_autoptr (AeqPositionTable) closed = NULL;
  const AeqPosition *row;

  jobs_import_good (fixture, season);
  jobs_import_good (fixture, HEAD "DESK-USD,2026-03-04T16:00:00Z,250.00,USD,Soon,S1,expected\n");
  forecast = jobs_forecast (fixture);
  table = read_on (fixture, "2026-03-04");
  row = row_of (table, "DESK-USD", "USD");
  g_assert_cmpint (row->when, ==, AEQ_POSITION_AHEAD);
  g_assert_cmpint (row->opening, ==, told (forecast, "DESK-USD", 1, "closing"));
  g_assert_cmpint (row->closing, ==, told (forecast, "DESK-USD", 2, "closing"));
  g_assert_cmpint (row->expected, ==, told (forecast, "DESK-USD", 2, "known"));
  g_assert_cmpint (row->balance, ==, AEQ_POSITION_NONE);
  g_assert_true (isnan (row->p_breach));
  closed = read_on (fixture, "2026-03-07");
  g_assert_cmpint (row_of (closed, "DESK-USD", "USD")->closing, ==, AEQ_POSITION_NONE);
}

static AeqForecastAge
age (JobsFixture *fixture)
{
  g_autoptr (AeqPositionTable) table = read_on (fixture, NULL);

  return table->forecast_age;
}

static void
test_the_age_of_a_forecast_is_told (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *season = jobs_season (200);
  g_autoptr (AeqForecastResult) forecast = NULL;

  jobs_import_good (fixture, season);
  g_assert_cmpint (age (fixture), ==, AEQ_FORECAST_NONE);
  forecast = jobs_forecast (fixture);
  g_assert_cmpint (age (fixture), ==, AEQ_FORECAST_GOOD);
  jobs_clock (fixture, "2026-03-02T13:00:01Z");
  g_assert_cmpint (age (fixture), ==, AEQ_FORECAST_OLD);
  jobs_set_limit (fixture, "DESK-USD", 0);
  g_assert_cmpint (age (fixture), ==, AEQ_FORECAST_OVERTAKEN);
  jobs_clock (fixture, "2026-03-04T12:00:00Z");
  g_assert_cmpint (age (fixture), ==, AEQ_FORECAST_OTHER_DAY);
}

static void
test_scores_are_told_once_there_are_some (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *season = jobs_season (200);
  g_autoptr (AeqForecastResult) forecast = NULL;
  g_autoptr (AeqPositionTable) before = NULL;
  g_autoptr (AeqPositionTable) after = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n;

  jobs_import_good (fixture, season);
  forecast = jobs_forecast (fixture);
  before = read_on (fixture, NULL);
  g_assert_cmpuint (before->score.n, ==, 0);
  jobs_clock (fixture, "2026-03-04T12:00:00Z");
  jobs_import_good (fixture, HEAD "DESK-USD,2026-03-02T16:00:00Z,25.00,USD,One,O1,actual\n"
                                  "DESK-USD,2026-03-04T10:00:00Z,25.00,USD,Two,O2,actual\n");
  g_assert_true (aeq_job_score (fixture->ledger, &n, NULL, &error));
  g_assert_no_error (error);
  after = read_on (fixture, NULL);
  g_assert_cmpuint (after->score.n, ==, n);
  g_assert_cmpuint (after->score.n, >, 0);
  g_assert_cmpfloat (after->score.coverage, >=, 0);
  g_assert_cmpfloat (after->score.wape, >=, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  jobs_test_add ("/position/adds-up", test_a_day_adds_up);
  jobs_test_add ("/position/currencies-apart", test_currencies_are_never_added_up);
  jobs_test_add ("/position/scope", test_the_scope_is_kept);
  jobs_test_add ("/position/nearest", test_the_nearest_to_its_limit_is_found_by_the_rows_alone);
  jobs_test_add ("/position/past-day", test_a_past_day_shows_what_was);
  jobs_test_add ("/position/limit-use", test_limit_use_counts_from_the_opening);
  jobs_test_add ("/position/no-room", test_a_limit_above_the_opening_leaves_no_room);
  jobs_test_add ("/position/late-receipts", test_receipts_are_late_when_their_time_is_past);
  jobs_test_add ("/position/deadlines", test_deadlines_are_what_is_still_owed_and_the_cut_offs);
  jobs_test_add ("/position/central-bank", test_a_central_bank_has_the_cut_off_between_banks);
  jobs_test_add ("/position/lowest-ahead", test_the_lowest_point_lies_ahead);
  jobs_test_add ("/position/day-ahead", test_a_day_ahead_is_the_forecasts);
  jobs_test_add ("/position/age", test_the_age_of_a_forecast_is_told);
  jobs_test_add ("/position/scores", test_scores_are_told_once_there_are_some);
  return aeq_test_run_on_store ();
}
