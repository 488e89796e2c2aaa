/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-http"

#include "aeq-http-private.h"

#include "aeq-curl.h"

#include <string.h>
#include <sys/socket.h>

#define MAX_HEADERS 1000

struct _AeqHttpClient
{
  AeqHttpOptions  options;
  AeqHttpClock    clock;
  CURLM          *multi; /* keeps the connections; NULL until the first request */
};

/* One try of one hop. */
typedef struct
{
  const AeqHttpOptions *options;
  GByteArray           *body;
  GHashTable           *headers;
  gboolean              too_large;
  gboolean              forbidden; /* by may_connect */
} Transfer;

G_DEFINE_QUARK (aeq-http-error-quark, aeq_http_error)

static void
transfer_clear (Transfer *self)
{
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_clear_pointer (&self->headers, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Transfer, transfer_clear)

typedef CURL AeqCurl;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqCurl, aeq_curl.curl_easy_cleanup)
typedef struct curl_slist AeqCurlList;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqCurlList, aeq_curl.curl_slist_free_all)

AeqHttpClient *
aeq_http_client_new (const AeqHttpOptions *options, const AeqHttpClock *clock)
{
  static const AeqHttpOptions DEFAULTS = { 10000, 65000, 64 * 1024 * 1024, 5, 5, 1000, 60000, 0, NULL, NULL };
  static const AeqHttpOptions NONE;
  const AeqHttpOptions *from = options != NULL ? options : &NONE;
  AeqHttpClient *self = g_new0 (AeqHttpClient, 1);

#define OPTION(name) self->options.name = from->name != 0 ? from->name : DEFAULTS.name
  OPTION (connect_timeout_ms);
  OPTION (timeout_ms);
  OPTION (max_response);
  OPTION (max_redirects);
  OPTION (max_tries);
  OPTION (backoff_ms);
  OPTION (max_wait_ms);
  OPTION (throttled_ms);
#undef OPTION
  self->options.ca_file = g_strdup (from->ca_file);
  self->options.may_connect = from->may_connect;
  self->clock = clock != NULL ? *clock : AEQ_HTTP_REAL_CLOCK;
  return self;
}

void
aeq_http_client_free (AeqHttpClient *self)
{
  if (self == NULL)
    return;
  if (self->multi != NULL)
    aeq_curl.curl_multi_cleanup (self->multi);
  g_free ((char *) self->options.ca_file);
  g_free (self);
}

void
aeq_http_response_free (AeqHttpResponse *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->headers, g_hash_table_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->url);
  g_free (self);
}

static size_t
on_body (char *data, size_t size, size_t n, void *user_data)
{
  Transfer *transfer = user_data;
  gsize length = size * n;

  if (length > transfer->options->max_response - transfer->body->len)
    {
      transfer->too_large = TRUE;
      return 0;
    }
  g_byte_array_append (transfer->body, (const guint8 *) data, (guint) length);
  return length;
}

static size_t
on_header (char *data, size_t size, size_t n, void *user_data)
{
  Transfer *transfer = user_data;
  g_autofree char *line = g_strndup (data, size * n);
  char *colon = strchr (line, ':');

  if (colon != NULL && g_hash_table_size (transfer->headers) < MAX_HEADERS)
    {
      *colon = '\0';
      g_hash_table_replace (transfer->headers, g_ascii_strdown (g_strstrip (line), -1),
                            g_strdup (g_strstrip (colon + 1)));
    }
  return size * n;
}

