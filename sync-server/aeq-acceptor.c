/* SPDX-License-Identifier: MIT */
#include "aeq-acceptor.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct _AeqAcceptor
{
  int           socket;
  int           wake; /* written to by whoever wants the thread to look again */
  int           most;
  int           n;        /* atomic: connections that are open */
  int           stopping; /* atomic */
  AeqAcceptFunc func;
  gpointer      user_data;
  GThread      *thread;
};

#define BATCH 64              /* accepted before the thread looks up */
#define REST_MILLISECONDS 100  /* when the process has no descriptors left */

static void
wake (AeqAcceptor *self)
{
  /* The counter is full only when the thread is about to be woken anyway. */
  (void) !eventfd_write (self->wake, 1);
}

static gboolean
has_room (AeqAcceptor *self)
{
  return g_atomic_int_get (&self->n) < self->most;
}

/* FALSE: the process or the machine has no more of what a connection needs. */
static gboolean
accept_some (AeqAcceptor *self)
{
  for (int i = 0; i < BATCH && has_room (self); i++)
    {
      struct sockaddr_storage address;
      socklen_t size = sizeof address;
      int fd = accept4 (self->socket, (struct sockaddr *) &address, &size, SOCK_CLOEXEC | SOCK_NONBLOCK);

      if (fd < 0)
        return errno != EMFILE && errno != ENFILE && errno != ENOMEM && errno != ENOBUFS;
      g_atomic_int_inc (&self->n);
      if (!self->func (fd, (struct sockaddr *) &address, size, self->user_data))
        g_atomic_int_add (&self->n, -1);
    }
  return TRUE;
}

static gpointer
work (gpointer data)
{
  AeqAcceptor *self = data;
  gboolean resting = FALSE;

  while (!g_atomic_int_get (&self->stopping))
    {
      struct pollfd sockets[] = { { self->wake, POLLIN, 0 },
                                  { !resting && has_room (self) ? self->socket : -1, POLLIN, 0 } };
      eventfd_t ignored;

      if (poll (sockets, G_N_ELEMENTS (sockets), resting ? REST_MILLISECONDS : -1) < 0 && errno != EINTR)
        g_error ("poll: %s", g_strerror (errno));
      if (sockets[0].revents != 0)
        (void) !eventfd_read (self->wake, &ignored);
      resting = sockets[1].revents != 0 && !accept_some (self);
    }
  return NULL;
}

AeqAcceptor *
aeq_acceptor_new (int socket, guint most, AeqAcceptFunc func, gpointer user_data)
{
  AeqAcceptor *self = g_new0 (AeqAcceptor, 1);

  *self = (AeqAcceptor) { .socket = socket, .wake = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK), .most = (int) most,
                          .func = func, .user_data = user_data };
  /* One that is handed over may come without it; another process may take a connection between poll() and accept4(). */
  fcntl (socket, F_SETFL, fcntl (socket, F_GETFL) | O_NONBLOCK);
  return self;
}

void
aeq_acceptor_start (AeqAcceptor *self)
{
  self->thread = g_thread_new ("acceptor", work, self);
}

void
aeq_acceptor_closed (AeqAcceptor *self)
{
  if (g_atomic_int_add (&self->n, -1) >= self->most)
    wake (self);
}

void
aeq_acceptor_stop (AeqAcceptor *self)
{
  if (self->thread == NULL)
    return;
  g_atomic_int_set (&self->stopping, TRUE);
  wake (self);
  g_thread_join (g_steal_pointer (&self->thread));
}

void
aeq_acceptor_free (AeqAcceptor *self)
{
  if (self == NULL)
    return;
  aeq_acceptor_stop (self);
  close (self->wake);
  g_free (self);
}
