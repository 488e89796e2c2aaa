/* SPDX-License-Identifier: MIT */
#include "aeq-pgsql-private.h"

#include <string.h>

#include "aeq-error.h"

#define MAX_DEAD 16

/* A statement is prepared when it first goes to the server, with the types that were bound: what the server would guess of "?1 = 0" is
 * too narrow for a number of 64 bits. A value that was NULL until then is left to the server; a type that is new prepares it again. */

static AeqPgsqlStore *
store_of (AeqPgsqlStatement *self)
{
  return (AeqPgsqlStore *) self->parent.store;
}

AeqStatement *
aeq_pgsql_prepare (AeqStore *store, const char *sql, GError **error)
{
  AeqPgsqlStatement *self;
  g_autoptr(GByteArray) used = g_byte_array_new ();
  char *text = aeq_pgsql_dialect_query (sql, used);

  if (text == NULL)
    {
      aeq_pgsql_fail_state ((AeqPgsqlStore *) store, "54023", "it has too many parameters", "Preparing a query", error);
      return NULL;
    }
  self = g_new0 (AeqPgsqlStatement, 1);
  self->text = text;
  self->n_params = (int) used->len;
  self->params = g_new0 (AeqPgsqlParam, self->n_params + 1);
  self->types = g_new0 (Oid, self->n_params + 1);
  self->values = g_new0 (const char *, self->n_params + 1);
  self->lengths = g_new0 (int, self->n_params + 1);
  self->formats = g_new0 (int, self->n_params + 1);
  for (int i = 0; i < self->n_params; i++)
    self->params[i] = (AeqPgsqlParam) { .is_null = TRUE, .type = used->data[i] == 0 ? AEQ_PGSQL_TEXT : 0 };
  g_queue_init (&self->waiting);
  return &self->parent;
}

/* The server is told in one go with others: each word to it costs a round trip. */
static void
deallocate (AeqPgsqlStatement *self)
{
  AeqPgsqlStore *store = store_of (self);

  if (self->generation != store->generation)
    return;
  g_string_append_printf (store->dead, "DEALLOCATE %s;", self->name);
  store->n_dead++;
}

void
aeq_pgsql_statement_free (AeqStatement *stmt)
{
  AeqPgsqlStatement *self = (AeqPgsqlStatement *) stmt;

  deallocate (self);
  for (int i = 0; i < self->n_params; i++)
    g_free (self->params[i].data);
  g_free (self->params);
  g_free (self->copy);
  g_free (self->types);
  g_free (self->values);
  g_free (self->lengths);
  g_free (self->formats);
  g_free (self->text);
}

void
aeq_pgsql_clear_bindings (AeqStatement *stmt)
{
  AeqPgsqlStatement *self = (AeqPgsqlStatement *) stmt;

  if (store_of (self)->copying == self && store_of (self)->late == NULL)
    aeq_pgsql_copy_end (store_of (self), &store_of (self)->late);
  for (int i = 0; i < self->n_params; i++)
    self->params[i].is_null = TRUE;
}

static Oid
type_of (AeqColumnType type)
{
  switch (type)
    {
    case AEQ_COLUMN_INT64:
      return AEQ_PGSQL_INT8;
    case AEQ_COLUMN_DOUBLE:
      return AEQ_PGSQL_FLOAT8;
    case AEQ_COLUMN_TEXT:
      return AEQ_PGSQL_TEXT;
    case AEQ_COLUMN_BYTES:
      return AEQ_PGSQL_BYTEA;
    case AEQ_COLUMN_NULL:
    default:
      return 0;
    }
}

