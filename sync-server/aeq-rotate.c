/* SPDX-License-Identifier: MIT */
#include "aeq-rotate.h"

#include <sodium.h>

#include "aeq-audit.h"
#include "aeq-seal.h"
#include "aeq-second-factor.h"

/* Where sealed secrets are: rows of number, owner's uid and secret; and how one is set. */
typedef struct
{
  const char *purpose;
  const char *read;
  const char *write;
} Place;

static const Place PLACES[] = {
  { AEQ_SECOND_FACTOR_PURPOSE,
    "SELECT f.person_id, p.uid, f.sealed FROM second_factor f JOIN person p ON p.id = f.person_id",
    "UPDATE second_factor SET sealed = ?2 WHERE person_id = ?1" },
};

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
rotate_place (AeqStore *catalog, const AeqSeal *seal, const Place *place, gint64 *n, GError **error)
{
  g_autoptr(AeqStatement) read = aeq_store_prepare (catalog, place->read, error);
  g_autoptr(AeqStatement) write = read != NULL ? aeq_store_prepare (catalog, place->write, error) : NULL;
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

  for (gsize i = 0; i < G_N_ELEMENTS (PLACES); i++)
    if (!rotate_place (catalog, seal, &PLACES[i], n, error))
      return FALSE;
  return aeq_audit_append (catalog, &entry, error);
}

gboolean
aeq_rotate_keys (AeqStores *stores, const char *path, gint64 *n, GError **error)
{
  g_autoptr(AeqStore) catalog = NULL;
  g_autoptr(AeqSeal) seal = NULL;

  *n = 0;
  if (!aeq_stores_own (stores, error) || (catalog = aeq_stores_open_catalog (stores, error)) == NULL ||
      !aeq_seal_add_key (path, error) || (seal = aeq_seal_load (path, error)) == NULL ||
      !aeq_store_begin (catalog, error))
    return FALSE;
  if (!rotate_catalog (catalog, seal, n, error))
    {
      aeq_store_rollback (catalog);
      return FALSE;
    }
  return aeq_store_commit (catalog, error) && aeq_seal_keep_newest (path, error);
}
