/* SPDX-License-Identifier: MIT */
#include "aeq-parallel.h"

#define MOST_THREADS 64

static gint n_threads;

void
aeq_parallel_set_threads (guint threads)
{
  g_atomic_int_set (&n_threads, (gint) MIN (threads, MOST_THREADS));
}

guint
aeq_parallel_threads (void)
{
  gint threads = g_atomic_int_get (&n_threads);

  return threads > 0 ? (guint) threads : MIN (2, g_get_num_processors ());
}

gboolean
aeq_parallel_threads_given (void)
{
  return g_atomic_int_get (&n_threads) > 0;
}

typedef struct
{
  AeqParallelFunc func;
  gpointer        data;
  gsize           n;
  gsize           next; /* atomic */
} Work;

static gpointer
work_on (gpointer data)
{
  Work *work = data;
  gsize index;

  while ((index = (gsize) g_atomic_pointer_add (&work->next, 1)) < work->n)
    work->func (index, work->data);
  return NULL;
}

void
aeq_parallel_run (gsize n, AeqParallelFunc func, gpointer data)
{
  Work work = { func, data, n, 0 };
  GThread *threads[MOST_THREADS];
  guint helpers = (guint) MIN (aeq_parallel_threads (), MAX (n, 1)) - 1;

  /* Where no thread can be had, this one does it all. */
  for (guint i = 0; i < helpers; i++)
    threads[i] = g_thread_try_new ("aeq-parallel", work_on, &work, NULL);
  work_on (&work);
  for (guint i = 0; i < helpers; i++)
    if (threads[i] != NULL)
      g_thread_join (threads[i]);
}
