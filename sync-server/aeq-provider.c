/* SPDX-License-Identifier: MIT */
#include "aeq-provider.h"

#include <sodium.h>
#include <string.h>

#include "aeq-body.h"
#include "aeq-secret.h"

void
aeq_provider_clear (AeqProvider *self)
{
  aeq_oidc_provider_clear (&self->oidc);
  g_clear_pointer (&self->roles, json_object_unref);
}

/* Status 500 when it does not open. */
static gboolean
open_secret (AeqServer *server, AeqStatement *stmt, int column, AeqProvider *provider, GError **error)
{
  gsize length, size;
  const void *sealed = aeq_statement_get_bytes (stmt, column, &length);

  if (aeq_statement_is_null (stmt, column))
    return TRUE;
  size = aeq_seal_secret_size (length);
  provider->oidc.secret = g_malloc0 (size + 1);
  return aeq_seal_open (server->seal, AEQ_PROVIDER_PURPOSE, &provider->organisation_uid, sealed, length,
                        provider->oidc.secret, size, error);
}

gboolean
aeq_provider_read (AeqServer *server, AeqStore *catalog, const AeqId *organisation, AeqProvider *provider,
                   gboolean *found, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
      catalog,
      "SELECT o.id, r.issuer, r.client, r.groups_claim, r.roles, r.fallback, r.sealed FROM provider r"
      " JOIN organisation o ON o.id = r.organisation_id WHERE o.uid = ?1", error);
  const char *roles;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, organisation);
  if (!aeq_statement_step (stmt, found, error))
    return FALSE;
  if (!*found)
    return TRUE;
  provider->organisation = aeq_statement_get_int64 (stmt, 0);
  provider->organisation_uid = *organisation;
  provider->oidc.issuer = g_strdup (aeq_statement_get_text (stmt, 1));
  provider->oidc.client = g_strdup (aeq_statement_get_text (stmt, 2));
  provider->oidc.groups_claim = g_strdup (aeq_statement_get_text (stmt, 3));
  roles = aeq_statement_get_text (stmt, 4);
  provider->fallback = aeq_statement_is_null (stmt, 5) ? AEQ_ROLE_ANYONE : (AeqRole) aeq_statement_get_int64 (stmt, 5);
  return (provider->roles = aeq_body_parse (roles, strlen (roles), error)) != NULL &&
         open_secret (server, stmt, 6, provider, error);
}

static void
bind_secret (AeqServer *server, AeqStatement *stmt, int index, const AeqId *organisation, const char *secret)
{
  g_autoptr(GBytes) sealed = NULL;

  if (secret == NULL)
    {
      aeq_statement_bind_null (stmt, index);
      return;
    }
  sealed = aeq_seal_close (server->seal, AEQ_PROVIDER_PURPOSE, organisation, secret, strlen (secret));
  aeq_statement_bind_bytes (stmt, index, g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed));
}

static const char SAVE_SQL[] =
    "INSERT INTO provider (organisation_id, issuer, client, sealed, groups_claim, roles, fallback, changed_at)"
    " VALUES ((SELECT id FROM organisation WHERE uid = ?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
    " ON CONFLICT (organisation_id) DO UPDATE SET issuer = excluded.issuer, client = excluded.client,"
    " sealed = excluded.sealed, groups_claim = excluded.groups_claim, roles = excluded.roles,"
    " fallback = excluded.fallback, changed_at = excluded.changed_at";

gboolean
aeq_provider_save (AeqServer *server, AeqStore *catalog, const AeqId *organisation, AeqInstant now,
                   const AeqProvider *provider, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (catalog, SAVE_SQL, error);
  g_autoptr(JsonNode) roles = json_node_alloc ();
  g_autofree char *text = NULL;

  if (stmt == NULL)
    return FALSE;
  json_node_init_object (roles, provider->roles);
  text = json_to_string (roles, FALSE);
  aeq_statement_bind_id (stmt, 1, organisation);
  aeq_statement_bind_text (stmt, 2, provider->oidc.issuer);
  aeq_statement_bind_text (stmt, 3, provider->oidc.client);
  bind_secret (server, stmt, 4, organisation, provider->oidc.secret);
  aeq_statement_bind_text (stmt, 5, provider->oidc.groups_claim);
  aeq_statement_bind_text (stmt, 6, text);
  if (provider->fallback == AEQ_ROLE_ANYONE)
    aeq_statement_bind_null (stmt, 7);
  else
    aeq_statement_bind_int64 (stmt, 7, provider->fallback);
  aeq_statement_bind_int64 (stmt, 8, now);
  return aeq_statement_run (stmt, error);
}

