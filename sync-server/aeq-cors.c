/* SPDX-License-Identifier: MIT */
#include "aeq-cors.h"

#include <string.h>

#include "aeq-error.h"

#define ASK_AGAIN "600" /* seconds that a browser remembers what it was told */

static gboolean
is_origin (const char *text)
{
  const char *host = g_str_has_prefix (text, "https://") ? text + 8 : g_str_has_prefix (text, "http://") ? text + 7 : "";
  gsize length = strspn (host, "abcdefghijklmnopqrstuvwxyz0123456789.-:[]");

  return length > 0 && host[length] == '\0';
}

gboolean
aeq_cors_check (const char *origins, GError **error)
{
  g_auto(GStrv) list = g_strsplit_set (origins, ", ", -1);

  for (char **origin = list; *origin != NULL; origin++)
    if (**origin != '\0' && !is_origin (*origin))
      return aeq_error_refuse (error, AEQ_ERROR_USAGE, NULL, 0, "cors_origins",
                               "give origins like https://desk.example, separated by commas");
  return TRUE;
}

/* @origin is in the list that the configuration gives. */
static gboolean
is_allowed (AeqServer *server, const char *origin)
{
  const char *p = server->config.cors_origins;
  gsize length = strlen (origin);

  while (*p != '\0' && length > 0)
    {
      gsize size;

      p += strspn (p, ", ");
      size = strcspn (p, ", ");
      if (size == length && memcmp (p, origin, size) == 0)
        return TRUE;
      p += size;
    }
  return FALSE;
}

AeqReply *
aeq_cors_preflight (AeqServer *server, const AeqRequest *request, const char *methods)
{
  AeqReply *reply;

  if (!g_str_equal (request->method, "OPTIONS") || request->origin == NULL || !is_allowed (server, request->origin))
    return NULL;
  reply = aeq_reply_new (204);
  aeq_reply_add_header (reply, "Access-Control-Allow-Methods", methods);
  aeq_reply_add_header (reply, "Access-Control-Allow-Headers",
                        "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match");
  aeq_reply_add_header (reply, "Access-Control-Max-Age", ASK_AGAIN);
  return reply;
}

void
aeq_cors_allow (AeqServer *server, const AeqRequest *request, AeqReply *reply)
{
  if (*server->config.cors_origins == '\0')
    return;
  aeq_reply_add_header (reply, "Vary", "Origin");
  if (request->origin == NULL || !is_allowed (server, request->origin))
    return;
  aeq_reply_add_header (reply, "Access-Control-Allow-Origin", request->origin);
  aeq_reply_add_header (reply, "Access-Control-Expose-Headers", "Allow, ETag, Retry-After, X-Request-Id");
}
