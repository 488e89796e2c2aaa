/* SPDX-License-Identifier: MIT */
/* The day as the Intraday page shows it: the figures of the domain's test vector, reckoned by hand. */
#include "jobs-fixture.h"

#include "aeq-change.h"
#include "aeq-job-intraday.h"
#include "aeq-job-stretch.h"

/* P = 100, -60, -30, -80, 10; what was there before: 1,000. London, where the clock is UTC's. */
#define DAY \
  "V-1,2026-02-26T10:00:00Z,,,-100.00,GBP,payment,Alder,A1,,,actual\n" \
  "V-1,2026-02-26T14:00:00Z,,,-300.00,GBP,payment,Alder,A2,,,actual\n" \
  "V-1,2026-02-27T12:00:00Z,,,-200.00,GBP,payment,Alder,A3,,,actual\n" \
  "V-1,2026-02-27T13:00:00Z,,,1600.00,GBP,payment,Alder,A4,,,actual\n" \
  "V-1,2026-03-02T09:00:00Z,,,100.00,GBP,payment,Birch,B1,,,actual\n" \
  "V-1,2026-03-02T09:10:00Z,,,-160.00,GBP,payment,Cedar,B2,,,actual\n" \
  "V-1,2026-03-02T11:00:00Z,,,30.00,GBP,payment,Dogwood,B3,,,actual\n" \
  "V-1,2026-03-02T12:00:00Z,,,-50.00,GBP,payment,Elder,B4,,,actual\n"
#define COMES "V-1,2026-03-02T16:00:00Z,,,90.00,GBP,payment,Fir,B5,,,expected\n"
#define OVERDUE "V-1,2026-03-02T10:30:00Z,,,-70.00,GBP,payment,Gorse,B6,,,expected\n"
#define SECOND "V-2,2026-03-02T09:05:00Z,,,-40.00,GBP,payment,Hazel,C1,,,actual\n"

static AeqIntradayDay *
read_day (JobsFixture *fixture, const AeqIntradayRequest *request)
{
  g_autoptr(GError) error = NULL;
  AeqIntradayDay *day = aeq_job_intraday (fixture->ledger, request, NULL, &error);

  g_assert_no_error (error);
  return day;
}

static AeqIntradayDay *
read_account (JobsFixture *fixture, const char *number, guint minutes)
{
  g_autoptr(AeqAccount) account = jobs_account (fixture, number);
  AeqIntradayRequest request = AEQ_INTRADAY_REQUEST_DEFAULT;

  request.what = AEQ_INTRADAY_ACCOUNT;
  request.account = account->uid;
  request.minutes = minutes;
  return read_day (fixture, &request);
}

