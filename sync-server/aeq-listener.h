/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-deadlines.h"
#include "aeq-message.h"

G_BEGIN_DECLS

/* The HTTP/1.1 front: event loops, one a thread, over libmicrohttpd, which no other file knows. */
typedef struct _AeqListener AeqListener;

/* Where a body goes, decided before any of it is read. */
typedef struct
{
  gint64      limit;  /* bytes */
  const char *folder; /* (nullable) a file in it takes the body; NULL: memory */
} AeqBodyPlan;

typedef struct
{
  /* The headers are there. A reply refuses the request before its body is read; NULL: @plan says where the body
   * goes. */
  AeqReply *(*begin)  (AeqRequest *request, AeqBodyPlan *plan, gpointer user_data);
  /* The body is there too. NULL: aeq_request_defer() was called and aeq_request_answer() is or will be, from any
   * thread. */
  AeqReply *(*handle) (AeqRequest *request, gpointer user_data);
  /* The answer is about to be sent, whoever made it: the last word on its headers. */
  void      (*send)   (AeqRequest *request, AeqReply *reply, gpointer user_data);
  /* The answer was sent, or the client has gone. */
  void      (*done)   (AeqRequest *request, guint status, gint64 bytes, gint64 microseconds, gpointer user_data);
} AeqHandlers;

typedef struct
{
  const char    *address; /* "127.0.0.1" or "::1" */
  guint          port;    /* 0: any that is free */
  int            socket;  /* that listens already, instead of these, and is taken over; -1: none */
  guint          threads;
  guint          connections;
  guint          connections_per_address; /* 0: any number */
  AeqPhaseLimits limits;
} AeqListenerConfig;

AeqListener *aeq_listener_new (const AeqListenerConfig *config, const AeqHandlers *handlers, gpointer user_data,
                               GError **error);
guint        aeq_listener_port (AeqListener *self);
/* Takes no more connections and waits up to @seconds for requests that are under way; FALSE: some were cut off. */
gboolean     aeq_listener_drain (AeqListener *self, guint seconds);
void         aeq_listener_free  (AeqListener *self);

/* The loop goes on with other connections until the answer comes. Only from @handle. */
void aeq_request_defer  (AeqRequest *request);
void aeq_request_answer (AeqRequest *request, AeqReply *reply); /* takes @reply over */

G_END_DECLS
