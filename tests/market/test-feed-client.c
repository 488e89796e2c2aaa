/* SPDX-License-Identifier: MIT */
#include "aeq-error.h"
#include "aeq-feed-client.h"
#include "aeq-test-server.h"

#include <string.h>

#define KEY "0123456789abcdef0123456789abcdef"

/* A stand-in that gives one prepared answer to each request in turn, the last one again and again. */
typedef struct
{
  AeqTestServer *server;
  AeqTestClock clock;
  const char *const *answers; /* "STATUS|headers|body"; "hang" says nothing; NULL-terminated */
  GArray *rows;
  GArray *more;
} Fixture;

static char *
answer (const char *request G_GNUC_UNUSED, guint index, gpointer user_data)
{
  Fixture *fixture = user_data;
  guint last = g_strv_length ((char **) fixture->answers) - 1;
  const char *text = fixture->answers[MIN (index, last)];
  g_auto(GStrv) parts = g_strsplit (text, "|", 3);

  if (g_str_equal (text, "hang"))
    return NULL;
  if (g_str_equal (text, "cut"))
    return g_strdup ("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n{\"count\":1");
  return aeq_test_answer (parts[0], parts[1], parts[2]);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->answers = data;
  fixture->server = aeq_test_server_new (answer, fixture);
  fixture->rows = g_array_new (FALSE, FALSE, sizeof (AeqFeedRow));
  fixture->more = g_array_new (FALSE, FALSE, sizeof (AeqFeedRow));
  aeq_test_clock_init (&fixture->clock, "2026-03-02T15:00:00Z");
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  aeq_test_server_free (fixture->server);
  aeq_test_clock_clear (&fixture->clock);
  g_array_unref (fixture->rows);
  g_array_unref (fixture->more);
}

static AeqFeedClient *
make_client (Fixture *fixture, guint page_rows, guint timeout_ms)
{
  g_autofree char *url = aeq_test_server_url (fixture->server, "/");
  AeqHttpClock clock = aeq_test_clock_http (&fixture->clock);
  AeqFeedOptions options = {
    .base_urls = { url, url, url },
    .fred_key = KEY,
    .clock = &clock,
    .page_rows = page_rows,
    .timeout_ms = timeout_ms,
  };
  g_autoptr(GError) error = NULL;
  AeqFeedClient *client = aeq_feed_client_new (&options, &error);

  g_assert_no_error (error);
  return client;
}

static const AeqFeedSeries *
find (const char *id, AeqFeed feed)
{
  gsize n;
  const AeqFeedSeries *table = aeq_feed_table (&n);

  for (gsize i = 0; i < n; i++)
    if (table[i].feed == feed && g_str_equal (table[i].series, id))
      return &table[i];
  g_assert_not_reached ();
}

static gboolean
fetch_with (Fixture *fixture, AeqFeedClient *client, const char *id, AeqFeed feed, AeqDate vintages_since,
            GError **error)
{
  const AeqFeedSeries *series[] = { find (id, feed) };
  AeqFeedSpan span = { aeq_date_from_ymd (2026, 1, 1), aeq_date_from_ymd (2026, 3, 2), vintages_since };

  return aeq_feed_client_fetch (client, series, 1, &span, &fixture->rows, NULL, error);
}

static gboolean
fetch (Fixture *fixture, const char *id, AeqFeed feed, GError **error)
{
  g_autoptr(AeqFeedClient) client = make_client (fixture, 0, 0);

  return fetch_with (fixture, client, id, feed, AEQ_DATE_NONE, error);
}

static void
assert_row (GArray *rows, guint i, const char *day, double value)
{
  char text[AEQ_DATE_TEXT_SIZE];

  g_assert_cmpuint (i, <, rows->len);
  g_assert_cmpstr (aeq_date_format (g_array_index (rows, AeqFeedRow, i).day, text), ==, day);
  g_assert_cmpfloat (g_array_index (rows, AeqFeedRow, i).value, ==, value);
}