void
aeq_pgsql_bind (AeqStatement *stmt, int index, AeqColumnType type, const void *data, gsize length)
{
  AeqPgsqlStatement *self = (AeqPgsqlStatement *) stmt;
  AeqPgsqlParam *param;
  guint64 bits;

  g_return_if_fail (index >= 1 && index <= self->n_params);

  param = &self->params[index - 1];
  if (type != AEQ_COLUMN_NULL)
    param->type = type_of (type);
  if ((param->is_null = data == NULL))
    return;
  if (param->size < length + 1)
    param->data = g_realloc (param->data, param->size = length + 64);
  param->length = length;
  if (type == AEQ_COLUMN_INT64 || type == AEQ_COLUMN_DOUBLE)
    {
      memcpy (&bits, data, sizeof bits);
      bits = GUINT64_TO_BE (bits);
      data = &bits;
    }
  memcpy (param->data, data, length);
}

static gboolean
bury_dead (AeqPgsqlStore *store, GError **error)
{
  gboolean ok;

  if (store->n_dead < MAX_DEAD || PQtransactionStatus (store->conn) == PQTRANS_INERROR)
    return TRUE;
  ok = aeq_pgsql_command (store, store->dead->str, "Preparing a query", error);
  g_string_truncate (store->dead, 0);
  store->n_dead = 0;
  return ok;
}

static gboolean
is_prepared (AeqPgsqlStatement *self)
{
  if (self->generation != store_of (self)->generation)
    return FALSE;
  for (int i = 0; i < self->n_params; i++)
    if (self->types[i] != self->params[i].type)
      return FALSE;
  return TRUE;
}

static gboolean
prepare_now (AeqPgsqlStatement *self, GError **error)
{
  AeqPgsqlStore *store = store_of (self);
  PGresult *result;
  gboolean ok;

  if (is_prepared (self))
    return TRUE;
  if (!aeq_pgsql_settle (store, error) || !bury_dead (store, error))
    return FALSE;
  deallocate (self);
  self->generation = 0;
  for (int i = 0; i < self->n_params; i++)
    self->types[i] = self->params[i].type;
  g_snprintf (self->name, sizeof self->name, "s%u", ++store->n_names);
  result = PQprepare (store->conn, self->name, self->text, self->n_params, self->types);
  ok = aeq_pgsql_is_fine (result) || aeq_pgsql_fail (store, result, "Preparing a query", error);
  PQclear (result);
  if (ok)
    self->generation = store->generation;
  return ok;
}

/* All in the binary format. */
static void
collect_values (AeqPgsqlStatement *self)
{
  for (int i = 0; i < self->n_params; i++)
    {
      self->values[i] = self->params[i].is_null ? NULL : self->params[i].data;
      self->lengths[i] = (int) self->params[i].length;
      self->formats[i] = 1;
    }
}

static void
clear_rows (AeqPgsqlStatement *self)
{
  PGresult *result;

  g_clear_pointer (&self->row, PQclear);
  g_clear_pointer (&self->last, PQclear);
  while ((result = g_queue_pop_head (&self->waiting)) != NULL)
    PQclear (result);
  g_clear_error (&self->late);
}

static gboolean
start (AeqPgsqlStatement *self, GError **error)
{
  AeqPgsqlStore *store = store_of (self);

  if (!aeq_pgsql_ready (store, error) || !prepare_now (self, error))
    return FALSE;
  collect_values (self);
  if (!PQsendQueryPrepared (store->conn, self->name, self->n_params, self->values, self->lengths, self->formats, 1))
    return aeq_pgsql_fail (store, NULL, "Reading or writing the ledger", error);
  PQsetSingleRowMode (store->conn);
  store->streaming = self;
  self->running = TRUE;
  return TRUE;
}

/* The next result from the server; NULL when that was the last. */
static PGresult *
receive (AeqPgsqlStatement *self, GError **error)
{
  AeqPgsqlStore *store = store_of (self);
  PGresult *result = aeq_pgsql_next_result (store);

  if (result != NULL && PQresultStatus (result) == PGRES_SINGLE_TUPLE)
    return result;
  if (!aeq_pgsql_is_fine (result))
    aeq_pgsql_fail (store, result, "Reading or writing the ledger", error);
  else
    store->changes = g_ascii_strtoll (PQcmdTuples (result), NULL, 10);
  PQclear (self->last);
  self->last = result;
  while ((result = aeq_pgsql_next_result (store)) != NULL)
    PQclear (result);
  store->streaming = NULL;
  return NULL;
}