static void
keep (JobsFixture *fixture, const char *entity, const char *number, const char *json)
{
  g_autoptr(AeqAccount) account = jobs_account (fixture, number);
  g_autoptr(JsonNode) node = json_from_string (json, NULL);
  g_autoptr(GError) error = NULL;
  char uid[AEQ_ID_TEXT_SIZE];

  json_object_set_string_member (json_node_get_object (node), "account_id", aeq_id_format (&account->uid, uid));
  aeq_change_insert (fixture->ledger, entity, json_node_get_object (node), NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_points (GArray *points, const AeqPositionPoint *wanted, guint n)
{
  g_assert_cmpuint (points->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpint (g_array_index (points, AeqPositionPoint, i).at, ==, wanted[i].at);
      g_assert_cmpint (g_array_index (points, AeqPositionPoint, i).net, ==, wanted[i].net);
    }
}

static void
test_the_course_is_what_was_booked_then_what_is_announced (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqIntradayDay) day = NULL;

  jobs_import_good (fixture, JOBS_HEADER DAY COMES);
  day = read_account (fixture, "V-1", 30);
  const AeqPositionPoint course[] = { { jobs_at ("2026-03-02T00:00:00Z") - 1, 0 },
                                      { jobs_at ("2026-03-02T09:00:00Z"), 10000 },
                                      { jobs_at ("2026-03-02T09:10:00Z"), -6000 },
                                      { jobs_at ("2026-03-02T11:00:00Z"), -3000 },
                                      { jobs_at ("2026-03-02T12:00:00Z"), -8000 } };
  const AeqPositionPoint expected[] = { { jobs_at ("2026-03-02T12:00:00Z"), -8000 },
                                        { jobs_at ("2026-03-02T16:00:00Z"), 1000 } };

  assert_points (day->course, course, G_N_ELEMENTS (course));
  assert_points (day->expected, expected, G_N_ELEMENTS (expected));
  g_assert_cmpint (day->ladder.opening, ==, 100000);
  g_assert_cmpint (day->ladder.booked, ==, -8000);
  g_assert_cmpint (aeq_intraday_net_at (day, jobs_at ("2026-03-02T08:00:00Z")), ==, 0);
  g_assert_cmpint (aeq_intraday_net_at (day, jobs_at ("2026-03-02T10:00:00Z")), ==, -6000);
  g_assert_cmpint (aeq_intraday_net_at (day, jobs_at ("2026-03-02T17:00:00Z")), ==, 1000);
  g_assert_null (day->forecast);
}

static void
test_a_slice_adds_up (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const struct
  {
    guint minutes, nine, eleven, sixteen;
  } CASES[] = { { 15, 36, 44, 64 }, { 30, 18, 22, 32 }, { 60, 9, 11, 16 } };

  jobs_import_good (fixture, JOBS_HEADER DAY COMES);
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr(AeqIntradayDay) day = read_account (fixture, "V-1", CASES[i].minutes);
      const AeqRung *nine = &day->ladder.rungs[CASES[i].nine];

      g_assert_cmpuint (day->ladder.buckets.count, ==, 24 * 60 / CASES[i].minutes);
      g_assert_cmpint (nine->in, ==, 10000);
      g_assert_cmpint (nine->out, ==, -16000);
      g_assert_cmpint (nine->position, ==, -6000);
      g_assert_cmpint (nine->balance, ==, 94000);
      g_assert_cmpint (day->ladder.rungs[CASES[i].eleven].in, ==, 3000);
      g_assert_cmpint (day->ladder.rungs[CASES[i].sixteen].expected_in, ==, 9000);
      g_assert_cmpint (day->ladder.rungs[CASES[i].sixteen].in, ==, 0);
    }
}

static void
test_what_comes_later_is_not_booked_yet (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqIntradayDay) day = NULL;

  jobs_import_good (fixture, JOBS_HEADER DAY);
  jobs_clock (fixture, "2026-03-02T11:30:00Z");
  day = read_account (fixture, "V-1", 60);
  g_assert_cmpint (day->ladder.booked, ==, -3000);
  g_assert_cmpint (day->ladder.rungs[12].out, ==, 0);
  g_assert_cmpint (day->next, ==, jobs_at ("2026-03-02T12:00:00Z"));
}

static void
assert_trough (const AeqTrough *trough, const char *peak_at, gint64 peak, const char *at, gint64 low, gboolean ahead)
{
  g_assert_cmpint (trough->peak_at, ==, jobs_at (peak_at));
  g_assert_cmpint (trough->peak, ==, peak);
  g_assert_cmpint (trough->at, ==, jobs_at (at));
  g_assert_cmpint (trough->low, ==, low);
  g_assert_cmpint (trough->ahead, ==, ahead);
}

