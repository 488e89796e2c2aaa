/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "aeq-store-private.h"
#include "aeq-words.h"

/* More idle statements than a page of the desktop uses; the rest are finalized on release. */
#define MAX_IDLE 96

/* SQLite is called directly: rows are read and written by the million. The way round by the driver's table is only taken where there
 * is no statement of SQLite. */
#define IS_SQLITE(self) G_LIKELY ((self)->stmt != NULL)

static void
statement_free (AeqStatement *self)
{
  if (IS_SQLITE (self))
    sqlite3_finalize (self->stmt);
  else
    self->store->driver->statement_free (self);
  g_free (self->sql);
  g_free (self);
}

void
aeq_store_clear_cache (AeqStore *self)
{
  GHashTableIter iter;
  gpointer list;

  g_hash_table_iter_init (&iter, self->idle);
  while (g_hash_table_iter_next (&iter, NULL, &list))
    g_ptr_array_foreach (list, (GFunc) (void (*) (void)) statement_free, NULL);
  g_hash_table_remove_all (self->idle);
  self->n_idle = 0;
}

static AeqStatement *
prepare_sqlite (AeqStore *self, const char *sql, GError **error)
{
  AeqStatement *stmt;
  sqlite3_stmt *handle = NULL;
  int rc = sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
  if (rc != SQLITE_OK)
    {
      aeq_store_set_error (self, rc, N_("Preparing a query"), error);
      return NULL;
    }
  stmt = g_new0 (AeqStatement, 1);
  stmt->stmt = handle;
  return stmt;
}

AeqStatement *
aeq_store_prepare (AeqStore *self, const char *sql, GError **error)
{
  GPtrArray *list = g_hash_table_lookup (self->idle, sql);
  AeqStatement *stmt;

  if (list != NULL && list->len > 0)
    {
      self->n_idle--;
      return g_ptr_array_steal_index_fast (list, list->len - 1);
    }
  stmt = self->db != NULL ? prepare_sqlite (self, sql, error) : self->driver->prepare (self, sql, error);
  if (stmt == NULL)
    return NULL;
  stmt->store = self;
  stmt->sql = g_strdup (sql);
  return stmt;
}

void
aeq_statement_release (AeqStatement *self)
{
  AeqStore *store;
  GPtrArray *list;

  if (self == NULL)
    return;
  store = self->store;
  aeq_statement_reset (self);
  if (IS_SQLITE (self))
    sqlite3_clear_bindings (self->stmt);
  else
    store->driver->clear_bindings (self);
  if (store->n_idle >= MAX_IDLE)
    {
      statement_free (self);
      return;
    }
  if ((list = g_hash_table_lookup (store->idle, self->sql)) == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (store->idle, g_strdup (self->sql), list);
    }
  g_ptr_array_add (list, self);
  store->n_idle++;
}

void
aeq_statement_bind_int64 (AeqStatement *self, int index, gint64 value)
{
  if (IS_SQLITE (self))
    sqlite3_bind_int64 (self->stmt, index, value);
  else
    self->store->driver->bind (self, index, AEQ_COLUMN_INT64, &value, sizeof value);
}

void
aeq_statement_bind_double (AeqStatement *self, int index, double value)
{
  if (!IS_SQLITE (self))
    self->store->driver->bind (self, index, AEQ_COLUMN_DOUBLE, isnan (value) ? NULL : &value, sizeof value);
  else if (isnan (value))
    sqlite3_bind_null (self->stmt, index);
  else
    sqlite3_bind_double (self->stmt, index, value);
}

void
aeq_statement_bind_text (AeqStatement *self, int index, const char *value)
{
  if (IS_SQLITE (self))
    sqlite3_bind_text (self->stmt, index, value, -1, SQLITE_TRANSIENT);
  else
    self->store->driver->bind (self, index, AEQ_COLUMN_TEXT, value, value != NULL ? strlen (value) : 0);
}

void
aeq_statement_bind_text_static (AeqStatement *self, int index, const char *value, gssize length)
{
  if (IS_SQLITE (self))
    sqlite3_bind_text (self->stmt, index, value, (int) length, SQLITE_STATIC);
  else
    self->store->driver->bind (self, index, AEQ_COLUMN_TEXT, value, value != NULL && length < 0 ? strlen (value) : (gsize) length);
}

void
aeq_statement_bind_bytes (AeqStatement *self, int index, const void *data, gsize length)
{
  if (IS_SQLITE (self))
    sqlite3_bind_blob64 (self->stmt, index, data, length, SQLITE_TRANSIENT);
  else
    self->store->driver->bind (self, index, AEQ_COLUMN_BYTES, data, length);
}

