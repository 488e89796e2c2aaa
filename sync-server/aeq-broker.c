/* SPDX-License-Identifier: MIT */
#include "aeq-broker.h"

#include <string.h>

#include "aeq-catalog.h"
#include "aeq-job-connections.h"

#define FOLDER "drop"

/* "DATA/drop/ORGANISATION/NAME" from the root on. */
static char *
path_of (AeqCall *call, const char *name)
{
  g_autofree char *data = g_canonicalize_filename (call->server->config.data, NULL);

  return g_build_filename (data, FOLDER, call->organisation_text, name, NULL);
}

gboolean
aeq_broker_keep_folder (const char *folder, GError **error)
{
  g_autofree char *inside = g_build_filename (folder, "x", NULL);

  return aeq_store_make_folder (inside, error);
}

gboolean
aeq_broker_make_folder (AeqCall *call, AeqConnection *connection, GError **error)
{
  char name[AEQ_ID_TEXT_SIZE];
  g_autofree char *path = NULL;
  g_autofree char *archive = NULL;
  g_autofree char *quarantine = NULL;
  AeqId id;

  aeq_catalog_new_id (&id, call->now);
  path = path_of (call, aeq_id_format (&id, name));
  archive = g_build_filename (path, "imported", NULL);
  quarantine = g_build_filename (path, "refused", NULL);
  aeq_connection_set (connection, "folder", path);
  aeq_connection_set (connection, "archive", archive);
  aeq_connection_set (connection, "quarantine", quarantine);
  return aeq_broker_keep_folder (path, error);
}

char *
aeq_broker_folder (AeqCall *call, const AeqConnection *connection)
{
  const char *kept = aeq_connection_get (connection, "folder");
  g_autofree char *name = kept != NULL ? g_path_get_basename (kept) : NULL;
  char text[AEQ_ID_TEXT_SIZE];
  AeqId id;

  return name != NULL && aeq_id_parse (name, &id) ? path_of (call, aeq_id_format (&id, text)) : NULL;
}

AeqConnection *
aeq_broker_find (AeqCall *call, GPtrArray *list, GError **error)
{
  AeqId id;

  if (!aeq_call_id (call, 0, &id, error))
    return NULL;
  for (guint i = 0; i < list->len; i++)
    {
      AeqConnection *connection = list->pdata[i];

      if (aeq_id_equal (&connection->uid, &id) && !aeq_connection_is_feed (connection->kind))
        return connection;
    }
  aeq_status_refuse (error, 404, "there is no such connection");
  return NULL;
}

gboolean
aeq_broker_add_secret (AeqCall *call, const AeqId *connection, const char *field, const char *secret, GError **error)
{
  AeqStore *store = call->ledger->store;
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
      store, "INSERT INTO broker_secret (id, connection, field, sealed) VALUES (?1, ?2, ?3, ?4)", error);
  g_autoptr(GBytes) sealed =
      aeq_seal_close (call->server->seal, AEQ_BROKER_PURPOSE, connection, secret, strlen (secret));
  gint64 id;

  if (stmt == NULL || !aeq_store_query_int64 (store, "SELECT MAX (id) + 1 FROM broker_secret", 1, &id, error))
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, id);
  aeq_statement_bind_id (stmt, 2, connection);
  aeq_statement_bind_text (stmt, 3, field);
  aeq_statement_bind_bytes (stmt, 4, g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed));
  return aeq_statement_run (stmt, error);
}

gboolean
aeq_broker_remove_secrets (AeqCall *call, const AeqId *connection, GError **error)
{
  g_autoptr(AeqStatement) stmt =
      aeq_store_prepare (call->ledger->store, "DELETE FROM broker_secret WHERE connection = ?1", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, connection);
  return aeq_statement_run (stmt, error);
}

char **
aeq_broker_secret_fields (AeqCall *call, const AeqId *connection, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
      call->ledger->store, "SELECT field FROM broker_secret WHERE connection = ?1 ORDER BY field", error);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_id (stmt, 1, connection);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return g_strv_builder_end (builder);
      g_strv_builder_add (builder, aeq_statement_get_text (stmt, 0));
    }
  return NULL;
}

struct _AeqBrokerMemory
{
  GMutex      lock;
  GHashTable *memories; /* AeqId -> AeqDropMemory */
};

static void
memory_free (gpointer data)
{
  aeq_drop_memory_free (data);
}

AeqBrokerMemory *
aeq_broker_memory_new (void)
{
  AeqBrokerMemory *self = g_new0 (AeqBrokerMemory, 1);

  g_mutex_init (&self->lock);
  self->memories = aeq_id_table_new (g_free, memory_free);
  return self;
}

void
aeq_broker_memory_free (AeqBrokerMemory *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->memories);
  g_mutex_clear (&self->lock);
  g_free (self);
}

AeqDropMemory *
aeq_broker_memory_of (AeqBrokerMemory *self, const AeqId *connection)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  AeqDropMemory *memory = g_hash_table_lookup (self->memories, connection);

  if (memory != NULL)
    return memory;
  memory = aeq_drop_memory_new ();
  g_hash_table_insert (self->memories, g_memdup2 (connection, sizeof *connection), memory);
  return memory;
}