#define OBS(since, day, value) "{\"realtime_start\":\"" since "\",\"date\":\"" day "\",\"value\":\"" value "\"}"
#define PAGE(count, list) "200 OK||{\"count\":" count ",\"observations\":[" list "]}"
#define NOW "2026-03-02"
#define A OBS (NOW, "2026-02-23", "1")
#define B OBS (NOW, "2026-02-24", "2")
#define C OBS (NOW, "2026-02-25", "3")
#define D OBS (NOW, "2026-02-26", ".")
#define E OBS (NOW, "2026-02-27", "5")

static const char *const ONE_PAGE[] = {
  PAGE ("3", OBS (NOW, "2026-02-26", "17.25") "," OBS (NOW, "2026-02-27", ".") "," OBS (NOW, "2026-03-03", "9")), NULL
};
static const char *const TWO_PAGES[] = { PAGE ("5", A "," B "," C), PAGE ("5", C "," D "," E), NULL };
/* Row A is withdrawn after the first page: the second one begins with D, and C would be taken for the last of the
 * first. */
static const char *const MOVED[] = { PAGE ("5", A "," B "," C), PAGE ("4", D "," E), PAGE ("4", B "," C "," D),
                                     PAGE ("4", D "," E), NULL };
static const char *const MOVED_SAME_COUNT[] = { PAGE ("5", A "," B "," C), PAGE ("5", B "," C "," D),
                                                PAGE ("5", A "," B "," C), PAGE ("5", C "," D "," E), NULL };
static const char *const MOVES_ALWAYS[] = { PAGE ("5", A "," B "," C), PAGE ("5", A "," B "," C), NULL };
static const char *const NEVER_ENDS[] = { PAGE ("5", A "," B "," C), PAGE ("5", C), NULL };
static const char *const VINTAGES[] = {
  PAGE ("4", OBS ("2026-02-20", "2026-02-13", "-.5") "," OBS ("2026-02-25", "2026-02-13", "-.51") "," OBS (
               "2026-02-25", "2026-02-20", "-.4") "," OBS ("2026-03-09", "2026-02-20", "-.3")),
  NULL
};
static const char *const BAD_KEY[] = {
  "400 Bad Request||{\"error_code\":400,\"error_message\":\"Bad Request.  The value " KEY
  " for variable api_key is not registered.\"}",
  NULL
};
static const char *const NO_SERIES[] = {
  "400 Bad Request||{\"error_code\":400,\"error_message\":\"Bad Request.  The series does not exist.\"}", NULL
};
static const char *const BARE_400[] = { "400 Bad Request||<html>", NULL };
static const char *const THROTTLED[] = {
  "429 Too Many Requests||{\"error_code\":429,\"error_message\":\"Too Many Requests.  Exceeded Rate Limit\"}",
  "429 Too Many Requests|Retry-After: 45\r\n|", PAGE ("1", A), NULL
};
static const char *const THROTTLED_FOR_LONG[] = { "429 Too Many Requests|Retry-After: 3600\r\n|", NULL };
static const char *const THROTTLED_ALWAYS[] = { "429 Too Many Requests||", NULL };
static const char *const FAILS_TWICE[] = { "500 Oops||", "503 Later||", PAGE ("1", A), NULL };
static const char *const FAILS[] = { "502 Bad Gateway||<html>", NULL };
static const char *const WEB_PAGE[] = { "200 OK||<!DOCTYPE html><html><body>Sign in to the network</body></html>",
                                        NULL };
static const char *const NO_ACCESS[] = { "403 Forbidden||Access Denied", NULL };
static const char *const NOT_FOUND[] = { "404 Not Found||nothing", NULL };
static const char *const HANG[] = { "hang", NULL };
static const char *const CUT[] = { "cut", NULL };
static const char *const RATES[] = {
  "200 OK||{\"refRates\":["
  "{\"effectiveDate\":\"2026-02-27\",\"percentRate\":3.9,\"percentPercentile99\":\"4.1\",\"revisionIndicator\":\"r\"},"
  "{\"effectiveDate\":\"2026-02-27\",\"percentRate\":3.8,\"percentPercentile99\":\"4.0\",\"revisionIndicator\":\"\"},"
  "{\"effectiveDate\":\"2026-02-26\",\"percentRate\":\"3.7\"}]}",
  NULL
};
static const char *const PAIRS[] = { "200 OK||[[\"2026-02-26\",3.88],[\"2026-02-27\",null]]", NULL };

