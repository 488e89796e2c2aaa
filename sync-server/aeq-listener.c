/* SPDX-License-Identifier: MIT */
#include "aeq-listener.h"

#include <arpa/inet.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "aeq-acceptor.h"
#include "aeq-exchange.h"

struct _AeqListener
{
  struct MHD_Daemon *daemon;
  AeqDeadlines      *deadlines;
  AeqHandlers        handlers;
  gpointer           user_data;
  AeqAcceptor       *acceptor;
  int                socket; /* that listens; -1: no more */
  int                n_open; /* atomic: requests under way */
};

#define HEADER_BYTES (16 << 10)
#define SILENCE_SECONDS 90 /* the library's own timeout, behind ours */

static void
on_connection (void *data, struct MHD_Connection *connection, void **context, enum MHD_ConnectionNotificationCode code)
{
  AeqListener *self = data;

  if (code == MHD_CONNECTION_NOTIFY_STARTED)
    {
      *context = aeq_deadlines_add (
          self->deadlines, MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd);
      return;
    }
  if (*context != NULL)
    aeq_deadlines_remove (self->deadlines, g_steal_pointer (context));
  aeq_acceptor_closed (self->acceptor);
}

/* What the library refuses it closes itself. */
static gboolean
add_connection (int socket, const struct sockaddr *address, socklen_t size, gpointer user_data)
{
  AeqListener *self = user_data;

  return MHD_add_connection (self->daemon, socket, address, size) == MHD_YES;
}

