/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-connector"

#include "aeq-connector.h"

#include "aeq-feed-work.h"

#define TICK_SECONDS 20
#define FEEDS_MINUTES 15 /* between looks whether a feed has published */
#define KEY "connected-folders"

typedef struct
{
  AeqDropRunner *runner;
  gint64         minutes;
  gint64         due; /* monotonic */
} Drop;

struct _AeqConnector
{
  GObject        parent_instance;
  AeqAppDesk    *desk;      /* (weak pointer) has this */
  GSettings     *state;     /* (nullable) */
  GHashTable    *agreed;    /* token -> folder */
  GHashTable    *drops;     /* uid in words -> Drop */
  GCancellable  *cancellable;
  guint          timer;
  guint          feeds;     /* bits of those with a schedule */
  gint64         feeds_due; /* monotonic */
  gboolean       fetching;
  AeqSecretState key;
};

enum { CHANGED, IMPORTED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AeqConnector, aeq_connector, G_TYPE_OBJECT)

static void
drop_free (gpointer data)
{
  Drop *drop = data;

  g_object_run_dispose (G_OBJECT (drop->runner));
  g_object_unref (drop->runner);
  g_free (drop);
}

static Drop *
find (AeqConnector *self, const AeqId *uid)
{
  char text[AEQ_ID_TEXT_SIZE];

  return g_hash_table_lookup (self->drops, aeq_id_format (uid, text));
}

gboolean
aeq_connector_is_agreed (AeqConnector *self, const AeqConnection *connection)
{
  const char *token = aeq_connection_get (connection, AEQ_FORM_TOKEN);

  g_return_val_if_fail (AEQ_IS_CONNECTOR (self), FALSE);
  return token != NULL && g_strcmp0 (g_hash_table_lookup (self->agreed, token), aeq_connection_get (connection, "folder")) == 0;
}

static void
on_imported (AeqConnector *self, AeqImportOutcome *outcome)
{
  g_signal_emit (self, signals[IMPORTED], 0, outcome);
}

static void
on_looked (AeqConnector *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static Drop *
drop_new (AeqConnector *self, const AeqConnection *connection)
{
  Drop *drop = g_new0 (Drop, 1);

  drop->runner = aeq_drop_runner_new (aeq_app_desk_get_workspace (self->desk), connection);
  g_signal_connect_object (drop->runner, "imported", G_CALLBACK (on_imported), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drop->runner, "looked", G_CALLBACK (on_looked), self, G_CONNECT_SWAPPED);
  return drop;
}

static gboolean
is_same (const AeqConnection *a, const AeqConnection *b)
{
  static const char *const FIELDS[] = { "folder", "archive", "quarantine", "profile" };

  for (guint i = 0; i < G_N_ELEMENTS (FIELDS); i++)
    if (g_strcmp0 (aeq_connection_get (a, FIELDS[i]), aeq_connection_get (b, FIELDS[i])) != 0)
      return FALSE;
  return TRUE;
}

/* One that has not changed keeps what its looks have seen. */
static Drop *
take_over (AeqConnector *self, GHashTable *before, const AeqConnection *connection, const char *key)
{
  Drop *drop = g_hash_table_lookup (before, key);

  if (drop == NULL || !is_same (aeq_drop_runner_get_connection (drop->runner), connection))
    return drop_new (self, connection);
  g_hash_table_steal (before, key);
  return drop;
}

static void
look_by_schedule (AeqConnector *self, gint64 now)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->drops);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Drop *drop = value;

      if (drop->minutes == 0 || now < drop->due || aeq_drop_runner_is_busy (drop->runner) ||
          !aeq_connector_is_agreed (self, aeq_drop_runner_get_connection (drop->runner)))
        continue;
      drop->due = now + drop->minutes * 60 * G_USEC_PER_SEC;
      aeq_drop_runner_look (drop->runner);
    }
}

static void
on_fetched (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AeqConnector) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqFetchResult) fetched = aeq_workspace_finish (result, &error);

  self->fetching = FALSE;
  if (fetched == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("The feeds could not be fetched: %s", error->message);
      return;
    }
  for (guint i = 0; i < AEQ_N_FEEDS; i++)
    if (self->desk != NULL && (fetched->feeds[i] == AEQ_FETCH_DONE || fetched->feeds[i] == AEQ_FETCH_FAILED))
      {
        aeq_app_desk_data_changed (self->desk);
        return;
      }
}

