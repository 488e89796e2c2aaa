/* SPDX-License-Identifier: MIT */
#include "aeq-deadlines.h"

#include <sys/socket.h>

struct _AeqWatched
{
  GList link;
  int   fd;
  int   phase; /* atomic: phase in the low bits, the second it was entered above */
};

struct _AeqDeadlines
{
  GMutex         lock; /* of the list; a descriptor in it is open */
  GCond          stop;
  GQueue         watched;
  AeqPhaseLimits limits;
  GThread       *thread;
  gboolean       stopping;
};

#define PHASE_BITS 3

static int
now_seconds (void)
{
  return (int) (g_get_monotonic_time () / G_USEC_PER_SEC);
}

static gboolean
is_late (const AeqDeadlines *self, AeqWatched *watched, int now)
{
  int value = g_atomic_int_get (&watched->phase);
  guint limit = self->limits.seconds[value & ((1 << PHASE_BITS) - 1)];

  return limit > 0 && now - (value >> PHASE_BITS) > (int) limit;
}

/* Shutting the socket down makes its loop see the end and close it. */
static gpointer
watch (gpointer data)
{
  AeqDeadlines *self = data;

  g_mutex_lock (&self->lock);
  while (!self->stopping)
    {
      int now = now_seconds ();

      for (GList *l = self->watched.head; l != NULL; l = l->next)
        if (is_late (self, l->data, now))
          shutdown (((AeqWatched *) l->data)->fd, SHUT_RDWR);
      g_cond_wait_until (&self->stop, &self->lock, g_get_monotonic_time () + G_USEC_PER_SEC);
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

AeqDeadlines *
aeq_deadlines_new (const AeqPhaseLimits *limits)
{
  AeqDeadlines *self = g_new0 (AeqDeadlines, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->stop);
  self->limits = *limits;
  self->thread = g_thread_new ("deadlines", watch, self);
  return self;
}

void
aeq_deadlines_free (AeqDeadlines *self)
{
  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_cond_signal (&self->stop);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->stop);
  g_free (self);
}

void
aeq_deadlines_hasten (AeqDeadlines *self, guint seconds)
{
  static const AeqPhase BEFORE_WORK[] = { AEQ_PHASE_IDLE, AEQ_PHASE_HEADERS, AEQ_PHASE_BODY };

  g_mutex_lock (&self->lock);
  for (gsize i = 0; i < G_N_ELEMENTS (BEFORE_WORK); i++)
    self->limits.seconds[BEFORE_WORK[i]] = MIN (self->limits.seconds[BEFORE_WORK[i]], MAX (seconds, 1));
  g_mutex_unlock (&self->lock);
}

AeqWatched *
aeq_deadlines_add (AeqDeadlines *self, int fd)
{
  AeqWatched *watched = g_new0 (AeqWatched, 1);

  watched->fd = fd;
  watched->link.data = watched;
  aeq_watched_enter (watched, AEQ_PHASE_HEADERS);
  g_mutex_lock (&self->lock);
  g_queue_push_tail_link (&self->watched, &watched->link);
  g_mutex_unlock (&self->lock);
  return watched;
}

void
aeq_deadlines_remove (AeqDeadlines *self, AeqWatched *watched)
{
  g_mutex_lock (&self->lock);
  g_queue_unlink (&self->watched, &watched->link);
  g_mutex_unlock (&self->lock);
  g_free (watched);
}

void
aeq_watched_enter (AeqWatched *watched, AeqPhase phase)
{
  g_atomic_int_set (&watched->phase, now_seconds () * (1 << PHASE_BITS) + (int) phase);
}
