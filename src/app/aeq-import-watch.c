/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-import-watch"

#include "aeq-import-watch.h"

#include "aeq-drop-runner.h"

#define LOOK_SECONDS 30 /* a mounted folder tells of no changes */

struct _AeqImportWatch
{
  GObject        parent_instance;
  AeqWorkspace  *workspace;
  GSettings     *state;   /* (nullable) */
  char          *folder;  /* (nullable) */
  AeqDropRunner *runner;  /* (nullable) of the folder */
  guint          timer;
  GPtrArray     *refused;
  GError        *error;   /* (nullable) */
};

enum { CHANGED, IMPORTED, N_SIGNALS };

G_DEFINE_FINAL_TYPE (AeqImportWatch, aeq_import_watch, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
refused_free (AeqImportRefused *refused)
{
  g_free (refused->path);
  g_free (refused->reason);
  g_free (refused);
}

static void
take_refused (AeqImportWatch *self, GPtrArray *files)
{
  g_ptr_array_set_size (self->refused, 0);
  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      const AeqDropFile *file = files->pdata[i];
      AeqImportRefused *refused;

      if (file->fate != AEQ_DROP_REFUSED)
        continue;
      refused = g_new0 (AeqImportRefused, 1);
      refused->path = g_strdup (file->place);
      refused->reason = g_strdup (file->reason);
      g_ptr_array_add (self->refused, refused);
    }
}

static void
on_imported (AeqImportWatch *self, AeqImportOutcome *outcome)
{
  g_signal_emit (self, signals[IMPORTED], 0, outcome);
}

static void
on_looked (AeqImportWatch *self)
{
  const GError *error = aeq_drop_runner_get_error (self->runner);

  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  take_refused (self, aeq_drop_runner_get_files (self->runner));
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
on_time (gpointer user_data)
{
  AeqImportWatch *self = user_data;

  if (!aeq_drop_runner_is_busy (self->runner))
    aeq_drop_runner_look (self->runner);
  return G_SOURCE_CONTINUE;
}

static void
stop (AeqImportWatch *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->runner != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->runner, self);
      g_object_run_dispose (G_OBJECT (self->runner));
    }
  g_clear_object (&self->runner);
  g_ptr_array_set_size (self->refused, 0);
  g_clear_error (&self->error);
  g_clear_pointer (&self->folder, g_free);
}

/* A folder without news of its own is looked through by the clock all the same. */
static void
start (AeqImportWatch *self, const char *folder)
{
  g_autoptr(AeqConnection) connection = aeq_connection_new (AEQ_CONNECTION_FILE_DROP, folder);
  g_autoptr(GError) error = NULL;

  self->folder = g_strdup (folder);
  aeq_connection_set (connection, "folder", folder);
  self->runner = aeq_drop_runner_new (self->workspace, connection);
  g_signal_connect_object (self->runner, "imported", G_CALLBACK (on_imported), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->runner, "looked", G_CALLBACK (on_looked), self, G_CONNECT_SWAPPED);
  if (!aeq_drop_runner_monitor (self->runner, &error))
    g_info ("%s is looked through by the clock: %s", folder, error->message);
  self->timer = g_timeout_add_seconds (LOOK_SECONDS, on_time, self);
  aeq_drop_runner_look (self->runner);
}

static void
remember (AeqImportWatch *self)
{
  const char *ledger = aeq_workspace_get_path (self->workspace);
  g_autoptr(GVariant) before = g_settings_get_value (self->state, "watched-folders");
  GVariantBuilder builder;
  GVariantIter iter;
  const char *key, *value;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_variant_iter_init (&iter, before);
  while (g_variant_iter_next (&iter, "{&s&s}", &key, &value))
    if (!g_str_equal (key, ledger))
      g_variant_builder_add (&builder, "{ss}", key, value);
  if (self->folder != NULL)
    g_variant_builder_add (&builder, "{ss}", ledger, self->folder);
  g_settings_set_value (self->state, "watched-folders", g_variant_builder_end (&builder));
}

void
aeq_import_watch_set_folder (AeqImportWatch *self, const char *folder)
{
  g_return_if_fail (AEQ_IS_IMPORT_WATCH (self));
  if (g_strcmp0 (self->folder, folder) == 0)
    return;
  stop (self);
  if (folder != NULL)
    start (self, folder);
  if (self->state != NULL)
    remember (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

const char *
aeq_import_watch_get_folder (AeqImportWatch *self)
{
  g_return_val_if_fail (AEQ_IS_IMPORT_WATCH (self), NULL);
  return self->folder;
}

GPtrArray *
aeq_import_watch_get_refused (AeqImportWatch *self)
{
  g_return_val_if_fail (AEQ_IS_IMPORT_WATCH (self), NULL);
  return self->refused;
}

const GError *
aeq_import_watch_get_error (AeqImportWatch *self)
{
  g_return_val_if_fail (AEQ_IS_IMPORT_WATCH (self), NULL);
  return self->error;
}

static void
aeq_import_watch_dispose (GObject *object)
{
  AeqImportWatch *self = AEQ_IMPORT_WATCH (object);

  stop (self);
  g_clear_object (&self->workspace);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (aeq_import_watch_parent_class)->dispose (object);
}

static void
aeq_import_watch_finalize (GObject *object)
{
  g_ptr_array_unref (AEQ_IMPORT_WATCH (object)->refused);
  G_OBJECT_CLASS (aeq_import_watch_parent_class)->finalize (object);
}

static void
aeq_import_watch_class_init (AeqImportWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aeq_import_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = aeq_import_watch_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[IMPORTED] = g_signal_new ("imported", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                    G_TYPE_POINTER);
}

static void
aeq_import_watch_init (AeqImportWatch *self)
{
  self->refused = g_ptr_array_new_with_free_func ((GDestroyNotify) refused_free);
}

AeqImportWatch *
aeq_import_watch_new (AeqWorkspace *workspace, GSettings *state)
{
  AeqImportWatch *self = g_object_new (AEQ_TYPE_IMPORT_WATCH, NULL);
  g_autoptr(GVariant) folders = state != NULL ? g_settings_get_value (state, "watched-folders") : NULL;
  const char *folder;

  self->workspace = g_object_ref (workspace);
  g_set_object (&self->state, state);
  if (folders != NULL && g_variant_lookup (folders, aeq_workspace_get_path (workspace), "&s", &folder))
    start (self, folder);
  return self;
}
