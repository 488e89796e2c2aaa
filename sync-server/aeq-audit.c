/* SPDX-License-Identifier: MIT */
#include "aeq-audit.h"

#include <sodium.h>
#include <string.h>

#define HASH crypto_hash_sha256_BYTES

static const char APPEND_SQL[] = "INSERT INTO audit (no, at, organisation, actor, action, target, request, hash) "
                                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

/* Numbers as eight bytes and texts with their NUL, so that no two rows give the same bytes. */
static void
add_number (crypto_hash_sha256_state *state, gint64 number)
{
  guint64 bytes = GUINT64_TO_LE ((guint64) number);

  crypto_hash_sha256_update (state, (const guint8 *) &bytes, sizeof bytes);
}

static void
add_text (crypto_hash_sha256_state *state, const char *text)
{
  crypto_hash_sha256_update (state, (const guint8 *) text, strlen (text) + 1);
}

static void
chain (const guint8 *before, gint64 no, const AeqAuditEntry *entry, guint8 *hash)
{
  crypto_hash_sha256_state state;

  crypto_hash_sha256_init (&state);
  crypto_hash_sha256_update (&state, before, HASH);
  add_number (&state, no);
  add_number (&state, entry->at);
  add_text (&state, entry->organisation);
  add_text (&state, entry->actor);
  add_text (&state, entry->action);
  add_text (&state, entry->target);
  add_text (&state, entry->request);
  crypto_hash_sha256_final (&state, hash);
}

static gboolean
read_last (AeqStore *store, gint64 *no, guint8 *hash, GError **error)
{
  g_autoptr(AeqStatement) stmt =
      aeq_store_prepare (store, "SELECT no, hash FROM audit ORDER BY no DESC LIMIT 1", error);
  const void *bytes;
  gboolean has_row;
  gsize length;

  *no = 0;
  memset (hash, 0, HASH);
  if (stmt == NULL || !aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;
  *no = aeq_statement_get_int64 (stmt, 0);
  bytes = aeq_statement_get_bytes (stmt, 1, &length);
  if (length == HASH)
    memcpy (hash, bytes, HASH);
  return TRUE;
}

gboolean
aeq_audit_append (AeqStore *store, const AeqAuditEntry *entry, GError **error)
{
  guint8 before[HASH], hash[HASH];
  g_autoptr(AeqStatement) stmt = NULL;
  gint64 no;

  if (!read_last (store, &no, before, error) || (stmt = aeq_store_prepare (store, APPEND_SQL, error)) == NULL)
    return FALSE;
  no++;
  chain (before, no, entry, hash);
  aeq_statement_bind_int64 (stmt, 1, no);
  aeq_statement_bind_int64 (stmt, 2, entry->at);
  aeq_statement_bind_text (stmt, 3, entry->organisation);
  aeq_statement_bind_text (stmt, 4, entry->actor);
  aeq_statement_bind_text (stmt, 5, entry->action);
  aeq_statement_bind_text (stmt, 6, entry->target);
  aeq_statement_bind_text (stmt, 7, entry->request);
  aeq_statement_bind_bytes (stmt, 8, hash, HASH);
  return aeq_statement_run (stmt, error);
}

static gboolean
follows (AeqStatement *stmt, gint64 expected, guint8 *hash)
{
  const AeqAuditEntry entry = {
    .at = aeq_statement_get_int64 (stmt, 1),
    .organisation = aeq_statement_get_text (stmt, 2),
    .actor = aeq_statement_get_text (stmt, 3),
    .action = aeq_statement_get_text (stmt, 4),
    .target = aeq_statement_get_text (stmt, 5),
    .request = aeq_statement_get_text (stmt, 6),
  };
  guint8 wanted[HASH];
  gsize length;
  const void *kept = aeq_statement_get_bytes (stmt, 7, &length);

  chain (hash, expected, &entry, wanted);
  memcpy (hash, wanted, HASH);
  return aeq_statement_get_int64 (stmt, 0) == expected && length == HASH && memcmp (kept, wanted, HASH) == 0;
}

gboolean
aeq_audit_verify (AeqStore *store, gint64 *n, gint64 *broken, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    store, "SELECT no, at, organisation, actor, action, target, request, hash FROM audit ORDER BY no", error);
  guint8 hash[HASH] = { 0 };
  gboolean has_row;

  *n = *broken = 0;
  if (stmt == NULL)
    return FALSE;
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      if (!follows (stmt, ++*n, hash) && *broken == 0)
        *broken = *n;
    }
  return FALSE;
}
