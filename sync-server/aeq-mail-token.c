/* SPDX-License-Identifier: MIT */
#include "aeq-mail-token.h"

#include "aeq-mail.h"
#include "aeq-secret.h"

#define PAUSE AEQ_MINUTE /* between two mails of one kind to one person */

static const char *const NAMES[] = { [AEQ_MAIL_VERIFY] = "verify", [AEQ_MAIL_RESET] = "reset" };

static AeqInstant
lifetime (const AeqConfig *config, AeqMailPurpose purpose)
{
  return purpose == AEQ_MAIL_VERIFY ? config->verify_hours * AEQ_HOUR : config->reset_minutes * AEQ_MINUTE;
}

static gboolean
seconds_to_wait (AeqStore *catalog, AeqMailPurpose purpose, gint64 person, AeqInstant now, guint *wait, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
      catalog, "SELECT created_at FROM mail_token WHERE person_id = ?1 AND purpose = ?2", error);
  AeqInstant last;
  gboolean has_row;

  *wait = 0;
  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, person);
  aeq_statement_bind_text (stmt, 2, NAMES[purpose]);
  if (!aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  if (has_row && (last = aeq_statement_get_int64 (stmt, 0)) <= now && now < last + PAUSE)
    *wait = (guint) ((last + PAUSE - now + AEQ_SECOND - 1) / AEQ_SECOND);
  return TRUE;
}

static gboolean
add (AeqServer *server, AeqStore *catalog, AeqMailPurpose purpose, gint64 person, AeqInstant now, const guint8 *hash,
     GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
      catalog,
      "INSERT INTO mail_token (hash, person_id, purpose, created_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)"
      " ON CONFLICT (person_id, purpose) DO UPDATE SET hash = excluded.hash, created_at = excluded.created_at,"
      " expires_at = excluded.expires_at", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_bytes (stmt, 1, hash, AEQ_TOKEN_HASH_SIZE);
  aeq_statement_bind_int64 (stmt, 2, person);
  aeq_statement_bind_text (stmt, 3, NAMES[purpose]);
  aeq_statement_bind_int64 (stmt, 4, now);
  aeq_statement_bind_int64 (stmt, 5, now + lifetime (&server->config, purpose));
  return aeq_statement_run (stmt, error);
}

static char *
write_text (const AeqConfig *config, AeqMailPurpose purpose, const char *token)
{
  const char *server = *config->public_url == '\0' ? "the server's " : config->public_url;

  if (purpose == AEQ_MAIL_VERIFY)
    return g_strdup_printf ("To show that this address is yours, send this token to %s/api/v1/auth/verify:\r\n\r\n%s"
                            "\r\n\r\nIt is good once, for %" G_GINT64_FORMAT " hours. If you did not sign up to "
                            "Aequitas, do nothing.", server, token, config->verify_hours);
  return g_strdup_printf ("To set a new password, send this token with it to %s/api/v1/auth/reset:\r\n\r\n%s\r\n\r\n"
                          "It is good once, for %" G_GINT64_FORMAT " minutes. If you did not ask for this, do nothing: "
                          "your password stays as it is.", server, token, config->reset_minutes);
}

static gboolean
spool (AeqServer *server, AeqMailPurpose purpose, const AeqPerson *person, AeqInstant now, const char *token,
       GError **error)
{
  static const char *const SUBJECTS[] = { [AEQ_MAIL_VERIFY] = "Verify your address",
                                          [AEQ_MAIL_RESET] = "A new password" };
  g_autofree char *text = write_text (&server->config, purpose, token);
  char name[AEQ_ID_TEXT_SIZE];
  AeqId id;

  aeq_catalog_new_id (&id, now);
  return aeq_mail_spool (aeq_stores_mail (server->stores), aeq_id_format (&id, name), now, person->email,
                         SUBJECTS[purpose], text, error);
}

gboolean
aeq_mail_token_send (AeqServer *server, AeqStore *catalog, AeqMailPurpose purpose, const AeqPerson *person,
                     AeqInstant now, guint *wait, GError **error)
{
  guint8 hash[AEQ_TOKEN_HASH_SIZE];
  g_autofree char *token = aeq_token_new (hash);

  if (!seconds_to_wait (catalog, purpose, person->id, now, wait, error))
    return FALSE;
  return *wait > 0 || (add (server, catalog, purpose, person->id, now, hash, error) &&
                       spool (server, purpose, person, now, token, error));
}

gboolean
aeq_mail_token_find (AeqStore *catalog, AeqMailPurpose purpose, const char *token, AeqInstant now, AeqPerson *person,
                     gboolean *found, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
      catalog,
      "SELECT p.uid FROM mail_token t JOIN person p ON p.id = t.person_id"
      " WHERE t.hash = ?1 AND t.purpose = ?2 AND t.expires_at > ?3", error);
  guint8 hash[AEQ_TOKEN_HASH_SIZE];
  AeqId uid;

  if (stmt == NULL)
    return FALSE;
  aeq_token_hash (token, hash);
  aeq_statement_bind_bytes (stmt, 1, hash, sizeof hash);
  aeq_statement_bind_text (stmt, 2, NAMES[purpose]);
  aeq_statement_bind_int64 (stmt, 3, now);
  if (!aeq_statement_step (stmt, found, error))
    return FALSE;
  if (!*found)
    return TRUE;
  aeq_statement_get_id (stmt, 0, &uid);
  return aeq_catalog_person_by_uid (catalog, &uid, person, found, error);
}

gboolean
aeq_mail_token_use (AeqStore *catalog, AeqMailPurpose purpose, const char *token, AeqInstant now, AeqPerson *person,
                    gboolean *found, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (catalog, "DELETE FROM mail_token WHERE hash = ?1", error);
  guint8 hash[AEQ_TOKEN_HASH_SIZE];

  if (stmt == NULL || !aeq_mail_token_find (catalog, purpose, token, now, person, found, error))
    return FALSE;
  aeq_token_hash (token, hash);
  aeq_statement_bind_bytes (stmt, 1, hash, sizeof hash);
  return !*found || aeq_statement_run (stmt, error);
}
