/* SPDX-License-Identifier: MIT */
#include "aeq-session.h"

#include "aeq-secret.h"

#define DAY (24 * AEQ_HOUR)

static void
write_id (AeqJson *json, const char *name, const AeqId *id)
{
  char text[AEQ_ID_TEXT_SIZE];

  aeq_json_text (json, name, aeq_id_format (id, text));
}

static AeqReply *
reply_with_tokens (AeqCall *call, const AeqId *session, const AeqPerson *person, const AeqMembership *membership,
                   const char *refresh, guint status)
{
  const AeqConfig *config = &call->server->config;
  const AeqClaims claims = { person->uid, membership->uid, *session, call->now,
                             call->now + config->access_minutes * AEQ_MINUTE };
  g_autofree char *access = aeq_jwt_sign (call->server->key, &claims);
  AeqReply *reply = aeq_reply_new (status);
  AeqJson *json = reply->json;

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "token_type", "Bearer");
  aeq_json_text (json, "access_token", access);
  aeq_json_int (json, "expires_in", config->access_minutes * 60);
  aeq_json_text (json, "refresh_token", refresh);
  aeq_json_begin_object (json, "person");
  write_id (json, "id", &person->uid);
  aeq_json_text (json, "email", person->email);
  aeq_json_text (json, "name", person->name);
  aeq_json_boolean (json, "verified", person->verified);
  aeq_json_end_object (json);
  aeq_json_begin_object (json, "organisation");
  write_id (json, "id", &membership->uid);
  aeq_json_text (json, "name", membership->name);
  aeq_json_text (json, "role", aeq_role_name (membership->role));
  aeq_json_end_object (json);
  aeq_json_end_object (json);
  return reply;
}

/* Free the token with g_free(). */
static char *
add_token (AeqCall *call, AeqStore *catalog, gint64 session, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    catalog, "INSERT INTO refresh_token (hash, session_id, expires_at) VALUES (?1, ?2, ?3)", error);
  guint8 hash[AEQ_TOKEN_HASH_SIZE];
  g_autofree char *token = aeq_token_new (hash);

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_bytes (stmt, 1, hash, sizeof hash);
  aeq_statement_bind_int64 (stmt, 2, session);
  aeq_statement_bind_int64 (stmt, 3, call->now + call->server->config.refresh_days * DAY);
  return aeq_statement_run (stmt, error) ? g_steal_pointer (&token) : NULL;
}