static curl_socket_t
on_open_socket (void *user_data, curlsocktype purpose G_GNUC_UNUSED, struct curl_sockaddr *address)
{
  Transfer *transfer = user_data;

  if (transfer->options->may_connect (&address->addr))
    return socket (address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  transfer->forbidden = TRUE;
  return CURL_SOCKET_BAD;
}

static AeqCurlList *
make_headers (const char *const *headers)
{
  AeqCurlList *list = NULL;

  for (gsize i = 0; headers != NULL && headers[i] != NULL; i++)
    {
      g_autofree char *shown = aeq_http_redact_header (headers[i]);

      g_debug ("> %s", shown);
      list = aeq_curl.curl_slist_append (list, headers[i]);
    }
  /* Without this curl waits a second for a "100 Continue" that many servers never send. */
  return aeq_curl.curl_slist_append (list, "Expect:");
}

static void
set_body (CURL *easy, const char *method, GBytes *body)
{
  gsize size = 0;
  gconstpointer data = body != NULL ? g_bytes_get_data (body, &size) : NULL;

  if (g_str_equal (method, "HEAD"))
    aeq_curl.curl_easy_setopt (easy, CURLOPT_NOBODY, 1L);
  else if (body != NULL || !g_str_equal (method, "GET"))
    {
      aeq_curl.curl_easy_setopt (easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t) size);
      aeq_curl.curl_easy_setopt (easy, CURLOPT_POSTFIELDS, data != NULL ? data : "");
      aeq_curl.curl_easy_setopt (easy, CURLOPT_CUSTOMREQUEST, method);
    }
}

static CURL *
make_easy (const AeqHttpOptions *options, const char *method, const char *url, GBytes *body, Transfer *transfer)
{
  CURL *easy = aeq_curl.curl_easy_init ();

  aeq_curl.curl_easy_setopt (easy, CURLOPT_URL, url);
  aeq_curl.curl_easy_setopt (easy, CURLOPT_PROTOCOLS_STR, "http,https");
  aeq_curl.curl_easy_setopt (easy, CURLOPT_SSL_VERIFYPEER, 1L);
  aeq_curl.curl_easy_setopt (easy, CURLOPT_SSL_VERIFYHOST, 2L);
  if (options->ca_file != NULL)
    aeq_curl.curl_easy_setopt (easy, CURLOPT_CAINFO, options->ca_file);
  aeq_curl.curl_easy_setopt (easy, CURLOPT_NOSIGNAL, 1L);
  aeq_curl.curl_easy_setopt (easy, CURLOPT_CONNECTTIMEOUT_MS, (long) options->connect_timeout_ms);
  aeq_curl.curl_easy_setopt (easy, CURLOPT_TIMEOUT_MS, (long) options->timeout_ms);
  aeq_curl.curl_easy_setopt (easy, CURLOPT_ACCEPT_ENCODING, "");
  aeq_curl.curl_easy_setopt (easy, CURLOPT_USERAGENT, "aequitas/" AEQ_VERSION);
  aeq_curl.curl_easy_setopt (easy, CURLOPT_WRITEFUNCTION, on_body);
  aeq_curl.curl_easy_setopt (easy, CURLOPT_WRITEDATA, transfer);
  aeq_curl.curl_easy_setopt (easy, CURLOPT_HEADERFUNCTION, on_header);
  aeq_curl.curl_easy_setopt (easy, CURLOPT_HEADERDATA, transfer);
  if (options->may_connect != NULL)
    {
      aeq_curl.curl_easy_setopt (easy, CURLOPT_PROXY, "");
      aeq_curl.curl_easy_setopt (easy, CURLOPT_OPENSOCKETFUNCTION, on_open_socket);
      aeq_curl.curl_easy_setopt (easy, CURLOPT_OPENSOCKETDATA, transfer);
    }
  set_body (easy, method, body);
  return easy;
}

static int
error_code (CURLcode code)
{
  switch (code)
    {
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return AEQ_HTTP_ERROR_URL;
    case CURLE_COULDNT_CONNECT:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return AEQ_HTTP_ERROR_CONNECT;
    case CURLE_OPERATION_TIMEDOUT:
      return AEQ_HTTP_ERROR_TIMED_OUT;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
      return AEQ_HTTP_ERROR_TLS;
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
      return AEQ_HTTP_ERROR_CUT;
    default:
      return AEQ_HTTP_ERROR_FAILED;
    }
}

