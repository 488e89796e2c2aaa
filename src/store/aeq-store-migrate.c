/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "aeq-store-driver.h"
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

gboolean
aeq_store_identify (AeqStore *self, gboolean *empty, GError **error)
{
  g_autoptr(GPtrArray) migrations = list_migrations (self->kind->folder, error);
  gint64 id;
  gint64 n_tables;

  if (migrations == NULL || !self->driver->read_marks (self, &id, &n_tables, error))
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
  sql = self->driver->translate (g_bytes_get_data (script, NULL));
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
make_version_table (AeqStore *self, const char *table, GError **error)
{
  gboolean own = g_str_equal (table, OWN_VERSIONS) && self->driver->mark != NULL;
  g_autofree char *sql = g_strdup_printf ("CREATE TABLE IF NOT EXISTS %s %s", table, self->driver->version_columns);

  if (!aeq_store_begin (self, error))
    return FALSE;
  if (aeq_store_exec (self, sql, error) && (!own || self->driver->mark (self, error)) && aeq_store_commit (self, error))
    return TRUE;
  aeq_store_rollback (self);
  return FALSE;
}

gboolean
aeq_store_migrate (AeqStore *self, GError **error)
{
  Series series = { self->kind->folder, OWN_VERSIONS, self->schema_version };
  g_autoptr(GPtrArray) migrations = list_migrations (series.folder, error);

  if (migrations == NULL)
    return FALSE;
  if (self->schema_version == self->newest_version)
    return TRUE;
  if (self->schema_version == 0 && !make_version_table (self, OWN_VERSIONS, error))
    return FALSE;
  if (!apply_missing (self, &series, migrations, error))
    return FALSE;
  self->schema_version = series.version;
  return refuse_newer (self, error);
}

gboolean
aeq_store_require_current (AeqStore *self, gboolean empty, GError **error)
{
  if (!empty && self->schema_version == self->newest_version)
    return TRUE;
  g_set_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_OLDER,
               N_("%s has an older schema and was opened for reading only; open it once for writing to upgrade it"), self->uri);
  return FALSE;
}

gboolean
aeq_store_extend (AeqStore *self, const char *folder, const char *name, GError **error)
{
  g_autofree char *table = g_strdup_printf (OWN_VERSIONS "_%s", name);
  Series series = { folder, table, 0 };
  g_autoptr(GPtrArray) migrations = list_migrations (folder, error);

  return migrations != NULL && make_version_table (self, table, error) && read_version (self, table, &series.version, error) &&
         apply_missing (self, &series, migrations, error);
}