AeqReply *
aeq_session_begin (AeqCall *call, AeqStore *catalog, const AeqPerson *person, const AeqMembership *membership,
                   guint status, GError **error)
{
  g_autoptr (AeqStatement) stmt = aeq_store_prepare (catalog,
                                                     "INSERT INTO session (id, uid, person_id, organisation_id, "
                                                     "created_at, by_provider) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                                                     error);
  g_autofree char *refresh = NULL;
  gint64 id;
  AeqId uid;

  if (stmt == NULL || !aeq_store_query_int64 (catalog, "SELECT MAX (id) + 1 FROM session", 1, &id, error))
    return NULL;
  aeq_catalog_new_id (&uid, call->now);
  aeq_statement_bind_int64 (stmt, 1, id);
  aeq_statement_bind_id (stmt, 2, &uid);
  aeq_statement_bind_int64 (stmt, 3, person->id);
  aeq_statement_bind_int64 (stmt, 4, membership->id);
  aeq_statement_bind_int64 (stmt, 5, call->now);
  aeq_statement_bind_int64 (stmt, 6, call->by_provider);
  if (!aeq_statement_run (stmt, error) || (refresh = add_token (call, catalog, id, error)) == NULL)
    return NULL;
  return reply_with_tokens (call, &uid, person, membership, refresh, status);
}

typedef struct
{
  gboolean found;
  gboolean used;
  gboolean good; /* in time, of a session that goes on */
  gint64   session;
  AeqId    session_uid;
  AeqId    person;
  AeqId    organisation;
} Known;

static gboolean
look_up (AeqCall *call, AeqStore *catalog, const guint8 *hash, Known *known, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
      catalog,
      "SELECT t.used_at, t.expires_at, s.ended_at, s.id, s.uid, p.uid, o.uid FROM refresh_token t JOIN session s ON "
      "s.id = t.session_id"
      " JOIN person p ON p.id = s.person_id JOIN organisation o ON o.id = s.organisation_id WHERE t.hash = ?1",
      error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_bytes (stmt, 1, hash, AEQ_TOKEN_HASH_SIZE);
  if (!aeq_statement_step (stmt, &known->found, error))
    return FALSE;
  if (!known->found)
    return TRUE;
  known->used = !aeq_statement_is_null (stmt, 0);
  known->good = aeq_statement_get_int64 (stmt, 1) > call->now && aeq_statement_is_null (stmt, 2);
  known->session = aeq_statement_get_int64 (stmt, 3);
  return aeq_statement_get_id (stmt, 4, &known->session_uid) && aeq_statement_get_id (stmt, 5, &known->person) &&
         aeq_statement_get_id (stmt, 6, &known->organisation);
}

static gboolean
use_up (AeqCall *call, AeqStore *catalog, const guint8 *hash, GError **error)
{
  g_autoptr(AeqStatement) stmt =
      aeq_store_prepare (catalog, "UPDATE refresh_token SET used_at = ?2 WHERE hash = ?1", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_bytes (stmt, 1, hash, AEQ_TOKEN_HASH_SIZE);
  aeq_statement_bind_int64 (stmt, 2, call->now);
  return aeq_statement_run (stmt, error);
}

/* A used token that comes again was copied: by whom cannot be told, so both have to sign in again. */
static gboolean
end_stolen (AeqCall *call, AeqStore *catalog, const Known *known, GError **error)
{
  char person[AEQ_ID_TEXT_SIZE], organisation[AEQ_ID_TEXT_SIZE];

  aeq_call_set_target_id (call, &known->session_uid);
  return aeq_session_end (catalog, &known->person, NULL, &known->session_uid, call->now, error) &&
         aeq_call_audit_as (call, catalog, "refresh-reused", aeq_id_format (&known->organisation, organisation),
                            aeq_id_format (&known->person, person), error);
}

static gboolean
renew (AeqCall *call, AeqStore *catalog, const Known *known, const guint8 *hash, AeqRefresh *result, AeqReply **reply,
       GError **error)
{
  g_auto(AeqPerson) person = { 0 };
  g_auto(AeqMembership) membership = { 0 };
  g_autofree char *refresh = NULL;
  gboolean found = FALSE;

  if (!aeq_catalog_person_by_uid (catalog, &known->person, &person, &found, error) ||
      !aeq_catalog_membership (catalog, person.id, &known->organisation, &membership, &found, error))
    return FALSE;
  if (!found)
    {
      *result = AEQ_REFRESH_UNKNOWN;
      return TRUE;
    }
  if (!use_up (call, catalog, hash, error) || (refresh = add_token (call, catalog, known->session, error)) == NULL)
    return FALSE;
  *result = AEQ_REFRESH_DONE;
  *reply = reply_with_tokens (call, &known->session_uid, &person, &membership, refresh, 200);
  return TRUE;
}

gboolean
aeq_session_refresh (AeqCall *call, AeqStore *catalog, const char *token, AeqRefresh *result, AeqReply **reply,
                     GError **error)
{
  guint8 hash[AEQ_TOKEN_HASH_SIZE];
  Known known = { 0 };

  aeq_token_hash (token, hash);
  if (!look_up (call, catalog, hash, &known, error))
    return FALSE;
  if (known.found && known.used)
    {
      *result = AEQ_REFRESH_STOLEN;
      return end_stolen (call, catalog, &known, error);
    }
  if (known.found && known.good)
    return renew (call, catalog, &known, hash, result, reply, error);
  *result = AEQ_REFRESH_UNKNOWN;
  return TRUE;
}

gboolean
aeq_session_end (AeqStore *catalog, const AeqId *person, const AeqId *organisation, const AeqId *session,
                 AeqInstant now, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
      catalog,
      "UPDATE session SET ended_at = ?3 WHERE person_id = (SELECT id FROM person WHERE uid = ?1)"
      " AND (uid = ?2 OR ?2 IS NULL) AND (organisation_id = (SELECT id FROM organisation WHERE uid = ?4) OR ?4 IS NULL)"
      " AND ended_at IS NULL", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, person);
  if (session != NULL)
    aeq_statement_bind_id (stmt, 2, session);
  aeq_statement_bind_int64 (stmt, 3, now);
  if (organisation != NULL)
    aeq_statement_bind_id (stmt, 4, organisation);
  return aeq_statement_run (stmt, error);
}
