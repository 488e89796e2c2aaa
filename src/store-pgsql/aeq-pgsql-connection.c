/* SPDX-License-Identifier: MIT */
#include "aeq-pgsql-private.h"

#include <poll.h>
#include <string.h>


#define RETRY_MICROSECONDS 50000

/* So that a host that went away without a word is noticed in seconds. What the URI says comes later and goes before. */
static const char *const KEYS[] = {
  "connect_timeout", "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout", "fallback_application_name",
  "target_session_attrs", "dbname", "client_encoding", NULL,
};

static void
keep_quiet (void *data G_GNUC_UNUSED, const PGresult *notice G_GNUC_UNUSED)
{
}

static gboolean
fail_connect (AeqPgsqlStore *self, GError **error)
{
  g_autofree char *message = g_strdup (PQerrorMessage (self->conn));

  for (char *p = message; *p != '\0'; p++)
    if (*p == '\n' || *p == '\t')
      *p = ' ';
  g_set_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_UNREACHABLE, "%s (%s): the database cannot be reached: %s", "Opening the ledger",
               self->parent.uri, g_strstrip (message));
  return FALSE;
}

static gboolean
check_encoding (AeqPgsqlStore *self, GError **error)
{
  const char *encoding = PQparameterStatus (self->conn, "server_encoding");

  if (g_strcmp0 (encoding, "UTF8") == 0)
    return TRUE;
  g_set_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_FOREIGN, "%s: the database's encoding is %s, a ledger needs UTF8", self->parent.uri,
               encoding != NULL ? encoding : "not known");
  return FALSE;
}

/* Plans are made once for many uses, some of them while the tables are still empty: an index is used wherever there is one, as SQLite does
 * it, lest an import that fills a table goes through all of it for each row. */
gboolean
aeq_pgsql_set_session (AeqPgsqlStore *self, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
    "SET search_path = \"%s\"; SET lock_timeout = %d; SET default_transaction_read_only = %s; SET timezone = 'UTC';"
    "SET enable_seqscan = off",
    self->schema, MAX (self->busy_timeout, 1), self->parent.read_only ? "on" : "off");

  return aeq_pgsql_command (self, sql, "Opening the ledger", error);
}

static void
set_cancel (AeqPgsqlStore *self, PGcancel *cancel)
{
  g_mutex_lock (&self->cancel_lock);
  PQfreeCancel (self->cancel);
  self->cancel = cancel;
  g_mutex_unlock (&self->cancel_lock);
}

void
aeq_pgsql_cancel (AeqPgsqlStore *self)
{
  char reason[256];

  g_mutex_lock (&self->cancel_lock);
  if (self->cancel != NULL)
    PQcancel (self->cancel, reason, sizeof reason);
  g_mutex_unlock (&self->cancel_lock);
}

PGresult *
aeq_pgsql_next_result (AeqPgsqlStore *self)
{
  struct pollfd fd = { .fd = PQsocket (self->conn), .events = POLLIN };

  while (self->parent.deadline != 0 && !self->overdue && PQisBusy (self->conn))
    {
      gint64 left = self->parent.deadline - g_get_monotonic_time ();

      if ((self->overdue = left <= 0))
        aeq_pgsql_cancel (self);
      else if (poll (&fd, 1, (int) (left / 1000 + 1)) > 0 && !PQconsumeInput (self->conn))
        break;
    }
  return PQgetResult (self->conn);
}

void
aeq_pgsql_disconnect (AeqPgsqlStore *self)
{
  set_cancel (self, NULL);
  PQfinish (self->conn);
  self->conn = NULL;
}

gboolean
aeq_pgsql_connect (AeqPgsqlStore *self, GError **error)
{
  const char *which = self->parent.read_only ? "any" : "read-write";
  const char *const values[] = { "5", "30", "10", "3", "20000", "aequitas", which, self->uri, "UTF8", NULL };

  aeq_pgsql_disconnect (self);
  self->conn = PQconnectdbParams (KEYS, values, 1);
  if (PQstatus (self->conn) != CONNECTION_OK)
    return fail_connect (self, error);
  PQsetNoticeReceiver (self->conn, keep_quiet, NULL);
  set_cancel (self, PQgetCancel (self->conn));
  self->generation++;
  self->broken = FALSE;
  g_string_truncate (self->dead, 0);
  self->n_dead = 0;
  return check_encoding (self, error) && aeq_pgsql_set_session (self, error);
}

static gboolean
is_broken (AeqPgsqlStore *self)
{
  return self->broken || PQstatus (self->conn) != CONNECTION_OK;
}

/* A server that stops says so on the idle connection. */
static gboolean
is_alive (AeqPgsqlStore *self)
{
  struct pollfd fd = { .fd = PQsocket (self->conn), .events = POLLIN };

  while (!is_broken (self) && poll (&fd, 1, 0) > 0)
    if (!PQconsumeInput (self->conn))
      return FALSE;
  return !is_broken (self);
}

