/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-workspace"

#include "aeq-workspace.h"

#include <glib/gstdio.h>
#include <malloc.h>

#define SEED 1
#define REST_AFTER (G_USEC_PER_SEC / 2) /* without work */

/* A thread and what it works with. The ledger is the thread's alone. */
typedef struct
{
  AeqQueue      queue;
  GThread      *thread;
  GAsyncQueue  *jobs; /* Job */
  const char   *path;
  gboolean      create;
  AeqInstant    now;
  GCancellable *leaving;
  AeqLedger    *ledger;
} Worker;

typedef struct
{
  GTask          *task; /* NULL: the last one */
  const AeqWork  *work;
  gpointer        data;
  AeqProgressFunc progress;
  gpointer        progress_data;
  GCancellable   *cancellable; /* the caller's, or one of our own */
  char           *author;
} Job;

struct _AeqWorkspace
{
  GObject       parent_instance;
  char         *path;
  gboolean      create;
  AeqInstant    now;
  char         *author;  /* (nullable) the login name */
  GCancellable *leaving;
  guint        *pending; /* of the workspace and of each task: tasks may outlive it */
  Worker        workers[AEQ_N_QUEUES];
};

G_DEFINE_FINAL_TYPE (AeqWorkspace, aeq_workspace, G_TYPE_OBJECT)

typedef struct
{
  AeqProgressFunc func;
  gpointer        user_data;
  GCancellable   *cancellable;
  char           *step;
  double          fraction;
} Tick;

static void
tick_free (Tick *tick)
{
  g_object_unref (tick->cancellable);
  g_free (tick->step);
  g_free (tick);
}

static gboolean
tell_tick (gpointer data)
{
  Tick *tick = data;

  if (!g_cancellable_is_cancelled (tick->cancellable))
    tick->func (tick->step, tick->fraction, tick->user_data);
  return G_SOURCE_REMOVE;
}

static void
on_progress (const char *step, double fraction, gpointer user_data)
{
  Job *job = user_data;
  Tick *tick = g_new0 (Tick, 1);

  *tick = (Tick) { job->progress, job->progress_data, g_object_ref (job->cancellable), g_strdup (step), fraction };
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, tell_tick, tick, (GDestroyNotify) tick_free);
}

/* The readers never upgrade: a workspace is opened by its CHANGE queue. A file that may not be written can still be looked at. */
static gboolean
open_ledger (Worker *self, GError **error)
{
  g_autoptr(GError) local = NULL;
  AeqStoreFlags flags = self->queue == AEQ_QUEUE_READ || self->queue == AEQ_QUEUE_ROWS ? AEQ_STORE_READ_ONLY
                        : self->queue == AEQ_QUEUE_CHANGE && self->create             ? AEQ_STORE_CREATE
                                                                                      : AEQ_STORE_READ_WRITE;

  if (self->ledger != NULL)
    return TRUE;
  if (self->queue == AEQ_QUEUE_CHANGE && self->create && !aeq_store_make_folder (self->path, error))
    return FALSE;
  self->ledger = aeq_ledger_open (self->path, flags, self->now, SEED, &local);
  if (self->ledger == NULL && g_error_matches (local, AEQ_STORE_ERROR, AEQ_STORE_ERROR_READ_ONLY) && !self->create)
    {
      g_clear_error (&local);
      self->ledger = aeq_ledger_open (self->path, AEQ_STORE_READ_ONLY, self->now, SEED, &local);
    }
  if (self->ledger == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return self->ledger != NULL;
}

static void
on_leaving (GCancellable *leaving G_GNUC_UNUSED, GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

static void
do_job (Worker *self, Job *job)
{
  gulong leaving = g_cancellable_connect (self->leaving, G_CALLBACK (on_leaving), job->cancellable, NULL);
  g_autoptr(AeqProgress) progress = job->progress != NULL ? aeq_progress_new (on_progress, job) : NULL;
  g_autoptr(GError) error = NULL;
  gpointer result = NULL;

  if (!g_cancellable_set_error_if_cancelled (job->cancellable, &error) && open_ledger (self, &error))
    {
      self->ledger->now = self->now != AEQ_INSTANT_NONE ? self->now : aeq_instant_now ();
      g_free (self->ledger->author);
      self->ledger->author = g_strdup (job->author);
      result = job->work->func (self->ledger, job->data, progress, job->cancellable, &error);
    }
  g_cancellable_disconnect (self->leaving, leaving);
  if (error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&error));
  else
    g_task_return_pointer (job->task, result, job->work->result_free);
}

static void
job_free (Job *job)
{
  if (job->task != NULL && job->work->data_free != NULL)
    g_clear_pointer (&job->data, job->work->data_free);
  g_clear_object (&job->cancellable);
  g_clear_object (&job->task);
  g_free (job->author);
  g_free (job);
}

/* What was kept to do the same again goes when nothing was to be done for a while. */
static Job *
next_job (Worker *self)
{
  Job *job = g_async_queue_timeout_pop (self->jobs, REST_AFTER);

  if (job == NULL && self->ledger != NULL)
    {
      aeq_store_rest (self->ledger->store);
      malloc_trim (0);
    }
  return job != NULL ? job : g_async_queue_pop (self->jobs);
}

static gpointer
work (gpointer data)
{
  Worker *self = data;

  for (;;)
    {
      Job *job = next_job (self);
      gboolean last = job->task == NULL;

      if (!last)
        do_job (self, job);
      job_free (job);
      if (last)
        break;
    }
  g_clear_pointer (&self->ledger, aeq_ledger_close);
  return NULL;
}

static void
aeq_workspace_dispose (GObject *object)
{
  AeqWorkspace *self = AEQ_WORKSPACE (object);

  if (self->leaving != NULL)
    g_cancellable_cancel (self->leaving);
  for (guint i = 0; i < AEQ_N_QUEUES; i++)
    if (self->workers[i].thread != NULL)
      g_async_queue_push (self->workers[i].jobs, g_new0 (Job, 1));
  for (guint i = 0; i < AEQ_N_QUEUES; i++)
    {
      g_clear_pointer (&self->workers[i].thread, g_thread_join);
      g_clear_pointer (&self->workers[i].jobs, g_async_queue_unref);
    }
  g_clear_object (&self->leaving);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->author, g_free);
  g_clear_pointer (&self->pending, g_atomic_rc_box_release);
  G_OBJECT_CLASS (aeq_workspace_parent_class)->dispose (object);
}

