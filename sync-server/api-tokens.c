/* SPDX-License-Identifier: MIT */
#include "aeq-api.h"
#include "aeq-body.h"
#include "aeq-error.h"
#include "aeq-page.h"
#include "aeq-scope.h"
#include "aeq-service-token.h"

#define MAX_NAME 200
#define MAX_ROLE 16
#define MAX_SCOPE 32
#define MAX_SCOPES 16
#define DAY (24 * AEQ_HOUR)

static const char LIST_SQL[] =
    "SELECT t.id, t.uid, t.name, t.role, t.scopes, p.uid, t.created_at, t.expires_at FROM service_token t"
    " JOIN person p ON p.id = t.made_by WHERE t.organisation_id = (SELECT id FROM organisation WHERE uid = ?1)"
    " AND t.id > ?2 AND t.revoked_at IS NULL ORDER BY t.id LIMIT ?3";

static void
write_row (AeqJson *json, AeqStatement *stmt)
{
  char uid[AEQ_ID_TEXT_SIZE], maker[AEQ_ID_TEXT_SIZE], made[AEQ_INSTANT_TEXT_SIZE], expires[AEQ_INSTANT_TEXT_SIZE];
  AeqId id;

  aeq_statement_get_id (stmt, 1, &id);
  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "id", aeq_id_format (&id, uid));
  aeq_json_text (json, "name", aeq_statement_get_text (stmt, 2));
  aeq_json_text (json, "role", aeq_role_name ((AeqRole) aeq_statement_get_int64 (stmt, 3)));
  aeq_scope_write (json, "scopes", (guint) aeq_statement_get_int64 (stmt, 4));
  aeq_statement_get_id (stmt, 5, &id);
  aeq_json_text (json, "made_by", aeq_id_format (&id, maker));
  aeq_json_text (json, "created_at", aeq_instant_format (aeq_statement_get_int64 (stmt, 6), made));
  aeq_json_text (json, "expires_at", aeq_instant_format (aeq_statement_get_int64 (stmt, 7), expires));
  aeq_json_end_object (json);
}

AeqReply *
aeq_api_tokens (AeqCall *call, GError **error)
{
  static const char *const PARAMETERS[] = { "limit", "cursor", NULL };
  g_auto(AeqPage) page = { 0 };
  g_autoptr(AeqStatement) stmt = NULL;
  gboolean has_row;

  if (!aeq_call_only (call, PARAMETERS, error) || !aeq_page_begin (&page, call, call->route->path, error) ||
      (stmt = aeq_store_prepare (call->catalog, LIST_SQL, error)) == NULL)
    return NULL;
  aeq_statement_bind_id (stmt, 1, &call->organisation);
  aeq_statement_bind_int64 (stmt, 2, page.after.id);
  aeq_statement_bind_int64 (stmt, 3, page.limit + 1);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row || !aeq_page_take (&page, 0, aeq_statement_get_int64 (stmt, 0)))
        return aeq_page_finish (&page);
      write_row (page.reply->json, stmt);
    }
  return NULL;
}

static gboolean
take_role (AeqCall *call, AeqRole *role, GError **error)
{
  const char *text;

  if (!aeq_body_text (call->body, "role", MAX_ROLE, &text, error))
    return FALSE;
  if (!aeq_role_parse (text, role) || *role == AEQ_ROLE_OWNER)
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, "role", "needs viewer, analyst or admin");
  return *role <= call->role || aeq_status_refuse (error, 403, "you cannot give a role above your own");
}

static gboolean
take_scopes (AeqCall *call, guint *scopes, GError **error)
{
  g_auto(GStrv) texts = NULL;

  if (!aeq_body_texts (call->body, "scopes", MAX_SCOPES, MAX_SCOPE, &texts, error))
    return FALSE;
  for (char **text = texts; *text != NULL; text++)
    {
      guint scope;

      if (!aeq_scope_parse (*text, &scope))
        return aeq_error_refuse (
            error, AEQ_ERROR_INVALID, NULL, 0, "scopes",
            "needs ledger, imports, forecasts or broker with :read or :write, members:read, audit:read");
      *scopes |= scope;
    }
  return TRUE;
}

static gboolean
take_token (AeqCall *call, AeqServiceToken *made, GError **error)
{
  static const char *const FIELDS[] = { "name", "role", "scopes", "expires_days", NULL };
  gint64 days;

  if (!aeq_body_only (call->body, FIELDS, error) ||
      !aeq_body_text (call->body, "name", MAX_NAME, &made->name, error) || !take_role (call, &made->role, error) ||
      !take_scopes (call, &made->scopes, error) ||
      !aeq_body_int (call->body, "expires_days", 1, 3660, 365, &days, error))
    return FALSE;
  made->expires = call->now + days * DAY;
  return TRUE;
}

static AeqReply *
reply_made (const AeqServiceToken *made, const char *token)
{
  AeqReply *reply = aeq_reply_new (201);
  char uid[AEQ_ID_TEXT_SIZE], expires[AEQ_INSTANT_TEXT_SIZE];

  aeq_json_begin_object (reply->json, NULL);
  aeq_json_text (reply->json, "id", aeq_id_format (&made->uid, uid));
  aeq_json_text (reply->json, "name", made->name);
  aeq_json_text (reply->json, "role", aeq_role_name (made->role));
  aeq_scope_write (reply->json, "scopes", made->scopes);
  aeq_json_text (reply->json, "expires_at", aeq_instant_format (made->expires, expires));
  aeq_json_text (reply->json, "token", token);
  aeq_json_end_object (reply->json);
  return reply;
}

AeqReply *
aeq_api_add_token (AeqCall *call, GError **error)
{
  AeqServiceToken made = { 0 };
  g_autofree char *token = NULL;

  if (!aeq_call_unkeyed (call, error) || !take_token (call, &made, error) ||
      !aeq_service_token_add (call, &made, &token, error))
    return NULL;
  aeq_call_set_target_id (call, &made.uid);
  return reply_made (&made, token);
}

AeqReply *
aeq_api_revoke_token (AeqCall *call, GError **error)
{
  gboolean found;
  AeqId id;

  if (!aeq_call_id (call, 0, &id, error) || !aeq_service_token_revoke (call, &id, &found, error))
    return NULL;
  if (!found)
    {
      aeq_status_refuse (error, 404, "there is no token with this id");
      return NULL;
    }
  aeq_call_set_target_id (call, &id);
  return aeq_reply_new (204);
}
