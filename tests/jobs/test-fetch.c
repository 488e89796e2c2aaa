/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include "aeq-job-fetch.h"
#include "aeq-job-regime.h"
#include "aeq-test-server.h"

#define KEY "0123456789abcdef0123456789abcdef"

/* A stand-in for the feeds that knows some series by heart. Its values are set while no request is under way. */
typedef struct
{
  JobsFixture jobs;
  AeqTestServer *server;
  AeqTestClock clock;
  GHashTable *series; /* FRED id, or path of the New York Fed, to the list inside of the answer */
  const char *down;   /* (nullable) part of requests that fail */
} Fixture;

#define FRED(series) "series_id=" series "&"
#define NYFED(rate) "/" rate "/search.json"

static char *
answer (const char *request, guint index G_GNUC_UNUSED, gpointer user_data)
{
  Fixture *self = user_data;
  g_autofree char *first = g_strndup (request, strcspn (request, "\n"));
  GHashTableIter iter;
  gpointer part, list;

  if (self->down != NULL && strstr (first, self->down) != NULL)
    return aeq_test_answer ("404 Not Found", "", "");
  if (strstr (first, "/fred/") != NULL && strstr (first, KEY) == NULL)
    return aeq_test_answer ("400 Bad Request", "",
                            "{\"error_message\":\"The value for variable api_key is not registered.\"}");
  g_hash_table_iter_init (&iter, self->series);
  while (g_hash_table_iter_next (&iter, &part, &list))
    if (strstr (first, part) != NULL)
      {
        g_auto(GStrv) objects = g_strsplit (list, "{", -1);
        guint count = g_strv_length (objects) - 1;
        g_autofree char *body = strstr (first, "/fred/") != NULL
                                  ? g_strdup_printf ("{\"count\":%u,\"observations\":[%s]}", count, (char *) list)
                                  : g_strdup_printf ("{\"refRates\":[%s]}", (char *) list);

        return aeq_test_answer ("200 OK", "", body);
      }
  if (strstr (first, "/fred/") != NULL)
    return aeq_test_answer ("200 OK", "", "{\"count\":0,\"observations\":[]}");
  return aeq_test_answer ("200 OK", "",
                          strstr (first, "/api/rates/") != NULL ? "{\"refRates\":[]}"
                          : strstr (first, "fsi.csv") != NULL
                            ? "Date,OFR FSI,Credit,Equity valuation,Safe assets,Funding,Volatility\n"
                            : "[]");
}

