/* SPDX-License-Identifier: MIT */
#include "aeq-http.h"

#include <string.h>

/* A real server on loopback that gives one prepared answer to each request in turn, the last one again and again. */
typedef struct
{
  GSocketService    *service;
  guint16            port;
  const char *const *answers;   /* raw bytes as text; NULL-terminated */
  gint               served;
  GString           *requests;  /* everything received */
  GMutex             lock;
  AeqInstant         now;       /* what the injected clock says */
  GArray            *pauses;    /* guint milliseconds the client wanted to wait */
  GCancellable      *cancellable;
} Fixture;

static char *
read_request (GInputStream *input)
{
  g_autoptr(GDataInputStream) data = g_data_input_stream_new (input);
  GString *request = g_string_new (NULL);
  gsize body = 0;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (data), FALSE);
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (data, NULL, NULL, NULL);

      if (line == NULL || *g_strchomp (line) == '\0')
        break;
      if (g_ascii_strncasecmp (line, "content-length:", 15) == 0)
        body = (gsize) g_ascii_strtoull (line + 15, NULL, 10);
      g_string_append_printf (request, "%s\n", line);
    }
  for (; body > 0; body--)
    g_string_append_c (request, (char) g_data_input_stream_read_byte (data, NULL, NULL));
  return g_string_free (request, FALSE);
}

/* "hang" keeps the connection open without a word until the other side leaves. */
static void
write_answer (Fixture *fixture, GIOStream *stream, const char *answer)
{
  g_autofree char *with_port = NULL;
  g_auto(GStrv) parts = g_strsplit (answer, "PORT", -1);
  g_autofree char *port = g_strdup_printf ("%u", fixture->port);
  char byte;

  if (g_str_equal (answer, "hang"))
    {
      if (fixture->cancellable != NULL)
        g_cancellable_cancel (fixture->cancellable);
      g_input_stream_read (g_io_stream_get_input_stream (stream), &byte, 1, NULL, NULL);
      return;
    }
  with_port = g_strjoinv (port, parts);
  g_output_stream_write_all (g_io_stream_get_output_stream (stream), with_port, strlen (with_port), NULL, NULL, NULL);
}

static gboolean
on_run (GThreadedSocketService *service G_GNUC_UNUSED, GSocketConnection *connection, GObject *source G_GNUC_UNUSED,
        gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autofree char *request = read_request (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  int index = g_atomic_int_add (&fixture->served, 1);
  int last = (int) g_strv_length ((char **) fixture->answers) - 1;

  g_mutex_lock (&fixture->lock);
  g_string_append_printf (fixture->requests, "%s\n", request);
  g_mutex_unlock (&fixture->lock);
  write_answer (fixture, G_IO_STREAM (connection), fixture->answers[MIN (index, last)]);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

/* The service hands connections to its threads from the main context, which nothing else drives here. */
static gpointer
run_context (gpointer data)
{
  g_main_loop_run (data);
  return NULL;
}

static GMainLoop *server_loop;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  g_mutex_init (&fixture->lock);
  fixture->answers = data;
  fixture->requests = g_string_new (NULL);
  fixture->pauses = g_array_new (FALSE, FALSE, sizeof (guint));
  fixture->now = G_GINT64_CONSTANT (1763640000) * AEQ_SECOND; /* Thu, 20 Nov 2025 12:00:00 GMT */
  fixture->service = g_threaded_socket_service_new (4);
  fixture->port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (fixture->service), NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (fixture->service, "run", G_CALLBACK (on_run), fixture);
  g_socket_service_start (fixture->service);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_socket_service_stop (fixture->service);
  g_socket_listener_close (G_SOCKET_LISTENER (fixture->service));
  g_object_unref (fixture->service);
  g_string_free (fixture->requests, TRUE);
  g_array_unref (fixture->pauses);
  g_clear_object (&fixture->cancellable);
  g_mutex_clear (&fixture->lock);
}

static AeqInstant
fixture_now (gpointer user_data)
{
  return ((Fixture *) user_data)->now;
}

static gboolean
fixture_wait (guint milliseconds, GCancellable *cancellable, gpointer user_data, GError **error)
{
  g_array_append_val (((Fixture *) user_data)->pauses, milliseconds);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static AeqHttpClient *
make_client (Fixture *fixture, const AeqHttpOptions *options)
{
  AeqHttpClock clock = { fixture_now, fixture_wait, fixture };

  return aeq_http_client_new (options, &clock);
}

static AeqHttpResponse *
get (Fixture *fixture, const AeqHttpOptions *options, const char *path, GError **error)
{
  g_autoptr(AeqHttpClient) client = make_client (fixture, options);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u%s", fixture->port, path);

  return aeq_http_client_get (client, url, fixture->cancellable, error);
}

static void
assert_body (const AeqHttpResponse *response, const char *expected)
{
  gsize length;
  const char *data = g_bytes_get_data (response->body, &length);

  g_assert_cmpmem (data, length, expected, strlen (expected));
}

static guint
pause_at (Fixture *fixture, guint i)
{
  g_assert_cmpuint (i, <, fixture->pauses->len);
  return g_array_index (fixture->pauses, guint, i);
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
  g_assert_nonnull (strstr (fixture->requests->str, "GET /a?b=c HTTP/1.1"));
  g_assert_cmpuint (fixture->pauses->len, ==, 0);
}

static void
test_server_error_then_success (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqHttpResponse) response = get (fixture, NULL, "/", &error);

  g_assert_no_error (error);
  assert_body (response, "hello");
  g_assert_cmpuint (fixture->pauses->len, ==, 2);
  g_assert_cmpuint (pause_at (fixture, 0), ==, 1000);
  g_assert_cmpuint (pause_at (fixture, 1), ==, 2000);
}

static void
test_retry_after_is_honoured (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqHttpResponse) response = get (fixture, NULL, "/", &error);

  g_assert_no_error (error);
  assert_body (response, "hello");
  g_assert_cmpuint (fixture->pauses->len, ==, 3);
  g_assert_cmpuint (pause_at (fixture, 0), ==, 7000);
  g_assert_cmpuint (pause_at (fixture, 1), ==, 20000);
  g_assert_cmpuint (pause_at (fixture, 2), ==, 4000); /* no time given: the back-off of the third pause */
}

