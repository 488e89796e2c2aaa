/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-http.h"

G_BEGIN_DECLS

/* A real HTTP server on loopback, a clock that only moves when somebody waits on it, and no sleeping anywhere. */

/* What to send to request number @index (0 is the first): the whole answer as text, owned by the server from then on.
 * NULL keeps the connection open without a word until the client leaves. Called by its threads, one at a time. */
typedef char *(*AeqTestAnswerFunc) (const char *request, guint index, gpointer user_data);

typedef struct
{
  guint16            port;
  guint              served;
  GString           *requests; /* everything received; read it when no request is under way */
  GMutex             lock;
  AeqTestAnswerFunc  func;
  gpointer           user_data;
  GSocketService    *service;
  GMainContext      *context;
  gint               stopping;
  GThread           *thread;
} AeqTestServer;

AeqTestServer *aeq_test_server_new  (AeqTestAnswerFunc func, gpointer user_data);
void           aeq_test_server_free (AeqTestServer *self);
char          *aeq_test_server_url  (AeqTestServer *self, const char *path);

/* "HTTP/1.1 STATUS", @headers (each with its line end), and @body with its length. */
char *aeq_test_answer (const char *status, const char *headers, const char *body);

typedef struct
{
  AeqInstant now;
  GArray    *pauses; /* guint milliseconds that were waited */
} AeqTestClock;

void         aeq_test_clock_init  (AeqTestClock *self, const char *rfc3339);
void         aeq_test_clock_clear (AeqTestClock *self);
guint        aeq_test_clock_pause (AeqTestClock *self, guint i);
AeqHttpClock aeq_test_clock_http  (AeqTestClock *self);

/* Takes proxies out of the environment, which would get the requests instead. */
void aeq_test_no_proxy (void);

G_END_DECLS