static void
set_up (Fixture *self, gconstpointer data)
{
  jobs_set_up (&self->jobs, data);
  aeq_test_clock_init (&self->clock, JOBS_NOW);
  self->series = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->server = aeq_test_server_new (answer, self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  aeq_test_server_free (self->server);
  aeq_test_clock_clear (&self->clock);
  g_hash_table_unref (self->series);
  jobs_tear_down (&self->jobs, data);
}

/* "2026-02-26=17.5 2026-02-27=." as FRED says it; a realtime_start may follow: "2026-02-20=-.4@2026-02-25". */
static void
say_fred (Fixture *self, const char *part, const char *values)
{
  g_auto(GStrv) words = g_strsplit (values, " ", -1);
  GString *list = g_string_new (NULL);

  for (char **word = words; *word != NULL; word++)
    {
      g_auto(GStrv) parts = g_strsplit_set (*word, "=@", -1);

      g_string_append_printf (list, "%s{\"date\":\"%s\",\"value\":\"%s\",\"realtime_start\":\"%s\"}",
                              list->len > 0 ? "," : "", parts[0], parts[1], parts[2] != NULL ? parts[2] : "2026-01-01");
    }
  g_hash_table_replace (self->series, (gpointer) part, g_string_free (list, FALSE));
}

static void
say_rates (Fixture *self, const char *part, const char *values)
{
  g_auto(GStrv) words = g_strsplit (values, " ", -1);
  GString *list = g_string_new (NULL);

  for (char **word = words; *word != NULL; word++)
    {
      g_auto(GStrv) parts = g_strsplit (*word, "=", 2);

      g_string_append_printf (list, "%s{\"effectiveDate\":\"%s\",\"percentRate\":%s}", list->len > 0 ? "," : "",
                              parts[0], parts[1]);
    }
  g_hash_table_replace (self->series, (gpointer) part, g_string_free (list, FALSE));
}

static AeqFetchResult *
fetch (Fixture *self, const char *now, AeqFetchRequest request)
{
  g_autofree char *url = aeq_test_server_url (self->server, "");
  AeqHttpClock clock = aeq_test_clock_http (&self->clock);
  g_autoptr(GError) error = NULL;
  AeqFetchResult *result;

  jobs_clock (&self->jobs, now);
  for (guint i = 0; i < AEQ_N_FEEDS; i++)
    request.options.base_urls[i] = url;
  request.options.clock = &clock;
  if (request.options.fred_key == NULL)
    request.options.fred_key = KEY;
  else if (*request.options.fred_key == '\0')
    request.options.fred_key = NULL;
  result = aeq_job_fetch (self->jobs.ledger, &request, NULL, NULL, &error);
  g_assert_no_error (error);
  return result;
}

static const AeqFetchedSeries *
series_of (const AeqFetchResult *result, const char *id)
{
  for (guint i = 0; i < result->series->len; i++)
    if (g_str_equal (((AeqFetchedSeries *) result->series->pdata[i])->series, id))
      return result->series->pdata[i];
  return NULL;
}

/* Fetches one series and expects its counts. */
static void
fetch_one (Fixture *self, const char *now, const char *id, gint64 added, gint64 revised, gint64 waiting)
{
  const char *const ids[] = { id, NULL };
  AeqFetchRequest request = { .series = ids, .from = AEQ_DATE_NONE };
  g_autoptr(AeqFetchResult) result = fetch (self, now, request);
  const AeqFetchedSeries *series = series_of (result, id);

  g_assert_cmpstr (result->failure, ==, NULL);
  g_assert_nonnull (series);
  g_assert_cmpint (series->added, ==, added);
  g_assert_cmpint (series->revised, ==, revised);
  g_assert_cmpint (series->waiting, ==, waiting);
}

/* The whole archive of a series: "day known_on value" a line. */
static void
assert_archive (Fixture *self, const char *id, const char *expected)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    self->jobs.ledger->store,
    "SELECT day, known_on, value FROM market_observation WHERE series = ?1 ORDER BY day, known_on", NULL);
  gboolean has_row;

  aeq_statement_bind_text (stmt, 1, id);
  while (aeq_statement_step (stmt, &has_row, NULL) && has_row)
    g_string_append_printf (text, "%s %s %g\n", aeq_statement_get_text (stmt, 0), aeq_statement_get_text (stmt, 1),
                            aeq_statement_get_double (stmt, 2));
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_first_history_follows_the_publication_rule (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  /* A Monday morning in New York: Friday's close is out today. */
  say_fred (self, FRED ("VIXCLS"), "2026-02-25=17 2026-02-26=. 2026-02-27=18");
  fetch_one (self, "2026-03-02T15:00:00Z", "VIXCLS", 2, 0, 0);
  assert_archive (self, "VIXCLS", "2026-02-25 2026-02-26 17\n2026-02-27 2026-03-02 18\n");
}

static void
test_what_came_before_the_rule_was_known_today (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  say_fred (self, FRED ("BAMLH0A0HYM2"), "2026-02-27=3");
  fetch_one (self, "2026-03-02T15:00:00Z", "BAMLH0A0HYM2", 1, 0, 0); /* two business days, says the rule: the 3rd */
  assert_archive (self, "BAMLH0A0HYM2", "2026-02-27 2026-03-02 3\n");
}

static void
test_the_same_day_twice_adds_nothing (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  say_fred (self, FRED ("VIXCLS"), "2026-02-25=17 2026-02-27=18");
  fetch_one (self, "2026-03-02T15:00:00Z", "VIXCLS", 2, 0, 0);
  before = jobs_sha (&self->jobs);
  fetch_one (self, "2026-03-02T15:00:00Z", "VIXCLS", 0, 0, 0);
  after = jobs_sha (&self->jobs);
  g_assert_cmpstr (before, ==, after);
}

