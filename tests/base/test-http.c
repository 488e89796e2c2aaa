/* SPDX-License-Identifier: MIT */
#include "aeq-test-server.h"

#include <netinet/in.h>
#include <string.h>

/* A server that gives one prepared answer to each request in turn, the last one again and again. */
typedef struct
{
  AeqTestServer     *server;
  AeqTestClock       clock;
  const char *const *answers;   /* raw bytes as text, PORT for the server's own; NULL-terminated */
  GCancellable      *cancellable;
} Fixture;

/* "hang" keeps the connection open without a word until the other side leaves. */
static char *
answer (const char *request G_GNUC_UNUSED, guint index, gpointer user_data)
{
  Fixture *fixture = user_data;
  guint last = g_strv_length ((char **) fixture->answers) - 1;
  const char *text = fixture->answers[MIN (index, last)];
  g_auto(GStrv) parts = g_strsplit (text, "PORT", -1);
  g_autofree char *port = g_strdup_printf ("%u", fixture->server->port);

  if (!g_str_equal (text, "hang"))
    return g_strjoinv (port, parts);
  if (fixture->cancellable != NULL)
    g_cancellable_cancel (fixture->cancellable);
  return NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->answers = data;
  aeq_test_clock_init (&fixture->clock, "2025-11-20T12:00:00Z"); /* a Thursday */
  fixture->server = aeq_test_server_new (answer, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  aeq_test_server_free (fixture->server);
  aeq_test_clock_clear (&fixture->clock);
  g_clear_object (&fixture->cancellable);
}

static AeqHttpClient *
make_client (Fixture *fixture, const AeqHttpOptions *options)
{
  AeqHttpClock clock = aeq_test_clock_http (&fixture->clock);

  return aeq_http_client_new (options, &clock);
}

static AeqHttpResponse *
get (Fixture *fixture, const AeqHttpOptions *options, const char *path, GError **error)
{
  g_autoptr(AeqHttpClient) client = make_client (fixture, options);
  g_autofree char *url = aeq_test_server_url (fixture->server, path);

  return aeq_http_client_get (client, url, fixture->cancellable, error);
}

static void
assert_body (const AeqHttpResponse *response, const char *expected)
{
  gsize length;
  const char *data = g_bytes_get_data (response->body, &length);

  g_assert_cmpmem (data, length, expected, strlen (expected));
}

#define OK_HELLO "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"
#define EMPTY(status, extra) "HTTP/1.1 " status "\r\n" extra "Content-Length: 0\r\nConnection: close\r\n\r\n"

static const char *const HELLO[] = { OK_HELLO, NULL };
static const char *const ERROR_THEN_HELLO[] = { EMPTY ("500 Oops", ""), EMPTY ("502 Oops", ""), OK_HELLO, NULL };
static const char *const BUSY_THEN_HELLO[] = { EMPTY ("429 Slow down", "Retry-After: 7\r\n"),
                                               EMPTY ("503 Later", "Retry-After: Thu, 20 Nov 2025 12:00:20 GMT\r\n"),
                                               EMPTY ("503 Later", "Retry-After: soon\r\n"), OK_HELLO, NULL };
static const char *const COME_BACK_TOMORROW[] = { EMPTY ("429 Slow down", "Retry-After: 86400\r\n"), OK_HELLO, NULL };
static const char *const ALWAYS_ERROR[] = { EMPTY ("500 Oops", ""), NULL };
static const char *const REFUSED[] = { EMPTY ("400 Bad Request", ""), NULL };
#define CUT_SHORT "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\nonly this"
static const char *const CUT[] = { CUT_SHORT, NULL };
static const char *const CUT_THEN_HELLO[] = { CUT_SHORT, "", OK_HELLO, NULL };
static const char *const HANG[] = { "hang", NULL };
static const char *const REDIRECT[] = { EMPTY ("302 Found", "Location: /there\r\n"), OK_HELLO, NULL };
static const char *const REDIRECT_AWAY[] = {
  EMPTY ("302 Found", "Location: http://localhost:PORT/there\r\n"), OK_HELLO, NULL
};
static const char *const REDIRECT_ALWAYS[] = { EMPTY ("302 Found", "Location: /again\r\n"), NULL };
static const char *const REDIRECT_TO_FILE[] = { EMPTY ("302 Found", "Location: file:///etc/passwd\r\n"), NULL };

static void
test_success (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqHttpResponse) response = get (fixture, NULL, "/a?b=c", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (response->status, ==, 200);
  assert_body (response, "hello");
  g_assert_cmpstr (g_hash_table_lookup (response->headers, "content-type"), ==, "text/plain");
  g_assert_nonnull (strstr (fixture->server->requests->str, "GET /a?b=c HTTP/1.1"));
  g_assert_cmpuint (fixture->clock.pauses->len, ==, 0);
}

static void
test_server_error_then_success (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqHttpResponse) response = get (fixture, NULL, "/", &error);

  g_assert_no_error (error);
  assert_body (response, "hello");
  g_assert_cmpuint (fixture->clock.pauses->len, ==, 2);
  g_assert_cmpuint (aeq_test_clock_pause (&fixture->clock, 0), ==, 1000);
  g_assert_cmpuint (aeq_test_clock_pause (&fixture->clock, 1), ==, 2000);
}