static void
test_missing_and_future_values_are_left_out (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  fetch (fixture, "VIXCLS", AEQ_FEED_FRED, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->rows->len, ==, 1);
  assert_row (fixture->rows, 0, "2026-02-26", 17.25);
  g_assert_cmpint (g_array_index (fixture->rows, AeqFeedRow, 0).known_on, ==, AEQ_DATE_NONE);
  g_assert_nonnull (strstr (fixture->server->requests->str, "GET /fred/series/observations?"));
  g_assert_nonnull (strstr (fixture->server->requests->str, "series_id=VIXCLS&observation_start=2026-01-01"));
}

static void
assert_five_rows (Fixture *fixture, const char *first)
{
  g_autoptr(AeqFeedClient) client = make_client (fixture, 3, 0);
  g_autoptr(GError) error = NULL;

  fetch_with (fixture, client, "VIXCLS", AEQ_FEED_FRED, AEQ_DATE_NONE, &error);
  g_assert_no_error (error);
  assert_row (fixture->rows, 0, first, g_str_equal (first, "2026-02-23") ? 1 : 2);
  assert_row (fixture->rows, fixture->rows->len - 1, "2026-02-27", 5);
}

static void
test_pages_are_joined (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_five_rows (fixture, "2026-02-23");
  g_assert_cmpuint (fixture->rows->len, ==, 4); /* the fifth is missing */
  g_assert_cmpuint (fixture->server->served, ==, 2);
  g_assert_nonnull (strstr (fixture->server->requests->str, "limit=3&offset=2"));
}

static void
test_a_row_withdrawn_between_pages (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_five_rows (fixture, "2026-02-24");
  g_assert_cmpuint (fixture->rows->len, ==, 3);
  g_assert_cmpuint (fixture->server->served, ==, 4);
}

static void
test_a_row_moved_between_pages (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_five_rows (fixture, "2026-02-23");
  g_assert_cmpuint (fixture->rows->len, ==, 4);
  g_assert_cmpuint (fixture->server->served, ==, 4);
}

/* Fails with a sentence that names feed and series, and never the key. */
static void
assert_fails (Fixture *fixture, const char *id, AeqFeed feed, AeqFeedError code, const char *part, guint served)
{
  g_autoptr(AeqFeedClient) client = make_client (fixture, 3, 0);
  g_autoptr(GError) error = NULL;
  g_autofree char *names = g_strdup_printf ("%s, %s: ", aeq_feed_info (feed)->title, id);

  g_assert_false (fetch_with (fixture, client, id, feed, AEQ_DATE_NONE, &error));
  g_assert_error (error, AEQ_FEED_ERROR, (int) code);
  g_assert_true (g_str_has_prefix (error->message, names));
  if (strstr (error->message, part) == NULL)
    g_error ("no “%s” in: %s", part, error->message);
  g_assert_null (strstr (error->message, KEY));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_cmpuint (fixture->server->served, ==, served);
}

static void
test_rows_that_keep_moving (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_fails (fixture, "VIXCLS", AEQ_FEED_FRED, AEQ_FEED_ERROR_SERIES, "changed while it was read", 6);
}

static void
test_vintages_say_when (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqFeedClient) client = make_client (fixture, 0, 0);
  g_autoptr(GError) error = NULL;

  fetch_with (fixture, client, "NFCI", AEQ_FEED_FRED, aeq_date_from_ymd (2026, 2, 20), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->rows->len, ==, 3); /* what is dated after today is left out */
  assert_row (fixture->rows, 0, "2026-02-13", -.5);
  assert_row (fixture->rows, 1, "2026-02-13", -.51);
  assert_row (fixture->rows, 2, "2026-02-20", -.4);
  g_assert_cmpint (g_array_index (fixture->rows, AeqFeedRow, 0).known_on, ==,
                   AEQ_DATE_NONE); /* stood already when the question begins */
  g_assert_cmpint (g_array_index (fixture->rows, AeqFeedRow, 1).known_on, ==, aeq_date_from_ymd (2026, 2, 25));
  g_assert_nonnull (strstr (fixture->server->requests->str, "realtime_start=2026-02-20&realtime_end=9999-12-31"));
}

