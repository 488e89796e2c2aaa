/* SPDX-License-Identifier: MIT */
#include "aeq-api.h"
#include "aeq-broker.h"
#include "aeq-job-connections.h"

static void
write_file (AeqJson *json, const AeqDropFile *file)
{
  static const char *const FATES[] = { [AEQ_DROP_WAITING] = "waiting", [AEQ_DROP_READY] = "ready",
                                       [AEQ_DROP_IMPORTED] = "imported", [AEQ_DROP_KNOWN] = "known",
                                       [AEQ_DROP_REFUSED] = "refused" };

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "name", file->name);
  aeq_json_text (json, "fate", FATES[file->fate]);
  aeq_json_int (json, "added", file->outcome != NULL ? file->outcome->added : 0);
  aeq_json_text (json, "reason", file->reason);
  aeq_json_end_object (json);
}

static AeqReply *
reply_run (GPtrArray *files, const AeqConnectionRun *run)
{
  AeqReply *reply = aeq_reply_new (200);

  aeq_json_begin_object (reply->json, NULL);
  aeq_json_begin_array (reply->json, "files");
  for (guint i = 0; i < files->len; i++)
    write_file (reply->json, files->pdata[i]);
  aeq_json_end_array (reply->json);
  aeq_json_int (reply->json, "added", run->added);
  aeq_json_int (reply->json, "refused", run->failed);
  aeq_json_end_object (reply->json);
  return reply;
}

/* The folder is worked out anew, so that a connection that came from elsewhere cannot lead to another place. */
static gboolean
place (AeqCall *call, AeqConnection *connection, GError **error)
{
  g_autofree char *folder = aeq_broker_folder (call, connection);
  g_autofree char *archive = NULL;
  g_autofree char *quarantine = NULL;

  if (connection->kind != AEQ_CONNECTION_FILE_DROP || folder == NULL)
    return aeq_status_refuse (error, 409, "there is nothing to run for this connection yet");
  if (!aeq_broker_keep_folder (folder, error))
    return FALSE;
  archive = g_build_filename (folder, "imported", NULL);
  quarantine = g_build_filename (folder, "refused", NULL);
  aeq_connection_set (connection, "folder", folder);
  aeq_connection_set (connection, "archive", archive);
  aeq_connection_set (connection, "quarantine", quarantine);
  return TRUE;
}

static gboolean
audit_run (AeqCall *call, GError **error)
{
  AeqStore *store = call->ledger->store;

  if (!aeq_store_begin (store, error))
    return FALSE;
  if (aeq_call_audit (call, store, call->route->action, error))
    return aeq_store_commit (store, error);
  aeq_store_rollback (store);
  return FALSE;
}

/* Each file is an import of its own; what one says does not take the others back. */
static AeqReply *
run (AeqCall *call, AeqConnection *connection, GError **error)
{
  AeqDropMemory *memory = aeq_broker_memory_of (call->server->drops, &connection->uid);
  AeqConnectionRun result = { 0 };
  g_autoptr(GPtrArray) files = NULL;
  AeqDropRequest request;
  AeqReply *reply = NULL;

  if (!place (call, connection, error))
    return NULL;
  request = aeq_connection_drop_request (connection);
  request.settle_ms = (guint) call->server->config.settle_seconds * 1000;
  aeq_call_set_target_id (call, &connection->uid);
  if ((files = aeq_drop_look (&request, memory, NULL, error)) != NULL &&
      aeq_job_connection_drop (call->ledger, connection, memory, files, &result, NULL, NULL, error) &&
      audit_run (call, error))
    reply = reply_run (files, &result);
  g_free (result.reason);
  return reply;
}

static AeqReply *
run_leased (AeqCall *call, GError **error)
{
  g_autoptr(AeqLedger) ledger = aeq_tenant_open (call->tenant, error);
  g_autoptr(GPtrArray) list = ledger != NULL ? aeq_connection_list (ledger, error) : NULL;
  AeqConnection *connection = list != NULL ? aeq_broker_find (call, list, error) : NULL;
  AeqReply *reply;

  if (connection == NULL)
    return NULL;
  ledger->now = call->now;
  g_free (ledger->author);
  ledger->author = g_strdup (call->person_text);
  call->ledger = ledger;
  reply = run (call, connection, error);
  call->ledger = NULL;
  return reply;
}

AeqReply *
aeq_api_broker_run (AeqCall *call, GError **error)
{
  AeqReply *reply;

  aeq_tenant_take_lease (call->tenant);
  reply = run_leased (call, error);
  aeq_tenant_release_lease (call->tenant);
  aeq_writer_wake (call->server->writer);
  return reply;
}