static void
test_each_low_has_the_peak_before_it (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqIntradayDay) day = NULL;
  const AeqTrough *troughs;

  jobs_import_good (fixture, JOBS_HEADER DAY COMES);
  day = read_account (fixture, "V-1", 30);
  troughs = (const AeqTrough *) (gpointer) day->troughs->data;
  g_assert_cmpuint (day->troughs->len, ==, 2);
  assert_trough (&troughs[0], "2026-03-02T09:00:00Z", 10000, "2026-03-02T09:10:00Z", -6000, FALSE);
  assert_trough (&troughs[1], "2026-03-02T11:00:00Z", -3000, "2026-03-02T12:00:00Z", -8000, FALSE);
  g_assert_true (aeq_intraday_deepest (day) == &troughs[1]);
}

/* Less than a twentieth of the range is no low. */
static void
test_a_small_dent_is_no_low (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqIntradayDay) day = NULL;

  jobs_import_good (fixture, JOBS_HEADER
                    "V-1,2026-03-02T08:00:00Z,,,100.00,GBP,payment,Birch,B1,,,actual\n"
                    "V-1,2026-03-02T09:00:00Z,,,-4.99,GBP,payment,Cedar,B2,,,actual\n"
                    "V-1,2026-03-02T10:00:00Z,,,4.99,GBP,payment,Dogwood,B3,,,actual\n");
  day = read_account (fixture, "V-1", 30);
  g_assert_cmpuint (day->troughs->len, ==, 0);
  g_assert_null (aeq_intraday_deepest (day));
}

static AeqStretch *
read_stretch (JobsFixture *fixture, const AeqIntradayDay *day, const AeqTrough *trough)
{
  g_autoptr(GError) error = NULL;
  gint64 ids[2];
  AeqStretchRequest request = { .accounts = ids,
                                .n_accounts = day->accounts->len,
                                .start = day->ladder.buckets.start,
                                .end = day->ladder.buckets.end,
                                .from = trough->peak_at,
                                .to = trough->at,
                                .now = day->as_of };
  AeqStretch *stretch;

  for (guint i = 0; i < day->accounts->len; i++)
    ids[i] = ((AeqAccount *) day->accounts->pdata[i])->id;
  stretch = aeq_job_stretch (fixture->ledger, &request, NULL, &error);
  g_assert_no_error (error);
  return stretch;
}

static void
assert_flow (const AeqStretch *stretch, guint i, const char *counterparty, gint64 minor)
{
  const AeqFlowEntry *entry = stretch->flows->pdata[i];

  g_assert_cmpstr (entry->counterparty, ==, counterparty);
  g_assert_cmpint (entry->minor, ==, minor);
}

/* What settled from the peak, without it, to the low: it adds up to the fall, whatever was announced. */
static void
test_the_flows_of_a_low_add_up_to_its_fall (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqIntradayDay) day = NULL;

  jobs_import_good (fixture, JOBS_HEADER DAY COMES OVERDUE SECOND);
  day = read_account (fixture, "V-1", 30);
  g_assert_cmpuint (day->troughs->len, ==, 2);
  for (guint i = 0; i < day->troughs->len; i++)
    {
      const AeqTrough *trough = &g_array_index (day->troughs, AeqTrough, i);
      g_autoptr(AeqStretch) stretch = read_stretch (fixture, day, trough);

      g_assert_cmpint (stretch->in + stretch->out, ==, trough->low - trough->peak);
    }
}

/* An overdue payment is paid at once: P falls to -150 right after now. The larger amount comes first. */
static void
test_an_overdue_payment_makes_a_low_ahead (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqIntradayDay) day = NULL;
  g_autoptr(AeqStretch) stretch = NULL;
  const AeqTrough *trough;

  jobs_import_good (fixture, JOBS_HEADER DAY COMES OVERDUE);
  day = read_account (fixture, "V-1", 30);
  trough = aeq_intraday_deepest (day);
  g_assert_cmpint (trough->peak_at, ==, jobs_at ("2026-03-02T11:00:00Z"));
  g_assert_cmpint (trough->at, ==, day->as_of + 1);
  g_assert_cmpint (trough->low, ==, -15000);
  g_assert_true (trough->ahead);
  stretch = read_stretch (fixture, day, trough);
  g_assert_cmpuint (stretch->n, ==, 2);
  g_assert_cmpuint (stretch->n_announced, ==, 1);
  g_assert_cmpint (stretch->in, ==, 0);
  g_assert_cmpint (stretch->out, ==, -12000);
  assert_flow (stretch, 0, "Gorse", -7000);
  assert_flow (stretch, 1, "Elder", -5000);
}