static void
aeq_workspace_class_init (AeqWorkspaceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aeq_workspace_dispose;
}

static void
aeq_workspace_init (AeqWorkspace *self)
{
  self->leaving = g_cancellable_new ();
  self->pending = g_atomic_rc_box_new0 (guint);
}

AeqWorkspace *
aeq_workspace_new (const char *path, gboolean create, AeqInstant now)
{
  AeqWorkspace *self = g_object_new (AEQ_TYPE_WORKSPACE, NULL);

  self->path = g_strdup (path);
  self->create = create;
  self->now = now;
  return self;
}

const char *
aeq_workspace_get_path (AeqWorkspace *self)
{
  g_return_val_if_fail (AEQ_IS_WORKSPACE (self), NULL);
  return self->path;
}

gboolean
aeq_workspace_is_busy (AeqWorkspace *self)
{
  g_return_val_if_fail (AEQ_IS_WORKSPACE (self), FALSE);
  return *self->pending > 0;
}

AeqInstant
aeq_workspace_get_now (AeqWorkspace *self)
{
  g_return_val_if_fail (AEQ_IS_WORKSPACE (self), AEQ_INSTANT_NONE);
  return self->now != AEQ_INSTANT_NONE ? self->now : aeq_instant_now ();
}

void
aeq_workspace_set_author (AeqWorkspace *self, const char *author)
{
  g_return_if_fail (AEQ_IS_WORKSPACE (self));
  g_free (self->author);
  self->author = author != NULL && *author != '\0' ? g_strdup (author) : NULL;
}

/* A thread begins with the first work of its queue: a window that only looks has fewer. */
static Worker *
worker_for (AeqWorkspace *self, AeqQueue queue)
{
  static const char *const NAMES[AEQ_N_QUEUES] = { "aeq-change", "aeq-read", "aeq-rows", "aeq-fetch" };
  Worker *worker = &self->workers[queue];

  if (worker->thread != NULL)
    return worker;
  worker->queue = queue;
  worker->jobs = g_async_queue_new ();
  worker->path = self->path;
  worker->create = self->create;
  worker->now = self->now;
  worker->leaving = self->leaving;
  worker->thread = g_thread_new (NAMES[queue], work, worker);
  return worker;
}

/* Comes in the main thread, after the callback. */
static void
on_completed (GTask *task G_GNUC_UNUSED, GParamSpec *pspec G_GNUC_UNUSED, guint *pending)
{
  --*pending;
}

static void
drop_pending (gpointer pending, GClosure *closure G_GNUC_UNUSED)
{
  g_atomic_rc_box_release (pending);
}

void
aeq_workspace_run (AeqWorkspace *self, const AeqWork *what, gpointer data, AeqProgressFunc progress, GCancellable *cancellable,
                   GAsyncReadyCallback callback, gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  g_return_if_fail (AEQ_IS_WORKSPACE (self));
  job->cancellable = cancellable != NULL ? g_object_ref (cancellable) : g_cancellable_new ();
  job->task = g_task_new (NULL, job->cancellable, callback, user_data);
  g_signal_connect_data (job->task, "notify::completed", G_CALLBACK (on_completed), g_atomic_rc_box_acquire (self->pending),
                         drop_pending, 0);
  ++*self->pending;
  job->work = what;
  job->data = data;
  job->author = g_strdup (self->author != NULL ? self->author : g_get_user_name ());
  job->progress = progress;
  job->progress_data = user_data;
  g_async_queue_push (worker_for (self, what->queue)->jobs, job);
}

gpointer
aeq_workspace_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