void
aeq_statement_bind_bytes_static (AeqStatement *self, int index, const void *data, gsize length)
{
  if (IS_SQLITE (self))
    sqlite3_bind_blob64 (self->stmt, index, data, length, SQLITE_STATIC);
  else
    self->store->driver->bind (self, index, AEQ_COLUMN_BYTES, data, length);
}

void
aeq_statement_bind_id (AeqStatement *self, int index, const AeqId *id)
{
  aeq_statement_bind_bytes (self, index, id->bytes, sizeof id->bytes);
}

void
aeq_statement_bind_null (AeqStatement *self, int index)
{
  if (IS_SQLITE (self))
    sqlite3_bind_null (self->stmt, index);
  else
    self->store->driver->bind (self, index, AEQ_COLUMN_NULL, NULL, 0);
}

gboolean
aeq_statement_step (AeqStatement *self, gboolean *has_row, GError **error)
{
  int rc;

  if (!IS_SQLITE (self))
    return self->store->driver->step (self, has_row, error);
  rc = sqlite3_step (self->stmt);
  *has_row = rc == SQLITE_ROW;
  if (rc == SQLITE_ROW || rc == SQLITE_DONE)
    return TRUE;
  sqlite3_reset (self->stmt);
  return aeq_store_set_error (self->store, rc, N_("Reading or writing the ledger"), error);
}

gboolean
aeq_statement_run (AeqStatement *self, GError **error)
{
  int rc;

  if (!IS_SQLITE (self))
    return self->store->driver->run (self, error);
  while ((rc = sqlite3_step (self->stmt)) == SQLITE_ROW)
    continue;
  sqlite3_reset (self->stmt);
  return rc == SQLITE_DONE || aeq_store_set_error (self->store, rc, N_("Writing to the ledger"), error);
}

gboolean
aeq_statement_run_bulk (AeqStatement *self, GError **error)
{
  return IS_SQLITE (self) ? aeq_statement_run (self, error) : self->store->driver->run_bulk (self, error);
}

void
aeq_statement_reset (AeqStatement *self)
{
  if (IS_SQLITE (self))
    sqlite3_reset (self->stmt);
  else
    self->store->driver->reset (self);
}

int
aeq_statement_n_columns (AeqStatement *self)
{
  return IS_SQLITE (self) ? sqlite3_column_count (self->stmt) : self->store->driver->n_columns (self);
}

const char *
aeq_statement_column_name (AeqStatement *self, int column)
{
  return IS_SQLITE (self) ? sqlite3_column_name (self->stmt, column) : self->store->driver->column_name (self, column);
}

AeqColumnType
aeq_statement_get_type (AeqStatement *self, int column)
{
  if (!IS_SQLITE (self))
    return self->store->driver->get_type (self, column);
  switch (sqlite3_column_type (self->stmt, column))
    {
    case SQLITE_INTEGER:
      return AEQ_COLUMN_INT64;
    case SQLITE_FLOAT:
      return AEQ_COLUMN_DOUBLE;
    case SQLITE_TEXT:
      return AEQ_COLUMN_TEXT;
    case SQLITE_BLOB:
      return AEQ_COLUMN_BYTES;
    default:
      return AEQ_COLUMN_NULL;
    }
}

gboolean
aeq_statement_is_null (AeqStatement *self, int column)
{
  if (IS_SQLITE (self))
    return sqlite3_column_type (self->stmt, column) == SQLITE_NULL;
  return self->store->driver->get_type (self, column) == AEQ_COLUMN_NULL;
}

gint64
aeq_statement_get_int64 (AeqStatement *self, int column)
{
  return IS_SQLITE (self) ? sqlite3_column_int64 (self->stmt, column) : self->store->driver->get_int64 (self, column);
}

double
aeq_statement_get_double (AeqStatement *self, int column)
{
  if (aeq_statement_is_null (self, column))
    return NAN;
  return IS_SQLITE (self) ? sqlite3_column_double (self->stmt, column) : self->store->driver->get_double (self, column);
}

const char *
aeq_statement_get_text (AeqStatement *self, int column)
{
  if (IS_SQLITE (self))
    return (const char *) sqlite3_column_text (self->stmt, column);
  return self->store->driver->get_text (self, column);
}

const void *
aeq_statement_get_bytes (AeqStatement *self, int column, gsize *length)
{
  const void *data;

  if (!IS_SQLITE (self))
    return self->store->driver->get_bytes (self, column, length);
  data = sqlite3_column_blob (self->stmt, column);
  *length = (gsize) sqlite3_column_bytes (self->stmt, column);
  return data;
}

gboolean
aeq_statement_get_id (AeqStatement *self, int column, AeqId *id)
{
  gsize length;
  const void *data = aeq_statement_get_bytes (self, column, &length);

  if (data == NULL || length != sizeof id->bytes)
    return FALSE;
  memcpy (id->bytes, data, sizeof id->bytes);
  return TRUE;
}
