/* SPDX-License-Identifier: MIT */
#include "aeq-catalog.h"

#include <sodium.h>
#include <string.h>

void
aeq_person_clear (AeqPerson *self)
{
  g_clear_pointer (&self->email, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->password, g_free);
}

void
aeq_membership_clear (AeqMembership *self)
{
  g_clear_pointer (&self->name, g_free);
}

void
aeq_catalog_new_id (AeqId *id, AeqInstant now)
{
  guint64 random[2];

  randombytes_buf (random, sizeof random);
  aeq_id_from_counter (id, now, random[0], random[1]);
}

#define MAX_EMAIL 254

gboolean
aeq_email_normalise (const char *text, char **normal)
{
  const char *at = strchr (text, '@');

  if (at == NULL || at == text || strchr (at + 1, '@') != NULL || strchr (at + 1, '.') == NULL ||
      strlen (text) > MAX_EMAIL)
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p) || strchr ("<>()[],;:\\\"", *p) != NULL)
      return FALSE;
  *normal = g_ascii_strdown (text, -1);
  return TRUE;
}

#define PERSON "SELECT id, uid, email, name, password, verified_at FROM person"

static gboolean
read_person (AeqStatement *stmt, AeqPerson *person, gboolean *found, GError **error)
{
  if (!aeq_statement_step (stmt, found, error))
    return FALSE;
  if (!*found)
    return TRUE;
  person->id = aeq_statement_get_int64 (stmt, 0);
  aeq_statement_get_id (stmt, 1, &person->uid);
  person->email = g_strdup (aeq_statement_get_text (stmt, 2));
  person->name = g_strdup (aeq_statement_get_text (stmt, 3));
  person->password = g_strdup (aeq_statement_get_text (stmt, 4));
  person->verified = !aeq_statement_is_null (stmt, 5);
  return TRUE;
}

gboolean
aeq_catalog_person_by_email (AeqStore *catalog, const char *email, AeqPerson *person, gboolean *found, GError **error)
{
  g_autoptr(AeqStatement) stmt =
      aeq_store_prepare (catalog, PERSON " WHERE email = ?1", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_text (stmt, 1, email);
  return read_person (stmt, person, found, error);
}

gboolean
aeq_catalog_person_by_uid (AeqStore *catalog, const AeqId *uid, AeqPerson *person, gboolean *found, GError **error)
{
  g_autoptr(AeqStatement) stmt =
      aeq_store_prepare (catalog, PERSON " WHERE uid = ?1", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, uid);
  return read_person (stmt, person, found, error);
}

gboolean
aeq_catalog_add_person (AeqStore *catalog, AeqInstant now, AeqPerson *person, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    catalog, "INSERT INTO person (id, uid, email, name, password, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", error);

  if (stmt == NULL || !aeq_store_query_int64 (catalog, "SELECT MAX (id) + 1 FROM person", 1, &person->id, error))
    return FALSE;
  aeq_catalog_new_id (&person->uid, now);
  aeq_statement_bind_int64 (stmt, 1, person->id);
  aeq_statement_bind_id (stmt, 2, &person->uid);
  aeq_statement_bind_text (stmt, 3, person->email);
  aeq_statement_bind_text (stmt, 4, person->name);
  aeq_statement_bind_text (stmt, 5, person->password);
  aeq_statement_bind_int64 (stmt, 6, now);
  return aeq_statement_run (stmt, error);
}

gboolean
aeq_catalog_set_password (AeqStore *catalog, gint64 person, const char *hash, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (catalog, "UPDATE person SET password = ?2 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, person);
  aeq_statement_bind_text (stmt, 2, hash);
  return aeq_statement_run (stmt, error);
}

gboolean
aeq_catalog_set_verified (AeqStore *catalog, gint64 person, AeqInstant now, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
      catalog, "UPDATE person SET verified_at = ?2 WHERE id = ?1 AND verified_at IS NULL", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, person);
  aeq_statement_bind_int64 (stmt, 2, now);
  return aeq_statement_run (stmt, error);
}

gboolean
aeq_catalog_add_organisation (AeqStore *catalog, AeqInstant now, const char *name, AeqMembership *made, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    catalog, "INSERT INTO organisation (id, uid, name, seed, created_at) VALUES (?1, ?2, ?3, ?4, ?5)", error);
  gint64 seed;

  if (stmt == NULL || !aeq_store_query_int64 (catalog, "SELECT MAX (id) + 1 FROM organisation", 1, &made->id, error))
    return FALSE;
  randombytes_buf (&seed, sizeof seed);
  aeq_catalog_new_id (&made->uid, now);
  made->name = g_strdup (name);
  made->role = AEQ_ROLE_OWNER;
  aeq_statement_bind_int64 (stmt, 1, made->id);
  aeq_statement_bind_id (stmt, 2, &made->uid);
  aeq_statement_bind_text (stmt, 3, name);
  aeq_statement_bind_int64 (stmt, 4, seed);
  aeq_statement_bind_int64 (stmt, 5, now);
  return aeq_statement_run (stmt, error);
}

