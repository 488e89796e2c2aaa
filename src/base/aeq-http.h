/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-instant.h"

#include <gio/gio.h>
#include <sys/socket.h>

G_BEGIN_DECLS

/* A blocking HTTP client. TLS certificates are always verified, only http and https are spoken, and no secret of a
 * request appears in an error or log message. One client belongs to one thread at a time and keeps connections open. */
typedef struct _AeqHttpClient AeqHttpClient;

typedef enum
{
  AEQ_HTTP_ERROR_FAILED,
  AEQ_HTTP_ERROR_URL,       /* not an http or https address */
  AEQ_HTTP_ERROR_CONNECT,   /* no such host, refused, lost before an answer */
  AEQ_HTTP_ERROR_TIMED_OUT,
  AEQ_HTTP_ERROR_TLS,       /* the certificate cannot be trusted */
  AEQ_HTTP_ERROR_CUT,       /* the answer ended early */
  AEQ_HTTP_ERROR_TOO_LARGE,
  AEQ_HTTP_ERROR_REDIRECT,  /* too many, or from https to http */
  AEQ_HTTP_ERROR_ADDRESS,   /* may_connect said no */
  AEQ_HTTP_ERROR_STATUS     /* of aeq_http_response_check() */
} AeqHttpError;

#define AEQ_HTTP_ERROR (aeq_http_error_quark ())
GQuark aeq_http_error_quark (void);

/* Zero means the default. */
typedef struct
{
  guint connect_timeout_ms; /* 10 s */
  guint timeout_ms;         /* of one try as a whole: 65 s */
  gsize max_response;       /* bytes after decompression: 64 MiB */
  guint max_redirects;      /* 5 */
  guint max_tries;          /* 5 */
  guint backoff_ms;         /* before the second try, doubled each time: 1 s */
  guint max_wait_ms;        /* before any one try: 60 s; a Retry-After beyond it ends the tries */
  guint throttled_ms;       /* least pause after 429, whatever Retry-After says: none */
  /* Asked of each address that a connection would go to, after the name is resolved and for every redirect; no proxy is
   * used then. NULL: all may be connected to. */
  gboolean  (*may_connect) (const struct sockaddr *address);
  const char *ca_file;      /* certificates to trust in place of the system's: PEM; copied */
} AeqHttpOptions;

/* The passing of time, for tests. @wait returns FALSE with an error when @cancellable was triggered. */
typedef struct
{
  AeqInstant (*now)  (gpointer user_data);
  gboolean   (*wait) (guint milliseconds, GCancellable *cancellable, gpointer user_data, GError **error);
  gpointer     user_data;
} AeqHttpClock;

extern const AeqHttpClock AEQ_HTTP_REAL_CLOCK;

typedef struct
{
  const char        *method;  /* NULL: GET */
  const char        *url;
  const char *const *headers; /* (nullable) "Name: value", ended by NULL; not sent on to another host by a redirect */
  GBytes            *body;    /* (nullable) */
} AeqHttpRequest;

typedef struct
{
  guint       status;
  GHashTable *headers; /* lower-case name to value; of several the last */
  GBytes     *body;
  char       *url;     /* redacted, for messages */
} AeqHttpResponse;

AeqHttpClient   *aeq_http_client_new  (const AeqHttpOptions *options, const AeqHttpClock *clock); /* both nullable */
void             aeq_http_client_free (AeqHttpClient *self);
/* Any status is an answer. 429, 500, 502, 503, 504 and lost connections are tried again with growing pauses or after
 * Retry-After, unless that is too long to wait for; what may have taken effect (POST, PATCH) only after 429, 503 or a
 * failed connect. Owned result. */
AeqHttpResponse *aeq_http_client_send (AeqHttpClient *self, const AeqHttpRequest *request, GCancellable *cancellable,
                                       GError **error);
/* GET @url and insist on a status of 2xx. */
AeqHttpResponse *aeq_http_client_get  (AeqHttpClient *self, const char *url, GCancellable *cancellable, GError **error);

/* FALSE with AEQ_HTTP_ERROR_STATUS unless the status is 2xx. */
gboolean         aeq_http_response_check (const AeqHttpResponse *self, GError **error);
void             aeq_http_response_free  (AeqHttpResponse *self);

/* @url without user name, password and fragment, and with the values of secret query parameters replaced by ***. */
char            *aeq_http_redact_url     (const char *url);
/* As above for a "Name: value" header: Authorization, cookies and whatever is named like a key or token. */
char            *aeq_http_redact_header  (const char *header);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqHttpClient, aeq_http_client_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqHttpResponse, aeq_http_response_free)

G_END_DECLS