static void
test_a_refused_key_stops_the_feed (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_fails (fixture, "VIXCLS", AEQ_FEED_FRED, AEQ_FEED_ERROR_FEED, "the key is refused", 1);
}

static void
test_a_series_that_is_not_there (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_fails (fixture, "VIXCLS", AEQ_FEED_FRED, AEQ_FEED_ERROR_SERIES, "The series does not exist", 1);
}

static void
test_a_refusal_without_words (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_fails (fixture, "VIXCLS", AEQ_FEED_FRED, AEQ_FEED_ERROR_SERIES, "answered 400", 1);
}

static void
test_throttled_waits_and_goes_on (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  fetch (fixture, "VIXCLS", AEQ_FEED_FRED, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->rows->len, ==, 1);
  g_assert_cmpuint (aeq_test_clock_pause (&fixture->clock, 0), ==, 20000);
  g_assert_cmpuint (aeq_test_clock_pause (&fixture->clock, 1), ==, 45000);
}

static void
test_throttled_for_long_gives_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_fails (fixture, "VIXCLS", AEQ_FEED_FRED, AEQ_FEED_ERROR_FEED, "asks to wait: 3600", 1);
  g_assert_cmpuint (fixture->clock.pauses->len, ==, 0);
}

static void
test_throttled_always_gives_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_fails (fixture, "VIXCLS", AEQ_FEED_FRED, AEQ_FEED_ERROR_FEED, "429", 4);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (aeq_test_clock_pause (&fixture->clock, i), ==, 20000);
}

static void
test_a_failing_server_is_asked_again (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  fetch (fixture, "VIXCLS", AEQ_FEED_FRED, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (aeq_test_clock_pause (&fixture->clock, 0), ==, 1000);
  g_assert_cmpuint (aeq_test_clock_pause (&fixture->clock, 1), ==, 2000);
}

static void
test_a_failing_server_stops_the_feed (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_fails (fixture, "SOFR", AEQ_FEED_NYFED, AEQ_FEED_ERROR_FEED, "502", 4);
}

static void
test_a_web_page_is_no_data (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_fails (fixture, "SOFR", AEQ_FEED_NYFED, AEQ_FEED_ERROR_SERIES, "web page", 1);
}

static void
test_a_web_page_is_no_table (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_fails (fixture, "OFRFSI", AEQ_FEED_OFR, AEQ_FEED_ERROR_SERIES, "web page", 1);
}

static void
test_no_access_stops_the_feed (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_fails (fixture, "VIXCLS", AEQ_FEED_FRED, AEQ_FEED_ERROR_FEED, "403", 1);
}

static void
test_not_found_is_the_series (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_fails (fixture, "SOFR", AEQ_FEED_OFR, AEQ_FEED_ERROR_SERIES, "404", 1);
}

static void
test_a_cut_answer (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_fails (fixture, "VIXCLS", AEQ_FEED_FRED, AEQ_FEED_ERROR_FEED, "ended early", 4);
}

static void
test_a_slow_answer (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqFeedClient) client = make_client (fixture, 0, 30);
  g_autoptr(GError) error = NULL;

  g_assert_false (fetch_with (fixture, client, "VIXCLS", AEQ_FEED_FRED, AEQ_DATE_NONE, &error));
  g_assert_error (error, AEQ_FEED_ERROR, AEQ_FEED_ERROR_FEED);
  g_assert_cmpstr (error->message, ==, "FRED, VIXCLS: no whole answer of 127.0.0.1 came in time");
}