/* curl's own texts are left out: they may quote the address as it was sent. */
static void
set_curl_error (GError **error, CURLcode code, const Transfer *transfer, const char *shown)
{
  if (transfer->too_large)
    g_set_error (error, AEQ_HTTP_ERROR, AEQ_HTTP_ERROR_TOO_LARGE,
                 "%s: the answer is larger than %" G_GSIZE_FORMAT " bytes", shown, transfer->options->max_response);
  else if (transfer->forbidden)
    g_set_error (error, AEQ_HTTP_ERROR, AEQ_HTTP_ERROR_ADDRESS, "%s: its address must not be connected to", shown);
  else
    g_set_error (error, AEQ_HTTP_ERROR, error_code (code), "%s: %s", shown, aeq_curl.curl_easy_strerror (code));
}

static void
on_cancelled (GCancellable *cancellable G_GNUC_UNUSED, gpointer user_data)
{
  aeq_curl.curl_multi_wakeup (user_data);
}

/* Runs @easy to its end; CURLE_OK also when it was cancelled, which the caller asks of @cancellable. */
static CURLcode
run_easy (AeqHttpClient *self, CURL *easy, GCancellable *cancellable)
{
  gulong handler = 0;
  CURLcode result = CURLE_OK;
  int running = 1, queued;
  CURLMsg *message;

  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), self->multi, NULL);
  aeq_curl.curl_multi_add_handle (self->multi, easy);
  while (running != 0 && !g_cancellable_is_cancelled (cancellable))
    {
      aeq_curl.curl_multi_perform (self->multi, &running);
      if (running != 0)
        aeq_curl.curl_multi_poll (self->multi, NULL, 0, 1000, NULL);
    }
  while ((message = aeq_curl.curl_multi_info_read (self->multi, &queued)) != NULL)
    if (message->msg == CURLMSG_DONE)
      result = message->data.result;
  aeq_curl.curl_multi_remove_handle (self->multi, easy);
  if (handler != 0)
    g_cancellable_disconnect (cancellable, handler);
  return result;
}

static AeqHttpResponse *
take_response (CURL *easy, Transfer *transfer, const char *shown)
{
  AeqHttpResponse *response = g_new0 (AeqHttpResponse, 1);
  long status = 0;

  aeq_curl.curl_easy_getinfo (easy, CURLINFO_RESPONSE_CODE, &status);
  response->status = (guint) status;
  response->headers = g_steal_pointer (&transfer->headers);
  response->body = g_byte_array_free_to_bytes (g_steal_pointer (&transfer->body));
  response->url = g_strdup (shown);
  g_debug ("%s: %u, %" G_GSIZE_FORMAT " bytes", shown, response->status, g_bytes_get_size (response->body));
  return response;
}

/* One exchange without redirects; @next (nullable) takes the absolute address that the answer points to. */
static AeqHttpResponse *
exchange (AeqHttpClient *self, const char *method, const char *url, const char *const *headers, GBytes *body,
          char **next, GCancellable *cancellable, GError **error)
{
  g_auto(Transfer) transfer = { &self->options, g_byte_array_new (),
                                g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free), FALSE, FALSE };
  g_autoptr(AeqCurl) easy = make_easy (&self->options, method, url, body, &transfer);
  g_autoptr(AeqCurlList) list = make_headers (headers);
  g_autofree char *shown = aeq_http_redact_url (url);
  const char *redirect = NULL;
  CURLcode code;

  aeq_curl.curl_easy_setopt (easy, CURLOPT_HTTPHEADER, list);
  code = run_easy (self, easy, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (code != CURLE_OK)
    {
      set_curl_error (error, code, &transfer, shown);
      return NULL;
    }
  aeq_curl.curl_easy_getinfo (easy, CURLINFO_REDIRECT_URL, &redirect);
  *next = g_strdup (redirect);
  return take_response (easy, &transfer, shown);
}