void
aeq_pgsql_statement_take_in (AeqPgsqlStatement *self)
{
  PGresult *result;

  while (store_of (self)->streaming == self && (result = receive (self, &self->late)) != NULL)
    if (self->running)
      g_queue_push_tail (&self->waiting, result);
    else
      PQclear (result);
}

static PGresult *
next_row (AeqPgsqlStatement *self, GError **error)
{
  PGresult *result = g_queue_pop_head (&self->waiting);

  if (result == NULL && store_of (self)->streaming == self)
    result = receive (self, &self->late);
  if (result == NULL && self->late != NULL)
    g_propagate_error (error, g_steal_pointer (&self->late));
  return result;
}

/* A connection that went while nothing hung on it is made again once, and the query asked again. */
static gboolean
first_row (AeqPgsqlStatement *self, GError **error)
{
  g_autoptr(GError) local = NULL;
  gboolean alone = !store_of (self)->begun && !store_of (self)->lost;

  clear_rows (self);
  if (!start (self, &local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  self->row = next_row (self, &local);
  if (alone && g_error_matches (local, AEQ_STORE_ERROR, AEQ_STORE_ERROR_UNREACHABLE))
    {
      g_clear_error (&local);
      if (!start (self, error))
        return FALSE;
      self->row = next_row (self, &local);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
advance (AeqPgsqlStatement *self, GError **error)
{
  g_autoptr(GError) local = NULL;

  if (!self->running)
    return first_row (self, error);
  g_clear_pointer (&self->row, PQclear);
  self->row = next_row (self, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
aeq_pgsql_step (AeqStatement *stmt, gboolean *has_row, GError **error)
{
  AeqPgsqlStatement *self = (AeqPgsqlStatement *) stmt;
  gboolean ok = advance (self, error);

  *has_row = ok && self->row != NULL;
  if (*has_row && !aeq_pgsql_row_fits (self->row))
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW, "%s (%s): a sum is too large to keep", "Reading or writing the ledger",
                   stmt->store->uri);
      *has_row = ok = FALSE;
    }
  if (!ok)
    aeq_pgsql_reset (stmt);
  else if (!*has_row)
    self->running = FALSE;
  return ok;
}

void
aeq_pgsql_reset (AeqStatement *stmt)
{
  AeqPgsqlStatement *self = (AeqPgsqlStatement *) stmt;

  self->running = FALSE;
  aeq_pgsql_statement_take_in (self);
  clear_rows (self);
}

/* In a transaction it is not waited for; alone it is a transaction of its own, sent whole. */
static gboolean
send_run (AeqPgsqlStatement *self, gboolean alone, GError **error)
{
  AeqPgsqlStore *store = store_of (self);

  collect_values (self);
  if ((alone && !aeq_pgsql_defer_begin (store, TRUE, error)) ||
      !aeq_pgsql_defer_prepared (store, self->name, self->n_params, self->values, self->lengths, self->formats, error))
    return FALSE;
  return !alone || aeq_pgsql_commit (self->parent.store, error);
}

gboolean
aeq_pgsql_run (AeqStatement *stmt, GError **error)
{
  AeqPgsqlStatement *self = (AeqPgsqlStatement *) stmt;
  AeqPgsqlStore *store = store_of (self);
  gboolean alone = !store->begun && !store->lost;

  aeq_pgsql_reset (stmt);
  if (store->streaming != NULL)
    aeq_pgsql_statement_take_in (store->streaming);
  if (!aeq_pgsql_copy_end (store, error))
    return FALSE;
  if (((!store->begun || store->late != NULL) && !aeq_pgsql_ready (store, error)) || !prepare_now (self, error))
    return FALSE;
  if (send_run (self, alone, error))
    return TRUE;
  if (alone)
    aeq_pgsql_rollback (stmt->store);
  return FALSE;
}