static void
test_one_answer_for_two_series (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqFeedSeries *series[] = { find ("SOFR", AEQ_FEED_NYFED), find ("SOFR99", AEQ_FEED_NYFED) };
  AeqFeedSpan span = { aeq_date_from_ymd (2026, 1, 1), aeq_date_from_ymd (2026, 3, 2), AEQ_DATE_NONE };
  g_autoptr(AeqFeedClient) client = make_client (fixture, 0, 0);
  g_autoptr(GError) error = NULL;

  aeq_feed_client_fetch (client, series, 2, &span, (GArray *[]) { fixture->rows, fixture->more }, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->server->served, ==, 1);
  g_assert_cmpuint (fixture->rows->len, ==, 2);
  assert_row (fixture->rows, 0, "2026-02-26", 3.7);
  assert_row (fixture->rows, 1, "2026-02-27", 3.9); /* the correction, which stands first in the answer */
  g_assert_cmpuint (fixture->more->len, ==, 1);
  assert_row (fixture->more, 0, "2026-02-27", 4.1);
  g_assert_nonnull (strstr (fixture->server->requests->str,
                            "GET /api/rates/secured/sofr/search.json?startDate=2026-01-01&endDate=2026-03-02"));
}

static void
test_ofr_copy_of_a_rate (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  fetch (fixture, "SOFR", AEQ_FEED_OFR, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->rows->len, ==, 1);
  g_assert_nonnull (
    strstr (fixture->server->requests->str, "GET /v1/series/timeseries?mnemonic=FNYR-SOFR-A&start_date=2026-01-01"));
}

