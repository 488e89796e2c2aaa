/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-drop-runner"

#include "aeq-drop-runner.h"

#include "aeq-error.h"

#define AGAIN_SECONDS 1

/* What the threads are handed, and keep when the runner has gone. */
typedef struct
{
  AeqConnection *connection;
  AeqDropMemory *memory;
} Kept;

typedef struct
{
  Kept      *kept;
  GPtrArray *files;  /* (nullable) of the look */
  GError    *error;  /* (nullable) why it failed, after what was decided already */
} Run;

struct _AeqDropRunner
{
  GObject       parent_instance;
  AeqWorkspace *workspace;
  Kept         *kept;
  GFileMonitor *monitor;     /* (nullable) */
  GCancellable *cancellable;
  gboolean      busy;
  gboolean      again;       /* something happened while it looked */
  guint         timer;
  AeqInstant    last;
  GPtrArray    *files;       /* (nullable) */
  GError       *error;       /* (nullable) */
};

enum { IMPORTED, LOOKED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AeqDropRunner, aeq_drop_runner, G_TYPE_OBJECT)

static void
kept_clear (gpointer data)
{
  Kept *kept = data;

  aeq_connection_free (kept->connection);
  aeq_drop_memory_free (kept->memory);
}

static Run *
run_new (Kept *kept)
{
  Run *run = g_new0 (Run, 1);

  run->kept = g_atomic_rc_box_acquire (kept);
  return run;
}

static void
run_free (gpointer data)
{
  Run *run = data;

  if (run == NULL)
    return;
  g_atomic_rc_box_release_full (run->kept, kept_clear);
  g_clear_pointer (&run->files, g_ptr_array_unref);
  g_clear_error (&run->error);
  g_free (run);
}

static void
emit_imported (AeqDropRunner *self)
{
  for (guint i = 0; self->files != NULL && i < self->files->len; i++)
    {
      AeqDropFile *file = self->files->pdata[i];

      if (file->fate == AEQ_DROP_IMPORTED && !file->before)
        g_signal_emit (self, signals[IMPORTED], 0, file->outcome);
    }
}

static gboolean
has (GPtrArray *files, AeqDropFate fate)
{
  for (guint i = 0; files != NULL && i < files->len; i++)
    if (((AeqDropFile *) files->pdata[i])->fate == fate)
      return TRUE;
  return FALSE;
}

static gboolean
on_again (gpointer user_data)
{
  AeqDropRunner *self = user_data;

  self->timer = 0;
  aeq_drop_runner_look (self);
  return G_SOURCE_REMOVE;
}

/* A listener of the signals may let go of the runner. */
static void
end (AeqDropRunner *self, Run *run)
{
  g_autoptr(AeqDropRunner) alive G_GNUC_UNUSED = g_object_ref (self);

  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_error (&self->error);
  self->files = g_steal_pointer (&run->files);
  self->error = g_steal_pointer (&run->error);
  self->last = aeq_workspace_get_now (self->workspace);
  self->busy = FALSE;
  run_free (run);
  emit_imported (self);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (self->timer == 0 && (self->again || has (self->files, AEQ_DROP_WAITING)))
    self->timer = g_timeout_add_seconds (AGAIN_SECONDS, on_again, self);
  self->again = FALSE;
  g_signal_emit (self, signals[LOOKED], 0);
}