static void
test_announced_movements_count_at_their_careful_end (JobsFixture *fixture G_GNUC_UNUSED,
                                                     gconstpointer data   G_GNUC_UNUSED)
{
  const AeqInstant now = 1000, end = 5000;

  g_assert_cmpint (aeq_announced_at (2000, FALSE, 1, now, end), ==, 2000);
  g_assert_cmpint (aeq_announced_at (2000, FALSE, -1, now, end), ==, 2000);
  g_assert_cmpint (aeq_announced_at (500, FALSE, 1, now, end), ==, 4999);
  g_assert_cmpint (aeq_announced_at (500, FALSE, -1, now, end), ==, 1001);
  g_assert_cmpint (aeq_announced_at (2000, TRUE, 1, now, end), ==, 4999);
  g_assert_cmpint (aeq_announced_at (2000, TRUE, -1, now, end), ==, 1001);
}

/* Today: 160 of 210 by 10:00, of which all is paid at noon. Before: 0.25 and 0 by 11:00, 0.25 and 1 by 13:00. */
static void
test_throughput_against_the_usual (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqIntradayDay) day = NULL;
  const AeqThroughput *throughput;

  jobs_import_good (fixture, JOBS_HEADER DAY COMES);
  day = read_account (fixture, "V-1", 30);
  throughput = &day->throughput;
  g_assert_cmpint (throughput->paid, ==, 21000);
  g_assert_cmpint (throughput->announced, ==, 0);
  g_assert_cmpfloat (throughput->today[35], ==, 0);
  g_assert_cmpfloat_with_epsilon (throughput->today[39], 100 * 160.0 / 210.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (throughput->today[48], 100, 1e-9);
  g_assert_true (isnan (throughput->today[49]));
  g_assert_cmpuint (throughput->n_days, ==, 2);
  g_assert_cmpfloat_with_epsilon (throughput->usual[43], 12.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (throughput->usual[51], 62.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (throughput->usual[95], 100, 1e-9);
}

/* 70 are still to be paid: 160 of 280. */
static void
test_announced_payments_are_a_part_of_the_day (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqIntradayDay) day = NULL;

  jobs_import_good (fixture, JOBS_HEADER DAY COMES OVERDUE);
  day = read_account (fixture, "V-1", 30);
  g_assert_cmpint (day->throughput.announced, ==, 7000);
  g_assert_cmpfloat_with_epsilon (day->throughput.today[39], 100 * 160.0 / 280.0, 1e-9);
}

static void
test_accounts_of_a_currency_are_added_up (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqIntradayRequest request = AEQ_INTRADAY_REQUEST_DEFAULT;
  g_autoptr(AeqIntradayDay) day = NULL;
  g_autoptr(AeqStretch) stretch = NULL;

  jobs_import_good (fixture, JOBS_HEADER DAY COMES SECOND);
  jobs_set_limit (fixture, "V-1", 0);
  request.what = AEQ_INTRADAY_TOTAL;
  request.currency = aeq_currency_lookup ("GBP", -1);
  day = read_day (fixture, &request);
  const AeqPositionPoint course[] = { { jobs_at ("2026-03-02T00:00:00Z") - 1, 0 },
                                      { jobs_at ("2026-03-02T09:00:00Z"), 10000 },
                                      { jobs_at ("2026-03-02T09:05:00Z"), 6000 },
                                      { jobs_at ("2026-03-02T09:10:00Z"), -10000 },
                                      { jobs_at ("2026-03-02T11:00:00Z"), -7000 },
                                      { jobs_at ("2026-03-02T12:00:00Z"), -12000 } };

  assert_points (day->course, course, G_N_ELEMENTS (course));
  g_assert_cmpuint (day->accounts->len, ==, 2);
  g_assert_false (day->limit.has);
  stretch = read_stretch (fixture, day, &g_array_index (day->troughs, AeqTrough, 0));
  g_assert_cmpuint (stretch->n, ==, 2);
  assert_flow (stretch, 0, "Cedar", -16000);
  assert_flow (stretch, 1, "Hazel", -4000);
}

static const char *
nearest (JobsFixture *fixture, AeqIntradayDay **day)
{
  const AeqIntradayRequest request = AEQ_INTRADAY_REQUEST_DEFAULT;

  g_clear_pointer (day, aeq_intraday_day_free);
  *day = read_day (fixture, &request);
  return ((AeqAccount *) (*day)->accounts->pdata[0])->number;
}

/* Room in proportion: 20 of 1,000, then 0.10 of 40.10. */
static void
test_the_account_nearest_to_its_limit_is_shown (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqIntradayDay) day = NULL;

  jobs_import_good (fixture, JOBS_HEADER DAY SECOND);
  jobs_set_limit (fixture, "V-2", -1000000);
  g_assert_cmpstr (nearest (fixture, &day), ==, "V-2"); /* the only one with a limit */
  keep (fixture, "limit", "V-1", "{\"floor_amount\": 90000}");
  g_assert_cmpstr (nearest (fixture, &day), ==, "V-1");
  jobs_set_limit (fixture, "V-2", -4010);
  keep (fixture, "limit", "V-1", "{\"floor_amount\": 90000}");
  g_assert_cmpstr (nearest (fixture, &day), ==, "V-2");
  g_assert_true (day->limit.has);
  g_assert_cmpint (day->limit.floor_amount, ==, -4010);
}

