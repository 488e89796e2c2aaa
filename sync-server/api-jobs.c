/* SPDX-License-Identifier: MIT */
#include "aeq-api.h"
#include "aeq-tasks.h"

AeqReply *
aeq_api_jobs (AeqCall *call, GError **error)
{
  static const char *const PARAMETERS[] = { NULL };
  AeqReply *reply;

  if (!aeq_call_only (call, PARAMETERS, error))
    return NULL;
  reply = aeq_reply_new (200);
  aeq_json_begin_object (reply->json, NULL);
  aeq_json_begin_array (reply->json, "data");
  aeq_tasks_write_all (call->server->tasks, call, reply->json);
  aeq_json_end_array (reply->json);
  aeq_json_end_object (reply->json);
  return reply;
}

AeqReply *
aeq_api_job (AeqCall *call, GError **error)
{
  g_autoptr(AeqReply) reply = aeq_reply_new (200);
  AeqId id;

  if (!aeq_call_id (call, 0, &id, error))
    return NULL;
  if (aeq_tasks_write (call->server->tasks, call, &id, reply->json))
    return g_steal_pointer (&reply);
  aeq_status_refuse (error, 404, "there is no such job; what is over is told for an hour, while the server runs");
  return NULL;
}

AeqReply *
aeq_api_job_result (AeqCall *call, GError **error)
{
  AeqId id;

  return aeq_call_id (call, 0, &id, error) ? aeq_tasks_result (call->server->tasks, call, &id, error) : NULL;
}
