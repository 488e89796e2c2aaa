/* SPDX-License-Identifier: MIT */
#include "aeq-router.h"

#include <string.h>

#include "aeq-access.h"
#include "aeq-answered.h"
#include "aeq-body.h"
#include "aeq-cors.h"
#include "aeq-error.h"
#include "aeq-log.h"

#define JSON_LIMIT (64 << 10)

/* The next part of a path; FALSE at its end. */
static gboolean
next_part (const char **p, const char **part, gsize *length)
{
  const char *end;

  if (**p != '/')
    return FALSE;
  *part = *p + 1;
  end = strchr (*part, '/');
  *length = end != NULL ? (gsize) (end - *part) : strlen (*part);
  *p = *part + *length;
  return TRUE;
}

static gboolean
matches (const char *pattern, const char *path, char parameters[][AEQ_MAX_PARAMETER])
{
  const char *wanted, *given;
  gsize n_wanted, n_given;
  guint n = 0;

  while (next_part (&pattern, &wanted, &n_wanted))
    {
      if (!next_part (&path, &given, &n_given) || n_given == 0)
        return FALSE;
      if (*wanted == '{')
        {
          if (n_given >= AEQ_MAX_PARAMETER)
            return FALSE;
          memcpy (parameters[n], given, n_given);
          parameters[n++][n_given] = '\0';
        }
      else if (n_wanted != n_given || memcmp (wanted, given, n_given) != 0)
        return FALSE;
    }
  return *path == '\0';
}

const AeqRoute *
aeq_router_match (const char *method, const char *path, char parameters[][AEQ_MAX_PARAMETER], char **allowed)
{
  GString *methods = NULL;

  *allowed = NULL;
  for (const AeqRoute *route = AEQ_ROUTES; route->method != NULL; route++)
    if (matches (route->path, path, parameters))
      {
        if (g_str_equal (route->method, method))
          {
            if (methods != NULL)
              g_string_free (methods, TRUE);
            return route;
          }
        if (methods == NULL)
          methods = g_string_new (route->method);
        else
          g_string_append_printf (methods, ", %s", route->method);
      }
  if (methods != NULL)
    *allowed = g_string_free (methods, FALSE);
  return NULL;
}

static AeqReply *
refuse_path (AeqServer *server, AeqRequest *request, const char *allowed)
{
  AeqReply *reply = allowed != NULL ? aeq_cors_preflight (server, request, allowed) : NULL;

  if (reply != NULL)
    return reply;
  if (allowed == NULL)
    return aeq_reply_new_problem (404, "there is nothing at this path", request->id, 0);
  reply = aeq_reply_new_problem (405, "this path does not have this method", request->id, 0);
  aeq_reply_add_header (reply, "Allow", allowed);
  return reply;
}

/* What a change of @route can be compared with: what a GET of the same path gives. */
static const AeqRoute *
readable (const AeqRoute *route)
{
  for (const AeqRoute *other = AEQ_ROUTES; other->method != NULL; other++)
    if (g_str_equal (other->path, route->path) && g_str_equal (other->method, "GET"))
      return other;
  return NULL;
}

/* Only what runs in a transaction, so that nothing comes between the look and the change. */
static gboolean
may_be_conditional (const AeqRoute *route)
{
  return (g_str_equal (route->method, "PATCH") || g_str_equal (route->method, "DELETE") ||
          g_str_equal (route->method, "PUT")) &&
         (route->run == AEQ_RUN_WRITE || route->run == AEQ_RUN_ENROL) && readable (route) != NULL;
}

static AeqReply *
check_headers (const AeqRoute *route, const AeqRequest *request)
{
  const char *key = request->idempotency_key;

  if (key != NULL && (*key == '\0' || strlen (key) > AEQ_MAX_IDEMPOTENCY_KEY))
    return aeq_reply_new_problem (400, "an Idempotency-Key has 1 to 128 characters", request->id, 0);
  if (request->if_match != NULL && !may_be_conditional (route))
    return aeq_reply_new_problem (400, "If-Match is for changes of what a GET of the same path gives", request->id, 0);
  if (route->body == AEQ_BODY_JSON &&
      (request->content_type == NULL || g_ascii_strncasecmp (request->content_type, "application/json", 16) != 0))
    return aeq_reply_new_problem (415, "send JSON, with Content-Type: application/json", request->id, 0);
  return NULL;
}

static void
plan_body (AeqServer *server, const AeqRoute *route, AeqBodyPlan *plan)
{
  *plan = (AeqBodyPlan) { 0, NULL };
  if (route->body == AEQ_BODY_JSON)
    plan->limit = JSON_LIMIT;
  else if (route->body == AEQ_BODY_FILE)
    *plan = (AeqBodyPlan) { server->config.upload_megabytes << 20, aeq_stores_incoming (server->stores) };
}