static void
test_a_new_value_is_known_when_it_is_fetched (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  say_fred (self, FRED ("VIXCLS"), "2026-02-27=18");
  fetch_one (self, "2026-03-02T15:00:00Z", "VIXCLS", 1, 0, 0);
  say_fred (self, FRED ("VIXCLS"), "2026-02-27=18 2026-03-02=19");
  fetch_one (self, "2026-03-03T15:00:00Z", "VIXCLS", 1, 0, 0);
  /* Wednesday's is late: it was not there on Thursday, when the rule says it was. */
  fetch_one (self, "2026-03-05T15:00:00Z", "VIXCLS", 0, 0, 0);
  say_fred (self, FRED ("VIXCLS"), "2026-02-27=18 2026-03-02=19 2026-03-04=20");
  fetch_one (self, "2026-03-06T15:00:00Z", "VIXCLS", 1, 0, 0);
  assert_archive (self, "VIXCLS", "2026-02-27 2026-03-02 18\n2026-03-02 2026-03-03 19\n2026-03-04 2026-03-06 20\n");
}

static void
test_an_unwatched_week_follows_the_rule (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  say_fred (self, FRED ("VIXCLS"), "2026-02-27=18");
  fetch_one (self, "2026-03-02T15:00:00Z", "VIXCLS", 1, 0, 0);
  say_fred (self, FRED ("VIXCLS"), "2026-02-27=18 2026-03-02=19 2026-03-03=20 2026-03-05=21");
  fetch_one (self, "2026-03-09T15:00:00Z", "VIXCLS", 3, 0, 0);
  assert_archive (
    self, "VIXCLS",
    "2026-02-27 2026-03-02 18\n2026-03-02 2026-03-03 19\n2026-03-03 2026-03-04 20\n2026-03-05 2026-03-06 21\n");
}

static void
test_a_revision_is_a_new_vintage (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  say_rates (self, NYFED ("sofr"), "2026-02-27=3.9 2026-02-26=3.8");
  fetch_one (self, "2026-03-02T15:00:00Z", "SOFR", 2, 0, 0);
  say_rates (self, NYFED ("sofr"), "2026-02-27=3.9 2026-02-26=3.85");
  fetch_one (self, "2026-03-03T15:00:00Z", "SOFR", 0, 1, 0);
  assert_archive (self, "SOFR", "2026-02-26 2026-02-27 3.8\n2026-02-26 2026-03-03 3.85\n2026-02-27 2026-03-02 3.9\n");
}

static void
test_a_second_revision_of_a_day_waits (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  say_rates (self, NYFED ("sofr"), "2026-02-27=3.9");
  fetch_one (self, "2026-03-02T14:00:00Z", "SOFR", 1, 0, 0);
  say_rates (self, NYFED ("sofr"), "2026-02-27=3.95");
  fetch_one (self, "2026-03-02T20:00:00Z", "SOFR", 0, 0, 1);
  fetch_one (self, "2026-03-03T14:00:00Z", "SOFR", 0, 1, 0);
  assert_archive (self, "SOFR", "2026-02-27 2026-03-02 3.9\n2026-02-27 2026-03-03 3.95\n");
}

static void
test_only_what_is_new_is_asked_for (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  const char *const ids[] = { "VIXCLS", NULL };
  AeqFetchRequest request = { .series = ids, .from = aeq_date_from_ymd (2025, 6, 1) };
  g_autoptr(AeqFetchResult) result = NULL;

  say_fred (self, FRED ("VIXCLS"), "2026-02-27=18");
  fetch_one (self, "2026-03-02T15:00:00Z", "VIXCLS", 1, 0, 0);
  g_assert_nonnull (strstr (self->server->requests->str, "observation_start=1986-01-01"));
  fetch_one (self, "2026-03-03T15:00:00Z", "VIXCLS", 0, 0, 0);
  g_assert_nonnull (strstr (self->server->requests->str, "observation_start=2026-01-28"));
  say_fred (self, FRED ("VIXCLS"), "2025-06-03=15 2026-02-27=18");
  result = fetch (self, "2026-03-04T15:00:00Z", request);
  g_assert_nonnull (strstr (self->server->requests->str, "observation_start=2025-06-01"));
  assert_archive (self, "VIXCLS",
                  "2025-06-03 2025-06-04 15\n2026-02-27 2026-03-02 18\n"); /* older than all: history again */
}