/* Scheme, host and port: where credentials were meant to go. */
static gboolean
same_origin (const char *a, const char *b)
{
  g_autoptr(GUri) first = g_uri_parse (a, G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  g_autoptr(GUri) second = g_uri_parse (b, G_URI_FLAGS_SCHEME_NORMALIZE, NULL);

  return first != NULL && second != NULL && g_str_equal (g_uri_get_scheme (first), g_uri_get_scheme (second)) &&
         g_ascii_strcasecmp (g_uri_get_host (first), g_uri_get_host (second)) == 0 &&
         g_uri_get_port (first) == g_uri_get_port (second);
}

static gboolean
may_follow (const char *from, const char *to, guint hop, guint max, GError **error)
{
  g_autofree char *shown = aeq_http_redact_url (from);

  if (hop >= max)
    g_set_error (error, AEQ_HTTP_ERROR, AEQ_HTTP_ERROR_REDIRECT, "%s: more than %u redirects", shown, max);
  else if (g_ascii_strncasecmp (from, "https:", 6) == 0 && g_ascii_strncasecmp (to, "https:", 6) != 0)
    g_set_error (error, AEQ_HTTP_ERROR, AEQ_HTTP_ERROR_REDIRECT, "%s: redirects from https to an unprotected address",
                 shown);
  else
    return TRUE;
  return FALSE;
}

/* One try: the exchange and the redirects of a GET or HEAD. */
static AeqHttpResponse *
try_once (AeqHttpClient *self, const char *method, const AeqHttpRequest *request, GCancellable *cancellable,
          GError **error)
{
  g_autofree char *url = g_strdup (request->url);
  const char *const *headers = request->headers;
  gboolean follows = g_str_equal (method, "GET") || g_str_equal (method, "HEAD");

  for (guint hop = 0;; hop++)
    {
      g_autofree char *next = NULL;
      g_autoptr(AeqHttpResponse) response =
        exchange (self, method, url, headers, request->body, &next, cancellable, error);

      if (response == NULL || next == NULL || !follows)
        return g_steal_pointer (&response);
      if (!may_follow (url, next, hop, self->options.max_redirects, error))
        return NULL;
      if (!same_origin (url, next))
        headers = NULL;
      g_free (url);
      url = g_steal_pointer (&next);
    }
}

AeqHttpResponse *
aeq_http_client_send (AeqHttpClient *self, const AeqHttpRequest *request, GCancellable *cancellable, GError **error)
{
  const char *method = request->method != NULL ? request->method : "GET";

  if (!aeq_curl_load (error))
    return NULL;
  if (self->multi == NULL)
    self->multi = aeq_curl.curl_multi_init ();
  for (guint next = 2;; next++)
    {
      g_autoptr(GError) failure = NULL;
      g_autoptr(AeqHttpResponse) response = try_once (self, method, request, cancellable, &failure);
      const char *retry_after = response != NULL ? g_hash_table_lookup (response->headers, "retry-after") : NULL;
      guint status = response != NULL ? response->status : 0, pause;

      if (next > self->options.max_tries || !aeq_http_should_retry (method, status, failure) ||
          !aeq_http_retry_pause (&self->options, next, status, retry_after, self->clock.now (self->clock.user_data),
                                 &pause))
        {
          if (failure != NULL)
            g_propagate_error (error, g_steal_pointer (&failure));
          return g_steal_pointer (&response);
        }
      g_debug ("try %u in %u ms", next, pause);
      if (!self->clock.wait (pause, cancellable, self->clock.user_data, error))
        return NULL;
    }
}

AeqHttpResponse *
aeq_http_client_get (AeqHttpClient *self, const char *url, GCancellable *cancellable, GError **error)
{
  AeqHttpRequest request = { NULL, url, NULL, NULL };
  g_autoptr(AeqHttpResponse) response = aeq_http_client_send (self, &request, cancellable, error);

  if (response == NULL || !aeq_http_response_check (response, error))
    return NULL;
  return g_steal_pointer (&response);
}

gboolean
aeq_http_response_check (const AeqHttpResponse *self, GError **error)
{
  if (self->status >= 200 && self->status < 300)
    return TRUE;
  g_set_error (error, AEQ_HTTP_ERROR, AEQ_HTTP_ERROR_STATUS, "%s: the server answered %u", self->url, self->status);
  return FALSE;
}