/* A server that was restarted, or another that takes its place, needs a moment. */
static gboolean
reconnect (AeqPgsqlStore *self, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + (gint64) self->busy_timeout * 1000;
  g_autoptr(GError) local = NULL;

  while (!aeq_pgsql_connect (self, &local))
    {
      if (!g_error_matches (local, AEQ_STORE_ERROR, AEQ_STORE_ERROR_UNREACHABLE) || g_get_monotonic_time () >= deadline)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      g_clear_error (&local);
      g_usleep (RETRY_MICROSECONDS);
    }
  return TRUE;
}

/* The transaction went with the connection. */
static void
note_lost (AeqPgsqlStore *self)
{
  if (!is_broken (self))
    return;
  self->lost = self->lost || self->begun;
  self->begun = self->writing = FALSE;
  self->streaming = self->copying = NULL;
  g_byte_array_set_size (self->copied, 0);
  g_array_set_size (self->deferred, 0);
}

gboolean
aeq_pgsql_ready (AeqPgsqlStore *self, GError **error)
{
  if (!aeq_pgsql_settle (self, error))
    return FALSE;
  note_lost (self);
  if (self->lost)
    return aeq_pgsql_fail (self, NULL, "Reading or writing the ledger", error);
  if (self->overdue)
    return aeq_pgsql_fail_state (self, AEQ_PGSQL_STOPPED, "", "Reading or writing the ledger", error);
  return self->begun || is_alive (self) || reconnect (self, error);
}

gboolean
aeq_pgsql_take_results (AeqPgsqlStore *self, const char *doing, gboolean counted, GError **error)
{
  gboolean ok = TRUE;
  PGresult *result;

  while ((result = aeq_pgsql_next_result (self)) != NULL)
    {
      if (PQresultStatus (result) == PGRES_PIPELINE_ABORTED) /* the one before it told why */
        ok = FALSE;
      else if (ok && !aeq_pgsql_is_fine (result))
        ok = aeq_pgsql_fail (self, result, doing, error);
      if (counted)
        self->changes = g_ascii_strtoll (PQcmdTuples (result), NULL, 10);
      PQclear (result);
    }
  return ok;
}

gboolean
aeq_pgsql_command (AeqPgsqlStore *self, const char *sql, const char *doing, GError **error)
{
  gboolean ok = PQsendQuery (self->conn, sql) ? aeq_pgsql_take_results (self, doing, TRUE, error)
                                              : aeq_pgsql_fail (self, NULL, doing, error);

  note_lost (self);
  return ok;
}

/* So many that waiting for them is nothing, and so few that their answers fit into the socket's buffer: the server never has to wait for
 * us to read while we wait for it to. */
#define MAX_DEFERRED 64

static gboolean
note_deferred (AeqPgsqlStore *self, int sent, gboolean counted, GError **error)
{
  if (!sent)
    {
      aeq_pgsql_fail (self, NULL, "Writing to the ledger", error);
      note_lost (self);
      return FALSE;
    }
  g_array_append_val (self->deferred, counted);
  return self->deferred->len < MAX_DEFERRED || aeq_pgsql_collect (self, error);
}

gboolean
aeq_pgsql_defer (AeqPgsqlStore *self, const char *sql, GError **error)
{
  int sent = PQenterPipelineMode (self->conn) && PQsendQueryParams (self->conn, sql, 0, NULL, NULL, NULL, NULL, 0);

  return note_deferred (self, sent, FALSE, error);
}

gboolean
aeq_pgsql_defer_prepared (AeqPgsqlStore *self, const char *name, int n, const char *const *values, const int *lengths,
                          const int *formats, GError **error)
{
  int sent = PQenterPipelineMode (self->conn) && PQsendQueryPrepared (self->conn, name, n, values, lengths, formats, 1);

  return note_deferred (self, sent, TRUE, error);
}

gboolean
aeq_pgsql_collect (AeqPgsqlStore *self, GError **error)
{
  gboolean ok = TRUE;

  if (self->late != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->late));
      return FALSE;
    }
  if (self->deferred->len == 0)
    return TRUE;
  PQpipelineSync (self->conn);
  for (guint i = 0; i < self->deferred->len; i++)
    ok = aeq_pgsql_take_results (self, "Writing to the ledger", g_array_index (self->deferred, gboolean, i), ok ? error : NULL) && ok;
  PQclear (PQgetResult (self->conn)); /* of the synchronisation */
  PQexitPipelineMode (self->conn);
  g_array_set_size (self->deferred, 0);
  note_lost (self);
  return ok;
}

gboolean
aeq_pgsql_settle (AeqPgsqlStore *self, GError **error)
{
  if (self->streaming != NULL)
    aeq_pgsql_statement_take_in (self->streaming);
  return aeq_pgsql_copy_end (self, error) && aeq_pgsql_collect (self, error);
}
