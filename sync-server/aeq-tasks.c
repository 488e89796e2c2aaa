/* SPDX-License-Identifier: MIT */
#include "aeq-tasks.h"

#include <glib/gstdio.h>

#include "aeq-catalog.h"
#include "aeq-log.h"

typedef enum
{
  QUEUED,
  RUNNING,
  DONE
} State;

struct _AeqTask
{
  AeqTasks       *owner;
  AeqId           id;
  AeqId           organisation;
  AeqId           person;
  const AeqRoute *route;
  State           state;
  char            step[64];
  double          fraction;
  AeqInstant      begun;
  AeqInstant      finished;
  AeqReply       *reply; /* when it is done */
};

struct _AeqTasks
{
  GMutex lock;
  GQueue tasks; /* AeqTask, oldest first */
  gsize  bytes; /* of their answers */
};

AeqTasks *
aeq_tasks_new (void)
{
  AeqTasks *self = g_new0 (AeqTasks, 1);

  g_mutex_init (&self->lock);
  return self;
}

static void
drop (AeqTasks *self, GList *link)
{
  AeqTask *task = link->data;

  if (task->reply != NULL)
    self->bytes -= aeq_reply_size (task->reply);
  aeq_reply_free (task->reply);
  g_free (task);
  g_queue_delete_link (&self->tasks, link);
}

void
aeq_tasks_free (AeqTasks *self)
{
  if (self == NULL)
    return;
  while (self->tasks.head != NULL)
    drop (self, self->tasks.head);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* What is over long ago, and what there is no room for. */
static void
forget (AeqTasks *self, AeqInstant now)
{
  for (GList *l = self->tasks.head, *next; l != NULL; l = next)
    {
      const AeqTask *task = l->data;

      next = l->next;
      if (task->state == DONE && (task->finished < now - AEQ_TASK_KEPT || self->bytes > AEQ_TASK_RESULTS))
        drop (self, l);
    }
}

/* One organisation's many do not push out another's. */
static gboolean
make_room (AeqTasks *self, const AeqId *organisation)
{
  GList *oldest = NULL;
  guint n = 0;

  for (GList *l = self->tasks.tail; l != NULL; l = l->prev)
    if (aeq_id_equal (&((AeqTask *) l->data)->organisation, organisation))
      {
        n++;
        if (((AeqTask *) l->data)->state == DONE)
          oldest = l;
      }
  if (n >= AEQ_TASKS_MOST && oldest != NULL)
    drop (self, oldest);
  return n < AEQ_TASKS_MOST || oldest != NULL;
}

/* A request that outlives its connection. */
typedef struct
{
  AeqRequest    request; /* first */
  GStringChunk *texts;
} Detached;

static const char *
keep (Detached *self, const char *text)
{
  return text != NULL ? g_string_chunk_insert (self->texts, text) : NULL;
}

static AeqRequest *
detach_request (AeqRequest *request)
{
  Detached *self = g_new0 (Detached, 1);
  AeqRequest *own = &self->request;

  self->texts = g_string_chunk_new (512);
  *own = *request;
  own->method = keep (self, request->method);
  own->path = keep (self, request->path);
  own->content_type = keep (self, request->content_type);
  own->idempotency_key = keep (self, request->idempotency_key);
  own->authorization = own->forwarded_for = own->prefer = own->origin = NULL;
  own->accept_encoding = own->if_match = own->if_none_match = NULL;
  for (guint i = 0; i < own->n_query; i++)
    own->query[i] = (AeqPair) { keep (self, request->query[i].name), keep (self, request->query[i].value) };
  request->body = NULL;
  request->body_path = NULL;
  return own;
}

static void
free_request (AeqRequest *request)
{
  Detached *self = (Detached *) request;

  if (request->body_path != NULL)
    g_unlink (request->body_path);
  g_free (request->body_path);
  if (request->body != NULL)
    g_string_free (request->body, TRUE);
  g_string_chunk_free (self->texts);
  g_free (self);
}

static AeqCall *
detach_call (AeqCall *call, AeqTask *task)
{
  AeqCall *own = aeq_call_new (call->server, detach_request (call->request));
  AeqRequest *request = own->request;

  *own = *call;
  own->request = request;
  own->task = task;
  own->target = NULL;
  call->body = NULL;
  return own;
}

AeqCall *
aeq_tasks_begin (AeqTasks *self, AeqCall *call)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  AeqTask *task;

  forget (self, call->now);
  if (!make_room (self, &call->organisation))
    return NULL;
  task = g_new0 (AeqTask, 1);
  *task = (AeqTask) { .owner = self, .organisation = call->organisation, .person = call->person, .route = call->route,
                      .begun = call->now };
  aeq_catalog_new_id (&task->id, call->now);
  g_queue_push_tail (&self->tasks, task);
  return detach_call (call, task);
}

static void
log_end (const AeqTask *task, const char *request)
{
  char id[AEQ_ID_TEXT_SIZE], status[8];

  g_snprintf (status, sizeof status, "%u", task->reply->status);
  aeq_log (AEQ_LOG_INFO, "job", "job", aeq_id_format (&task->id, id), "request", request, "path", task->route->path,
           "status", status, NULL);
}

