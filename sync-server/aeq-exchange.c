/* SPDX-License-Identifier: MIT */
#include "aeq-exchange.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

AeqExchange *
aeq_exchange_new (struct MHD_Connection *connection, AeqWatched *watched)
{
  AeqExchange *self = g_new0 (AeqExchange, 1);
  guint8 random[16];

  randombytes_buf (random, sizeof random);
  sodium_bin2hex (self->request.id, sizeof self->request.id, random, sizeof random);
  self->connection = connection;
  self->watched = watched;
  self->started = g_get_monotonic_time ();
  self->fd = -1;
  return self;
}

static void
drop_body (AeqExchange *self)
{
  aeq_exchange_close_body (self);
  if (self->request.body_path != NULL)
    g_unlink (self->request.body_path);
  g_clear_pointer (&self->request.body_path, g_free);
  if (self->request.body != NULL)
    g_string_free (g_steal_pointer (&self->request.body), TRUE);
}

void
aeq_exchange_free (AeqExchange *self)
{
  drop_body (self);
  aeq_reply_free (self->reply);
  g_free (self);
}

typedef struct
{
  AeqRequest *request;
  guint       n_lengths;
  guint       n_encodings;
  guint       n_hosts;
  guint       n_authorizations;
  const char *length;
} Headers;

static enum MHD_Result
read_header (void *data, enum MHD_ValueKind kind G_GNUC_UNUSED, const char *name, const char *value)
{
  Headers *headers = data;

  if (value == NULL)
    value = "";
  if (g_ascii_strcasecmp (name, "Content-Length") == 0)
    {
      headers->n_lengths++;
      headers->length = value;
    }
  else if (g_ascii_strcasecmp (name, "Transfer-Encoding") == 0)
    headers->n_encodings++;
  else if (g_ascii_strcasecmp (name, "Host") == 0)
    headers->n_hosts++;
  else if (g_ascii_strcasecmp (name, "Authorization") == 0)
    {
      headers->n_authorizations++;
      headers->request->authorization = value;
    }
  else if (g_ascii_strcasecmp (name, "Content-Type") == 0)
    headers->request->content_type = value;
  else if (g_ascii_strcasecmp (name, "Idempotency-Key") == 0)
    headers->request->idempotency_key = value;
  else if (g_ascii_strcasecmp (name, "Accept-Encoding") == 0)
    headers->request->accept_encoding = value;
  else if (g_ascii_strcasecmp (name, "If-Match") == 0)
    headers->request->if_match = value;
  else if (g_ascii_strcasecmp (name, "If-None-Match") == 0)
    headers->request->if_none_match = value;
  else if (g_ascii_strcasecmp (name, "Origin") == 0)
    headers->request->origin = value;
  else if (g_ascii_strcasecmp (name, "X-Forwarded-For") == 0)
    headers->request->forwarded_for = value;
  return MHD_YES;
}

static enum MHD_Result
read_query (void *data, enum MHD_ValueKind kind G_GNUC_UNUSED, const char *name, const char *value)
{
  AeqRequest *request = data;

  if (request->n_query < AEQ_MAX_QUERY)
    request->query[request->n_query] = (AeqPair) { name, value != NULL ? value : "" };
  request->n_query++;
  return MHD_YES;
}