static void
test_vintages_keep_their_days (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  say_fred (self, FRED ("NFCI"), "2026-02-20=-.4");
  fetch_one (self, "2026-03-02T15:00:00Z", "NFCI", 1, 0, 0);
  g_assert_null (strstr (self->server->requests->str, "realtime_start"));
  say_fred (
    self, FRED ("NFCI"),
    "2026-02-20=-.4@2026-03-02 2026-02-20=-.41@2026-03-04 2026-02-20=-.42@2026-03-11 2026-02-27=-.3@2026-03-04");
  fetch_one (self, "2026-03-12T15:00:00Z", "NFCI", 1, 2, 0);
  g_assert_nonnull (strstr (self->server->requests->str, "realtime_start=2026-03-02&realtime_end=9999-12-31"));
  assert_archive (self, "NFCI",
                  "2026-02-20 2026-02-26 -0.4\n2026-02-20 2026-03-04 -0.41\n2026-02-20 2026-03-11 -0.42\n"
                  "2026-02-27 2026-03-04 -0.3\n");
}

static void
test_one_failing_feed_does_not_stop_the_others (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  AeqFetchRequest request = { .from = AEQ_DATE_NONE };
  g_autoptr(AeqFetchResult) result = NULL;

  say_fred (self, FRED ("VIXCLS"), "2026-02-27=18");
  say_rates (self, NYFED ("sofr"), "2026-02-27=3.9");
  self->down = "/secured/";
  result = fetch (self, "2026-03-02T15:00:00Z", request);
  g_assert_cmpint (result->feeds[AEQ_FEED_NYFED], ==, AEQ_FETCH_FAILED);
  g_assert_cmpint (result->feeds[AEQ_FEED_FRED], ==, AEQ_FETCH_DONE);
  g_assert_cmpint (result->feeds[AEQ_FEED_OFR], ==, AEQ_FETCH_DONE);
  g_assert_nonnull (series_of (result, "SOFR")->error);
  g_assert_nonnull (series_of (result, "SOFR99")->error);
  g_assert_null (series_of (result, "EFFR")->error);
  g_assert_cmpint (series_of (result, "VIXCLS")->added, ==, 1);
  g_assert_cmpstr (result->failure, ==,
                   "New York Fed, SOFR and SOFR99: the server answered 404 (and 1 more series); "
                   "36 series were fetched, with 1 new and 0 revised values");
}

static void
test_a_feed_that_is_down_is_asked_once (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  AeqFetchRequest request = { .feeds = 1u << AEQ_FEED_FRED,
                              .from = AEQ_DATE_NONE,
                              .options.fred_key = "ffffffffffffffffffffffffffffffff" };
  g_autoptr(AeqFetchResult) result = NULL;

  result = fetch (self, "2026-03-02T15:00:00Z", request);
  g_assert_cmpuint (result->series->len, >, 30);
  g_assert_cmpuint (self->server->served, ==, 1);
  g_assert_nonnull (strstr (result->failure, "the key is refused"));
}

static void
test_without_a_key_fred_is_passed_over (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  const char *const rates[] = { "SOFR", NULL };
  const char *const vix[] = { "VIXCLS", NULL };
  const AeqFetchRequest all = { .from = AEQ_DATE_NONE, .options.fred_key = "" };
  AeqFetchRequest request = all;
  g_autoptr(AeqFetchResult) everything = fetch (self, "2026-03-02T15:00:00Z", all);
  g_autoptr(AeqFetchResult) other = NULL;
  g_autoptr(AeqFetchResult) by_series = NULL;
  g_autoptr(AeqFetchResult) by_name = NULL;

  g_assert_cmpint (everything->feeds[AEQ_FEED_FRED], ==, AEQ_FETCH_SKIPPED);
  g_assert_cmpstr (everything->failure, ==, NULL);
  g_assert_null (strstr (self->server->requests->str, "/fred/"));
  request.series = rates;
  other = fetch (self, "2026-03-02T15:00:00Z", request);
  g_assert_cmpstr (other->failure, ==, NULL);
  request.series = vix;
  by_series = fetch (self, "2026-03-02T15:00:00Z", request);
  g_assert_nonnull (strstr (by_series->failure, "FRED, VIXCLS: needs a key"));
  request = all;
  request.feeds = 1u << AEQ_FEED_FRED;
  by_name = fetch (self, "2026-03-02T15:00:00Z", request);
  g_assert_cmpint (by_name->feeds[AEQ_FEED_FRED], ==, AEQ_FETCH_FAILED);
  g_assert_nonnull (strstr (by_name->failure, "needs a key"));
}

