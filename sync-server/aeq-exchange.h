/* SPDX-License-Identifier: MIT */
#pragma once

#include <microhttpd.h>

#include "aeq-listener.h"

G_BEGIN_DECLS

/* One request on its connection. */
typedef struct
{
  AeqRequest             request; /* first: a request is its exchange */
  struct MHD_Connection *connection;
  AeqWatched            *watched;
  gint64                 started; /* monotonic */
  AeqBodyPlan            plan;
  AeqReply              *reply;   /* of a deferred request, once it is there */
  int                    fd;      /* of the file of the body, -1: none */
  gboolean               begun;
  gboolean               too_large;
  gboolean               full;    /* the file could not be written */
  guint                  status;
  gint64                 sent;
} AeqExchange;

AeqExchange *aeq_exchange_new  (struct MHD_Connection *connection, AeqWatched *watched);
void         aeq_exchange_free (AeqExchange *self);
/* Fills the request from the connection. A reply refuses what the library lets pass: two lengths, both framings, two
 * hosts. */
AeqReply    *aeq_exchange_read_headers (AeqExchange *self, const char *method, const char *path);
gboolean     aeq_exchange_open_body  (AeqExchange *self, GError **error);
/* FALSE: far beyond the limit, the connection is to be closed. */
gboolean     aeq_exchange_take_body  (AeqExchange *self, const char *data, gsize size);
void         aeq_exchange_close_body (AeqExchange *self);
/* Queues @reply, which is taken over. */
enum MHD_Result aeq_exchange_send (AeqExchange *self, AeqReply *reply);

G_END_DECLS
