/* SPDX-License-Identifier: MIT */
#include "aeq-api.h"

static AeqReply *
say (guint status, const char *word)
{
  AeqReply *reply = aeq_reply_new (status);

  aeq_json_begin_object (reply->json, NULL);
  aeq_json_text (reply->json, "status", word);
  aeq_json_end_object (reply->json);
  return reply;
}

AeqReply *
aeq_api_live (AeqCall *call G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return say (200, "ok");
}

AeqReply *
aeq_api_ready (AeqCall *call, GError **error)
{
  gint64 n;

  if (g_atomic_int_get (&call->server->draining))
    return say (503, "stopping");
  return aeq_store_query_int64 (call->catalog, "SELECT MAX (version) FROM schema_version", 0, &n, error)
             ? say (200, "ready")
             : NULL;
}