static AeqFetchOutcome
fetch_if_due (Fixture *self, const char *now)
{
  AeqFetchRequest request = { .feeds = 1u << AEQ_FEED_NYFED, .from = AEQ_DATE_NONE, .if_due = TRUE };
  g_autoptr(AeqFetchResult) result = fetch (self, now, request);

  return result->feeds[AEQ_FEED_NYFED];
}

static void
test_due_after_each_publication (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_cmpint (fetch_if_due (self, "2026-03-02T13:00:00Z"), ==, AEQ_FETCH_DONE); /* never fetched before */
  g_assert_cmpint (fetch_if_due (self, "2026-03-02T14:09:00Z"), ==, AEQ_FETCH_NOT_DUE);
  g_assert_cmpint (fetch_if_due (self, "2026-03-02T14:10:00Z"), ==, AEQ_FETCH_DONE);
  g_assert_cmpint (fetch_if_due (self, "2026-03-02T15:00:00Z"), ==, AEQ_FETCH_NOT_DUE);
  g_assert_cmpint (fetch_if_due (self, "2026-03-02T19:50:00Z"), ==, AEQ_FETCH_DONE);
  g_assert_cmpint (fetch_if_due (self, "2026-03-07T15:00:00Z"), ==, AEQ_FETCH_DONE); /* Saturday, since Monday */
  g_assert_cmpint (fetch_if_due (self, "2026-03-08T15:00:00Z"), ==, AEQ_FETCH_NOT_DUE);
}

static void
test_due_again_some_minutes_after_a_failure (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  AeqFetchRequest request = { .feeds = 1u << AEQ_FEED_NYFED, .from = AEQ_DATE_NONE };
  g_autofree char *url = g_strdup ("http://127.0.0.1:1");
  AeqHttpClock clock = aeq_test_clock_http (&self->clock);
  g_autoptr(AeqFetchResult) result = NULL;

  request.options.base_urls[AEQ_FEED_NYFED] = url;
  request.options.clock = &clock;
  jobs_clock (&self->jobs, "2026-03-02T15:00:00Z");
  result = aeq_job_fetch (self->jobs.ledger, &request, NULL, NULL, NULL);
  g_assert_cmpint (result->feeds[AEQ_FEED_NYFED], ==, AEQ_FETCH_FAILED);
  g_assert_nonnull (strstr (series_of (result, "EFFR")->error, "not asked for"));
  g_assert_cmpint (fetch_if_due (self, "2026-03-02T15:05:00Z"), ==, AEQ_FETCH_NOT_DUE);
  g_assert_cmpint (fetch_if_due (self, "2026-03-02T15:10:00Z"), ==, AEQ_FETCH_DONE);
}

static AeqFreshness
freshness_of (Fixture *self, const char *now, const char *id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) list = NULL;

  jobs_clock (&self->jobs, now);
  list = aeq_job_fetch_status (self->jobs.ledger, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (g_array_index (list, AeqSeriesStatus, i).series, id))
      return g_array_index (list, AeqSeriesStatus, i).freshness;
  g_assert_not_reached ();
}

static void
test_status_says_what_is_stale (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  say_fred (self, FRED ("VIXCLS"), "2026-02-27=18");
  say_fred (self, FRED ("NFCI"), "2026-02-20=-.4");
  say_fred (self, FRED ("TEDRATE"), "2022-01-21=.1");
  fetch_one (self, "2026-03-02T15:00:00Z", "VIXCLS", 1, 0, 0);
  fetch_one (self, "2026-03-02T15:00:00Z", "NFCI", 1, 0, 0);
  fetch_one (self, "2026-03-02T15:00:00Z", "TEDRATE", 1, 0, 0);
  g_assert_cmpint (freshness_of (self, "2026-03-04T23:00:00Z", "VIXCLS"), ==, AEQ_FRESH_CURRENT);
  g_assert_cmpint (freshness_of (self, "2026-03-05T15:00:00Z", "VIXCLS"), ==,
                   AEQ_FRESH_STALE); /* Monday's was due on Tuesday */
  g_assert_cmpint (freshness_of (self, "2026-03-06T15:00:00Z", "NFCI"), ==, AEQ_FRESH_CURRENT);
  g_assert_cmpint (freshness_of (self, "2026-03-09T15:00:00Z", "NFCI"), ==, AEQ_FRESH_STALE);
  g_assert_cmpint (freshness_of (self, "2026-03-09T15:00:00Z", "TEDRATE"), ==, AEQ_FRESH_ENDED);
  g_assert_cmpint (freshness_of (self, "2026-03-09T15:00:00Z", "SOFR"), ==, AEQ_FRESH_EMPTY);
}