/* What was decided before an error counts: it is given back beside it. */
static gpointer
take (AeqLedger *ledger, gpointer data, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  Run *run = data, *done = run_new (run->kept);
  AeqConnectionRun note;

  done->files = g_steal_pointer (&run->files);
  if (run->error != NULL)
    {
      g_autofree char *reason = aeq_error_describe (run->error);

      done->error = g_steal_pointer (&run->error);
      if (aeq_connection_is_stored (run->kept->connection))
        aeq_job_connection_failed (ledger, &run->kept->connection->uid, reason, NULL);
      return done;
    }
  aeq_job_connection_drop (ledger, run->kept->connection, run->kept->memory, done->files, &note, progress, cancellable, &done->error);
  g_free (note.reason);
  if (!g_error_matches (done->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return done;
  g_propagate_error (error, g_steal_pointer (&done->error));
  run_free (done);
  return NULL;
}

static const AeqWork TAKE = { AEQ_QUEUE_CHANGE, take, run_free, run_free };

static void
on_taken (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  AeqDropRunner *self = user_data;
  Run *run = aeq_workspace_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (run == NULL)
    {
      run = run_new (self->kept);
      run->error = g_steal_pointer (&error);
    }
  end (self, run);
}

static void
look (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  Kept *kept = ((Run *) data)->kept;
  const AeqDropRequest request = aeq_connection_drop_request (kept->connection);
  Run *run = run_new (kept);

  run->files = aeq_drop_look (&request, kept->memory, cancellable, &run->error);
  g_task_return_pointer (task, run, run_free);
}

/* The same failure is noted once. */
static gboolean
is_news (AeqDropRunner *self, const Run *run)
{
  return has (run->files, AEQ_DROP_READY) ||
         (run->error != NULL && (self->error == NULL || !g_str_equal (self->error->message, run->error->message)));
}

static void
on_looked (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  Run *run = g_task_propagate_pointer (G_TASK (result), &error);
  AeqDropRunner *self = user_data;

  if (run == NULL)
    return;
  if (is_news (self, run))
    aeq_workspace_run (self->workspace, &TAKE, run, NULL, self->cancellable, on_taken, self);
  else
    end (self, run);
}

void
aeq_drop_runner_look (AeqDropRunner *self)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (AEQ_IS_DROP_RUNNER (self));
  g_clear_handle_id (&self->timer, g_source_remove);
  self->again = self->busy;
  if (self->busy)
    return;
  self->busy = TRUE;
  task = g_task_new (NULL, self->cancellable, on_looked, self);
  g_task_set_task_data (task, run_new (self->kept), run_free);
  g_task_run_in_thread (task, look);
}

static void
on_file_event (AeqDropRunner *self, GFile *file, GFile *other G_GNUC_UNUSED, GFileMonitorEvent event)
{
  g_autofree char *name = g_file_get_basename (file);

  if (event != G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED && name != NULL && aeq_drop_is_of_interest (name) && self->timer == 0)
    aeq_drop_runner_look (self);
}

gboolean
aeq_drop_runner_monitor (AeqDropRunner *self, GError **error)
{
  g_autoptr(GFile) folder = NULL;

  g_return_val_if_fail (AEQ_IS_DROP_RUNNER (self), FALSE);
  g_return_val_if_fail (self->monitor == NULL, FALSE);
  folder = g_file_new_for_path (aeq_connection_get (self->kept->connection, "folder"));
  if ((self->monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_NONE, NULL, error)) == NULL)
    return FALSE;
  g_signal_connect_object (self->monitor, "changed", G_CALLBACK (on_file_event), self, G_CONNECT_SWAPPED);
  return TRUE;
}

gboolean
aeq_drop_runner_is_busy (AeqDropRunner *self)
{
  g_return_val_if_fail (AEQ_IS_DROP_RUNNER (self), FALSE);
  return self->busy;
}

AeqInstant
aeq_drop_runner_get_last (AeqDropRunner *self)
{
  g_return_val_if_fail (AEQ_IS_DROP_RUNNER (self), AEQ_INSTANT_NONE);
  return self->last;
}

const GError *
aeq_drop_runner_get_error (AeqDropRunner *self)
{
  g_return_val_if_fail (AEQ_IS_DROP_RUNNER (self), NULL);
  return self->error;
}

GPtrArray *
aeq_drop_runner_get_files (AeqDropRunner *self)
{
  g_return_val_if_fail (AEQ_IS_DROP_RUNNER (self), NULL);
  return self->files;
}

const AeqConnection *
aeq_drop_runner_get_connection (AeqDropRunner *self)
{
  g_return_val_if_fail (AEQ_IS_DROP_RUNNER (self), NULL);
  return self->kept->connection;
}

static void
aeq_drop_runner_dispose (GObject *object)
{
  AeqDropRunner *self = AEQ_DROP_RUNNER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (aeq_drop_runner_parent_class)->dispose (object);
}

static void
aeq_drop_runner_finalize (GObject *object)
{
  AeqDropRunner *self = AEQ_DROP_RUNNER (object);

  g_atomic_rc_box_release_full (self->kept, kept_clear);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (aeq_drop_runner_parent_class)->finalize (object);
}

static void
aeq_drop_runner_class_init (AeqDropRunnerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aeq_drop_runner_dispose;
  G_OBJECT_CLASS (klass)->finalize = aeq_drop_runner_finalize;
  signals[IMPORTED] = g_signal_new ("imported", AEQ_TYPE_DROP_RUNNER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[LOOKED] = g_signal_new ("looked", AEQ_TYPE_DROP_RUNNER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
aeq_drop_runner_init (AeqDropRunner *self)
{
  self->cancellable = g_cancellable_new ();
  self->last = AEQ_INSTANT_NONE;
}

AeqDropRunner *
aeq_drop_runner_new (AeqWorkspace *workspace, const AeqConnection *connection)
{
  AeqDropRunner *self = g_object_new (AEQ_TYPE_DROP_RUNNER, NULL);

  g_return_val_if_fail (connection->kind == AEQ_CONNECTION_FILE_DROP, NULL);
  self->workspace = g_object_ref (workspace);
  self->kept = g_atomic_rc_box_new0 (Kept);
  self->kept->connection = aeq_connection_copy (connection);
  self->kept->memory = aeq_drop_memory_new ();
  return self;
}
