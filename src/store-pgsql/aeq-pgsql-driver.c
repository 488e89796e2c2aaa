/* SPDX-License-Identifier: MIT */
#include "aeq-store-pgsql.h"

#include "aeq-pgsql-private.h"

#define BUSY_MILLISECONDS 5000

static AeqPgsqlStore *
store_new (const char *uri, const AeqStoreKind *kind, AeqStoreFlags flags, GError **error)
{
  g_autofree char *base = NULL;
  g_autofree char *schema = NULL;
  g_autofree char *shown = NULL;
  AeqPgsqlStore *self;

  if (!aeq_pgsql_uri_parse (uri, &base, &schema, error))
    return NULL;
  self = g_new0 (AeqPgsqlStore, 1);
  shown = aeq_pgsql_uri_show (base, schema);
  aeq_store_init (&self->parent, &aeq_store_pgsql_driver, kind, shown, flags);
  self->uri = g_steal_pointer (&base);
  self->schema = g_steal_pointer (&schema);
  self->busy_timeout = BUSY_MILLISECONDS;
  self->deferred = g_array_new (FALSE, FALSE, sizeof (gboolean));
  self->copied = g_byte_array_new ();
  self->dead = g_string_new (NULL);
  g_mutex_init (&self->cancel_lock);
  return self;
}

static AeqStore *
open_store (const char *uri, const AeqStoreKind *kind, AeqStoreFlags flags, GError **error)
{
  AeqPgsqlStore *self = store_new (uri, kind, flags, error);

  if (self == NULL)
    return NULL;
  if (aeq_pgsql_connect (self, error) && aeq_pgsql_open_schema (self, flags, error))
    return &self->parent;
  aeq_store_close (&self->parent);
  return NULL;
}

static void
close_store (AeqStore *store)
{
  AeqPgsqlStore *self = (AeqPgsqlStore *) store;

  aeq_pgsql_disconnect (self);
  g_mutex_clear (&self->cancel_lock);
  g_array_unref (self->deferred);
  g_byte_array_unref (self->copied);
  g_string_free (self->dead, TRUE);
  g_clear_error (&self->late);
  g_free (self->schema);
  g_free (self->uri);
}

/* A connection that is lost at this moment sets it when it is made again. */
static void
set_busy_timeout (AeqStore *store, int milliseconds)
{
  AeqPgsqlStore *self = (AeqPgsqlStore *) store;

  self->busy_timeout = milliseconds;
  if (aeq_pgsql_ready (self, NULL))
    aeq_pgsql_set_session (self, NULL);
}

static void
watch_deadline (AeqStore *store)
{
  ((AeqPgsqlStore *) store)->overdue = FALSE;
}

/* The memory is the server's. */
static void
rest (AeqStore *store G_GNUC_UNUSED)
{
}

static void
interrupt (AeqStore *store)
{
  aeq_pgsql_cancel ((AeqPgsqlStore *) store);
}

static gint64
changes (AeqStore *store)
{
  AeqPgsqlStore *self = (AeqPgsqlStore *) store;

  if (self->late == NULL && !aeq_pgsql_settle (self, &self->late))
    self->changes = 0;
  return self->changes;
}

static gboolean
backup (AeqStore *store, const char *path, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  g_set_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_FAILED,
               "%s is kept by PostgreSQL: copy it with pg_dump --schema, not to %s", store->uri, path);
  return FALSE;
}

const AeqStoreDriver aeq_store_pgsql_driver = {
  .scheme = "postgresql://", .remote = TRUE, .open = open_store, .close = close_store, .set_busy_timeout = set_busy_timeout,
  .watch_deadline = watch_deadline, .rest = rest,
  .interrupt = interrupt, .exec = aeq_pgsql_exec, .changes = changes, .data_version = aeq_pgsql_data_version, .backup = backup,
  .check = aeq_pgsql_check, .begin = aeq_pgsql_begin, .commit = aeq_pgsql_commit, .abandon = aeq_pgsql_abandon,
  .rollback = aeq_pgsql_rollback, .translate = aeq_pgsql_dialect_schema, .read_marks = aeq_pgsql_read_marks,
  .version_columns = "(version BIGINT PRIMARY KEY, name TEXT NOT NULL)",
  .prepare = aeq_pgsql_prepare, .statement_free = aeq_pgsql_statement_free, .clear_bindings = aeq_pgsql_clear_bindings,
  .bind = aeq_pgsql_bind, .step = aeq_pgsql_step, .run = aeq_pgsql_run, .run_bulk = aeq_pgsql_run_bulk,
  .reset = aeq_pgsql_reset, .n_columns = aeq_pgsql_n_columns, .column_name = aeq_pgsql_column_name,
  .get_type = aeq_pgsql_get_type, .get_int64 = aeq_pgsql_get_int64, .get_double = aeq_pgsql_get_double,
  .get_text = aeq_pgsql_get_text, .get_bytes = aeq_pgsql_get_bytes,
};

void
aeq_store_pgsql_add (void)
{
  aeq_store_add_driver (&aeq_store_pgsql_driver);
}