static void
test_retry_after_is_honoured (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqHttpResponse) response = get (fixture, NULL, "/", &error);

  g_assert_no_error (error);
  assert_body (response, "hello");
  g_assert_cmpuint (fixture->clock.pauses->len, ==, 3);
  g_assert_cmpuint (aeq_test_clock_pause (&fixture->clock, 0), ==, 7000);
  g_assert_cmpuint (aeq_test_clock_pause (&fixture->clock, 1), ==, 13000); /* 12:00:20 */
  g_assert_cmpuint (aeq_test_clock_pause (&fixture->clock, 2), ==, 4000); /* no time given: the back-off of the third pause */
}

static void
test_a_long_retry_after_ends_the_tries (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (get (fixture, NULL, "/", &error));
  g_assert_error (error, AEQ_HTTP_ERROR, AEQ_HTTP_ERROR_STATUS);
  g_assert_cmpuint (fixture->server->served, ==, 1);
  g_assert_cmpuint (fixture->clock.pauses->len, ==, 0);
}

static void
test_throttled_waits_at_least_so_long (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqHttpOptions options = { .throttled_ms = 20000 };
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqHttpResponse) response = get (fixture, &options, "/", &error);

  g_assert_no_error (error);
  assert_body (response, "hello");
  g_assert_cmpuint (fixture->clock.pauses->len, ==, 3);
  g_assert_cmpuint (aeq_test_clock_pause (&fixture->clock, 0), ==, 20000);
  g_assert_cmpuint (aeq_test_clock_pause (&fixture->clock, 1), ==, 0); /* it is 12:00:20 */
  g_assert_cmpuint (aeq_test_clock_pause (&fixture->clock, 2), ==, 4000); /* 503 is not 429 */
}

static void
test_gives_up_in_the_end (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (get (fixture, NULL, "/", &error));
  g_assert_error (error, AEQ_HTTP_ERROR, AEQ_HTTP_ERROR_STATUS);
  g_assert_cmpuint (fixture->server->served, ==, 5);
  g_assert_cmpuint (aeq_test_clock_pause (&fixture->clock, 3), ==, 8000);
}

static void
test_a_refusal_is_final (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (get (fixture, NULL, "/", &error));
  g_assert_error (error, AEQ_HTTP_ERROR, AEQ_HTTP_ERROR_STATUS);
  g_assert_nonnull (strstr (error->message, "400"));
  g_assert_cmpuint (fixture->server->served, ==, 1);
}

static void
test_post_is_not_repeated (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const HEADERS[] = { "Content-Type: text/plain", NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqHttpClient) client = make_client (fixture, NULL);
  g_autofree char *url = aeq_test_server_url (fixture->server, "/");
  g_autoptr(GBytes) body = g_bytes_new_static ("pay once", 8);
  AeqHttpRequest request = { "POST", url, HEADERS, body };
  g_autoptr(AeqHttpResponse) response = aeq_http_client_send (client, &request, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (response->status, ==, 500);
  g_assert_cmpuint (fixture->server->served, ==, 1);
  g_assert_nonnull (strstr (fixture->server->requests->str, "pay once"));
}

static void
test_size_limit (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqHttpOptions exact = { .max_response = 5 }, small = { .max_response = 4 };
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqHttpResponse) response = get (fixture, &exact, "/", &error);

  g_assert_no_error (error);
  assert_body (response, "hello");
  g_assert_null (get (fixture, &small, "/", &error));
  g_assert_error (error, AEQ_HTTP_ERROR, AEQ_HTTP_ERROR_TOO_LARGE);
  g_assert_cmpuint (fixture->server->served, ==, 2);
}

static void
test_timeout (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqHttpOptions options = { .timeout_ms = 50, .max_tries = 2 };
  g_autoptr(GError) error = NULL;

  g_assert_null (get (fixture, &options, "/", &error));
  g_assert_error (error, AEQ_HTTP_ERROR, AEQ_HTTP_ERROR_TIMED_OUT);
  g_assert_cmpuint (fixture->clock.pauses->len, ==, 1);
}