static void
test_pace_is_kept (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqFeedClient) client = make_client (fixture, 0, 0);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 250; i++)
    {
      fetch_with (fixture, client, "VIXCLS", AEQ_FEED_FRED, AEQ_DATE_NONE, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpuint (fixture->clock.pauses->len, ==, 2);
  g_assert_cmpuint (aeq_test_clock_pause (&fixture->clock, 0), ==, 60001);
  g_assert_cmpuint (aeq_test_clock_pause (&fixture->clock, 1), ==, 60001);
}

static void
test_nobody_listening (void)
{
  AeqTestClock clock;
  AeqHttpClock http = aeq_test_clock_http (&clock);
  AeqFeedOptions options = { .base_urls = { "http://127.0.0.1:1" }, .fred_key = KEY, .clock = &http };
  g_autoptr(AeqFeedClient) client = aeq_feed_client_new (&options, NULL);
  Fixture fixture = { .rows = g_array_new (FALSE, FALSE, sizeof (AeqFeedRow)) };
  g_autoptr(GError) error = NULL;

  aeq_test_clock_init (&clock, "2026-03-02T15:00:00Z");
  g_assert_false (fetch_with (&fixture, client, "VIXCLS", AEQ_FEED_FRED, AEQ_DATE_NONE, &error));
  g_assert_error (error, AEQ_FEED_ERROR, AEQ_FEED_ERROR_FEED);
  g_assert_cmpstr (error->message, ==, "FRED, VIXCLS: there is no connection to 127.0.0.1");
  g_array_unref (fixture.rows);
  aeq_test_clock_clear (&clock);
}

static void
test_wrong_keys_are_not_sent_or_shown (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const WRONG[] = { "", "short", "0123456789ABCDEF0123456789ABCDEF", KEY "0",
                                       "0123456789abcdef0123456789abcde&" };
  g_autofree char *url = aeq_test_server_url (fixture->server, "");

  for (gsize i = 0; i < G_N_ELEMENTS (WRONG); i++)
    {
      AeqFeedOptions options = { .base_urls = { url }, .fred_key = WRONG[i] };
      g_autoptr(AeqFeedClient) client = aeq_feed_client_new (&options, NULL);
      g_autoptr(GError) error = NULL;

      g_assert_false (fetch_with (fixture, client, "VIXCLS", AEQ_FEED_FRED, AEQ_DATE_NONE, &error));
      g_assert_error (error, AEQ_FEED_ERROR, AEQ_FEED_ERROR_FEED);
      g_assert_true (*WRONG[i] == '\0' || strstr (error->message, WRONG[i]) == NULL);
      g_assert_cmpuint (fixture->server->served, ==, 0);
    }
}

static void
test_unprotected_addresses_are_refused (void)
{
  static const char *const WRONG[] = {
    "http://example.org",           "ftp://127.0.0.1",    "nowhere", "", "https://", "https://a.b/?x=1",
    "http://localhost.example.org", "https://me:word@a.b"
  };
  static const char *const RIGHT[] = { "https://example.org/fred/", "http://localhost:8080", "http://127.0.0.1:1/a",
                                       "http://[::1]:2" };

  for (gsize i = 0; i < G_N_ELEMENTS (WRONG); i++)
    {
      AeqFeedOptions options = { .base_urls = { WRONG[i] } };
      g_autoptr(GError) error = NULL;

      g_assert_null (aeq_feed_client_new (&options, &error));
      g_assert_error (error, AEQ_ERROR, AEQ_ERROR_USAGE);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (RIGHT); i++)
    {
      AeqFeedOptions options = { .base_urls = { RIGHT[i] } };
      g_autoptr(AeqFeedClient) client = aeq_feed_client_new (&options, NULL);

      g_assert_nonnull (client);
      g_assert_false (aeq_feed_client_can_ask (client, AEQ_FEED_FRED));
      g_assert_true (aeq_feed_client_can_ask (client, AEQ_FEED_NYFED));
    }
}

static void
test_every_series_is_in_the_dictionary (void)
{
  gsize n;
  const AeqFeedSeries *table = aeq_feed_table (&n);
  AeqDate day;

  for (gsize i = 0; i < n; i++)
    {
      g_assert_nonnull (aeq_indicator_lookup (table[i].series));
      g_assert_true (aeq_date_parse_iso (table[i].since, -1, &day));
      g_assert_true (table[i].ended == NULL || aeq_date_parse_iso (table[i].ended, -1, &day));
      for (gsize j = 0; j < i; j++)
        g_assert_false (table[j].feed == table[i].feed && g_str_equal (table[j].series, table[i].series));
    }
}

static void
test_publication_times (void)
{
  static const struct
  {
    const char *now, *newest, *next;
  } CASES[] = {
    { "2026-03-02T14:09:59Z", "2026-02-27T19:45:00Z",
      "2026-03-02T14:10:00Z" }, /* Monday before nine, and Friday's last */
    { "2026-03-02T14:10:00Z", "2026-03-02T14:10:00Z", "2026-03-02T19:45:00Z" },
    { "2026-03-02T23:00:00Z", "2026-03-02T19:45:00Z", "2026-03-03T14:10:00Z" },
    { "2026-03-08T15:00:00Z", "2026-03-06T19:45:00Z",
      "2026-03-09T13:10:00Z" }, /* the clocks go forward on that Sunday */
    { "2026-07-03T23:00:00Z", "2026-07-03T18:45:00Z", "2026-07-06T13:10:00Z" }, /* Independence Day is a Saturday */
    { "2026-12-25T15:00:00Z", "2026-12-24T19:45:00Z", "2026-12-28T14:10:00Z" },
  };
  g_autoptr(AeqCalendar) calendar = aeq_calendar_get ("us_fedwire", NULL);
  const AeqZone *zone = aeq_zone_get ("America/New_York", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      AeqInstant now, newest, next;
      char text[AEQ_INSTANT_TEXT_SIZE];

      g_assert_true (aeq_instant_parse (CASES[i].now, -1, &now));
      aeq_feed_publication_times (AEQ_FEED_NYFED, calendar, zone, now, &newest, &next);
      g_assert_cmpstr (aeq_instant_format (newest, text), ==, CASES[i].newest);
      g_assert_cmpstr (aeq_instant_format (next, text), ==, CASES[i].next);
    }
}

/* Everything this program logs, debug messages included. */
static GString *logged;
static GMutex logged_lock;

static GLogWriterOutput
note_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  g_mutex_lock (&logged_lock);
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE"))
      g_string_append_printf (logged, "%s\n", (const char *) fields[i].value);
  g_mutex_unlock (&logged_lock);
  return g_log_writer_default (level, fields, n_fields, user_data);
}