static void
test_what_has_ended_is_not_asked_for_again (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  const char *const ids[] = { "TEDRATE", NULL };
  AeqFetchRequest request = { .series = ids, .from = AEQ_DATE_NONE };
  g_autoptr(AeqFetchResult) result = NULL;

  say_fred (self, FRED ("TEDRATE"), "2022-01-21=.1");
  fetch_one (self, "2026-03-02T15:00:00Z", "TEDRATE", 1, 0, 0);
  result = fetch (self, "2026-03-03T15:00:00Z", request);
  g_assert_cmpuint (result->series->len, ==, 0);
  g_assert_cmpuint (self->server->served, ==, 1);
}

/* Two years of a wobbling VIX up to @last, its last @panic days at 60, with 5 added to the value of @bent. */
static void
say_vix (Fixture *self, AeqDate last, int panic, AeqDate bent)
{
  g_autoptr(GString) values = g_string_new (NULL);

  for (AeqDate day = last - 730; day <= last; day++)
    {
      char text[AEQ_DATE_TEXT_SIZE];

      if (aeq_date_weekday (day) < AEQ_SATURDAY)
        g_string_append_printf (values, "%s%s=%d.%02d", values->len > 0 ? " " : "", aeq_date_format (day, text),
                                (day > last - panic ? 60 : 14 + day % 3) + (day == bent ? 5 : 0), (day * 7919) % 100);
    }
  say_fred (self, FRED ("VIXCLS"), values->str);
}

static GArray *
regime_until (Fixture *self, AeqDate to)
{
  g_autoptr(GError) error = NULL;
  GArray *readings = aeq_job_regime_history (self->jobs.ledger, to - 500, to, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (readings->len, >, 200);
  return readings;
}

static void
assert_same_readings (const GArray *a, const GArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    {
      const AeqRegimeReading *x = &g_array_index (a, AeqRegimeReading, i), *y = &g_array_index (b, AeqRegimeReading, i);

      g_assert_cmpint (x->state, ==, y->state);
      g_assert_cmpint (x->since, ==, y->since);
      g_assert_cmpmem (x->p, sizeof x->p, y->p, sizeof y->p); /* to the bit */
    }
}

/* What a later fetch brings, a panic and a revision of a day long past, does not reach back. */
static void
test_a_fetch_does_not_change_past_regimes (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  AeqDate monday = aeq_date_from_ymd (2026, 3, 2), friday = monday - 3, next = monday + 9;
  const char *const ids[] = { "VIXCLS", NULL };
  AeqFetchRequest request = { .series = ids, .from = AEQ_DATE_NONE };
  g_autoptr(GArray) before = NULL;
  g_autoptr(GArray) after = NULL;
  g_autoptr(AeqFetchResult) first = NULL;
  g_autoptr(AeqFetchResult) second = NULL;
  AeqRegimeReading now;
  gboolean found;

  say_vix (self, friday, 0, AEQ_DATE_NONE);
  first = fetch (self, "2026-03-02T15:00:00Z", request);
  before = regime_until (self, monday);
  say_vix (self, next, 9, friday - 7);
  second = fetch (self, "2026-03-12T15:00:00Z", request);
  g_assert_cmpint (series_of (second, "VIXCLS")->added, ==, 8);
  g_assert_cmpint (series_of (second, "VIXCLS")->revised, ==, 1);
  after = regime_until (self, monday);
  assert_same_readings (before, after);
  g_assert_true (aeq_job_regime_at (self->jobs.ledger, monday + 10, &now, &found, NULL) && found);
  g_assert_cmpint (now.state, ==, AEQ_REGIME_CRISIS); /* and it does reach forward */
}

/* Of two desks that fetch different futures, both see the same past. */
static void
test_later_values_do_not_reach_back_within_a_fetch (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  AeqDate wednesday = aeq_date_from_ymd (2026, 3, 11), day = wednesday - 8;
  const char *const ids[] = { "VIXCLS", NULL };
  AeqFetchRequest request = { .series = ids, .from = AEQ_DATE_NONE };
  g_autoptr(GArray) calm = NULL;
  g_autoptr(GArray) panic = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(AeqFetchResult) result = NULL;

      aeq_ledger_close (self->jobs.ledger);
      self->jobs.ledger = jobs_ledger ();
      say_vix (self, wednesday, i == 0 ? 0 : 8, AEQ_DATE_NONE);
      result = fetch (self, "2026-03-12T15:00:00Z", request);
      *(i == 0 ? &calm : &panic) = regime_until (self, day);
    }
  assert_same_readings (calm, panic);
}

