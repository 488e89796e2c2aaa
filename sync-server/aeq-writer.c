/* SPDX-License-Identifier: MIT */
#include "aeq-writer.h"

#include "aeq-log.h"
#include "aeq-status.h"

typedef struct
{
  AeqTenant    *tenant;
  AeqWriteFunc  func;
  AeqWriteDone  done;
  gpointer      data;
  GError       *error;
} Job;

struct _AeqWriter
{
  AeqStores  *stores;
  GMutex      lock;
  GCond       wake;
  GQueue      jobs;
  gboolean    stopping;
  GThread    *thread;
  AeqStore   *catalog; /* of the thread, with what follows */
  GHashTable *ledgers; /* AeqTenant -> AeqLedger */
  AeqTenant  *last;    /* whose ledger was written to */
  AeqLease    lease;
};

#define MAX_KEPT 64

static void
close_ledger (gpointer data)
{
  aeq_ledger_close (data);
}

/* One ledger at a time has its pages in memory. */
static void
leave_last (AeqWriter *self, AeqTenant *tenant)
{
  AeqLedger *last = self->last != tenant ? g_hash_table_lookup (self->ledgers, self->last) : NULL;

  if (last != NULL)
    aeq_store_rest (last->store);
  self->last = tenant;
}

static AeqLedger *
get_ledger (AeqWriter *self, AeqTenant *tenant, GError **error)
{
  AeqLedger *ledger = g_hash_table_lookup (self->ledgers, tenant);

  if (aeq_tenant_is_lent (tenant))
    return aeq_tenant_lend (tenant, &self->lease, AEQ_STORE_READ_WRITE, error);
  leave_last (self, tenant);
  if (ledger == NULL && (ledger = aeq_tenant_open (tenant, error)) != NULL)
    {
      if (g_hash_table_size (self->ledgers) >= MAX_KEPT)
        g_hash_table_remove_all (self->ledgers);
      g_hash_table_insert (self->ledgers, tenant, ledger);
    }
  return ledger;
}

static AeqStore *
get_store (AeqWriter *self, AeqTenant *tenant, AeqLedger **ledger, GError **error)
{
  *ledger = NULL;
  if (tenant != NULL)
    return (*ledger = get_ledger (self, tenant, error)) != NULL ? (*ledger)->store : NULL;
  if (self->catalog == NULL)
    self->catalog = aeq_stores_open_catalog (self->stores, error);
  return self->catalog;
}

/* Jobs of one database; its lease is taken. Jobs whose lease another has stay where they are. Called with the lock
 * held. */
static GPtrArray *
take_batch (AeqWriter *self)
{
  GPtrArray *batch = g_ptr_array_new ();
  AeqTenant *tenant = NULL;

  for (GList *l = self->jobs.head, *next; l != NULL && batch->len < AEQ_WRITER_BATCH; l = next)
    {
      Job *job = l->data;

      next = l->next;
      if (batch->len > 0 ? job->tenant != tenant : job->tenant != NULL && !aeq_tenant_try_lease (job->tenant))
        continue;
      tenant = job->tenant;
      g_ptr_array_add (batch, job);
      g_queue_delete_link (&self->jobs, l);
    }
  return batch;
}

/* After these the database may have given up the whole transaction, not only the job's part of it. */
static gboolean
breaks_transaction (const GError *error)
{
  return error->domain == AEQ_STORE_ERROR && error->code != AEQ_STORE_ERROR_CONSTRAINT &&
         error->code != AEQ_STORE_ERROR_NOT_FOUND;
}

static gboolean
run_job (Job *job, AeqStore *store, AeqLedger *ledger)
{
  if (!aeq_store_begin (store, &job->error))
    return FALSE;
  if (job->func (store, ledger, job->data, &job->error) && aeq_store_commit (store, &job->error))
    return TRUE;
  aeq_store_rollback (store);
  return !breaks_transaction (job->error);
}

static void
fail_all (GPtrArray *batch, const GError *error)
{
  for (guint i = 0; i < batch->len; i++)
    {
      Job *job = batch->pdata[i];

      if (job->error == NULL)
        job->error = g_error_copy (error);
    }
}

/* A failure of this alone fails nobody's write: it is counted again with the next batch. */
static void
write_usage (AeqUsage *usage, AeqStore *store)
{
  g_autoptr(GError) error = NULL;

  if (!aeq_store_begin (store, &error))
    return;
  if (aeq_usage_write (usage, store, &error) && aeq_store_commit (store, &error))
    return;
  aeq_store_rollback (store);
  aeq_usage_settle (usage, FALSE);
}

static gboolean
run_jobs (GPtrArray *batch, AeqStore *store, AeqLedger *ledger, GError **error)
{
  AeqTenant *tenant = ((Job *) batch->pdata[0])->tenant;
  AeqUsage *usage = tenant != NULL ? aeq_tenant_usage (tenant) : NULL;
  gboolean ok;

  if (!aeq_store_begin (store, error))
    return FALSE;
  for (guint i = 0; i < batch->len; i++)
    if (!run_job (batch->pdata[i], store, ledger))
      {
        g_propagate_error (error, g_error_copy (((Job *) batch->pdata[i])->error));
        aeq_store_rollback (store);
        return FALSE;
      }
  if (usage != NULL)
    write_usage (usage, store);
  if (!(ok = aeq_store_commit (store, error)))
    aeq_store_rollback (store);
  if (usage != NULL)
    aeq_usage_settle (usage, ok);
  return ok;
}