gboolean
aeq_catalog_organisation (AeqStore *catalog, const AeqId *uid, gint64 *id, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (catalog, "SELECT id FROM organisation WHERE uid = ?1", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, uid);
  if (!aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  if (!has_row)
    return aeq_status_refuse (error, 404, "there is no such organisation");
  *id = aeq_statement_get_int64 (stmt, 0);
  return TRUE;
}

gboolean
aeq_catalog_set_name (AeqStore *catalog, const AeqId *organisation, const char *name, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (catalog, "UPDATE organisation SET name = ?2 WHERE uid = ?1", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, organisation);
  aeq_statement_bind_text (stmt, 2, name);
  return aeq_statement_run (stmt, error);
}

gboolean
aeq_catalog_membership (AeqStore *catalog, gint64 person, const AeqId *organisation, AeqMembership *membership,
                        gboolean *found, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    catalog,
    "SELECT o.id, o.uid, o.name, m.role FROM membership m JOIN organisation o ON o.id = m.organisation_id"
    " WHERE m.person_id = ?1 AND (o.uid = ?2 OR ?2 IS NULL) ORDER BY m.joined_at, o.id LIMIT 1", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, person);
  if (organisation != NULL)
    aeq_statement_bind_id (stmt, 2, organisation);
  if (!aeq_statement_step (stmt, found, error))
    return FALSE;
  if (!*found)
    return TRUE;
  membership->id = aeq_statement_get_int64 (stmt, 0);
  aeq_statement_get_id (stmt, 1, &membership->uid);
  membership->name = g_strdup (aeq_statement_get_text (stmt, 2));
  membership->role = (AeqRole) aeq_statement_get_int64 (stmt, 3);
  return TRUE;
}

/* Statements of an organisation and a person: ?1 and ?2. */
static AeqStatement *
prepare_pair (AeqStore *catalog, const char *sql, gint64 organisation, gint64 person, GError **error)
{
  AeqStatement *stmt = aeq_store_prepare (catalog, sql, error);

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_int64 (stmt, 1, organisation);
  aeq_statement_bind_int64 (stmt, 2, person);
  return stmt;
}

gboolean
aeq_catalog_add_member (AeqStore *catalog, gint64 organisation, gint64 person, AeqRole role, AeqInstant now,
                        GError **error)
{
  g_autoptr(AeqStatement) stmt = prepare_pair (
      catalog, "INSERT INTO membership (organisation_id, person_id, role, joined_at) VALUES (?1, ?2, ?3, ?4)",
      organisation, person, error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 3, role);
  aeq_statement_bind_int64 (stmt, 4, now);
  return aeq_statement_run (stmt, error);
}

gboolean
aeq_catalog_set_role (AeqStore *catalog, gint64 organisation, gint64 person, AeqRole role, GError **error)
{
  g_autoptr(AeqStatement) stmt =
      prepare_pair (catalog, "UPDATE membership SET role = ?3 WHERE organisation_id = ?1 AND person_id = ?2",
                    organisation, person, error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 3, role);
  return aeq_statement_run (stmt, error);
}

gboolean
aeq_catalog_remove_member (AeqStore *catalog, gint64 organisation, gint64 person, AeqInstant now, GError **error)
{
  g_autoptr(AeqStatement) leave = prepare_pair (
    catalog, "DELETE FROM membership WHERE organisation_id = ?1 AND person_id = ?2", organisation, person, error);
  g_autoptr(AeqStatement) end = prepare_pair (
      catalog, "UPDATE session SET ended_at = ?3 WHERE organisation_id = ?1 AND person_id = ?2 AND ended_at IS NULL",
      organisation, person, error);

  if (leave == NULL || end == NULL)
    return FALSE;
  aeq_statement_bind_int64 (end, 3, now);
  return aeq_statement_run (leave, error) && aeq_statement_run (end, error);
}

gboolean
aeq_catalog_count_owners (AeqStore *catalog, gint64 organisation, gint64 *n, GError **error)
{
  g_autoptr(AeqStatement) stmt =
      prepare_pair (catalog, "SELECT COUNT (*) FROM membership WHERE organisation_id = ?1 AND role = ?2", organisation,
                    AEQ_ROLE_OWNER, error);
  gboolean has_row;

  if (stmt == NULL || !aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  *n = aeq_statement_get_int64 (stmt, 0);
  return TRUE;
}
