/* SPDX-License-Identifier: MIT */
#include "aeq-invitation.h"

#include "aeq-secret.h"

#define DAY (24 * AEQ_HOUR)

void
aeq_invitation_clear (AeqInvitation *self)
{
  g_clear_pointer (&self->email, g_free);
}

gboolean
aeq_invitation_find (AeqStore *catalog, const char *token, AeqInstant now, AeqInvitation *invitation, gboolean *found,
                     GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    catalog,
    "SELECT i.id, i.uid, o.uid, i.email, i.role FROM invitation i JOIN organisation o ON o.id = i.organisation_id"
    " WHERE i.hash = ?1 AND i.expires_at > ?2 AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL", error);
  guint8 hash[AEQ_TOKEN_HASH_SIZE];

  if (stmt == NULL)
    return FALSE;
  aeq_token_hash (token, hash);
  aeq_statement_bind_bytes (stmt, 1, hash, sizeof hash);
  aeq_statement_bind_int64 (stmt, 2, now);
  if (!aeq_statement_step (stmt, found, error))
    return FALSE;
  if (!*found)
    return TRUE;
  invitation->id = aeq_statement_get_int64 (stmt, 0);
  aeq_statement_get_id (stmt, 1, &invitation->uid);
  aeq_statement_get_id (stmt, 2, &invitation->organisation);
  invitation->email = g_strdup (aeq_statement_get_text (stmt, 3));
  invitation->role = (AeqRole) aeq_statement_get_int64 (stmt, 4);
  return TRUE;
}

gboolean
aeq_invitation_add (AeqCall *call, AeqStore *catalog, AeqInvitation *invitation, char **token, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
      catalog,
      "INSERT INTO invitation (id, uid, organisation_id, email, role, hash, invited_by, created_at, expires_at)"
      " VALUES (?1, ?2, (SELECT id FROM organisation WHERE uid = ?3), ?4, ?5, ?6, (SELECT id FROM person WHERE uid = "
      "?7), ?8, ?9)",
      error);
  guint8 hash[AEQ_TOKEN_HASH_SIZE];

  if (stmt == NULL ||
      !aeq_store_query_int64 (catalog, "SELECT MAX (id) + 1 FROM invitation", 1, &invitation->id, error))
    return FALSE;
  aeq_catalog_new_id (&invitation->uid, call->now);
  *token = aeq_token_new (hash);
  aeq_statement_bind_int64 (stmt, 1, invitation->id);
  aeq_statement_bind_id (stmt, 2, &invitation->uid);
  aeq_statement_bind_id (stmt, 3, &call->organisation);
  aeq_statement_bind_text (stmt, 4, invitation->email);
  aeq_statement_bind_int64 (stmt, 5, invitation->role);
  aeq_statement_bind_bytes (stmt, 6, hash, sizeof hash);
  aeq_statement_bind_id (stmt, 7, &call->person);
  aeq_statement_bind_int64 (stmt, 8, call->now);
  aeq_statement_bind_int64 (stmt, 9, call->now + call->server->config.invitation_days * DAY);
  return aeq_statement_run (stmt, error);
}

gboolean
aeq_invitation_accept (AeqStore *catalog, gint64 id, AeqInstant now, GError **error)
{
  g_autoptr(AeqStatement) stmt =
      aeq_store_prepare (catalog, "UPDATE invitation SET accepted_at = ?2 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, id);
  aeq_statement_bind_int64 (stmt, 2, now);
  return aeq_statement_run (stmt, error);
}

gboolean
aeq_invitation_withdraw (AeqStore *catalog, const AeqId *organisation, const AeqId *uid, AeqInstant now,
                         gboolean *found, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (catalog,
                                                     "UPDATE invitation SET withdrawn_at = ?3 WHERE uid = ?2 AND "
                                                     "organisation_id = (SELECT id FROM organisation WHERE uid = ?1)"
                                                     " AND accepted_at IS NULL AND withdrawn_at IS NULL",
                                                     error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, organisation);
  aeq_statement_bind_id (stmt, 2, uid);
  aeq_statement_bind_int64 (stmt, 3, now);
  if (!aeq_statement_run (stmt, error))
    return FALSE;
  *found = aeq_store_changes (catalog) > 0;
  return TRUE;
}
