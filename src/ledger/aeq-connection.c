/* SPDX-License-Identifier: MIT */
#include "aeq-connection.h"

#include <string.h>

#include "aeq-error.h"
#include "aeq-words.h"

static const char *const KINDS[AEQ_N_CONNECTION_KINDS] = { "file-drop",     "fred",           "nyfed",    "ofr",
                                                           "goldman-sachs", "morgan-stanley", "jp-morgan" };

static const char LIST_SQL[] =
  "SELECT c.uid, c.kind, c.name, c.every_minutes, c.settings, r.at_ts, r.items, r.added, r.failed, r.reason FROM connection c"
  " LEFT JOIN connection_run r ON r.connection_uid = c.uid ORDER BY c.id";

static const char RUN_SQL[] =
  "INSERT INTO connection_run (connection_uid, at_ts, items, added, failed, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
  " ON CONFLICT (connection_uid) DO UPDATE SET at_ts = excluded.at_ts, items = excluded.items, added = excluded.added,"
  " failed = excluded.failed, reason = excluded.reason";

const char *
aeq_connection_kind_name (AeqConnectionKind kind)
{
  g_return_val_if_fail (kind < AEQ_N_CONNECTION_KINDS, NULL);
  return KINDS[kind];
}

gboolean
aeq_connection_kind_parse (const char *text, AeqConnectionKind *kind)
{
  for (guint i = 0; i < AEQ_N_CONNECTION_KINDS; i++)
    if (g_strcmp0 (KINDS[i], text) == 0)
      {
        *kind = (AeqConnectionKind) i;
        return TRUE;
      }
  return FALSE;
}

AeqConnection *
aeq_connection_new (AeqConnectionKind kind, const char *name)
{
  AeqConnection *self = g_new0 (AeqConnection, 1);

  self->kind = kind;
  self->name = g_strdup (name);
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

AeqConnection *
aeq_connection_copy (const AeqConnection *self)
{
  AeqConnection *copy = aeq_connection_new (self->kind, self->name);
  GHashTableIter iter;
  gpointer field, value;

  copy->uid = self->uid;
  copy->minutes = self->minutes;
  g_hash_table_iter_init (&iter, self->settings);
  while (g_hash_table_iter_next (&iter, &field, &value))
    aeq_connection_set (copy, field, value);
  return copy;
}

void
aeq_connection_free (AeqConnection *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_hash_table_unref (self->settings);
  g_free (self->run.reason);
  g_free (self);
}

const char *
aeq_connection_get (const AeqConnection *self, const char *field)
{
  return g_hash_table_lookup (self->settings, field);
}

void
aeq_connection_set (AeqConnection *self, const char *field, const char *value)
{
  if (value != NULL && *value != '\0')
    g_hash_table_insert (self->settings, g_strdup (field), g_strdup (value));
  else
    g_hash_table_remove (self->settings, field);
}

gboolean
aeq_connection_is_stored (const AeqConnection *self)
{
  static const AeqId NONE;

  return !aeq_id_equal (&self->uid, &NONE);
}

/* One object and nothing inside of it: the reader of JSON goes as deep as a text does. */
static gboolean
is_flat (const char *text)
{
  gboolean quoted = FALSE;
  guint depth = 0;

  for (const char *p = text; *p != '\0'; p++)
    if (*p == '\\' && p[1] != '\0')
      p++;
    else if (*p == '"')
      quoted = !quoted;
    else if (!quoted && (*p == '{' || *p == '['))
      depth++;
  return depth <= 1;
}

/* What another hand wrote into the ledger may be no settings: the connection is there then without any, to be filled in again. */
static void
read_settings (AeqConnection *self, const char *text)
{
  g_autoptr(JsonNode) node = strlen (text) <= AEQ_CONNECTION_MAX_SETTINGS && is_flat (text) ? json_from_string (text, NULL) : NULL;
  g_autoptr(GList) fields = NULL;
  JsonObject *object;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  object = json_node_get_object (node);
  fields = json_object_get_members (object);
  for (GList *l = fields; l != NULL; l = l->next)
    aeq_connection_set (self, l->data, json_object_get_string_member_with_default (object, l->data, NULL));
}

/* In a fixed order, so that the same settings are the same bytes. */
static char *
write_settings (const AeqConnection *self)
{
  g_autoptr(GList) fields = g_list_sort (g_hash_table_get_keys (self->settings), (GCompareFunc) strcmp);
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(JsonNode) node = json_node_alloc ();

  for (GList *l = fields; l != NULL; l = l->next)
    json_object_set_string_member (object, l->data, aeq_connection_get (self, l->data));
  json_node_init_object (node, object);
  return json_to_string (node, FALSE);
}

static void
take_connection (GPtrArray *list, AeqStatement *stmt)
{
  AeqConnectionKind kind;
  AeqConnection *self;

  if (!aeq_connection_kind_parse (aeq_statement_get_text (stmt, 1), &kind))
    return;
  self = aeq_connection_new (kind, aeq_statement_get_text (stmt, 2));
  g_ptr_array_add (list, self);
  aeq_statement_get_id (stmt, 0, &self->uid);
  self->minutes = aeq_statement_get_int64 (stmt, 3);
  read_settings (self, aeq_statement_get_text (stmt, 4));
  self->has_run = !aeq_statement_is_null (stmt, 5);
  self->run = (AeqConnectionRun) { aeq_statement_get_int64 (stmt, 5), aeq_statement_get_int64 (stmt, 6), aeq_statement_get_int64 (stmt, 7),
                                   aeq_statement_get_int64 (stmt, 8), g_strdup (aeq_statement_get_text (stmt, 9)) };
}

static int
compare_kinds (gconstpointer a, gconstpointer b)
{
  return (int) (*(AeqConnection *const *) a)->kind - (int) (*(AeqConnection *const *) b)->kind;
}

GPtrArray *
aeq_connection_list (AeqLedger *ledger, GError **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_connection_free);
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, LIST_SQL, error);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        {
          g_ptr_array_sort (list, compare_kinds);
          return g_steal_pointer (&list);
        }
      take_connection (list, stmt);
    }
  return NULL;
}