static void
test_cut_body (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqHttpOptions options = { .max_tries = 1 };
  g_autoptr(GError) error = NULL;

  g_assert_null (get (fixture, &options, "/", &error));
  g_assert_error (error, AEQ_HTTP_ERROR, AEQ_HTTP_ERROR_CUT);
}

static void
test_cut_bodies_are_tried_again (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqHttpResponse) response = get (fixture, NULL, "/", &error);

  g_assert_no_error (error);
  assert_body (response, "hello");
  g_assert_cmpuint (fixture->server->served, ==, 3);
}

static void
test_cancel_stops_a_hanging_request (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  fixture->cancellable = g_cancellable_new (); /* triggered by the server once it has the request */
  g_assert_null (get (fixture, NULL, "/", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancelled_before_the_start (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  fixture->cancellable = g_cancellable_new ();
  g_cancellable_cancel (fixture->cancellable);
  g_assert_null (get (fixture, NULL, "/", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture->server->served, ==, 0);
}

static void
send_with_key (Fixture *fixture)
{
  static const char *const HEADERS[] = { "Authorization: Bearer s3cret", NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqHttpClient) client = make_client (fixture, NULL);
  g_autofree char *url = aeq_test_server_url (fixture->server, "/");
  AeqHttpRequest request = { NULL, url, HEADERS, NULL };
  g_autoptr(AeqHttpResponse) response = aeq_http_client_send (client, &request, NULL, &error);

  g_assert_no_error (error);
  assert_body (response, "hello");
  g_assert_nonnull (strstr (fixture->server->requests->str, "GET /there"));
}

static void
test_redirect_keeps_headers_at_home (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  send_with_key (fixture);
  g_assert_nonnull (strstr (strstr (fixture->server->requests->str, "GET /there"), "s3cret"));
}

static void
test_redirect_away_drops_headers (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  send_with_key (fixture);
  g_assert_null (strstr (strstr (fixture->server->requests->str, "GET /there"), "s3cret"));
}

static void
test_endless_redirects_end (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqHttpOptions options = { .max_redirects = 3 };
  g_autoptr(GError) error = NULL;

  g_assert_null (get (fixture, &options, "/", &error));
  g_assert_error (error, AEQ_HTTP_ERROR, AEQ_HTTP_ERROR_REDIRECT);
  g_assert_cmpuint (fixture->server->served, ==, 4);
}

static void
test_redirect_cannot_leave_http (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (get (fixture, NULL, "/", &error));
  g_assert_error (error, AEQ_HTTP_ERROR, AEQ_HTTP_ERROR_URL);
}

static void
test_secrets_stay_out_of_errors (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (get (fixture, NULL, "/obs?series_id=VIXCLS&api_key=0123456789abcdef", &error));
  g_assert_null (strstr (error->message, "0123456789abcdef"));
  g_assert_nonnull (strstr (error->message, "series_id=VIXCLS&api_key=***"));
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
test_secrets_stay_out_of_logs (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  send_with_key (fixture);
  response = get (fixture, NULL, "/obs?api_key=0123456789abcdef", &error);
  g_assert_no_error (error);
  g_mutex_lock (&logged_lock);
  g_assert_nonnull (strstr (logged->str, "> Authorization: ***"));
  g_assert_nonnull (strstr (logged->str, "/obs?api_key=***: 200"));
  g_assert_null (strstr (logged->str, "s3cret"));
  g_assert_null (strstr (logged->str, "0123456789abcdef"));
  g_mutex_unlock (&logged_lock);
}

static void
test_nobody_listening (void)
{
  AeqHttpOptions options = { .max_tries = 1 };
  g_autoptr(AeqHttpClient) client = aeq_http_client_new (&options, NULL);
  g_autoptr(GSocketListener) listener = g_socket_listener_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *url = NULL;
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, &error);

  g_socket_listener_close (listener);
  url = g_strdup_printf ("http://user:pa55word@127.0.0.1:%u/?token=t0ken", port);
  g_assert_null (aeq_http_client_get (client, url, NULL, &error));
  g_assert_error (error, AEQ_HTTP_ERROR, AEQ_HTTP_ERROR_CONNECT);
  g_assert_null (strstr (error->message, "pa55word"));
  g_assert_null (strstr (error->message, "t0ken"));
}

static gboolean
not_loopback (const struct sockaddr *address)
{
  g_autoptr(GSocketAddress) asked = g_socket_address_new_from_native ((gpointer) address, sizeof (struct sockaddr_in6));

  return !g_inet_address_get_is_loopback (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (asked)));
}

static gboolean
any_address (const struct sockaddr *address)
{
  return address->sa_family == AF_INET || address->sa_family == AF_INET6;
}

/* Asked of where the connection goes, not of how the name is written. */
static void
test_addresses_are_asked_for (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqHttpOptions open = { .may_connect = any_address }, guarded = { .may_connect = not_loopback };
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqHttpResponse) response = get (fixture, &open, "/", &error);

  g_assert_no_error (error);
  assert_body (response, "hello");
  g_assert_null (get (fixture, &guarded, "/", &error));
  g_assert_error (error, AEQ_HTTP_ERROR, AEQ_HTTP_ERROR_ADDRESS);
}

static void
test_other_schemes_are_refused (void)
{
  static const char *const BAD[] = { "file:///etc/passwd", "ftp://localhost/", "gopher://localhost/", "", "http://" };
  g_autoptr(AeqHttpClient) client = aeq_http_client_new (NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (BAD); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (aeq_http_client_get (client, BAD[i], NULL, &error));
      g_assert_error (error, AEQ_HTTP_ERROR, AEQ_HTTP_ERROR_URL);
    }
}

static void
assert_redacted (const char *url, const char *expected)
{
  g_autofree char *shown = aeq_http_redact_url (url);

  g_assert_cmpstr (shown, ==, expected);
}

static void
test_redaction (void)
{
  g_autofree char *header = aeq_http_redact_header ("Authorization: Basic abc");
  g_autofree char *plain = aeq_http_redact_header ("Accept: text/plain");

  assert_redacted ("https://a.b/c", "https://a.b/c");
  assert_redacted ("https://me:pw@a.b/c?x=1#frag", "https://a.b/c?x=1");
  assert_redacted ("https://a.b/?API_KEY=1&Access%5FToken=2&client_secret=3&x=4", 
                   "https://a.b/?API_KEY=***&Access%5FToken=***&client_secret=***&x=4");
  assert_redacted ("https://a.b/?flag&sig=", "https://a.b/?flag&sig=***");
  assert_redacted ("no url", "no url");
  g_assert_cmpstr (header, ==, "Authorization: ***");
  g_assert_cmpstr (plain, ==, "Accept: text/plain");
}

static void
add (const char *name, const char *const *answers, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/http/", name, NULL);

  g_test_add (path, Fixture, answers, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  logged = g_string_new (NULL);
  g_log_set_writer_func (note_log, NULL, NULL);
  aeq_test_no_proxy ();
  g_test_init (&argc, &argv, NULL);
  add ("success", HELLO, test_success);
  add ("server-error-then-success", ERROR_THEN_HELLO, test_server_error_then_success);
  add ("retry-after-is-honoured", BUSY_THEN_HELLO, test_retry_after_is_honoured);
  add ("a-long-retry-after-ends-the-tries", COME_BACK_TOMORROW, test_a_long_retry_after_ends_the_tries);
  add ("throttled-waits-at-least-so-long", BUSY_THEN_HELLO, test_throttled_waits_at_least_so_long);
  add ("gives-up-in-the-end", ALWAYS_ERROR, test_gives_up_in_the_end);
  add ("a-refusal-is-final", REFUSED, test_a_refusal_is_final);
  add ("post-is-not-repeated", ALWAYS_ERROR, test_post_is_not_repeated);
  add ("size-limit", HELLO, test_size_limit);
  add ("addresses-are-asked-for", HELLO, test_addresses_are_asked_for);
  add ("timeout", HANG, test_timeout);
  add ("cut-body", CUT, test_cut_body);
  add ("cut-bodies-are-tried-again", CUT_THEN_HELLO, test_cut_bodies_are_tried_again);
  add ("cancel-stops-a-hanging-request", HANG, test_cancel_stops_a_hanging_request);
  add ("cancelled-before-the-start", HELLO, test_cancelled_before_the_start);
  add ("redirect-keeps-headers-at-home", REDIRECT, test_redirect_keeps_headers_at_home);
  add ("redirect-away-drops-headers", REDIRECT_AWAY, test_redirect_away_drops_headers);
  add ("endless-redirects-end", REDIRECT_ALWAYS, test_endless_redirects_end);
  add ("redirect-cannot-leave-http", REDIRECT_TO_FILE, test_redirect_cannot_leave_http);
  add ("secrets-stay-out-of-errors", REFUSED, test_secrets_stay_out_of_errors);
  add ("secrets-stay-out-of-logs", REDIRECT, test_secrets_stay_out_of_logs);
  g_test_add_func ("/http/nobody-listening", test_nobody_listening);
  g_test_add_func ("/http/other-schemes-are-refused", test_other_schemes_are_refused);
  g_test_add_func ("/http/redaction", test_redaction);
  return g_test_run ();
}