static void
test_there_must_be_an_account (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqIntradayRequest request = AEQ_INTRADAY_REQUEST_DEFAULT;
  g_autoptr(GError) error = NULL;

  g_assert_null (aeq_job_intraday (fixture->ledger, &request, NULL, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
}

static void
test_obligations_say_whether_they_were_met (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqIntradayDay) day = NULL;
  const AeqIntradayDue *dues;

  jobs_import_good (fixture, JOBS_HEADER DAY COMES);
  keep (fixture, "obligation", "V-1",
        "{\"due_ts\": 1772452800000000, \"amount\": 9900, \"name\": \"tax\"}"); /* 12:00 */
  keep (fixture, "obligation", "V-1",
        "{\"due_ts\": 1772445600000000, \"amount\": 16000, \"name\": \"call\", \"reference\": \"B2\"}");     /* 10:00 */
  keep (fixture, "obligation", "V-1", "{\"due_ts\": 1772463600000000, \"amount\": 100, \"name\": \"cls\"}"); /* 15:00 */
  keep (fixture, "obligation", "V-1", "{\"due_ts\": 1772539200000000, \"amount\": 100, \"name\": \"tomorrow\"}");
  day = read_account (fixture, "V-1", 30);
  g_assert_cmpuint (day->dues->len, ==, 3);
  dues = (const AeqIntradayDue *) (gpointer) day->dues->data;
  g_assert_cmpstr (dues[0].name, ==, "call");
  g_assert_cmpint (dues[0].settlement, ==, AEQ_BCBS_ON_TIME);
  g_assert_cmpstr (dues[1].name, ==, "tax");
  g_assert_cmpint (dues[1].settlement, !=, AEQ_BCBS_ON_TIME);
  g_assert_cmpstr (dues[2].name, ==, "cls");
  g_assert_cmpint (dues[2].settlement, ==, AEQ_BCBS_OPEN);
}

/* Slices that end after now have the forecast, and its medians are its document's. */
static void
test_the_forecast_is_joined_where_its_slices_end (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *season = jobs_season (200);
  g_autoptr(AeqForecastResult) forecast = NULL;
  g_autoptr(AeqIntradayDay) halves = NULL;
  g_autoptr(AeqIntradayDay) hours = NULL;

  jobs_import_good (fixture, season);
  forecast = jobs_forecast (fixture);
  halves = read_account (fixture, "DESK-USD", 30);
  hours = read_account (fixture, "DESK-USD", 60);
  g_assert_nonnull (halves->forecast);
  for (guint i = 0; i < halves->ladder.buckets.count; i++)
    g_assert_true ((halves->ladder.rungs[i].forecast != NULL) ==
                   (aeq_buckets_start (&halves->ladder.buckets, i + 1) > halves->as_of));
  for (guint i = 0; i < hours->ladder.buckets.count; i++)
    {
      const AeqIssuedSlice *whole = hours->ladder.rungs[i].forecast;
      const AeqIssuedSlice *second = halves->ladder.rungs[2 * i + 1].forecast;

      g_assert_true ((whole != NULL) == (second != NULL));
      if (whole != NULL)
        g_assert_cmpint (whole->balance[AEQ_MEDIAN_INDEX], ==, second->balance[AEQ_MEDIAN_INDEX]);
    }
}

static void
test_a_forecast_of_another_day_is_none (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *season = jobs_season (200);
  g_autoptr(AeqForecastResult) forecast = NULL;
  g_autoptr(AeqIntradayDay) day = NULL;

  jobs_import_good (fixture, season);
  forecast = jobs_forecast (fixture);
  jobs_clock (fixture, "2026-03-03T12:00:00Z");
  day = read_account (fixture, "DESK-USD", 30);
  g_assert_null (day->issued);
  g_assert_null (day->forecast);
}

/* Of a total there is no fan; what was said of its very accounts together is told when the ledger has such a set. */
static void
test_a_total_has_joint_figures_only (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *season = jobs_season (200);
  g_autofree char *second = NULL;
  AeqIntradayRequest request = AEQ_INTRADAY_REQUEST_DEFAULT;
  g_autoptr(AeqForecastResult) forecast = NULL;
  g_autoptr(AeqIntradayDay) day = NULL;
  g_auto(GStrv) parts = NULL;
  g_autoptr(GError) error = NULL;

  jobs_import_good (fixture, season);
  parts = g_strsplit (season, "DESK-USD", -1);
  second = g_strjoinv ("SIDE-USD", parts);
  jobs_import_good (fixture, second);
  aeq_store_exec (fixture->ledger->store,
                  "INSERT INTO account_set (id, uid, name, nets) VALUES (1, randomblob (16), 'Dollars', 1);"
                  "INSERT INTO account_set_member (id, uid, set_name, account_id)"
                  " SELECT a.id, randomblob (16), 'Dollars', a.id FROM account a WHERE a.currency = 'USD'",
                  &error);
  g_assert_no_error (error);
  forecast = jobs_forecast (fixture);
  request.what = AEQ_INTRADAY_TOTAL;
  request.currency = aeq_currency_lookup ("USD", -1);
  day = read_day (fixture, &request);
  g_assert_null (day->forecast);
  g_assert_cmpstr (day->joint_set, ==, "Dollars");
  g_assert_cmpint (day->joint.closing[0], <=, day->joint.closing[AEQ_MEDIAN_INDEX]);
  g_assert_cmpint (day->joint.lowest[AEQ_MEDIAN_INDEX], <=, day->joint.closing[AEQ_MEDIAN_INDEX]);
}

static void
test_it_is_stale_when_data_or_the_clock_say_so (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqIntradayDay) day = NULL;
  g_autoptr(GError) error = NULL;
  gint64 stamp;

  jobs_import_good (fixture, JOBS_HEADER DAY COMES);
  day = read_account (fixture, "V-1", 30);
  g_assert_true (aeq_job_intraday_stamp (fixture->ledger, &stamp, &error));
  g_assert_false (aeq_intraday_is_stale (day, jobs_at ("2026-03-02T15:59:00Z"), stamp));
  g_assert_true (
      aeq_intraday_is_stale (day, jobs_at ("2026-03-02T16:00:00Z"), stamp)); /* what was to come is overdue */
  jobs_import_good (fixture, JOBS_HEADER SECOND);
  g_assert_true (aeq_job_intraday_stamp (fixture->ledger, &stamp, &error));
  g_assert_true (aeq_intraday_is_stale (day, jobs_at ("2026-03-02T12:01:00Z"), stamp));
}