/* Takes @key over. */
static void
fetch (AeqConnector *self, guint feeds, char *key)
{
  if (feeds == 0 || self->desk == NULL)
    {
      self->fetching = FALSE;
      aeq_secret_free (key);
      return;
    }
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &AEQ_FEED_FETCH, aeq_feed_order_new (feeds, TRUE, key), NULL, self->cancellable,
                     on_fetched, g_object_ref (self));
}

static void
on_key (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AeqConnector) self = user_data;
  char *key;
  AeqSecretState state = aeq_keyring_finish (result, &key, NULL);

  fetch (self, state == AEQ_SECRET_STORED ? self->feeds : self->feeds & ~(1u << AEQ_FEED_FRED), key);
}

static void
take_key_state (AeqConnector *self, AeqSecretState state)
{
  if (self->key == state)
    return;
  self->key = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* By itself nothing asks for a password: the other feeds are fetched without the key, and the page says why. */
static void
on_seen_to_fetch (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AeqConnector) self = user_data;

  take_key_state (self, aeq_keyring_finish (result, NULL, NULL));
  if (self->key == AEQ_SECRET_STORED)
    aeq_keyring_lookup_async (AEQ_FRED_KEY_KIND, AEQ_FRED_KEY_NAME, self->cancellable, on_key, g_object_ref (self));
  else
    fetch (self, self->feeds & ~(1u << AEQ_FEED_FRED), NULL);
}

static void
fetch_by_schedule (AeqConnector *self, gint64 now)
{
  if (self->feeds == 0 || self->fetching || now < self->feeds_due)
    return;
  self->fetching = TRUE;
  self->feeds_due = now + FEEDS_MINUTES * 60 * G_USEC_PER_SEC;
  if ((self->feeds & 1u << AEQ_FEED_FRED) != 0)
    aeq_keyring_peek_async (AEQ_FRED_KEY_KIND, AEQ_FRED_KEY_NAME, self->cancellable, on_seen_to_fetch, g_object_ref (self));
  else
    fetch (self, self->feeds, NULL);
}

static gboolean
on_time (gpointer user_data)
{
  AeqConnector *self = user_data;

  look_by_schedule (self, g_get_monotonic_time ());
  fetch_by_schedule (self, g_get_monotonic_time ());
  return G_SOURCE_CONTINUE;
}

static void
take_connection (AeqConnector *self, GHashTable *before, const AeqConnection *connection)
{
  char text[AEQ_ID_TEXT_SIZE];
  Drop *drop;

  if (aeq_connection_is_feed (connection->kind) && connection->minutes > 0)
    self->feeds |= 1u << aeq_connection_feed (connection->kind);
  if (connection->kind != AEQ_CONNECTION_FILE_DROP || aeq_connection_get (connection, "folder") == NULL)
    return;
  aeq_id_format (&connection->uid, text);
  drop = take_over (self, before, connection, text);
  if (drop->minutes != connection->minutes)
    drop->due = 0;
  drop->minutes = connection->minutes;
  g_hash_table_insert (self->drops, g_strdup (text), drop);
}

static void
on_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AeqConnector) self = user_data;
  g_autoptr(GPtrArray) list = aeq_workspace_finish (result, NULL);
  g_autoptr(GHashTable) before = NULL;
  guint feeds = self->feeds;

  if (list == NULL || self->desk == NULL)
    return;
  before = g_steal_pointer (&self->drops);
  self->drops = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, drop_free);
  self->feeds = 0;
  for (guint i = 0; i < list->len; i++)
    take_connection (self, before, list->pdata[i]);
  if ((self->feeds & ~feeds) != 0)
    self->feeds_due = 0;
  on_time (self);
}

static gpointer
read_list (AeqLedger *ledger, gpointer data G_GNUC_UNUSED, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED,
           GError **error)
{
  return aeq_connection_list (ledger, error);
}

static const AeqWork READ_LIST = { AEQ_QUEUE_READ, read_list, NULL, (GDestroyNotify) g_ptr_array_unref };

static void
reread (AeqConnector *self)
{
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &READ_LIST, NULL, NULL, self->cancellable, on_read, g_object_ref (self));
}

static void
read_agreed (AeqConnector *self)
{
  g_autoptr(GVariant) kept = g_settings_get_value (self->state, KEY);
  GVariantIter iter;
  const char *token, *folder;

  g_variant_iter_init (&iter, kept);
  while (g_variant_iter_next (&iter, "{&s&s}", &token, &folder))
    g_hash_table_insert (self->agreed, g_strdup (token), g_strdup (folder));
}

