/* SPDX-License-Identifier: MIT */
#include "aeq-pool.h"

struct _AeqPool
{
  GThreadPool *threads;
  AeqPoolFunc  func;
  int          n_waiting; /* atomic: queued or being worked on */
  int          most;
};

static void
run (gpointer data, gpointer user_data)
{
  AeqPool *self = user_data;

  self->func (data);
  g_atomic_int_add (&self->n_waiting, -1);
}

AeqPool *
aeq_pool_new (guint threads, guint queue, AeqPoolFunc func)
{
  AeqPool *self = g_new0 (AeqPool, 1);

  self->func = func;
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
