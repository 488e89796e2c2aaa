/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-store-pgsql"

#include "aeq-pgsql-private.h"

#include "aeq-error.h"

/* The beginning of an SQLSTATE, the longest first where one begins as another, and what it means to a caller. */
static const struct
{
  const char   *state;
  AeqStoreError code;
  const char   *reason; /* NULL: the server's own sentence */
} STATES[] = {
  { "23", AEQ_STORE_ERROR_CONSTRAINT, NULL },
  { "22P02", AEQ_STORE_ERROR_CONSTRAINT, NULL },
  { "42804", AEQ_STORE_ERROR_CONSTRAINT, NULL },
  { "25P02", AEQ_STORE_ERROR_FAILED, "an earlier statement of this transaction failed; nothing of it was kept" },
  { "55P03", AEQ_STORE_ERROR_BUSY, "another program is writing to it; try again in a moment" },
  { "40", AEQ_STORE_ERROR_BUSY, "another program is writing to it; try again in a moment" },
  { "53300", AEQ_STORE_ERROR_BUSY, "the database has no connection left; try again in a moment" },
  { AEQ_PGSQL_STOPPED, AEQ_STORE_ERROR_TIMEOUT, "it took too long; ask for less at once" },
  { "53100", AEQ_STORE_ERROR_FULL, "no space is left on the database's disk; nothing was changed" },
  { "25006", AEQ_STORE_ERROR_READ_ONLY, "it was opened for reading only, or its server does not take writes" },
  { "42501", AEQ_STORE_ERROR_READ_ONLY, "the database's user may not do that" },
  { "XX001", AEQ_STORE_ERROR_CORRUPT, "the database is damaged; restore a backup" },
  { "XX002", AEQ_STORE_ERROR_CORRUPT, "an index of the database is damaged; have it made again" },
};

gboolean
aeq_pgsql_is_fine (const PGresult *result)
{
  switch (PQresultStatus (result))
    {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_SINGLE_TUPLE:
    case PGRES_PIPELINE_SYNC:
    case PGRES_EMPTY_QUERY:
      return TRUE;
    default:
      return FALSE;
    }
}

gboolean
aeq_pgsql_fail_state (AeqPgsqlStore *self, const char *state, const char *message, const char *doing, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (STATES); i++)
    if (g_str_has_prefix (state, STATES[i].state))
      {
        g_set_error (error, AEQ_STORE_ERROR, STATES[i].code, "%s (%s): %s", doing, self->parent.uri,
                     STATES[i].reason != NULL ? STATES[i].reason : message);
        return FALSE;
      }
  g_set_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_FAILED, "%s (%s): %s (code %s)", doing, self->parent.uri, message, state);
  return FALSE;
}

/* An error that did not come from the server: libpq does not call a connection bad on which only writing has failed yet. */
static gboolean
fail_lost (AeqPgsqlStore *self, const char *doing, GError **error)
{
  g_debug ("%s (%s): %s", doing, self->parent.uri, PQerrorMessage (self->conn));
  self->broken = TRUE;
  g_set_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_UNREACHABLE, "%s (%s): the connection to the database was lost; %s", doing,
               self->parent.uri,
               self->committing ? "whether the last change was kept is not known until it is read again"
                                : "nothing since the last commit was kept");
  return FALSE;
}

/* It is the last that the connection says: the server stops, or ends the session. */
static gboolean
is_last_word (const PGresult *result)
{
  const char *severity = PQresultErrorField (result, PG_DIAG_SEVERITY_NONLOCALIZED);

  return g_strcmp0 (severity, "FATAL") == 0 || g_strcmp0 (severity, "PANIC") == 0;
}

/* The detail and the hint of a message quote rows; only its first sentence is shown. */
gboolean
aeq_pgsql_fail (AeqPgsqlStore *self, const PGresult *result, const char *doing, GError **error)
{
  const char *state = result != NULL ? PQresultErrorField (result, PG_DIAG_SQLSTATE) : NULL;
  const char *message = result != NULL ? PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY) : NULL;

  if (state == NULL || is_last_word (result))
    return fail_lost (self, doing, error);
  if (g_str_equal (state, AEQ_PGSQL_STOPPED) && !self->overdue)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s (%s): stopped", doing, self->parent.uri);
  else if (g_str_equal (state, "22003"))
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW, "%s (%s): a sum is too large to keep", doing, self->parent.uri);
  else
    aeq_pgsql_fail_state (self, state, message != NULL ? message : "no reason was given", doing, error);
  return FALSE;
}
