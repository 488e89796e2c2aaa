/* SPDX-License-Identifier: MIT */
#include "aeq-feed-private.h"

#include <math.h>
#include <string.h>

#include "aeq-error.h"
#include "aeq-words.h"

#define PAGE_ROWS 10000
#define TIMEOUT_MS 30000
#define MAX_TRIES 4
#define MAX_WAIT_MS 60000
#define THROTTLED_MS 20000 /* FRED asks for it after 429 */
/* FRED allows 120 requests a minute and key; the rest is for repetitions and for another program with the same key. */
#define MINUTE_REQUESTS 100
#define KEY_LENGTH 32

static gboolean
is_here (const char *host)
{
  return g_str_equal (host, "127.0.0.1") || g_str_equal (host, "::1") || g_str_equal (host, "localhost");
}

/* Over an unprotected connection anybody on the way could read the key and change the data. */
static char *
check_base (AeqFeed feed, const char *url, GError **error)
{
  const char *name = aeq_feed_info (feed)->name;
  g_autoptr(GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  char *base;

  if (host == NULL || *host == '\0' || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL ||
      g_uri_get_userinfo (uri) != NULL)
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE,
                 N_("the base address of %s is none: give one such as https://host:8443/path"), name);
  else if (!g_str_equal (g_uri_get_scheme (uri), "https") &&
           !(g_str_equal (g_uri_get_scheme (uri), "http") && is_here (host)))
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE,
                 N_("the base address of %s is not protected: give one with https, or with http on this machine"), name);
  else
    {
      base = g_strdup (url);
      while (g_str_has_suffix (base, "/"))
        base[strlen (base) - 1] = '\0';
      return base;
    }
  return NULL;
}

/* A key that is none is not sent anywhere: it may be another secret that was put in the wrong place. */
static gboolean
check_key (const char *key, const char *what, GError **error)
{
  gsize length = strlen (key);

  if (length == KEY_LENGTH && strspn (key, "abcdefghijklmnopqrstuvwxyz0123456789") == length)
    return TRUE;
  g_set_error (error, AEQ_FEED_ERROR, AEQ_FEED_ERROR_FEED,
               N_("FRED, %s: the key is none: one has 32 lower-case letters and digits; keys are free at %s"), what,
               AEQ_FEED_FRED_KEYS);
  return FALSE;
}

gboolean
aeq_feed_options_set_base_url (AeqFeedOptions *options, const char *pair, GError **error)
{
  const char *equals = strchr (pair, '=');
  g_autofree char *name = equals != NULL ? g_strndup (pair, (gsize) (equals - pair)) : NULL;
  AeqFeed feed;

  if (name != NULL && aeq_feed_lookup (name, &feed))
    {
      options->base_urls[feed] = equals + 1;
      return TRUE;
    }
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "give a feed and its address, such as fred=https://host:8443");
  return FALSE;
}

AeqFeedClient *
aeq_feed_client_new (const AeqFeedOptions *options, GError **error)
{
  g_autoptr(AeqFeedClient) self = g_new0 (AeqFeedClient, 1);
  AeqHttpOptions http = {
    .timeout_ms = options->timeout_ms != 0 ? options->timeout_ms : TIMEOUT_MS,
    .max_response = AEQ_FEED_MAX_BODY,
    .max_tries = MAX_TRIES,
    .max_wait_ms = MAX_WAIT_MS,
    .throttled_ms = THROTTLED_MS,
    .ca_file = options->ca_file,
  };

  g_queue_init (&self->sent);
  self->clock = options->clock != NULL ? *options->clock : AEQ_HTTP_REAL_CLOCK;
  self->page_rows = options->page_rows != 0 ? MAX (options->page_rows, 2) : PAGE_ROWS;
  self->http = aeq_http_client_new (&http, &self->clock);
  for (guint i = 0; i < AEQ_N_FEEDS; i++)
    if (options->base_urls[i] != NULL &&
        (self->base_urls[i] = check_base ((AeqFeed) i, options->base_urls[i], error)) == NULL)
      return NULL;
  self->fred_key = g_strdup (options->fred_key);
  return g_steal_pointer (&self);
}

void
aeq_feed_client_free (AeqFeedClient *self)
{
  if (self == NULL)
    return;
  aeq_http_client_free (self->http);
  for (guint i = 0; i < AEQ_N_FEEDS; i++)
    g_free (self->base_urls[i]);
  g_free (self->fred_key);
  g_queue_clear_full (&self->sent, g_free);
  g_free (self);
}