void
aeq_tasks_finish (AeqTasks *self, AeqCall *call, AeqReply *reply)
{
  AeqTask *task = call->task;
  AeqRequest *request = call->request;

  g_mutex_lock (&self->lock);
  if (reply != NULL)
    {
      aeq_reply_seal (reply);
      task->reply = reply;
      task->state = DONE;
      task->fraction = 1;
      task->finished = aeq_instant_now ();
      log_end (task, request->id);
      self->bytes += aeq_reply_size (reply);
      forget (self, task->finished);
    }
  else
    drop (self, g_queue_find (&self->tasks, task));
  g_mutex_unlock (&self->lock);
  aeq_call_free (call);
  free_request (request);
}

static void
note_progress (const char *step, double fraction, gpointer user_data)
{
  AeqTask *task = user_data;
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&task->owner->lock);

  task->state = RUNNING;
  g_strlcpy (task->step, step != NULL ? step : "", sizeof task->step);
  task->fraction = fraction;
}

void
aeq_call_tell_progress (AeqCall *call, const char *step, double fraction)
{
  if (call->task != NULL)
    note_progress (step, fraction, call->task);
}

AeqProgress *
aeq_call_progress (AeqCall *call)
{
  if (call->task == NULL)
    return NULL;
  note_progress (NULL, 0, call->task);
  return aeq_progress_new (note_progress, call->task);
}

static gboolean
is_mine (const AeqTask *task, const AeqCall *asking)
{
  return aeq_id_equal (&task->organisation, &asking->organisation) && aeq_id_equal (&task->person, &asking->person) &&
         asking->role >= task->route->role;
}

static void
write_task (const AeqTask *task, AeqJson *json)
{
  static const char *const STATES[] = { "queued", "running", "done" };
  char text[MAX (AEQ_ID_TEXT_SIZE, AEQ_INSTANT_TEXT_SIZE)];

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "id", aeq_id_format (&task->id, text));
  aeq_json_text (json, "path", task->route->path);
  aeq_json_text (json, "state", STATES[task->state]);
  aeq_json_text (json, "step", *task->step != '\0' && task->state == RUNNING ? task->step : NULL);
  aeq_json_double (json, "progress", task->fraction);
  aeq_json_text (json, "begun_at", aeq_instant_format (task->begun, text));
  aeq_json_text (json, "finished_at", task->state == DONE ? aeq_instant_format (task->finished, text) : NULL);
  if (task->state == DONE)
    aeq_json_int (json, "status", task->reply->status);
  else
    aeq_json_null (json, "status");
  aeq_json_end_object (json);
}

void
aeq_tasks_write_all (AeqTasks *self, const AeqCall *asking, AeqJson *json)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  for (GList *l = self->tasks.tail; l != NULL; l = l->prev)
    if (is_mine (l->data, asking))
      write_task (l->data, json);
}

void
aeq_tasks_describe (AeqTasks *self, AeqCall *call, AeqReply *reply)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  char text[AEQ_ID_TEXT_SIZE];
  g_autofree char *place = g_strconcat ("/api/v1/jobs/", aeq_id_format (&call->task->id, text), NULL);

  write_task (call->task, reply->json);
  aeq_reply_add_header (reply, "Location", place);
  aeq_reply_add_header (reply, "Preference-Applied", "respond-async");
}

static AeqTask *
find (AeqTasks *self, const AeqCall *asking, const AeqId *id)
{
  for (GList *l = self->tasks.head; l != NULL; l = l->next)
    if (aeq_id_equal (&((AeqTask *) l->data)->id, id) && is_mine (l->data, asking))
      return l->data;
  return NULL;
}

gboolean
aeq_tasks_write (AeqTasks *self, const AeqCall *asking, const AeqId *id, AeqJson *json)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  const AeqTask *task = find (self, asking, id);

  if (task != NULL)
    write_task (task, json);
  return task != NULL;
}

/* Content is compressed by whoever first sends it, so another answer than the task's own is made of the same bytes. */
static AeqReply *
copy_reply (const AeqReply *reply)
{
  g_autoptr(AeqContent) content = aeq_content_new (aeq_content_plain (reply->content));
  AeqReply *copy = aeq_reply_new_content (content);

  copy->status = reply->status;
  copy->content_type = reply->content_type;
  for (guint i = 0; reply->headers != NULL && i < reply->headers->len; i++)
    aeq_reply_add_header (copy, g_array_index (reply->headers, AeqPair, i).name,
                          g_array_index (reply->headers, AeqPair, i).value);
  return copy;
}

AeqReply *
aeq_tasks_result (AeqTasks *self, const AeqCall *asking, const AeqId *id, GError **error)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  const AeqTask *task = find (self, asking, id);

  if (task == NULL)
    aeq_status_refuse (error, 404, "there is no such job; what is over is told for an hour, while the server runs");
  else if (task->state != DONE)
    aeq_status_refuse (error, 409, "this job is not finished; ask for its state until it is done");
  else
    return copy_reply (task->reply);
  return NULL;
}
