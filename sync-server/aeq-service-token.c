/* SPDX-License-Identifier: MIT */
#include "aeq-service-token.h"

#include "aeq-secret.h"

static const char ADD_SQL[] =
    "INSERT INTO service_token (id, uid, organisation_id, name, role, scopes, hash, made_by, created_at, expires_at)"
    " VALUES (?1, ?2, (SELECT id FROM organisation WHERE uid = ?3), ?4, ?5, ?6, ?7,"
    " (SELECT id FROM person WHERE uid = ?8), ?9, ?10)";

gboolean
aeq_service_token_add (AeqCall *call, AeqServiceToken *made, char **token, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (call->catalog, ADD_SQL, error);
  guint8 hash[AEQ_TOKEN_HASH_SIZE];
  g_autofree char *secret = aeq_token_new (hash);

  if (stmt == NULL ||
      !aeq_store_query_int64 (call->catalog, "SELECT MAX (id) + 1 FROM service_token", 1, &made->id, error))
    return FALSE;
  *token = g_strconcat (AEQ_SERVICE_PREFIX, secret, NULL);
  aeq_token_hash (*token, hash);
  aeq_catalog_new_id (&made->uid, call->now);
  aeq_statement_bind_int64 (stmt, 1, made->id);
  aeq_statement_bind_id (stmt, 2, &made->uid);
  aeq_statement_bind_id (stmt, 3, &call->organisation);
  aeq_statement_bind_text (stmt, 4, made->name);
  aeq_statement_bind_int64 (stmt, 5, made->role);
  aeq_statement_bind_int64 (stmt, 6, made->scopes);
  aeq_statement_bind_bytes (stmt, 7, hash, sizeof hash);
  aeq_statement_bind_id (stmt, 8, &call->person);
  aeq_statement_bind_int64 (stmt, 9, call->now);
  aeq_statement_bind_int64 (stmt, 10, made->expires);
  return aeq_statement_run (stmt, error);
}

gboolean
aeq_service_token_revoke (AeqCall *call, const AeqId *uid, gboolean *found, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
      call->catalog,
      "UPDATE service_token SET revoked_at = ?3 WHERE uid = ?2 AND revoked_at IS NULL"
      " AND organisation_id = (SELECT id FROM organisation WHERE uid = ?1)", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, &call->organisation);
  aeq_statement_bind_id (stmt, 2, uid);
  aeq_statement_bind_int64 (stmt, 3, call->now);
  if (!aeq_statement_run (stmt, error))
    return FALSE;
  *found = aeq_store_changes (call->catalog) > 0;
  return TRUE;
}

/* The token stands where a person would: in limits, logs and what is written. */
gboolean
aeq_service_token_enter (AeqCall *call, AeqStore *catalog, const char *token, GError **error)
{
  g_autoptr (AeqStatement) stmt =
      aeq_store_prepare (catalog,
                         "SELECT t.uid, t.role, t.scopes, o.uid, o.seed FROM service_token t JOIN organisation o ON "
                         "o.id = t.organisation_id"
                         " WHERE t.hash = ?1 AND t.revoked_at IS NULL AND t.expires_at > ?2",
                         error);
  guint8 hash[AEQ_TOKEN_HASH_SIZE];
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_token_hash (token, hash);
  aeq_statement_bind_bytes (stmt, 1, hash, sizeof hash);
  aeq_statement_bind_int64 (stmt, 2, call->now);
  if (!aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  if (!has_row)
    return aeq_status_refuse (error, 401, "this token is not valid, or no longer");
  aeq_statement_get_id (stmt, 0, &call->person);
  call->role = (AeqRole) aeq_statement_get_int64 (stmt, 1);
  call->service = TRUE;
  call->scopes = (guint) aeq_statement_get_int64 (stmt, 2);
  aeq_statement_get_id (stmt, 3, &call->organisation);
  call->tenant =
      aeq_stores_tenant (call->server->stores, &call->organisation, (guint64) aeq_statement_get_int64 (stmt, 4));
  return TRUE;
}