gboolean
aeq_feed_client_can_ask (AeqFeedClient *self, AeqFeed feed)
{
  return feed != AEQ_FEED_FRED || self->fred_key != NULL;
}

void
aeq_feed_prefix (GError **error, AeqFeed feed, const char *what)
{
  g_prefix_error (error, "%s, %s: ", aeq_feed_info (feed)->title, what);
}

/* Waits until the request of MINUTE_REQUESTS ago is a minute old. */
static gboolean
keep_pace (AeqFeedClient *self, GCancellable *cancellable, GError **error)
{
  AeqInstant now = self->clock.now (self->clock.user_data);
  g_autofree AeqInstant *oldest = g_queue_get_length (&self->sent) >= MINUTE_REQUESTS ? g_queue_pop_head (&self->sent)
                                                                                      : NULL;
  AeqInstant wait = oldest != NULL ? *oldest + AEQ_MINUTE - now : 0;

  if (wait > 0)
    {
      if (!self->clock.wait ((guint) (MIN (wait, AEQ_MINUTE) / 1000) + 1, cancellable, self->clock.user_data, error))
        return FALSE;
      now = self->clock.now (self->clock.user_data);
    }
  g_queue_push_tail (&self->sent, g_memdup2 (&now, sizeof now));
  return TRUE;
}

static void
set_transport_error (GError **error, const GError *failure, AeqFeed feed, const char *host, const char *what)
{
  static const struct
  {
    int code;
    AeqFeedError kind;
    const char *text;
  } TEXTS[] = {
    { AEQ_HTTP_ERROR_CONNECT, AEQ_FEED_ERROR_FEED, N_("there is no connection to %s") },
    { AEQ_HTTP_ERROR_TIMED_OUT, AEQ_FEED_ERROR_FEED, N_("no whole answer of %s came in time") },
    { AEQ_HTTP_ERROR_TLS, AEQ_FEED_ERROR_FEED,
      N_("the certificate of %s cannot be trusted; --ca-file names others to trust") },
    { AEQ_HTTP_ERROR_CUT, AEQ_FEED_ERROR_FEED, N_("the answer of %s ended early") },
    { AEQ_HTTP_ERROR_TOO_LARGE, AEQ_FEED_ERROR_SERIES, N_("the answer of %s is larger than 8 MiB") },
    { AEQ_HTTP_ERROR_REDIRECT, AEQ_FEED_ERROR_FEED, N_("%s points on and on, or to an address that is not protected") },
  };
  g_autoptr(GUri) uri = g_uri_parse (host, G_URI_FLAGS_NONE, NULL);
  g_autoptr(GString) text = g_string_new (N_("%s cannot be asked"));
  AeqFeedError kind = AEQ_FEED_ERROR_FEED;

  for (gsize i = 0; i < G_N_ELEMENTS (TEXTS); i++)
    if (g_error_matches (failure, AEQ_HTTP_ERROR, TEXTS[i].code))
      {
        kind = TEXTS[i].kind;
        g_string_assign (text, TEXTS[i].text);
      }
  g_string_replace (text, "%s", g_uri_get_host (uri), 1);
  g_set_error_literal (error, AEQ_FEED_ERROR, (int) kind, text->str);
  aeq_feed_prefix (error, feed, what);
}

static gboolean
check_status (const AeqHttpResponse *response, AeqFeed feed, const char *what, GError **error)
{
  const char *retry_after = g_hash_table_lookup (response->headers, "retry-after");
  g_autofree char *until = retry_after != NULL ? aeq_feed_clean (retry_after, 40) : NULL;

  if (response->status == 429)
    g_set_error (error, AEQ_FEED_ERROR, AEQ_FEED_ERROR_FEED, N_("too many requests were made (429)%s%s; fetch again later"),
                 until != NULL ? N_(", the server asks to wait: ") : "", until != NULL ? until : "");
  else if (response->status == 401 || response->status == 403)
    g_set_error (error, AEQ_FEED_ERROR, AEQ_FEED_ERROR_FEED, N_("the server gives no access (%u)"), response->status);
  else if (response->status >= 500)
    g_set_error (error, AEQ_FEED_ERROR, AEQ_FEED_ERROR_FEED, N_("the server failed (%u); fetch again later"),
                 response->status);
  else
    return TRUE;
  aeq_feed_prefix (error, feed, what);
  return FALSE;
}