gboolean
aeq_connection_put (AeqLedger *ledger, AeqConnection *self, GError **error)
{
  g_autofree char *settings = write_settings (self);
  g_autoptr(JsonObject) values = json_object_new ();

  if (strlen (settings) > AEQ_CONNECTION_MAX_SETTINGS)
    return aeq_error_refuse (error, AEQ_ERROR_LIMIT, self->name, 0, NULL, N_("the fields are too long: at most 64 KB together"));
  json_object_set_string_member (values, "kind", aeq_connection_kind_name (self->kind));
  json_object_set_string_member (values, "name", self->name);
  if (self->minutes > 0)
    json_object_set_int_member (values, "every_minutes", self->minutes);
  else
    json_object_set_null_member (values, "every_minutes");
  json_object_set_string_member (values, "settings", settings);
  return aeq_connection_is_stored (self) ? aeq_change_update (ledger, "connection", &self->uid, values, NULL, error)
                                         : aeq_change_insert (ledger, "connection", values, NULL, NULL, &self->uid, error);
}

gboolean
aeq_connection_put_run (AeqLedger *ledger, const AeqId *connection, AeqConnectionRun *run, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, RUN_SQL, error);

  if (stmt == NULL)
    return FALSE;
  run->at = ledger->now;
  aeq_statement_bind_id (stmt, 1, connection);
  aeq_statement_bind_int64 (stmt, 2, run->at);
  aeq_statement_bind_int64 (stmt, 3, run->items);
  aeq_statement_bind_int64 (stmt, 4, run->added);
  aeq_statement_bind_int64 (stmt, 5, run->failed);
  aeq_statement_bind_text (stmt, 6, run->reason);
  return aeq_statement_run (stmt, error);
}