static AeqReply *
begin (AeqRequest *request, AeqBodyPlan *plan, gpointer user_data)
{
  AeqServer *server = user_data;
  AeqCall *call = aeq_call_new (server, request);
  g_autofree char *allowed = NULL;
  AeqReply *reply;

  request->handling = call;
  if ((call->route = aeq_router_match (request->method, request->path, call->parameters, &allowed)) == NULL)
    return refuse_path (server, request, allowed);
  if ((reply = aeq_access_check (call)) == NULL)
    reply = check_headers (call->route, request);
  plan_body (server, call->route, plan);
  return reply;
}

/* The log keeps what the client is not told. */
static AeqReply *
answer_error (AeqCall *call, const GError *error)
{
  if (aeq_status_of (error) >= 500)
    aeq_log (AEQ_LOG_ERROR, "request-failed", "request", call->request->id, "reason", error->message, NULL);
  return aeq_reply_new_error (error, call->request->id);
}

static AeqReply *
run_handler (AeqCall *call)
{
  g_autoptr(GError) error = NULL;
  AeqReply *reply = call->route->handler (call, &error);

  return reply != NULL ? reply : answer_error (call, error);
}

static void
add_tag (AeqReply *reply)
{
  AeqContent *content = aeq_reply_seal (reply);
  char text[AEQ_ENTITY_TAG_SIZE];

  aeq_content_get (content, &reply->coding);
  aeq_reply_add_header (reply, "ETag", aeq_content_tag (content, reply->coding, text));
}

/* What a signed-in client may keep, if it asks each time whether it is still so. */
static AeqReply *
tag (AeqCall *call, AeqReply *reply)
{
  const char *seen = call->request->if_none_match;
  char text[AEQ_ENTITY_TAG_SIZE];

  if (seen != NULL && aeq_content_matches (reply->content, seen, TRUE))
    {
      AeqReply *same = aeq_reply_new (304);
      gboolean small = g_bytes_get_size (aeq_content_plain (reply->content)) < AEQ_COMPRESS_FROM;

      aeq_reply_add_header (
          same, "ETag", aeq_content_tag (reply->content, small ? AEQ_CODING_PLAIN : reply->coding, text));
      aeq_reply_free (reply);
      reply = same;
    }
  else
    add_tag (reply);
  aeq_reply_add_header (reply, "Cache-Control", "private, no-cache");
  return reply;
}

/* Takes @reply over. What tells secrets is left as it is: its compressed size would tell something of them. */
static AeqReply *
finish (AeqCall *call, AeqReply *reply)
{
  if (reply->status >= 300 || reply->status == 204 || call->route->limit == AEQ_LIMIT_AUTH)
    return reply;
  aeq_reply_seal (reply);
  reply->coding = aeq_coding_choose (call->request->accept_encoding);
  if (g_str_equal (call->route->method, "GET") && call->route->role != AEQ_ROLE_ANYONE)
    reply = tag (call, reply);
  aeq_reply_add_header (reply, "Vary", "Accept-Encoding, Authorization");
  return reply;
}

static AeqReply *
run_limited (AeqCall *call, AeqStore *store)
{
  AeqReply *reply;

  aeq_store_set_time_limit (store, (int) call->server->config.read_milliseconds);
  reply = run_handler (call);
  aeq_store_set_time_limit (store, 0);
  return reply;
}

static AeqReply *
run_catalog (AeqCall *call)
{
  g_autoptr(GError) error = NULL;

  if ((call->catalog = aeq_stores_read_catalog (call->server->stores, &error)) == NULL)
    return answer_error (call, error);
  return run_limited (call, call->catalog);
}

static AeqReply *
run_read (AeqCall *call)
{
  g_autoptr(GError) error = NULL;
  AeqReply *reply;
  AeqKept *kept;
  gint64 version;

  if ((call->ledger = aeq_tenant_read (call->tenant, call->now, &error)) == NULL)
    return answer_error (call, error);
  if (call->route->run == AEQ_RUN_NOW)
    return run_limited (call, call->ledger->store);
  if (!aeq_store_data_version (call->ledger->store, &version, &error))
    return answer_error (call, error);
  kept = aeq_tenant_kept (call->tenant);
  if ((reply = aeq_kept_find (kept, version, call->request)) == NULL)
    {
      reply = run_limited (call, call->ledger->store);
      aeq_kept_put (kept, version, call->request, reply);
    }
  return reply;
}

/* Is the record still what the client has seen? In the transaction of the change. */
static gboolean
check_match (AeqCall *call, GError **error)
{
  const AeqRoute *route = call->route;
  g_autoptr(AeqReply) current = NULL;

  if (call->request->if_match == NULL)
    return TRUE;
  call->route = readable (route);
  current = call->route->handler (call, error);
  call->route = route;
  if (current == NULL)
    return FALSE;
  return aeq_content_matches (aeq_reply_seal (current), call->request->if_match, FALSE) ||
         aeq_status_refuse (error, 412, "this was changed since you read it; read it again");
}

