/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-import-watch"

#include "aeq-import-watch.h"

#include <string.h>

#include "aeq-job-drop.h"
#include "aeq-words.h"

struct _AeqImportWatch
{
  GObject       parent_instance;
  AeqWorkspace *workspace;
  GSettings    *state;       /* (nullable) */
  char         *folder;      /* (nullable) */
  GFileMonitor *monitor;     /* (nullable) */
  GCancellable *watching;    /* of everything for this folder */
  GQueue        waiting;     /* char*: paths */
  gboolean      busy;
  GPtrArray    *refused;
  GError       *error;       /* (nullable) */
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

static gboolean
forget_refusal (AeqImportWatch *self, const char *path)
{
  for (guint i = 0; i < self->refused->len; i++)
    if (g_str_equal (((AeqImportRefused *) self->refused->pdata[i])->path, path))
      {
        g_ptr_array_remove_index (self->refused, i);
        return TRUE;
      }
  return FALSE;
}

static void
note_refusal (AeqImportWatch *self, const char *path, const GError *reason)
{
  AeqImportRefused *refused = g_new0 (AeqImportRefused, 1);

  forget_refusal (self, path);
  refused->path = g_strdup (path);
  refused->reason = aeq_words_show (reason->message);
  g_ptr_array_add (self->refused, refused);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void import_next (AeqImportWatch *self);

static void
on_arrived (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  AeqImportArrived *arrived = aeq_workspace_finish (result, &error);
  AeqImportWatch *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->busy = FALSE;
  if (arrived == NULL)
    {
      /* The ledger's fault: the file is left for the next time. */
      g_clear_error (&self->error);
      self->error = g_steal_pointer (&error);
      g_signal_emit (self, signals[CHANGED], 0);
    }
  else if (arrived->outcome != NULL && arrived->outcome->refusal != NULL)
    note_refusal (self, arrived->path, arrived->outcome->refusal);
  else if (arrived->outcome != NULL)
    g_signal_emit (self, signals[IMPORTED], 0, arrived->outcome);
  aeq_import_arrived_free (arrived);
  import_next (self);
}

static void
import_next (AeqImportWatch *self)
{
  char *path;

  if (self->busy || (path = g_queue_pop_head (&self->waiting)) == NULL)
    return;
  self->busy = TRUE;
  aeq_workspace_run (self->workspace, &AEQ_IMPORT_ARRIVED, path, NULL, self->watching, on_arrived, self);
}

static void
offer (AeqImportWatch *self, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);

  if (!aeq_drop_is_of_interest (name))
    return;
  if (forget_refusal (self, path))
    g_signal_emit (self, signals[CHANGED], 0);
  if (g_queue_find_custom (&self->waiting, path, (GCompareFunc) strcmp) == NULL)
    g_queue_push_tail (&self->waiting, g_strdup (path));
  import_next (self);
}

static void
on_file_event (GFileMonitor *monitor G_GNUC_UNUSED, GFile *file, GFile *other G_GNUC_UNUSED, GFileMonitorEvent event, AeqImportWatch *self)
{
  g_autofree char *path = g_file_get_path (file);

  if (path == NULL)
    return;
  if (event == G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT)
    offer (self, path);
  else if (event == G_FILE_MONITOR_EVENT_DELETED && forget_refusal (self, path))
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
list_folder (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr(GDir) folder = g_dir_open (data, 0, &error);
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (folder != NULL && !g_cancellable_is_cancelled (cancellable) && paths->len < AEQ_DROP_MAX_FILES && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (data, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        g_ptr_array_add (paths, g_steal_pointer (&path));
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&paths), (GDestroyNotify) g_ptr_array_unref);
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
on_listed (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) paths = g_task_propagate_pointer (G_TASK (result), &error);
  AeqImportWatch *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (paths == NULL)
    {
      self->error = g_steal_pointer (&error);
      g_signal_emit (self, signals[CHANGED], 0);
      return;
    }
  g_ptr_array_sort (paths, compare_paths);
  for (guint i = 0; i < paths->len; i++)
    offer (self, paths->pdata[i]);
}

static void
stop (AeqImportWatch *self)
{
  g_cancellable_cancel (self->watching);
  g_clear_object (&self->watching);
  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_clear_object (&self->monitor);
  g_queue_clear_full (&self->waiting, g_free);
  g_ptr_array_set_size (self->refused, 0);
  g_clear_error (&self->error);
  g_clear_pointer (&self->folder, g_free);
  self->busy = FALSE;
}

/* Watched first and listed then: nothing falls between. */
static void
start (AeqImportWatch *self, const char *folder)
{
  g_autoptr(GFile) file = g_file_new_for_path (folder);
  g_autoptr(GTask) task = NULL;

  self->folder = g_strdup (folder);
  self->watching = g_cancellable_new ();
  self->monitor = g_file_monitor_directory (file, G_FILE_MONITOR_NONE, NULL, &self->error);
  if (self->monitor == NULL)
    return;
  g_signal_connect (self->monitor, "changed", G_CALLBACK (on_file_event), self);
  task = g_task_new (NULL, self->watching, on_listed, self);
  g_task_set_task_data (task, g_strdup (folder), g_free);
  g_task_run_in_thread (task, list_folder);
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
  g_queue_init (&self->waiting);
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
