/* SPDX-License-Identifier: MIT */
#include "aeq-shared-limits.h"

#include <gio/gio.h>
#include <hiredis/hiredis.h>
#include <sodium.h>
#include <string.h>

#include "aeq-error.h"
#include "aeq-log.h"
#include "aeq-secret.h"

#define CONNECT_MILLISECONDS 200
#define ANSWER_MILLISECONDS  50
#define AWAY_SECONDS         2 /* until it is asked again after it did not answer */

struct _AeqSharedLimits
{
  char  *path; /* of a socket; NULL: host and port */
  char  *host;
  int    port;
  char  *password;   /* "": none */
  gint64 away_until; /* monotonic microseconds, under the lock; 0: it answers */
  GMutex lock;
};

/* Tokens and the time they were counted, in one step for all servers, by the clock of the Redis: theirs may differ. The bucket goes when
 * it would be full. Numbers are written out, since Lua would round a time of so many digits. */
static const char SCRIPT[] =
  "local rate, burst = tonumber (ARGV[1]), tonumber (ARGV[2])\n"
  "local clock = redis.call ('TIME')\n"
  "local now = clock[1] * 1000000 + clock[2]\n"
  "local bucket = redis.call ('HMGET', KEYS[1], 'tokens', 'at')\n"
  "local tokens = tonumber (bucket[1]) or burst\n"
  "tokens = math.min (burst, tokens + rate * math.max (0, now - (tonumber (bucket[2]) or now)) / 1000000)\n"
  "local wait = 0\n"
  "if tokens < 1 then wait = math.max (1, math.ceil ((1 - tokens) / rate)) else tokens = tokens - 1 end\n"
  "redis.call ('HSET', KEYS[1], 'tokens', string.format ('%.6f', tokens), 'at', string.format ('%.0f', now))\n"
  "redis.call ('PEXPIRE', KEYS[1], math.ceil ((burst - tokens) / rate * 1000) + 1000)\n"
  "return wait\n";

static void
disconnect (gpointer data)
{
  redisFree (data);
}

static GPrivate connection = G_PRIVATE_INIT (disconnect);

static gboolean
read_place (AeqSharedLimits *self, const char *place, GError **error)
{
  g_autoptr(GSocketConnectable) address = NULL;

  if (*place == '/')
    {
      self->path = g_strdup (place);
      return TRUE;
    }
  if (strstr (place, "://") != NULL || strchr (place, '@') != NULL || strchr (place, ':') == NULL ||
      (address = g_network_address_parse (place, 6379, NULL)) == NULL)
    return aeq_error_refuse (error, AEQ_ERROR_USAGE, NULL, 0, "redis", "needs host:port, or the path of a socket, and no password");
  self->host = g_strdup (g_network_address_get_hostname (G_NETWORK_ADDRESS (address)));
  self->port = g_network_address_get_port (G_NETWORK_ADDRESS (address));
  return TRUE;
}

AeqSharedLimits *
aeq_shared_limits_new (const char *place, const char *password_file, GError **error)
{
  AeqSharedLimits *self;

  if (*place == '\0')
    return NULL;
  self = g_new0 (AeqSharedLimits, 1);
  g_mutex_init (&self->lock);
  if (read_place (self, place, error) && (self->password = aeq_password_read (password_file, "redis_password_file", error)) != NULL)
    return self;
  aeq_shared_limits_free (self);
  return NULL;
}

void
aeq_shared_limits_free (AeqSharedLimits *self)
{
  if (self == NULL)
    return;
  g_private_replace (&connection, NULL);
  if (self->password != NULL)
    sodium_memzero (self->password, strlen (self->password));
  g_free (self->password);
  g_free (self->path);
  g_free (self->host);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static struct timeval
interval (long milliseconds)
{
  return (struct timeval) { milliseconds / 1000, milliseconds % 1000 * 1000 };
}

static gboolean
sign_in (AeqSharedLimits *self, redisContext *context)
{
  redisReply *reply;
  gboolean ok;

  if (*self->password == '\0')
    return TRUE;
  reply = redisCommand (context, "AUTH %s", self->password);
  ok = reply != NULL && reply->type != REDIS_REPLY_ERROR;
  freeReplyObject (reply);
  return ok;
}

static redisContext *
get_connection (AeqSharedLimits *self)
{
  redisContext *context = g_private_get (&connection);

  if (context != NULL)
    return context;
  context = self->path != NULL ? redisConnectUnixWithTimeout (self->path, interval (CONNECT_MILLISECONDS))
                               : redisConnectWithTimeout (self->host, self->port, interval (CONNECT_MILLISECONDS));
  if (context != NULL && context->err == 0 && redisSetTimeout (context, interval (ANSWER_MILLISECONDS)) == REDIS_OK &&
      sign_in (self, context))
    {
      g_private_set (&connection, context);
      return context;
    }
  redisFree (context);
  return NULL;
}

static redisReply *
run_script (redisContext *context, const char *key, double rate, double burst)
{
  char rate_text[G_ASCII_DTOSTR_BUF_SIZE];
  char burst_text[G_ASCII_DTOSTR_BUF_SIZE];

  return redisCommand (context, "EVAL %s 1 aequitas:%s %s %s", SCRIPT, key, g_ascii_dtostr (rate_text, sizeof rate_text, rate),
                       g_ascii_dtostr (burst_text, sizeof burst_text, burst));
}

static gboolean
is_away (AeqSharedLimits *self)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  return self->away_until > g_get_monotonic_time ();
}

/* Said once, when it changes. */
static void
note (AeqSharedLimits *self, gboolean answers)
{
  gboolean changed;

  g_mutex_lock (&self->lock);
  changed = answers == (self->away_until != 0);
  self->away_until = answers ? 0 : g_get_monotonic_time () + AWAY_SECONDS * G_USEC_PER_SEC;
  g_mutex_unlock (&self->lock);
  if (changed)
    aeq_log (answers ? AEQ_LOG_INFO : AEQ_LOG_WARNING, answers ? "limits-shared" : "limits-alone", "reason",
             answers ? NULL : "Redis does not answer; this server counts for itself", NULL);
}

gboolean
aeq_shared_limits_take (AeqSharedLimits *self, const char *key, double rate, double burst, guint *seconds)
{
  redisContext *context;
  redisReply *reply;
  gboolean ok;

  if (is_away (self))
    return FALSE;
  context = get_connection (self);
  reply = context != NULL ? run_script (context, key, rate, burst) : NULL;
  ok = reply != NULL && reply->type == REDIS_REPLY_INTEGER;
  if (ok)
    *seconds = (guint) reply->integer;
  freeReplyObject (reply);
  if (!ok)
    g_private_replace (&connection, NULL);
  note (self, ok);
  return ok;
}