/* What was answered before is answered again; else the write, its audit row and its answer are one transaction. */
static gboolean
write_once (AeqCall *call, AeqStore *store, GError **error)
{
  gboolean keyed = call->request->idempotency_key != NULL && call->person_text[0] != '\0';

  if (keyed)
    {
      g_autoptr(GError) local = NULL;

      if ((call->reply = aeq_answered_find (store, call->person_text, call->request, &local)) != NULL)
        return TRUE;
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  if (!check_match (call, error) || (call->reply = call->route->handler (call, error)) == NULL)
    return FALSE;
  if (call->reply->status >= 400)
    return TRUE;
  return (call->route->action == NULL || aeq_call_audit (call, store, call->route->action, error)) &&
         (!keyed || aeq_answered_keep (store, call->person_text, call->request, call->now, call->reply, error));
}

static gboolean
write_call (AeqStore *store, AeqLedger *ledger, gpointer data, GError **error)
{
  AeqCall *call = data;

  call->catalog = ledger == NULL ? store : NULL;
  call->ledger = ledger;
  if (ledger != NULL)
    {
      ledger->now = call->now;
      g_free (ledger->author);
      ledger->author = g_strdup (call->person_text);
    }
  return write_once (call, store, error);
}

/* So that who has written a record may change it again without reading it. */
static void
tag_record (AeqCall *call, AeqReply *reply)
{
  if (call->route->run == AEQ_RUN_WRITE)
    add_tag (reply);
}

static void
answer_write (gpointer data, const GError *error)
{
  AeqCall *call = data;
  AeqReply *reply = g_steal_pointer (&call->reply);

  if (error != NULL)
    {
      aeq_reply_free (reply);
      reply = answer_error (call, error);
    }
  else if (reply->status == 201 || (reply->status == 200 && g_str_equal (call->route->method, "PATCH")))
    tag_record (call, reply);
  aeq_request_answer (call->request, reply);
}

void
aeq_router_work (gpointer data)
{
  AeqCall *call = data;

  aeq_request_answer (call->request, finish (call, run_handler (call)));
}

/* The loop is left before the work is handed on: its answer may come at once. */
static void
hand_on (AeqCall *call)
{
  AeqServer *server = call->server;
  gboolean taken;

  aeq_request_defer (call->request);
  switch (call->route->run)
    {
    case AEQ_RUN_WRITE:
      taken = aeq_writer_push (server->writer, call->tenant, write_call, answer_write, call);
      break;
    case AEQ_RUN_ENROL:
      taken = aeq_writer_push (server->writer, NULL, write_call, answer_write, call);
      break;
    case AEQ_RUN_PASSWORD:
      taken = aeq_pool_push (server->passwords, call);
      break;
    case AEQ_RUN_PROVIDER:
      taken = aeq_pool_push (server->providers, call);
      break;
    default:
      taken = aeq_pool_push (server->workers, call);
    }
  if (!taken)
    aeq_request_answer (call->request,
                        aeq_reply_new_problem (503, "the server is busy; try again in a moment", call->request->id, 2));
}

static AeqReply *
handle (AeqRequest *request, gpointer user_data G_GNUC_UNUSED)
{
  AeqCall *call = request->handling;
  g_autoptr(GError) error = NULL;

  if (call->route->body == AEQ_BODY_JSON &&
      (call->body = aeq_body_parse (request->body->str, request->body->len, &error)) == NULL)
    return answer_error (call, error);
  switch (call->route->run)
    {
    case AEQ_RUN_HERE:
      return finish (call, run_handler (call));
    case AEQ_RUN_CATALOG:
      return finish (call, run_catalog (call));
    case AEQ_RUN_READ:
    case AEQ_RUN_NOW:
      return finish (call, run_read (call));
    default:
      hand_on (call);
      return NULL;
    }
}

static void
last_headers (AeqRequest *request, AeqReply *reply, gpointer user_data)
{
  aeq_cors_allow (user_data, request, reply);
}

static void
done (AeqRequest *request, guint status, gint64 bytes, gint64 microseconds, gpointer user_data G_GNUC_UNUSED)
{
  AeqCall *call = request->handling;

  aeq_log_request (request->id, request->address, request->method, request->path, status, bytes, microseconds,
                   call != NULL && call->person_text[0] != '\0' ? call->person_text : NULL,
                   call != NULL && call->organisation_text[0] != '\0' ? call->organisation_text : NULL);
  aeq_call_free (call);
  request->handling = NULL;
}

const AeqHandlers AEQ_ROUTER = { begin, handle, last_headers, done };