static void
run_batch (AeqWriter *self, GPtrArray *batch)
{
  AeqTenant *tenant = ((Job *) batch->pdata[0])->tenant;
  g_autoptr(GError) error = NULL;
  AeqLedger *ledger;
  AeqStore *store = get_store (self, tenant, &ledger, &error);

  if (store == NULL || !run_jobs (batch, store, ledger, &error))
    {
      aeq_log (AEQ_LOG_ERROR, "write-failed", "reason", error->message, NULL);
      fail_all (batch, error);
    }
  if (tenant != NULL)
    aeq_tenant_release_lease (tenant);
  for (guint i = 0; i < batch->len; i++)
    {
      Job *job = batch->pdata[i];

      job->done (job->data, job->error);
      g_clear_error (&job->error);
      g_free (job);
    }
}

static gpointer
work (gpointer data)
{
  AeqWriter *self = data;

  g_mutex_lock (&self->lock);
  while (!self->stopping || self->jobs.length > 0)
    {
      g_autoptr(GPtrArray) batch = take_batch (self);

      if (batch->len == 0)
        {
          g_cond_wait (&self->wake, &self->lock);
          continue;
        }
      g_mutex_unlock (&self->lock);
      run_batch (self, batch);
      g_mutex_lock (&self->lock);
    }
  g_mutex_unlock (&self->lock);
  g_hash_table_remove_all (self->ledgers);
  aeq_lease_clear (&self->lease);
  g_clear_pointer (&self->catalog, aeq_store_close);
  return NULL;
}

AeqWriter *
aeq_writer_new (AeqStores *stores)
{
  AeqWriter *self = g_new0 (AeqWriter, 1);

  self->stores = stores;
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  self->ledgers = g_hash_table_new_full (NULL, NULL, NULL, close_ledger);
  self->thread = g_thread_new ("writer", work, self);
  return self;
}

void
aeq_writer_free (AeqWriter *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  g_hash_table_unref (self->ledgers);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);
  g_free (self);
}

static gboolean
nothing (AeqStore *store G_GNUC_UNUSED, AeqLedger *ledger G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED,
         GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static void
forget (gpointer data G_GNUC_UNUSED, const GError *error G_GNUC_UNUSED)
{
}

gboolean
aeq_writer_touch (AeqWriter *self, AeqTenant *tenant)
{
  return aeq_writer_push (self, tenant, nothing, forget, NULL);
}

gboolean
aeq_writer_push (AeqWriter *self, AeqTenant *tenant, AeqWriteFunc func, AeqWriteDone done, gpointer data)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  Job *job;

  if (self->jobs.length >= AEQ_WRITER_QUEUE || self->stopping)
    return FALSE;
  job = g_new0 (Job, 1);
  *job = (Job) { tenant, func, done, data, NULL };
  g_queue_push_tail (&self->jobs, job);
  g_cond_signal (&self->wake);
  return TRUE;
}

void
aeq_writer_wake (AeqWriter *self)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  g_cond_signal (&self->wake);
}

typedef struct
{
  GMutex       lock;
  GCond        cond;
  gboolean     finished;
  GError      *error;
  AeqWriteFunc func;
  gpointer     data;
} Waiting;

static gboolean
run_waiting (AeqStore *store, AeqLedger *ledger, gpointer data, GError **error)
{
  Waiting *waiting = data;

  return waiting->func (store, ledger, waiting->data, error);
}

static void
finish_waiting (gpointer data, const GError *error)
{
  Waiting *waiting = data;

  g_mutex_lock (&waiting->lock);
  waiting->error = error != NULL ? g_error_copy (error) : NULL;
  waiting->finished = TRUE;
  g_cond_signal (&waiting->cond);
  g_mutex_unlock (&waiting->lock);
}

gboolean
aeq_writer_run (AeqWriter *self, AeqTenant *tenant, AeqWriteFunc func, gpointer data, GError **error)
{
  Waiting waiting = { .func = func, .data = data };
  gboolean ok;

  g_mutex_init (&waiting.lock);
  g_cond_init (&waiting.cond);
  if (!aeq_writer_push (self, tenant, run_waiting, finish_waiting, &waiting))
    return aeq_status_refuse (error, 503, "the server has too much to write; try again in a moment");
  g_mutex_lock (&waiting.lock);
  while (!waiting.finished)
    g_cond_wait (&waiting.cond, &waiting.lock);
  g_mutex_unlock (&waiting.lock);
  g_mutex_clear (&waiting.lock);
  g_cond_clear (&waiting.cond);
  ok = waiting.error == NULL;
  if (!ok)
    g_propagate_error (error, waiting.error);
  return ok;
}