/* In spring a day of New York has 23 hours: slices are counted in elapsed time, and the wall clock's quarters end with
 * the day. */
static void
test_a_day_of_23_hours (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqIntradayDay) day = NULL;

  jobs_import_good (fixture, JOBS_HEADER
                    "N-1,2026-03-08T06:30:00Z,,,-1.00,USD,payment,Birch,B1,,,actual\n"
                    "N-1,2026-03-08T07:30:00Z,,,-3.00,USD,payment,Birch,B2,,,actual\n");
  jobs_clock (fixture, "2026-03-08T20:00:00Z");
  day = read_account (fixture, "N-1", 60);
  g_assert_cmpuint (day->ladder.buckets.count, ==, 23);
  g_assert_cmpint (day->ladder.rungs[1].out, ==, -100); /* 01:30 */
  g_assert_cmpint (day->ladder.rungs[2].out, ==, -300); /* 03:30 on the wall */
  g_assert_cmpfloat_with_epsilon (day->throughput.today[7], 25, 1e-9);
  g_assert_cmpfloat_with_epsilon (day->throughput.today[14], 100, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  jobs_test_add ("/jobs/intraday/course", test_the_course_is_what_was_booked_then_what_is_announced);
  jobs_test_add ("/jobs/intraday/slice", test_a_slice_adds_up);
  jobs_test_add ("/jobs/intraday/later-is-not-booked", test_what_comes_later_is_not_booked_yet);
  jobs_test_add ("/jobs/intraday/low-and-peak", test_each_low_has_the_peak_before_it);
  jobs_test_add ("/jobs/intraday/small-dent", test_a_small_dent_is_no_low);
  jobs_test_add ("/jobs/intraday/flows-of-a-low", test_the_flows_of_a_low_add_up_to_its_fall);
  jobs_test_add ("/jobs/intraday/overdue", test_an_overdue_payment_makes_a_low_ahead);
  jobs_test_add ("/jobs/intraday/careful-end", test_announced_movements_count_at_their_careful_end);
  jobs_test_add ("/jobs/intraday/throughput", test_throughput_against_the_usual);
  jobs_test_add ("/jobs/intraday/announced-payments", test_announced_payments_are_a_part_of_the_day);
  jobs_test_add ("/jobs/intraday/total", test_accounts_of_a_currency_are_added_up);
  jobs_test_add ("/jobs/intraday/nearest", test_the_account_nearest_to_its_limit_is_shown);
  jobs_test_add ("/jobs/intraday/no-account", test_there_must_be_an_account);
  jobs_test_add ("/jobs/intraday/obligations", test_obligations_say_whether_they_were_met);
  jobs_test_add ("/jobs/intraday/forecast", test_the_forecast_is_joined_where_its_slices_end);
  jobs_test_add ("/jobs/intraday/another-day", test_a_forecast_of_another_day_is_none);
  jobs_test_add ("/jobs/intraday/joint", test_a_total_has_joint_figures_only);
  jobs_test_add ("/jobs/intraday/stale", test_it_is_stale_when_data_or_the_clock_say_so);
  jobs_test_add ("/jobs/intraday/23-hours", test_a_day_of_23_hours);
  return aeq_test_run_on_store ();
}
