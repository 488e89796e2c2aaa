/* SPDX-License-Identifier: MIT */
#include "aeq-answered.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define KEPT (24 * AEQ_HOUR)

static void
add_text (crypto_hash_sha256_state *state, const char *text)
{
  crypto_hash_sha256_update (state, (const guint8 *) text, strlen (text) + 1);
}

static void
add_file (crypto_hash_sha256_state *state, const char *path)
{
  FILE *file = fopen (path, "rbe");
  guint8 buffer[16 << 10];
  gsize n;

  if (file == NULL)
    return;
  while ((n = fread (buffer, 1, sizeof buffer, file)) > 0)
    crypto_hash_sha256_update (state, buffer, n);
  fclose (file);
}

void
aeq_answered_fingerprint (const AeqRequest *request, guint8 *fingerprint)
{
  crypto_hash_sha256_state state;

  crypto_hash_sha256_init (&state);
  add_text (&state, request->method);
  add_text (&state, request->path);
  for (guint i = 0; i < request->n_query; i++)
    {
      add_text (&state, request->query[i].name);
      add_text (&state, request->query[i].value);
    }
  if (request->body_path != NULL)
    add_file (&state, request->body_path);
  else if (request->body != NULL)
    crypto_hash_sha256_update (&state, (const guint8 *) request->body->str, request->body->len);
  crypto_hash_sha256_final (&state, fingerprint);
}

AeqReply *
aeq_answered_find (AeqStore *store, const char *person, const AeqRequest *request, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    store, "SELECT fingerprint, status, body FROM answered WHERE person = ?1 AND key = ?2", error);
  guint8 fingerprint[AEQ_FINGERPRINT_SIZE];
  gboolean has_row;
  const void *kept;
  gsize length;

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_text (stmt, 1, person);
  aeq_statement_bind_text (stmt, 2, request->idempotency_key);
  if (!aeq_statement_step (stmt, &has_row, error) || !has_row)
    return NULL;
  aeq_answered_fingerprint (request, fingerprint);
  kept = aeq_statement_get_bytes (stmt, 0, &length);
  if (length == sizeof fingerprint && memcmp (kept, fingerprint, length) == 0)
    return aeq_reply_new_text ((guint) aeq_statement_get_int64 (stmt, 1), aeq_statement_get_text (stmt, 2));
  aeq_status_refuse (error, 422, "this Idempotency-Key was used for another request; give each write a key of its own");
  return NULL;
}

static gboolean
forget_old (AeqStore *store, AeqInstant now, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (store, "DELETE FROM answered WHERE at < ?1", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, now - KEPT);
  return aeq_statement_run (stmt, error);
}

gboolean
aeq_answered_keep (AeqStore *store, const char *person, const AeqRequest *request, AeqInstant now,
                   const AeqReply *reply, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    store, "INSERT INTO answered (person, key, fingerprint, status, body, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", error);
  guint8 fingerprint[AEQ_FINGERPRINT_SIZE];

  if (stmt == NULL || !forget_old (store, now, error))
    return FALSE;
  aeq_answered_fingerprint (request, fingerprint);
  aeq_statement_bind_text (stmt, 1, person);
  aeq_statement_bind_text (stmt, 2, request->idempotency_key);
  aeq_statement_bind_bytes (stmt, 3, fingerprint, sizeof fingerprint);
  aeq_statement_bind_int64 (stmt, 4, reply->status);
  aeq_statement_bind_text (stmt, 5, reply->body->str);
  aeq_statement_bind_int64 (stmt, 6, now);
  return aeq_statement_run (stmt, error);
}
