/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "aeq-store-private.h"
#include "aeq-words.h"

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* "0001-ledger.sql" and so on, in order. */
static GPtrArray *
list_migrations (const char *folder, GError **error)
{
  g_auto(GStrv) names = g_resources_enumerate_children (folder, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  GPtrArray *list;

  if (names == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func (g_free);
  for (char **name = names; *name != NULL; name++)
    if (g_ascii_isdigit (**name))
      g_ptr_array_add (list, g_strdup (*name));
  g_ptr_array_sort (list, compare_names);
  return list;
}

static int
newest_version (GPtrArray *migrations)
{
  return migrations->len == 0 ? 0 : atoi (migrations->pdata[migrations->len - 1]);
}

#define OWN_VERSIONS "schema_version"

static gboolean
read_version (AeqStore *self, const char *table, int *version, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT MAX (version) FROM %s", table);
  gint64 value;

  if (!aeq_store_query_int64 (self, sql, 0, &value, error))
    return FALSE;
  *version = (int) value;
  return TRUE;
}

static gboolean
refuse_newer (AeqStore *self, GError **error)
{
  if (self->schema_version <= self->newest_version)
    return TRUE;
  g_set_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_NEWER,
               N_("%s was written by a newer version (its schema is %d, this program knows %d): install the newer version to open it"),
               self->uri, self->schema_version, self->newest_version);
  return FALSE;
}

/* In one read transaction: another program may be making the ledger at this very moment, and half of what it writes would look
 * like a foreign database. */
static gboolean
read_marks (AeqStore *self, gint64 *id, gint64 *n_tables, GError **error)
{
  gboolean ok;

  if (!aeq_store_begin_read (self, error))
    return FALSE;
  ok = aeq_store_query_int64 (self, "SELECT COUNT (*) FROM sqlite_schema", 0, n_tables, error) &&
       aeq_store_query_int64 (self, "PRAGMA application_id", 0, id, error);
  aeq_store_rollback (self);
  return ok;
}

gboolean
aeq_store_identify (AeqStore *self, gboolean *empty, GError **error)
{
  g_autoptr(GPtrArray) migrations = list_migrations (self->kind->folder, error);
  gint64 id;
  gint64 n_tables;

  if (migrations == NULL || !read_marks (self, &id, &n_tables, error))
    return FALSE;
  self->newest_version = newest_version (migrations);
  *empty = n_tables == 0 && (id == 0 || id == self->kind->mark);
  if (*empty)
    return TRUE;
  if (id != self->kind->mark)
    {
      g_set_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_FOREIGN,
                   N_("%s is a database of another program, not a ledger; it was left as it is"), self->uri);
      return FALSE;
    }
  return read_version (self, OWN_VERSIONS, &self->schema_version, error) && refuse_newer (self, error);
}

static gboolean
record_version (AeqStore *self, const char *table, int version, const char *name, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO %s (version, name) VALUES (?1, ?2)", table);
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (self, sql, error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, version);
  aeq_statement_bind_text (stmt, 2, name);
  return aeq_statement_run (stmt, error);
}

/* One set of numbered scripts, and the table that says how far it is applied. */
typedef struct
{
  const char *folder;
  const char *table;
  int         version;
} Series;

static gboolean
apply (AeqStore *self, const Series *series, const char *name, GError **error)
{
  g_autofree char *path = g_strconcat (series->folder, "/", name, NULL);
  g_autoptr(GBytes) script = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autofree char *sql = NULL;

  if (script == NULL)
    return FALSE;
  sql = aeq_store_dialect_to_sqlite (g_bytes_get_data (script, NULL));
  if (!aeq_store_exec (self, sql, error) || !record_version (self, series->table, atoi (name), name, error))
    {
      g_prefix_error (error, N_("Upgrading %s by %s failed and was taken back: "), self->uri, name);
      return FALSE;
    }
  return TRUE;
}

/* The version is read again under the write lock: another program may have migrated meanwhile. */
static gboolean
apply_in_transaction (AeqStore *self, Series *series, const char *name, GError **error)
{
  int version = 0;

  if (!aeq_store_begin (self, error))
    return FALSE;
  if (read_version (self, series->table, &version, error) &&
      (version >= atoi (name) || apply (self, series, name, error)) && aeq_store_commit (self, error))
    {
      series->version = MAX (version, atoi (name));
      return TRUE;
    }
  aeq_store_rollback (self);
  return FALSE;
}

static gboolean
apply_missing (AeqStore *self, Series *series, const GPtrArray *migrations, GError **error)
{
  for (guint i = 0; i < migrations->len; i++)
    if (atoi (migrations->pdata[i]) > series->version && !apply_in_transaction (self, series, migrations->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
make_version_table (AeqStore *self, const char *sql, GError **error)
{
  if (!aeq_store_begin (self, error))
    return FALSE;
  if (aeq_store_exec (self, sql, error) && aeq_store_commit (self, error))
    return TRUE;
  aeq_store_rollback (self);
  return FALSE;
}

#define VERSION_COLUMNS "(version INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;"

gboolean
aeq_store_migrate (AeqStore *self, GError **error)
{
  Series series = { self->kind->folder, OWN_VERSIONS, self->schema_version };
  g_autoptr(GPtrArray) migrations = list_migrations (series.folder, error);
  g_autofree char *sql = NULL;

  if (migrations == NULL)
    return FALSE;
  if (self->schema_version == self->newest_version)
    return TRUE;
  sql = g_strdup_printf ("CREATE TABLE IF NOT EXISTS " OWN_VERSIONS " " VERSION_COLUMNS "PRAGMA application_id = %d", self->kind->mark);
  if (self->schema_version == 0 && !make_version_table (self, sql, error))
    return FALSE;
  if (!apply_missing (self, &series, migrations, error))
    return FALSE;
  self->schema_version = series.version;
  return refuse_newer (self, error);
}

gboolean
aeq_store_extend (AeqStore *self, const char *folder, const char *name, GError **error)
{
  g_autofree char *table = g_strdup_printf (OWN_VERSIONS "_%s", name);
  g_autofree char *sql = g_strdup_printf ("CREATE TABLE IF NOT EXISTS %s " VERSION_COLUMNS, table);
  Series series = { folder, table, 0 };
  g_autoptr(GPtrArray) migrations = list_migrations (folder, error);

  return migrations != NULL && make_version_table (self, sql, error) && read_version (self, table, &series.version, error) &&
         apply_missing (self, &series, migrations, error);
}
