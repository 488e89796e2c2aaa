/* SPDX-License-Identifier: MIT */
#include "aeq-http-private.h"

#include "aeq-curl.h"

static AeqInstant
real_now (gpointer user_data G_GNUC_UNUSED)
{
  return aeq_instant_now ();
}

static gboolean
real_wait (guint milliseconds, GCancellable *cancellable, gpointer user_data G_GNUC_UNUSED, GError **error)
{
  GPollFD poll = { -1, G_IO_IN, 0 };
  gint64 until = g_get_monotonic_time () + milliseconds * G_GINT64_CONSTANT (1000);
  gboolean watched = cancellable != NULL && g_cancellable_make_pollfd (cancellable, &poll);

  for (gint64 left = milliseconds; left > 0; left = (until - g_get_monotonic_time ()) / 1000)
    if (g_poll (&poll, watched ? 1 : 0, (int) MIN (left, G_MAXINT)) > 0)
      break;
  if (watched)
    g_cancellable_release_fd (cancellable);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

const AeqHttpClock AEQ_HTTP_REAL_CLOCK = { real_now, real_wait, NULL };

static gboolean
is_repeatable (const char *method)
{
  return !g_str_equal (method, "POST") && !g_str_equal (method, "PATCH");
}

gboolean
aeq_http_should_retry (const char *method, guint status, const GError *error)
{
  if (error == NULL)
    return status == 429 || status == 503 ||
           (is_repeatable (method) && (status == 500 || status == 502 || status == 504));
  if (error->domain != AEQ_HTTP_ERROR)
    return FALSE;
  if (error->code == AEQ_HTTP_ERROR_CONNECT)
    return TRUE;
  return is_repeatable (method) && (error->code == AEQ_HTTP_ERROR_TIMED_OUT || error->code == AEQ_HTTP_ERROR_CUT);
}

/* Seconds, or a date of HTTP. FALSE when it is neither. */
static gboolean
parse_retry_after (const char *text, AeqInstant now, gint64 *milliseconds)
{
  guint64 seconds;
  time_t at;

  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &seconds, NULL))
    {
      *milliseconds = (gint64) seconds * 1000;
      return TRUE;
    }
  if (!g_ascii_isalpha (text[0]) || (at = aeq_curl.curl_getdate (text, NULL)) == (time_t) -1)
    return FALSE;
  *milliseconds = MAX ((at * AEQ_SECOND - now) / 1000, 0);
  return TRUE;
}

gboolean
aeq_http_retry_pause (const AeqHttpOptions *options, guint next, guint status, const char *retry_after, AeqInstant now,
                      guint *pause)
{
  gint64 wait;

  if (retry_after == NULL || !parse_retry_after (retry_after, now, &wait))
    wait = MIN ((gint64) options->backoff_ms << MIN (next - 2, 16), options->max_wait_ms);
  else if (wait > options->max_wait_ms)
    return FALSE;
  *pause = (guint) (status == 429 ? MAX (wait, options->throttled_ms) : wait);
  return TRUE;
}