void
aeq_connector_start (AeqConnector *self, GSettings *state)
{
  g_return_if_fail (AEQ_IS_CONNECTOR (self));
  g_return_if_fail (self->timer == 0);
  g_set_object (&self->state, state);
  if (state != NULL)
    read_agreed (self);
  self->timer = g_timeout_add_seconds (TICK_SECONDS, on_time, self);
  g_signal_connect_object (self->desk, "data-changed", G_CALLBACK (reread), self, G_CONNECT_SWAPPED);
  reread (self);
}

static void
keep_agreed (AeqConnector *self)
{
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer token, folder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_hash_table_iter_init (&iter, self->agreed);
  while (g_hash_table_iter_next (&iter, &token, &folder))
    g_variant_builder_add (&builder, "{ss}", token, folder);
  g_settings_set_value (self->state, KEY, g_variant_builder_end (&builder));
}

/* Other windows may have agreed to others meanwhile. */
void
aeq_connector_agree (AeqConnector *self, const AeqConnection *connection)
{
  const char *token = aeq_connection_get (connection, AEQ_FORM_TOKEN);
  const char *folder = aeq_connection_get (connection, "folder");

  g_return_if_fail (AEQ_IS_CONNECTOR (self) && token != NULL && folder != NULL);
  if (self->state != NULL)
    read_agreed (self);
  g_hash_table_insert (self->agreed, g_strdup (token), g_strdup (folder));
  if (self->state != NULL)
    keep_agreed (self);
  g_signal_emit (self, signals[CHANGED], 0);
  on_time (self);
}

void
aeq_connector_look (AeqConnector *self, const AeqId *connection)
{
  Drop *drop;

  g_return_if_fail (AEQ_IS_CONNECTOR (self));
  if ((drop = find (self, connection)) != NULL)
    aeq_drop_runner_look (drop->runner);
}

AeqDropRunner *
aeq_connector_get_runner (AeqConnector *self, const AeqId *connection)
{
  Drop *drop;

  g_return_val_if_fail (AEQ_IS_CONNECTOR (self), NULL);
  drop = find (self, connection);
  return drop != NULL ? drop->runner : NULL;
}

AeqSecretState
aeq_connector_get_key (AeqConnector *self)
{
  g_return_val_if_fail (AEQ_IS_CONNECTOR (self), AEQ_SECRET_NONE);
  return self->key;
}

static void
on_seen (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AeqConnector) self = user_data;

  take_key_state (self, aeq_keyring_finish (result, NULL, NULL));
}

void
aeq_connector_see_key (AeqConnector *self)
{
  g_return_if_fail (AEQ_IS_CONNECTOR (self));
  aeq_keyring_peek_async (AEQ_FRED_KEY_KIND, AEQ_FRED_KEY_NAME, self->cancellable, on_seen, g_object_ref (self));
}

static void
aeq_connector_dispose (GObject *object)
{
  AeqConnector *self = AEQ_CONNECTOR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_hash_table_remove_all (self->drops);
  g_clear_weak_pointer (&self->desk);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (aeq_connector_parent_class)->dispose (object);
}

static void
aeq_connector_finalize (GObject *object)
{
  AeqConnector *self = AEQ_CONNECTOR (object);

  g_hash_table_unref (self->drops);
  g_hash_table_unref (self->agreed);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (aeq_connector_parent_class)->finalize (object);
}

static void
aeq_connector_class_init (AeqConnectorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aeq_connector_dispose;
  G_OBJECT_CLASS (klass)->finalize = aeq_connector_finalize;
  signals[CHANGED] = g_signal_new ("changed", AEQ_TYPE_CONNECTOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[IMPORTED] = g_signal_new ("imported", AEQ_TYPE_CONNECTOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
aeq_connector_init (AeqConnector *self)
{
  self->cancellable = g_cancellable_new ();
  self->drops = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, drop_free);
  self->agreed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->key = AEQ_SECRET_NONE;
}

AeqConnector *
aeq_connector_of (AeqAppDesk *desk)
{
  AeqConnector *self;

  g_return_val_if_fail (AEQ_IS_APP_DESK (desk), NULL);
  self = g_object_get_data (G_OBJECT (desk), "aeq-connector");
  if (self == NULL)
    {
      self = g_object_new (AEQ_TYPE_CONNECTOR, NULL);
      g_set_weak_pointer (&self->desk, desk);
      g_object_set_data_full (G_OBJECT (desk), "aeq-connector", self, g_object_unref);
    }
  return self;
}