AeqHttpResponse *
aeq_feed_client_get (AeqFeedClient *self, AeqFeed feed, const char *host, const char *path, const char *what,
                     GCancellable *cancellable, GError **error)
{
  const char *base = self->base_urls[feed] != NULL ? self->base_urls[feed] : host;
  g_autofree char *url = g_strconcat (base, path, NULL);
  AeqHttpRequest request = { .url = url };
  g_autoptr(AeqHttpResponse) response = NULL;
  g_autoptr(GError) failure = NULL;

  if (feed == AEQ_FEED_FRED && !keep_pace (self, cancellable, error))
    return NULL;
  response = aeq_http_client_send (self->http, &request, cancellable, &failure);
  if (response == NULL && failure->domain != AEQ_HTTP_ERROR)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (response == NULL)
    set_transport_error (error, failure, feed, base, what);
  else if (check_status (response, feed, what, error))
    return g_steal_pointer (&response);
  return NULL;
}

const char *
aeq_feed_client_body (const AeqHttpResponse *response, AeqFeed feed, const char *what, gsize *length, GError **error)
{
  const char *text = g_bytes_get_data (response->body, length);

  if (response->status == 200)
    return text != NULL ? text : "";
  g_set_error (error, AEQ_FEED_ERROR, AEQ_FEED_ERROR_SERIES, N_("the server answered %u"), response->status);
  aeq_feed_prefix (error, feed, what);
  return NULL;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const AeqFeedRow *x = a, *y = b;

  if (x->day != y->day)
    return x->day < y->day ? -1 : 1;
  if (x->known_on != y->known_on)
    return x->known_on < y->known_on ? -1 : 1;
  return x->revised < y->revised ? -1 : x->revised > y->revised;
}

/* Drops what is missing, outside of @span or said twice (the correction counts), and puts the rest in order. */
static void
tidy (GArray *rows, const AeqFeedSpan *span)
{
  guint kept = 0;

  g_array_sort (rows, compare_rows);
  for (guint i = 0; i < rows->len; i++)
    {
      AeqFeedRow *row = &g_array_index (rows, AeqFeedRow, i);
      AeqFeedRow *last = kept > 0 ? &g_array_index (rows, AeqFeedRow, kept - 1) : NULL;

      if (isnan (row->value) || row->day < span->from || row->day > span->to ||
          (row->known_on != AEQ_DATE_NONE && row->known_on > span->to))
        continue;
      if (last != NULL && last->day == row->day && last->known_on == row->known_on)
        kept--;
      g_array_index (rows, AeqFeedRow, kept++) = *row;
    }
  g_array_set_size (rows, kept);
}

static char *
name_series (const AeqFeedSeries *const *series, guint n)
{
  GString *names = g_string_new (series[0]->series);

  for (guint i = 1; i < n; i++)
    g_string_append_printf (names, "%s%s", i + 1 < n ? ", " : " and ", series[i]->series);
  return g_string_free (names, FALSE);
}

gboolean
aeq_feed_client_fetch (AeqFeedClient *self, const AeqFeedSeries *const *series, guint n, const AeqFeedSpan *span,
                       GArray *const *rows, GCancellable *cancellable, GError **error)
{
  g_autofree char *what = name_series (series, n);
  g_autofree AeqFeedColumn *columns = g_new0 (AeqFeedColumn, n);
  gboolean ok;

  g_return_val_if_fail (aeq_feed_client_can_ask (self, series[0]->feed), FALSE);

  for (guint i = 0; i < n; i++)
    columns[i] = (AeqFeedColumn) { series[i]->field, rows[i] };
  if (series[0]->feed == AEQ_FEED_FRED)
    ok = check_key (self->fred_key, what, error) &&
         aeq_feed_fred_fetch (self, series[0], span, what, rows[0], cancellable, error);
  else if (series[0]->feed == AEQ_FEED_NYFED)
    ok = aeq_feed_nyfed_fetch (self, series[0]->resource, span, what, columns, n, cancellable, error);
  else
    ok = aeq_feed_ofr_fetch (self, series[0]->resource, span, what, columns, n, cancellable, error);
  for (guint i = 0; ok && i < n; i++)
    tidy (rows[i], span);
  return ok;
}
