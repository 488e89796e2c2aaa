/* SPDX-License-Identifier: MIT */
#include "aeq-rotate.h"

#include <sodium.h>

#include "aeq-audit.h"
#include "aeq-broker.h"
#include "aeq-provider.h"
#include "aeq-seal.h"
#include "aeq-second-factor.h"

/* Where sealed secrets are: rows of number, owner's uid and secret; and how one is set. */
typedef struct
{
  const char *purpose;
  const char *read;
  const char *write;
} Place;

static const Place CATALOG[] = {
  { AEQ_SECOND_FACTOR_PURPOSE,
    "SELECT f.person_id, p.uid, f.sealed FROM second_factor f JOIN person p ON p.id = f.person_id",
    "UPDATE second_factor SET sealed = ?2 WHERE person_id = ?1" },
  { AEQ_PROVIDER_PURPOSE,
    "SELECT r.organisation_id, o.uid, r.sealed FROM provider r JOIN organisation o ON o.id = r.organisation_id"
    " WHERE r.sealed IS NOT NULL",
    "UPDATE provider SET sealed = ?2 WHERE organisation_id = ?1" },
};

static const Place LEDGER = { AEQ_BROKER_PURPOSE, "SELECT id, connection, sealed FROM broker_secret",
                              "UPDATE broker_secret SET sealed = ?2 WHERE id = ?1" };

static gboolean
seal_again (const AeqSeal *seal, const char *purpose, AeqStatement *row, AeqStatement *write, GError **error)
{
  gsize length, size;
  const void *sealed = aeq_statement_get_bytes (row, 2, &length);
  g_autofree guint8 *secret = g_malloc ((size = aeq_seal_secret_size (length)) + 1);
  g_autoptr(GBytes) again = NULL;
  AeqId owner;

  aeq_statement_get_id (row, 1, &owner);
  if (!aeq_seal_open (seal, purpose, &owner, sealed, length, secret, size, error))
    return FALSE;
  again = aeq_seal_close (seal, purpose, &owner, secret, size);
  sodium_memzero (secret, size);
  aeq_statement_bind_int64 (write, 1, aeq_statement_get_int64 (row, 0));
  aeq_statement_bind_bytes (write, 2, g_bytes_get_data (again, NULL), g_bytes_get_size (again));
  return aeq_statement_run (write, error);
}

static gboolean
rotate_place (AeqStore *store, const AeqSeal *seal, const Place *place, gint64 *n, GError **error)
{
  g_autoptr(AeqStatement) read = aeq_store_prepare (store, place->read, error);
  g_autoptr(AeqStatement) write = read != NULL ? aeq_store_prepare (store, place->write, error) : NULL;
  gboolean has_row;

  if (write == NULL)
    return FALSE;
  while (aeq_statement_step (read, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      if (!seal_again (seal, place->purpose, read, write, error))
        return FALSE;
      ++*n;
    }
  return FALSE;
}

static gboolean
rotate_catalog (AeqStore *catalog, const AeqSeal *seal, gint64 *n, GError **error)
{
  const AeqAuditEntry entry = { aeq_instant_now (), "", "", "keys-rotated", "", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (CATALOG); i++)
    if (!rotate_place (catalog, seal, &CATALOG[i], n, error))
      return FALSE;
  return aeq_audit_append (catalog, &entry, error);
}

static gboolean
rotate_ledger (AeqTenant *tenant, const AeqSeal *seal, gint64 *n, GError **error)
{
  g_autoptr(AeqLedger) ledger = aeq_tenant_open (tenant, error);

  if (ledger == NULL || !aeq_store_begin (ledger->store, error))
    return FALSE;
  if (rotate_place (ledger->store, seal, &LEDGER, n, error))
    return aeq_store_commit (ledger->store, error);
  aeq_store_rollback (ledger->store);
  return FALSE;
}

static gboolean
rotate_ledgers (AeqStores *stores, AeqStore *catalog, const AeqSeal *seal, gint64 *n, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (catalog, "SELECT uid, seed FROM organisation ORDER BY id", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqId uid;

      if (!has_row)
        return TRUE;
      aeq_statement_get_id (stmt, 0, &uid);
      if (!rotate_ledger (aeq_stores_tenant (stores, &uid, (guint64)aeq_statement_get_int64 (stmt, 1)), seal, n, error))
        return FALSE;
    }
  return FALSE;
}

/* Every database in a transaction of its own: until all are done, the key file opens what either key sealed. */
gboolean
aeq_rotate_keys (AeqStores *stores, const char *path, gint64 *n, GError **error)
{
  g_autoptr(AeqStore) catalog = NULL;
  g_autoptr(AeqSeal) seal = NULL;

  *n = 0;
  if (!aeq_stores_own (stores, error) || (catalog = aeq_stores_open_catalog (stores, error)) == NULL ||
      !aeq_seal_add_key (path, error) || (seal = aeq_seal_load (path, error)) == NULL ||
      !rotate_ledgers (stores, catalog, seal, n, error) || !aeq_store_begin (catalog, error))
    return FALSE;
  if (!rotate_catalog (catalog, seal, n, error))
    {
      aeq_store_rollback (catalog);
      return FALSE;
    }
  return aeq_store_commit (catalog, error) && aeq_seal_keep_newest (path, error);
}
