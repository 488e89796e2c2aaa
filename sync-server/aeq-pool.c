/* SPDX-License-Identifier: MIT */
#include "aeq-pool.h"

#include <sys/resource.h>

#define BACK_SEAT 5 /* niceness: a third of the processor that another thread gets */

struct _AeqPool
{
  GThreadPool *threads;
  AeqPoolFunc  func;
  gboolean     yields;
  int          n_waiting; /* atomic: queued or being worked on */
  int          most;
};

static void
run (gpointer data, gpointer user_data)
{
  AeqPool *self = user_data;

  if (self->yields)
    setpriority (PRIO_PROCESS, 0, BACK_SEAT); /* of this thread alone, with Linux */
  self->func (data);
  g_atomic_int_add (&self->n_waiting, -1);
}

AeqPool *
aeq_pool_new (guint threads, guint queue, gboolean yields, AeqPoolFunc func)
{
  AeqPool *self = g_new0 (AeqPool, 1);

  self->func = func;
  self->yields = yields;
  self->most = (int) (threads + queue);
  self->threads = g_thread_pool_new (run, self, (int) threads, TRUE, NULL);
  return self;
}

void
aeq_pool_free (AeqPool *self)
{
  if (self == NULL)
    return;
  g_thread_pool_free (self->threads, FALSE, TRUE);
  g_free (self);
}

gboolean
aeq_pool_push (AeqPool *self, gpointer data)
{
  if (g_atomic_int_add (&self->n_waiting, 1) < self->most)
    return g_thread_pool_push (self->threads, data, NULL);
  g_atomic_int_add (&self->n_waiting, -1);
  return FALSE;
}
