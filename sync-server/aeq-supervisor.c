/* SPDX-License-Identifier: MIT */
#include "aeq-supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "aeq-error.h"

#define FIRST_FD 3

/* A leading @ names a socket that has no file. */
static gboolean
make_address (const char *path, struct sockaddr_un *address, socklen_t *size)
{
  gsize length = strlen (path);

  memset (address, 0, sizeof *address);
  if ((*path != '/' && *path != '@') || length >= sizeof address->sun_path)
    return FALSE;
  address->sun_family = AF_UNIX;
  memcpy (address->sun_path, path, length);
  if (*path == '@')
    address->sun_path[0] = '\0';
  *size = (socklen_t) (G_STRUCT_OFFSET (struct sockaddr_un, sun_path) + length);
  return TRUE;
}

void
aeq_supervisor_tell (const char *state)
{
  const char *path = g_getenv ("NOTIFY_SOCKET");
  struct sockaddr_un address;
  socklen_t size;
  int fd;

  if (path == NULL || !make_address (path, &address, &size) || (fd = socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) < 0)
    return;
  /* Nobody may be there any more: that changes nothing here. */
  while (sendto (fd, state, strlen (state), MSG_NOSIGNAL, (const struct sockaddr *) (gconstpointer) &address, size) < 0 &&
         errno == EINTR)
    continue;
  close (fd);
}

/* A number that is meant for this process: what it has inherited from another is not. */
static guint64
read_own (const char *name, const char *pid_name)
{
  const char *text = g_getenv (name);
  const char *pid = g_getenv (pid_name);
  guint64 number;

  if (pid != NULL && (!g_ascii_string_to_unsigned (pid, 10, 1, G_MAXINT, &number, NULL) || (pid_t) number != getpid ()))
    return 0;
  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &number, NULL) ? number : 0;
}

guint64
aeq_supervisor_watchdog (void)
{
  return read_own ("WATCHDOG_USEC", "WATCHDOG_PID");
}

static gboolean
is_listening (int fd)
{
  struct sockaddr_storage address = { 0 };
  socklen_t size = sizeof address;
  int listening = 0, type = 0;
  socklen_t length = sizeof listening;

  return getsockopt (fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &length) == 0 && listening != 0 &&
         getsockopt (fd, SOL_SOCKET, SO_TYPE, &type, &length) == 0 && type == SOCK_STREAM &&
         getsockname (fd, (struct sockaddr *) (gpointer) &address, &size) == 0 &&
         (address.ss_family == AF_INET || address.ss_family == AF_INET6);
}

gboolean
aeq_supervisor_take_socket (int *fd, GError **error)
{
  guint64 n = g_getenv ("LISTEN_PID") != NULL ? read_own ("LISTEN_FDS", "LISTEN_PID") : 0;

  *fd = -1;
  if (n == 0)
    return TRUE;
  if (n > 1 || !is_listening (FIRST_FD))
    return aeq_error_refuse (error, AEQ_ERROR_USAGE, NULL, 0, "LISTEN_FDS",
                             "hand over one listening TCP socket, of a .socket unit with one ListenStream");
  fcntl (FIRST_FD, F_SETFD, FD_CLOEXEC);
  *fd = FIRST_FD;
  return TRUE;
}