static void
test_a_long_retry_after_ends_the_tries (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (get (fixture, NULL, "/", &error));
  g_assert_error (error, AEQ_HTTP_ERROR, AEQ_HTTP_ERROR_STATUS);
  g_assert_cmpint (fixture->served, ==, 1);
  g_assert_cmpuint (fixture->pauses->len, ==, 0);
}

static void
test_throttled_waits_at_least_so_long (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqHttpOptions options = { .throttled_ms = 20000 };
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqHttpResponse) response = get (fixture, &options, "/", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (fixture->pauses->len, ==, 3);
  g_assert_cmpuint (pause_at (fixture, 0), ==, 20000);
  g_assert_cmpuint (pause_at (fixture, 1), ==, 20000);
  g_assert_cmpuint (pause_at (fixture, 2), ==, 4000); /* 503 is not 429 */
}

static void
test_gives_up_in_the_end (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (get (fixture, NULL, "/", &error));
  g_assert_error (error, AEQ_HTTP_ERROR, AEQ_HTTP_ERROR_STATUS);
  g_assert_cmpint (fixture->served, ==, 5);
  g_assert_cmpuint (pause_at (fixture, 3), ==, 8000);
}

static void
test_a_refusal_is_final (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (get (fixture, NULL, "/", &error));
  g_assert_error (error, AEQ_HTTP_ERROR, AEQ_HTTP_ERROR_STATUS);
  g_assert_nonnull (strstr (error->message, "400"));
  g_assert_cmpint (fixture->served, ==, 1);
}

static void
test_post_is_not_repeated (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const HEADERS[] = { "Content-Type: text/plain", NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqHttpClient) client = make_client (fixture, NULL);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u/", fixture->port);
  g_autoptr(GBytes) body = g_bytes_new_static ("pay once", 8);
  AeqHttpRequest request = { "POST", url, HEADERS, body };
  g_autoptr(AeqHttpResponse) response = aeq_http_client_send (client, &request, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (response->status, ==, 500);
  g_assert_cmpint (fixture->served, ==, 1);
  g_assert_nonnull (strstr (fixture->requests->str, "pay once"));
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
  g_assert_cmpint (fixture->served, ==, 2);
}

static void
test_timeout (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqHttpOptions options = { .timeout_ms = 50, .max_tries = 2 };
  g_autoptr(GError) error = NULL;

  g_assert_null (get (fixture, &options, "/", &error));
  g_assert_error (error, AEQ_HTTP_ERROR, AEQ_HTTP_ERROR_TIMED_OUT);
  g_assert_cmpuint (fixture->pauses->len, ==, 1);
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
  g_assert_cmpint (fixture->served, ==, 3);
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
  g_assert_cmpint (fixture->served, ==, 0);
}

static void
send_with_key (Fixture *fixture)
{
  static const char *const HEADERS[] = { "Authorization: Bearer s3cret", NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqHttpClient) client = make_client (fixture, NULL);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u/", fixture->port);
  AeqHttpRequest request = { NULL, url, HEADERS, NULL };
  g_autoptr(AeqHttpResponse) response = aeq_http_client_send (client, &request, NULL, &error);

  g_assert_no_error (error);
  assert_body (response, "hello");
  g_assert_nonnull (strstr (fixture->requests->str, "GET /there"));
}

static void
test_redirect_keeps_headers_at_home (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  send_with_key (fixture);
  g_assert_nonnull (strstr (strstr (fixture->requests->str, "GET /there"), "s3cret"));
}

static void
test_redirect_away_drops_headers (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  send_with_key (fixture);
  g_assert_null (strstr (strstr (fixture->requests->str, "GET /there"), "s3cret"));
}

static void
test_endless_redirects_end (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqHttpOptions options = { .max_redirects = 3 };
  g_autoptr(GError) error = NULL;

  g_assert_null (get (fixture, &options, "/", &error));
  g_assert_error (error, AEQ_HTTP_ERROR, AEQ_HTTP_ERROR_REDIRECT);
  g_assert_cmpint (fixture->served, ==, 4);
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
  GThread *thread;
  int status;

  logged = g_string_new (NULL);
  g_log_set_writer_func (note_log, NULL, NULL);
  g_unsetenv ("http_proxy");
  g_unsetenv ("all_proxy");
  g_unsetenv ("ALL_PROXY");
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
  server_loop = g_main_loop_new (NULL, FALSE);
  thread = g_thread_new ("server", run_context, server_loop);
  status = g_test_run ();
  g_main_loop_quit (server_loop);
  g_thread_join (thread);
  g_main_loop_unref (server_loop);
  return status;
}
