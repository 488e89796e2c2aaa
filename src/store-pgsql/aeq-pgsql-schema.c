/* SPDX-License-Identifier: MIT */
#include "aeq-pgsql-private.h"

#include "aeq-store-pgsql.h"

static const char TABLES_SQL[] =
  "SELECT COUNT (*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
  " WHERE n.nspname = current_schema () AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relname <> 'store_mark'";
static const char MARK_SQL[] =
  "SELECT COUNT (*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
  " WHERE n.nspname = current_schema () AND c.relname = 'store_mark'";

/* A schema that is not there is no current schema, and so has no tables. */
gboolean
aeq_pgsql_read_marks (AeqStore *store, gint64 *application, gint64 *n_tables, GError **error)
{
  gint64 n_marks = 0;
  gboolean ok;

  *application = 0;
  if (!aeq_store_begin_read (store, error))
    return FALSE;
  ok = aeq_store_query_int64 (store, TABLES_SQL, 0, n_tables, error) && aeq_store_query_int64 (store, MARK_SQL, 0, &n_marks, error) &&
       (n_marks == 0 || aeq_store_query_int64 (store, "SELECT MAX (application) FROM store_mark", 0, application, error));
  aeq_store_rollback (store);
  return ok;
}

static gboolean
exists (AeqPgsqlStore *self, gboolean *found, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (&self->parent, "SELECT 1 FROM pg_namespace WHERE nspname = ?1", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_text (stmt, 1, self->schema);
  return aeq_statement_step (stmt, found, error);
}

/* Programs that make one schema at the same time wait for each other: "IF NOT EXISTS" alone lets them collide. The lock's number is that
 * of our mark. The table is one row, written to in each transaction: room in its page keeps it small. */
static gboolean
make_mark (AeqPgsqlStore *self, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
    "BEGIN; SELECT pg_advisory_xact_lock (%d); CREATE SCHEMA IF NOT EXISTS \"%s\";"
    "CREATE TABLE IF NOT EXISTS store_mark (application BIGINT PRIMARY KEY, commits BIGINT NOT NULL) WITH (fillfactor = 10);"
    "INSERT INTO store_mark (application, commits) VALUES (%d, 0) ON CONFLICT DO NOTHING; COMMIT",
    self->parent.kind->mark, self->schema, self->parent.kind->mark);

  if (aeq_pgsql_command (self, sql, "Opening the ledger", error))
    return TRUE;
  aeq_pgsql_command (self, "ROLLBACK", "Opening the ledger", NULL);
  return FALSE;
}

static gboolean
find_schema (AeqPgsqlStore *self, AeqStoreFlags flags, GError **error)
{
  gboolean found;

  if (!exists (self, &found, error))
    return FALSE;
  if (found || (flags & AEQ_STORE_CREATE) != 0)
    return TRUE;
  g_set_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_NOT_FOUND, "There is no ledger at %s", self->parent.uri);
  return FALSE;
}

gboolean
aeq_pgsql_open_schema (AeqPgsqlStore *self, AeqStoreFlags flags, GError **error)
{
  AeqStore *store = &self->parent;
  gint64 n_marks;
  gboolean empty;

  store->schema_version = 0;
  self->own_commits = 0;
  if (!find_schema (self, flags, error) || !aeq_store_identify (store, &empty, error))
    return FALSE;
  if (store->read_only)
    return aeq_store_require_current (store, empty, error);
  if (!aeq_store_query_int64 (store, MARK_SQL, 0, &n_marks, error) || (n_marks == 0 && !make_mark (self, error)))
    return FALSE;
  return aeq_store_migrate (store, error);
}

gboolean
aeq_store_pgsql_use_schema (AeqStore *store, const char *schema, AeqStoreFlags flags, GError **error)
{
  AeqPgsqlStore *self = (AeqPgsqlStore *) store;

  g_return_val_if_fail (store->driver == &aeq_store_pgsql_driver && store->depth == 0, FALSE);

  if (!aeq_pgsql_schema_check (schema, error) || !aeq_pgsql_ready (self, error))
    return FALSE;
  g_free (self->schema);
  self->schema = g_strdup (schema);
  g_free (store->uri);
  store->uri = aeq_pgsql_uri_show (self->uri, schema);
  return aeq_pgsql_set_session (self, error) && aeq_pgsql_open_schema (self, flags, error);
}

static gboolean
collect_problems (AeqStore *store, const char *sql, GPtrArray *problems, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (store, sql, error);
  gboolean has_row;

  if (stmt == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      g_ptr_array_add (problems, g_strdup (aeq_statement_get_text (stmt, 0)));
    }
  return FALSE;
}

/* The server keeps its rules itself, unless someone took them away; its pages are the business of its own checksums. */
gboolean
aeq_pgsql_check (AeqStore *store, GPtrArray *problems, GCancellable *cancellable, GError **error)
{
  static const char RULES_SQL[] =
    "SELECT 'rule ' || conname || ' of table ' || c.relname || ' was never checked' FROM pg_constraint r"
    " JOIN pg_class c ON c.oid = r.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = current_schema () AND NOT r.convalidated";
  static const char INDEXES_SQL[] =
    "SELECT 'index ' || c.relname || ' is not valid' FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
    " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema () AND NOT i.indisvalid";
  static const char TRIGGERS_SQL[] =
    "SELECT DISTINCT 'references of table ' || c.relname || ' are switched off' FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
    " JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = current_schema () AND t.tgisinternal AND t.tgenabled = 'D'";

  return collect_problems (store, RULES_SQL, problems, cancellable, error) &&
         collect_problems (store, INDEXES_SQL, problems, cancellable, error) &&
         collect_problems (store, TRIGGERS_SQL, problems, cancellable, error);
}
