/* SPDX-License-Identifier: MIT */
#include "aeq-pgsql-private.h"


/* The row's lock is the write lock of the schema, held to the end of the transaction; its number tells others that there was one. */
#define LOCK_SQL "UPDATE store_mark SET commits = commits + 1"

gboolean
aeq_pgsql_defer_begin (AeqPgsqlStore *self, gboolean write, GError **error)
{
  const char *sql = write ? "BEGIN ISOLATION LEVEL READ COMMITTED" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

  if (!aeq_pgsql_defer (self, sql, error))
    return FALSE;
  self->begun = TRUE;
  self->writing = write;
  return !write || aeq_pgsql_defer (self, LOCK_SQL, error);
}

static gboolean
try_begin (AeqPgsqlStore *self, gboolean write, GError **error)
{
  if (aeq_pgsql_defer_begin (self, write, error) && aeq_pgsql_collect (self, error))
    return TRUE;
  aeq_pgsql_rollback (&self->parent);
  return FALSE;
}

/* Nothing hangs on a transaction that has only begun, so it can begin again on a new connection. */
gboolean
aeq_pgsql_begin (AeqStore *store, gboolean write, GError **error)
{
  AeqPgsqlStore *self = (AeqPgsqlStore *) store;
  g_autoptr(GError) local = NULL;

  if (!aeq_pgsql_ready (self, error))
    return FALSE;
  if (try_begin (self, write, &local))
    return TRUE;
  if (g_error_matches (local, AEQ_STORE_ERROR, AEQ_STORE_ERROR_UNREACHABLE))
    return aeq_pgsql_ready (self, error) && try_begin (self, write, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* To the COMMIT of a transaction that has failed the server says "ROLLBACK", and nothing of an error. */
static gboolean
commit_now (AeqPgsqlStore *self, GError **error)
{
  if (PQtransactionStatus (self->conn) == PQTRANS_INERROR)
    return aeq_pgsql_fail_state (self, "25P02", "", "Writing to the ledger", error);
  self->committing = TRUE;
  return aeq_pgsql_defer (self, "COMMIT", error) && aeq_pgsql_collect (self, error);
}

gboolean
aeq_pgsql_commit (AeqStore *store, GError **error)
{
  AeqPgsqlStore *self = (AeqPgsqlStore *) store;
  gboolean writing = self->writing;
  gboolean ok;

  if (self->streaming != NULL)
    aeq_pgsql_statement_take_in (self->streaming);
  if (self->late != NULL || self->copying != NULL)
    if (!aeq_pgsql_settle (self, error))
      return FALSE;
  if (self->lost)
    return aeq_pgsql_fail (self, NULL, "Writing to the ledger", error);
  ok = commit_now (self, error);
  self->committing = FALSE;
  if (!ok)
    return FALSE;
  self->begun = self->writing = FALSE;
  self->own_commits += writing;
  return TRUE;
}

gboolean
aeq_pgsql_abandon (AeqStore *store)
{
  AeqPgsqlStore *self = (AeqPgsqlStore *) store;

  g_clear_error (&self->late);
  aeq_pgsql_settle (self, NULL);
  return self->begun;
}

void
aeq_pgsql_rollback (AeqStore *store)
{
  AeqPgsqlStore *self = (AeqPgsqlStore *) store;

  if (aeq_pgsql_abandon (store))
    aeq_pgsql_command (self, "ROLLBACK", "Writing to the ledger", NULL);
  self->begun = self->writing = self->lost = FALSE;
}

/* A script outside of a transaction is one of its own, as far as it may write. */
gboolean
aeq_pgsql_exec (AeqStore *store, const char *sql, GError **error)
{
  AeqPgsqlStore *self = (AeqPgsqlStore *) store;

  if (!self->begun && !self->lost && !store->read_only)
    {
      if (aeq_pgsql_begin (store, TRUE, error) && aeq_pgsql_command (self, sql, "Writing to the ledger", error) &&
          aeq_pgsql_commit (store, error))
        return TRUE;
      aeq_pgsql_rollback (store);
      return FALSE;
    }
  return aeq_pgsql_ready (self, error) && aeq_pgsql_command (self, sql, "Writing to the ledger", error);
}

gboolean
aeq_pgsql_data_version (AeqStore *store, gint64 *version, GError **error)
{
  AeqPgsqlStore *self = (AeqPgsqlStore *) store;

  if (!aeq_store_query_int64 (store, "SELECT commits FROM store_mark", 0, version, error))
    return FALSE;
  *version -= self->own_commits + (self->writing ? 1 : 0);
  return TRUE;
}