static void
test_cancelling_stops_it (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *url = aeq_test_server_url (self->server, "");
  AeqFetchRequest request = { .from = AEQ_DATE_NONE, .options.base_urls = { url, url, url } };
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (aeq_job_fetch (self->jobs.ledger, &request, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (self->server->served, ==, 0);
}

static void
test_unknown_series_are_refused (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  const char *const ids[] = { "SOFR", "NOPE", NULL };
  const char *const elsewhere[] = { "VIXCLS", NULL };
  AeqFetchRequest request = { .series = ids, .from = AEQ_DATE_NONE };
  g_autoptr(GError) error = NULL;

  g_assert_null (aeq_job_fetch (self->jobs.ledger, &request, NULL, NULL, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_USAGE);
  g_clear_error (&error);
  request.series = elsewhere;
  request.feeds = 1u << AEQ_FEED_OFR;
  g_assert_null (aeq_job_fetch (self->jobs.ledger, &request, NULL, NULL, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_USAGE);
}

#define fetch_test_add(path, func) g_test_add ("/jobs/fetch/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  aeq_test_no_proxy ();
  g_test_init (&argc, &argv, NULL);
  fetch_test_add ("first-history-follows-the-publication-rule", test_first_history_follows_the_publication_rule);
  fetch_test_add ("what-came-before-the-rule-was-known-today", test_what_came_before_the_rule_was_known_today);
  fetch_test_add ("the-same-day-twice-adds-nothing", test_the_same_day_twice_adds_nothing);
  fetch_test_add ("a-new-value-is-known-when-it-is-fetched", test_a_new_value_is_known_when_it_is_fetched);
  fetch_test_add ("an-unwatched-week-follows-the-rule", test_an_unwatched_week_follows_the_rule);
  fetch_test_add ("a-revision-is-a-new-vintage", test_a_revision_is_a_new_vintage);
  fetch_test_add ("a-second-revision-of-a-day-waits", test_a_second_revision_of_a_day_waits);
  fetch_test_add ("only-what-is-new-is-asked-for", test_only_what_is_new_is_asked_for);
  fetch_test_add ("vintages-keep-their-days", test_vintages_keep_their_days);
  fetch_test_add ("one-failing-feed-does-not-stop-the-others", test_one_failing_feed_does_not_stop_the_others);
  fetch_test_add ("a-feed-that-is-down-is-asked-once", test_a_feed_that_is_down_is_asked_once);
  fetch_test_add ("without-a-key-fred-is-passed-over", test_without_a_key_fred_is_passed_over);
  fetch_test_add ("due-after-each-publication", test_due_after_each_publication);
  fetch_test_add ("due-again-some-minutes-after-a-failure", test_due_again_some_minutes_after_a_failure);
  fetch_test_add ("status-says-what-is-stale", test_status_says_what_is_stale);
  fetch_test_add ("what-has-ended-is-not-asked-for-again", test_what_has_ended_is_not_asked_for_again);
  fetch_test_add ("a-fetch-does-not-change-past-regimes", test_a_fetch_does_not_change_past_regimes);
  fetch_test_add ("later-values-do-not-reach-back-within-a-fetch", test_later_values_do_not_reach_back_within_a_fetch);
  fetch_test_add ("cancelling-stops-it", test_cancelling_stops_it);
  fetch_test_add ("unknown-series-are-refused", test_unknown_series_are_refused);
  return aeq_test_run_on_store ();
}