static AeqWatched *
get_watched (struct MHD_Connection *connection)
{
  return MHD_get_connection_info (connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

/* The request line is there: the headers must follow soon. */
static void *
on_request_line (void *data, const char *uri G_GNUC_UNUSED, struct MHD_Connection *connection)
{
  AeqListener *self = data;
  AeqWatched *watched = get_watched (connection);

  aeq_watched_enter (watched, AEQ_PHASE_HEADERS);
  g_atomic_int_inc (&self->n_open);
  return aeq_exchange_new (connection, watched);
}

static void
on_completed (void *data, struct MHD_Connection *connection G_GNUC_UNUSED, void **context,
              enum MHD_RequestTerminationCode code G_GNUC_UNUSED)
{
  AeqListener *self = data;
  AeqExchange *exchange = g_steal_pointer (context);

  if (exchange == NULL)
    return;
  aeq_watched_enter (exchange->watched, AEQ_PHASE_IDLE);
  if (exchange->begun)
    self->handlers.done (&exchange->request, exchange->status, exchange->sent,
                         g_get_monotonic_time () - exchange->started, self->user_data);
  aeq_exchange_free (exchange);
  g_atomic_int_add (&self->n_open, -1);
}

static enum MHD_Result
send_reply (AeqListener *self, AeqExchange *exchange, AeqReply *reply)
{
  self->handlers.send (&exchange->request, reply, self->user_data);
  return aeq_exchange_send (exchange, reply);
}

static enum MHD_Result
begin_request (AeqListener *self, AeqExchange *exchange, const char *path, const char *method)
{
  AeqReply *reply = aeq_exchange_read_headers (exchange, method, path);
  g_autoptr(GError) error = NULL;

  exchange->begun = TRUE;
  if (reply == NULL)
    reply = self->handlers.begin (&exchange->request, &exchange->plan, self->user_data);
  if (reply == NULL && exchange->request.length > exchange->plan.limit)
    reply = aeq_reply_new_problem (413, "the body is larger than this may be", exchange->request.id, 0);
  if (reply == NULL && !aeq_exchange_open_body (exchange, &error))
    reply = aeq_reply_new_error (error, exchange->request.id);
  aeq_watched_enter (exchange->watched, AEQ_PHASE_BODY);
  return reply != NULL ? send_reply (self, exchange, reply) : MHD_YES;
}

static enum MHD_Result
finish_request (AeqListener *self, AeqExchange *exchange)
{
  const char *fault = aeq_exchange_finish_body (exchange);
  AeqReply *reply;

  aeq_watched_enter (exchange->watched, AEQ_PHASE_WORK);
  if (exchange->too_large)
    reply = aeq_reply_new_problem (413, "the body is larger than this may be", exchange->request.id, 0);
  else if (exchange->full)
    reply = aeq_reply_new_problem (507, "the server has no space left; nothing was changed", exchange->request.id, 0);
  else if (fault != NULL)
    reply = aeq_reply_new_problem (400, fault, exchange->request.id, 0);
  else
    reply = self->handlers.handle (&exchange->request, self->user_data);
  return reply != NULL ? send_reply (self, exchange, reply) : MHD_YES;
}

/* Called when the headers are there, for each piece of the body, at its end, and after a deferred answer. */
static enum MHD_Result
on_access (void *data, struct MHD_Connection *connection G_GNUC_UNUSED, const char *url, const char *method,
           const char *version G_GNUC_UNUSED, const char *upload, size_t *upload_size, void **context)
{
  AeqListener *self = data;
  AeqExchange *exchange = *context;

  if (!exchange->begun)
    return begin_request (self, exchange, url, method);
  if (*upload_size > 0)
    {
      gsize size = *upload_size;

      *upload_size = 0;
      return aeq_exchange_take_body (exchange, upload, size) ? MHD_YES : MHD_NO;
    }
  if (exchange->reply != NULL)
    return send_reply (self, exchange, g_steal_pointer (&exchange->reply));
  return finish_request (self, exchange);
}

void
aeq_request_defer (AeqRequest *request)
{
  MHD_suspend_connection (((AeqExchange *) request)->connection);
}

void
aeq_request_answer (AeqRequest *request, AeqReply *reply)
{
  AeqExchange *exchange = (AeqExchange *) request;

  exchange->reply = reply;
  MHD_resume_connection (exchange->connection);
}

static gboolean
make_address (const AeqListenerConfig *config, struct sockaddr_storage *address, GError **error)
{
  struct sockaddr_in *four = (struct sockaddr_in *) (gpointer) address;
  struct sockaddr_in6 *six = (struct sockaddr_in6 *) (gpointer) address;

  memset (address, 0, sizeof *address);
  if (inet_pton (AF_INET, config->address, &four->sin_addr) == 1)
    {
      four->sin_family = AF_INET;
      four->sin_port = htons ((guint16) config->port);
      return TRUE;
    }
  if (inet_pton (AF_INET6, config->address, &six->sin6_addr) == 1)
    {
      six->sin6_family = AF_INET6;
      six->sin6_port = htons ((guint16) config->port);
      return TRUE;
    }
  return aeq_status_refuse (error, 500, "%s is not an address to listen on, like 127.0.0.1 or ::1", config->address);
}

/* -1: @error is set */
static int
open_socket (const AeqListenerConfig *config, GError **error)
{
  struct sockaddr_storage address;
  int yes = 1;
  int fd;

  if (!make_address (config, &address, error))
    return -1;
  fd = socket (address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd >= 0 && setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0 &&
      (address.ss_family == AF_INET || setsockopt (fd, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes) == 0) &&
      bind (fd, (struct sockaddr *) &address, sizeof address) == 0 && listen (fd, SOMAXCONN) == 0)
    return fd;
  aeq_status_refuse (error, 500, "cannot listen on %s, port %u: %s", config->address, config->port, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return -1;
}

static gboolean
start (AeqListener *self, const AeqListenerConfig *config, GError **error)
{
  unsigned int flags =
      MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC | MHD_USE_NO_LISTEN_SOCKET;

  self->socket = config->socket >= 0 ? config->socket : open_socket (config, error);
  if (self->socket < 0)
    return FALSE;
  self->acceptor = aeq_acceptor_new (self->socket, config->connections, add_connection, self);
  /* The limit is the acceptor's: the library divides its own among the loops, and cuts off what one has too many. */
  self->daemon = MHD_start_daemon (
      flags, 0, NULL, NULL, on_access, self, MHD_OPTION_THREAD_POOL_SIZE, config->threads, MHD_OPTION_CONNECTION_LIMIT,
      config->connections * config->threads, MHD_OPTION_PER_IP_CONNECTION_LIMIT, config->connections_per_address,
      MHD_OPTION_CONNECTION_TIMEOUT, (unsigned int) SILENCE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
      (size_t) HEADER_BYTES, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, on_request_line, self,
      MHD_OPTION_NOTIFY_COMPLETED, on_completed, self, MHD_OPTION_NOTIFY_CONNECTION, on_connection, self,
      MHD_OPTION_END);
  if (self->daemon == NULL)
    return aeq_status_refuse (error, 500, "the server's loops do not start: %s", g_strerror (errno));
  aeq_acceptor_start (self->acceptor);
  return TRUE;
}

AeqListener *
aeq_listener_new (const AeqListenerConfig *config, const AeqHandlers *handlers, gpointer user_data, GError **error)
{
  AeqListener *self = g_new0 (AeqListener, 1);

  self->handlers = *handlers;
  self->user_data = user_data;
  self->deadlines = aeq_deadlines_new (&config->limits);
  if (!start (self, config, error))
    {
      aeq_listener_free (self);
      return NULL;
    }
  return self;
}

guint
aeq_listener_port (AeqListener *self)
{
  struct sockaddr_storage address = { 0 };
  socklen_t size = sizeof address;

  if (getsockname (self->socket, (struct sockaddr *) &address, &size) != 0)
    return 0;
  return ntohs (address.ss_family == AF_INET6 ? ((struct sockaddr_in6 *) (gpointer) &address)->sin6_port
                                              : ((struct sockaddr_in *) (gpointer) &address)->sin_port);
}

#define DRAIN_STEP (20 * 1000)

gboolean
aeq_listener_drain (AeqListener *self, guint seconds)
{
  gint64 until = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;

  aeq_acceptor_stop (self->acceptor);
  close (g_steal_fd (&self->socket));
  aeq_deadlines_hasten (self->deadlines, seconds / 4);
  while (g_atomic_int_get (&self->n_open) > 0 && g_get_monotonic_time () < until)
    g_usleep (DRAIN_STEP);
  return g_atomic_int_get (&self->n_open) == 0;
}

void
aeq_listener_free (AeqListener *self)
{
  if (self == NULL)
    return;
  if (self->acceptor != NULL)
    aeq_acceptor_stop (self->acceptor);
  if (self->daemon != NULL)
    MHD_stop_daemon (self->daemon);
  aeq_acceptor_free (self->acceptor);
  if (self->socket >= 0)
    close (self->socket);
  aeq_deadlines_free (self->deadlines);
  g_free (self);
}
