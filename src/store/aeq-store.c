/* SPDX-License-Identifier: MIT */
#include "aeq-store-private.h"
#include "aeq-store-resources.h"

G_DEFINE_QUARK (aeq-store-error-quark, aeq_store_error)

static const char *const CODE_NAMES[] = {
  "failed", "constraint", "busy", "full", "read-only", "not-found", "foreign", "newer", "corrupt", "older", "timeout",
  "unreachable",
};

#define MAX_DRIVERS 4

static const AeqStoreDriver *drivers[MAX_DRIVERS];
static gsize n_drivers;

const char *
aeq_store_error_code_name (int code)
{
  return code >= 0 && code < (int) G_N_ELEMENTS (CODE_NAMES) ? CODE_NAMES[code] : "failed";
}

void
aeq_store_add_driver (const AeqStoreDriver *driver)
{
  for (gsize i = 0; i < n_drivers; i++)
    if (drivers[i] == driver)
      return;
  g_return_if_fail (n_drivers < MAX_DRIVERS);
  drivers[n_drivers++] = driver;
}

/* Whatever no other driver asks for is the path of a file. */
static const AeqStoreDriver *
driver_of (const char *uri)
{
  for (gsize i = 0; i < n_drivers; i++)
    if (g_str_has_prefix (uri, drivers[i]->scheme))
      return drivers[i];
  return &aeq_store_sqlite_driver;
}

AeqStore *
aeq_store_open (const char *uri, AeqStoreFlags flags, GError **error)
{
  static const AeqStoreKind LEDGER = { AEQ_STORE_SCHEMA_PATH, AEQ_STORE_APPLICATION_ID };

  aeq_store_get_resource (); /* registers the schema: a static library's own constructor may be dropped by the linker */
  return aeq_store_open_kind (uri, &LEDGER, flags, error);
}

AeqStore *
aeq_store_open_kind (const char *uri, const AeqStoreKind *kind, AeqStoreFlags flags, GError **error)
{
  g_return_val_if_fail (uri != NULL, NULL);

  return driver_of (uri)->open (uri, kind, flags, error);
}

static void
free_list (gpointer data)
{
  g_ptr_array_unref (data);
}

void
aeq_store_init (AeqStore *self, const AeqStoreDriver *driver, const AeqStoreKind *kind, const char *shown, AeqStoreFlags flags)
{
  self->kind = kind;
  self->driver = driver;
  self->uri = g_strdup (shown);
  self->idle = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_list);
  self->read_only = (flags & AEQ_STORE_READ_ONLY) != 0;
}

void
aeq_store_close (AeqStore *self)
{
  if (self == NULL)
    return;
  aeq_store_clear_cache (self);
  g_hash_table_unref (self->idle);
  self->driver->close (self);
  g_free (self->uri);
  g_free (self);
}

void
aeq_store_set_busy_timeout (AeqStore *self, int milliseconds)
{
  self->driver->set_busy_timeout (self, milliseconds);
}

void
aeq_store_set_time_limit (AeqStore *self, int milliseconds)
{
  self->deadline = milliseconds > 0 ? g_get_monotonic_time () + milliseconds * G_GINT64_CONSTANT (1000) : 0;
  self->driver->watch_deadline (self);
}

const char *
aeq_store_get_uri (AeqStore *self)
{
  return self->uri;
}

int
aeq_store_get_schema_version (AeqStore *self)
{
  return self->schema_version;
}

void
aeq_store_rest (AeqStore *self)
{
  self->driver->rest (self);
}

gboolean
aeq_store_is_remote (AeqStore *self)
{
  return self->driver->remote;
}

void
aeq_store_interrupt (AeqStore *self)
{
  self->driver->interrupt (self);
}

gboolean
aeq_store_exec (AeqStore *self, const char *sql, GError **error)
{
  return self->driver->exec (self, sql, error);
}

gint64
aeq_store_changes (AeqStore *self)
{
  return G_LIKELY (self->db != NULL) ? sqlite3_changes64 (self->db) : self->driver->changes (self);
}

gboolean
aeq_store_data_version (AeqStore *self, gint64 *version, GError **error)
{
  return self->driver->data_version (self, version, error);
}

gboolean
aeq_store_backup (AeqStore *self, const char *path, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  return self->driver->backup (self, path, progress, cancellable, error);
}

gboolean
aeq_store_check (AeqStore *self, GPtrArray *problems, GCancellable *cancellable, GError **error)
{
  return self->driver->check (self, problems, cancellable, error);
}

gboolean
aeq_store_query_int64 (AeqStore *self, const char *sql, gint64 fallback, gint64 *value, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (self, sql, error);
  gboolean has_row;

  if (stmt == NULL || !aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  *value = has_row && !aeq_statement_is_null (stmt, 0) ? aeq_statement_get_int64 (stmt, 0) : fallback;
  return TRUE;
}

static gboolean
exec_nested (AeqStore *self, const char *verb, guint level, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("%s level%u", verb, level);

  return aeq_store_exec (self, sql, error);
}

static gboolean
begin (AeqStore *self, gboolean write, GError **error)
{
  if (!(self->depth == 0 ? self->driver->begin (self, write, error) : exec_nested (self, "SAVEPOINT", self->depth, error)))
    return FALSE;
  self->depth++;
  return TRUE;
}

gboolean
aeq_store_begin (AeqStore *self, GError **error)
{
  return begin (self, TRUE, error);
}

gboolean
aeq_store_begin_read (AeqStore *self, GError **error)
{
  return begin (self, FALSE, error);
}

gboolean
aeq_store_commit (AeqStore *self, GError **error)
{
  g_return_val_if_fail (self->depth > 0, FALSE);

  if (!(self->depth == 1 ? self->driver->commit (self, error) : exec_nested (self, "RELEASE", self->depth - 1, error)))
    return FALSE;
  self->depth--;
  return TRUE;
}

void
aeq_store_rollback (AeqStore *self)
{
  g_return_if_fail (self->depth > 0);

  self->depth--;
  if (self->depth == 0)
    self->driver->rollback (self);
  else if (self->driver->abandon (self))
    {
      exec_nested (self, "ROLLBACK TO", self->depth, NULL);
      exec_nested (self, "RELEASE", self->depth, NULL);
    }
}