static void
read_address (AeqExchange *self)
{
  const union MHD_ConnectionInfo *info = MHD_get_connection_info (self->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  const struct sockaddr *address = info != NULL ? info->client_addr : NULL;

  if (address != NULL && address->sa_family == AF_INET)
    inet_ntop (AF_INET, &((const struct sockaddr_in *) (gconstpointer) address)->sin_addr, self->request.address,
               sizeof self->request.address);
  else if (address != NULL && address->sa_family == AF_INET6)
    inet_ntop (AF_INET6, &((const struct sockaddr_in6 *) (gconstpointer) address)->sin6_addr, self->request.address,
               sizeof self->request.address);
}

/* Two readings of where a request ends let one client put words into another's mouth behind a proxy. */
static const char *
find_fault (const Headers *headers, guint64 *length)
{
  if (headers->n_lengths > 1)
    return "the request has several Content-Length headers";
  if (headers->n_encodings > 0 && headers->n_lengths > 0)
    return "the request has both Content-Length and Transfer-Encoding";
  if (headers->n_encodings > 1)
    return "the request has several Transfer-Encoding headers";
  if (headers->n_hosts > 1 || headers->n_authorizations > 1)
    return "the request has a header twice that it may have once";
  if (headers->length != NULL && !g_ascii_string_to_unsigned (headers->length, 10, 0, G_MAXINT64, length, NULL))
    return "the request's Content-Length is not a number";
  return headers->request->n_query > AEQ_MAX_QUERY ? "the request has too many parameters" : NULL;
}

AeqReply *
aeq_exchange_read_headers (AeqExchange *self, const char *method, const char *path)
{
  Headers headers = { .request = &self->request };
  guint64 length = 0;
  const char *fault;

  self->request.method = method;
  self->request.path = path;
  read_address (self);
  MHD_get_connection_values (self->connection, MHD_HEADER_KIND, read_header, &headers);
  MHD_get_connection_values (self->connection, MHD_GET_ARGUMENT_KIND, read_query, &self->request);
  fault = find_fault (&headers, &length);
  self->request.length = headers.n_encodings > 0 ? -1 : (gint64) length;
  return fault != NULL ? aeq_reply_new_problem (400, fault, self->request.id, 0) : NULL;
}

gboolean
aeq_exchange_open_body (AeqExchange *self, GError **error)
{
  if (self->plan.folder == NULL)
    {
      self->request.body = g_string_sized_new (self->request.length > 0 ? (gsize) self->request.length : 0);
      return TRUE;
    }
  self->request.body_path = g_build_filename (self->plan.folder, "XXXXXX", NULL);
  if ((self->fd = g_mkstemp_full (self->request.body_path, O_RDWR | O_CLOEXEC, 0600)) >= 0)
    return TRUE;
  g_clear_pointer (&self->request.body_path, g_free);
  return aeq_status_refuse (error, errno == ENOSPC ? 507 : 500, "the server cannot keep what is sent: %s",
                            g_strerror (errno));
}

static gboolean
write_all (int fd, const char *data, gsize size)
{
  while (size > 0)
    {
      gssize n = write (fd, data, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      data += n;
      size -= (gsize) n;
    }
  return TRUE;
}

/* What is beyond the limit is thrown away for a while, so that the client reads why it was refused. */
#define PATIENCE 2

gboolean
aeq_exchange_take_body (AeqExchange *self, const char *data, gsize size)
{
  self->request.body_size += (gint64) size;
  if (self->request.body_size > self->plan.limit)
    self->too_large = TRUE;
  if (self->too_large || self->full)
    return self->request.body_size <= self->plan.limit * PATIENCE + (64 << 10);
  if (self->fd >= 0)
    self->full = !write_all (self->fd, data, size);
  else
    g_string_append_len (self->request.body, data, (gssize) size);
  return TRUE;
}

void
aeq_exchange_close_body (AeqExchange *self)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
}

/* An API has no pages: nothing may frame it, guess its types, or keep what it says, unless the answer says so. */
static const AeqPair SECURITY_HEADERS[] = {
  { "X-Content-Type-Options", "nosniff" },
  { "X-Frame-Options", "DENY" },
  { "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'" },
  { "Referrer-Policy", "no-referrer" },
  { "Cross-Origin-Resource-Policy", "same-origin" },
  { "Strict-Transport-Security", "max-age=31536000" },
  { "Cache-Control", "no-store" },
};

static void
unref_bytes (void *bytes)
{
  g_bytes_unref (bytes);
}

static struct MHD_Response *
make_response (AeqReply *reply)
{
  GBytes *bytes;

  if (reply->content == NULL)
    {
      gsize size = reply->body->len;

      return MHD_create_response_from_buffer (size, g_string_free (g_steal_pointer (&reply->body), FALSE),
                                              MHD_RESPMEM_MUST_FREE);
    }
  bytes = aeq_content_get (reply->content, &reply->coding);
  return MHD_create_response_from_buffer_with_free_callback_cls (
      g_bytes_get_size (bytes), (void *) g_bytes_get_data (bytes, NULL) /* only read */, unref_bytes, g_bytes_ref (bytes));
}

static void
add_headers (AeqExchange *self, const AeqReply *reply, gsize size, struct MHD_Response *response)
{
  if (size > 0)
    MHD_add_response_header (response, "Content-Type", reply->content_type);
  if (size > 0 && reply->coding != AEQ_CODING_PLAIN)
    MHD_add_response_header (response, "Content-Encoding", aeq_coding_name (reply->coding));
  MHD_add_response_header (response, "X-Request-Id", self->request.id);
  for (gsize i = 0; i < G_N_ELEMENTS (SECURITY_HEADERS); i++)
    if (!aeq_reply_has_header (reply, SECURITY_HEADERS[i].name))
      MHD_add_response_header (response, SECURITY_HEADERS[i].name, SECURITY_HEADERS[i].value);
  for (guint i = 0; reply->headers != NULL && i < reply->headers->len; i++)
    MHD_add_response_header (response, g_array_index (reply->headers, AeqPair, i).name,
                             g_array_index (reply->headers, AeqPair, i).value);
}

enum MHD_Result
aeq_exchange_send (AeqExchange *self, AeqReply *reply)
{
  gsize size = aeq_reply_size (reply);
  struct MHD_Response *response = make_response (reply);
  enum MHD_Result result;

  drop_body (self);
  add_headers (self, reply, size, response);
  self->status = reply->status;
  self->sent = (gint64) size;
  aeq_watched_enter (self->watched, AEQ_PHASE_REPLY);
  result = MHD_queue_response (self->connection, reply->status, response);
  MHD_destroy_response (response);
  aeq_reply_free (reply);
  return result;
}