gboolean
aeq_provider_remove (AeqStore *catalog, const AeqId *organisation, gboolean *found, GError **error)
{
  static const char *const SQL[] = {
    "DELETE FROM provider_sign_in WHERE organisation_id = (SELECT id FROM organisation WHERE uid = ?1)",
    "DELETE FROM provider WHERE organisation_id = (SELECT id FROM organisation WHERE uid = ?1)",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (SQL); i++)
    {
      g_autoptr(AeqStatement) stmt = aeq_store_prepare (catalog, SQL[i], error);

      if (stmt == NULL)
        return FALSE;
      aeq_statement_bind_id (stmt, 1, organisation);
      if (!aeq_statement_run (stmt, error))
        return FALSE;
      *found = aeq_store_changes (catalog) > 0;
    }
  return TRUE;
}

AeqRole
aeq_provider_role (const AeqProvider *provider, char **groups)
{
  AeqRole best = provider->fallback, role;

  for (; *groups != NULL; groups++)
    if (json_object_has_member (provider->roles, *groups) &&
        aeq_role_parse (json_object_get_string_member (provider->roles, *groups), &role))
      best = MAX (best, role);
  return best;
}

static gboolean
forget_old (AeqStore *catalog, AeqInstant now, GError **error)
{
  g_autoptr(AeqStatement) stmt =
      aeq_store_prepare (catalog, "DELETE FROM provider_sign_in WHERE expires_at <= ?1", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, now);
  return aeq_statement_run (stmt, error);
}

static void
bind_secrets (AeqStatement *stmt, const char *state, const char *key)
{
  guint8 hash[AEQ_TOKEN_HASH_SIZE];

  aeq_token_hash (state, hash);
  aeq_statement_bind_bytes (stmt, 1, hash, sizeof hash);
  aeq_token_hash (key, hash);
  aeq_statement_bind_bytes (stmt, 2, hash, sizeof hash);
}

gboolean
aeq_provider_leave (AeqStore *catalog, const AeqId *organisation, AeqInstant now, const AeqOidcSignIn *sign_in,
                    GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
      catalog,
      "INSERT INTO provider_sign_in (state, key, organisation_id, redirect_uri, expires_at)"
      " VALUES (?1, ?2, (SELECT id FROM organisation WHERE uid = ?3), ?4, ?5)", error);

  if (stmt == NULL || !forget_old (catalog, now, error))
    return FALSE;
  bind_secrets (stmt, sign_in->state, sign_in->key);
  aeq_statement_bind_id (stmt, 3, organisation);
  aeq_statement_bind_text (stmt, 4, sign_in->redirect_uri);
  aeq_statement_bind_int64 (stmt, 5, now + AEQ_PROVIDER_MINUTES * AEQ_MINUTE);
  return aeq_statement_run (stmt, error);
}

gboolean
aeq_provider_return (AeqStore *catalog, AeqInstant now, const char *state, const char *key, AeqId *organisation,
                     char **redirect_uri, gboolean *found, GError **error)
{
  g_autoptr(AeqStatement) read = aeq_store_prepare (
      catalog,
      "SELECT o.uid, s.redirect_uri FROM provider_sign_in s JOIN organisation o ON o.id = s.organisation_id"
      " WHERE s.state = ?1 AND s.key = ?2 AND s.expires_at > ?3", error);
  g_autoptr(AeqStatement) use =
      aeq_store_prepare (catalog, "DELETE FROM provider_sign_in WHERE state = ?1 AND key = ?2", error);

  if (read == NULL || use == NULL)
    return FALSE;
  bind_secrets (read, state, key);
  aeq_statement_bind_int64 (read, 3, now);
  if (!aeq_statement_step (read, found, error))
    return FALSE;
  if (!*found)
    return TRUE;
  aeq_statement_get_id (read, 0, organisation);
  *redirect_uri = g_strdup (aeq_statement_get_text (read, 1));
  aeq_statement_reset (read);
  bind_secrets (use, state, key);
  return aeq_statement_run (use, error);
}

gboolean
aeq_provider_person (AeqStore *catalog, const AeqProvider *provider, const char *subject, AeqPerson *person,
                     gboolean *found, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
      catalog,
      "SELECT p.uid FROM identity i JOIN person p ON p.id = i.person_id"
      " WHERE i.organisation_id = ?1 AND i.issuer = ?2 AND i.subject = ?3", error);
  AeqId uid;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, provider->organisation);
  aeq_statement_bind_text (stmt, 2, provider->oidc.issuer);
  aeq_statement_bind_text (stmt, 3, subject);
  if (!aeq_statement_step (stmt, found, error))
    return FALSE;
  if (!*found)
    return TRUE;
  aeq_statement_get_id (stmt, 0, &uid);
  return aeq_catalog_person_by_uid (catalog, &uid, person, found, error);
}

gboolean
aeq_provider_link (AeqStore *catalog, const AeqProvider *provider, const char *subject, gint64 person, AeqInstant now,
                   GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
      catalog,
      "INSERT INTO identity (organisation_id, issuer, subject, person_id, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
      error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, provider->organisation);
  aeq_statement_bind_text (stmt, 2, provider->oidc.issuer);
  aeq_statement_bind_text (stmt, 3, subject);
  aeq_statement_bind_int64 (stmt, 4, person);
  aeq_statement_bind_int64 (stmt, 5, now);
  return aeq_statement_run (stmt, error);
}