static void
test_the_key_is_not_logged (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_true (fetch (fixture, "VIXCLS", AEQ_FEED_FRED, NULL));
  g_assert_nonnull (strstr (fixture->server->requests->str, "api_key=" KEY));
  g_mutex_lock (&logged_lock);
  g_assert_nonnull (strstr (logged->str, "api_key=***"));
  g_assert_null (strstr (logged->str, KEY));
  g_mutex_unlock (&logged_lock);
}

static void
add (const char *name, const char *const *answers, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/feed/client/", name, NULL);

  g_test_add (path, Fixture, answers, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  logged = g_string_new (NULL);
  g_log_set_writer_func (note_log, NULL, NULL);
  aeq_test_no_proxy ();
  g_test_init (&argc, &argv, NULL);
  add ("missing-and-future-values-are-left-out", ONE_PAGE, test_missing_and_future_values_are_left_out);
  add ("pages-are-joined", TWO_PAGES, test_pages_are_joined);
  add ("a-row-withdrawn-between-pages", MOVED, test_a_row_withdrawn_between_pages);
  add ("a-row-moved-between-pages", MOVED_SAME_COUNT, test_a_row_moved_between_pages);
  add ("rows-that-keep-moving", MOVES_ALWAYS, test_rows_that_keep_moving);
  add ("pages-that-never-end", NEVER_ENDS, test_rows_that_keep_moving);
  add ("vintages-say-when", VINTAGES, test_vintages_say_when);
  add ("a-refused-key-stops-the-feed", BAD_KEY, test_a_refused_key_stops_the_feed);
  add ("a-series-that-is-not-there", NO_SERIES, test_a_series_that_is_not_there);
  add ("a-refusal-without-words", BARE_400, test_a_refusal_without_words);
  add ("throttled-waits-and-goes-on", THROTTLED, test_throttled_waits_and_goes_on);
  add ("throttled-for-long-gives-up", THROTTLED_FOR_LONG, test_throttled_for_long_gives_up);
  add ("throttled-always-gives-up", THROTTLED_ALWAYS, test_throttled_always_gives_up);
  add ("a-failing-server-is-asked-again", FAILS_TWICE, test_a_failing_server_is_asked_again);
  add ("a-failing-server-stops-the-feed", FAILS, test_a_failing_server_stops_the_feed);
  add ("a-web-page-is-no-data", WEB_PAGE, test_a_web_page_is_no_data);
  add ("a-web-page-is-no-table", WEB_PAGE, test_a_web_page_is_no_table);
  add ("no-access-stops-the-feed", NO_ACCESS, test_no_access_stops_the_feed);
  add ("not-found-is-the-series", NOT_FOUND, test_not_found_is_the_series);
  add ("a-cut-answer", CUT, test_a_cut_answer);
  add ("a-slow-answer", HANG, test_a_slow_answer);
  add ("one-answer-for-two-series", RATES, test_one_answer_for_two_series);
  add ("ofr-copy-of-a-rate", PAIRS, test_ofr_copy_of_a_rate);
  add ("pace-is-kept", ONE_PAGE, test_pace_is_kept);
  add ("the-key-is-not-logged", ONE_PAGE, test_the_key_is_not_logged);
  g_test_add_func ("/feed/client/nobody-listening", test_nobody_listening);
  add ("wrong-keys-are-not-sent-or-shown", ONE_PAGE, test_wrong_keys_are_not_sent_or_shown);
  g_test_add_func ("/feed/client/unprotected-addresses-are-refused", test_unprotected_addresses_are_refused);
  g_test_add_func ("/feed/table/every-series-is-in-the-dictionary", test_every_series_is_in_the_dictionary);
  g_test_add_func ("/feed/table/publication-times", test_publication_times);
  return g_test_run ();
}
