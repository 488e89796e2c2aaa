/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-content.h"
#include "aeq-json.h"
#include "aeq-status.h"

G_BEGIN_DECLS

/* A request and its reply, as the rest of the server knows them: no type of the HTTP library appears here. */

#define AEQ_MAX_QUERY 16 /* parameters behind the path */
#define AEQ_REQUEST_ID_SIZE 33

typedef struct
{
  const char *name;
  const char *value;
} AeqPair;

/* Texts are borrowed for the life of the request. */
typedef struct
{
  const char *method;
  const char *path;      /* decoded, without the query */
  char        id[AEQ_REQUEST_ID_SIZE];
  char        address[64]; /* of the client */
  const char *authorization;   /* (nullable) headers */
  const char *content_type;    /* (nullable) */
  const char *idempotency_key; /* (nullable) */
  const char *accept_encoding; /* (nullable) */
  const char *if_match;        /* (nullable) */
  const char *if_none_match;   /* (nullable) */
  const char *origin;          /* (nullable) */
  const char *forwarded_for;   /* (nullable) */
  gint64      length;    /* announced; -1: chunked */
  AeqPair     query[AEQ_MAX_QUERY];
  guint       n_query;
  GString    *body;
  char       *body_path; /* (nullable) the file that the body was written to, when its route wants one */
  gint64      body_size;
  gpointer    handling;  /* what the handler keeps with it */
} AeqRequest;

/* (nullable) */
const char *aeq_request_query (const AeqRequest *self, const char *name);

typedef struct
{
  guint     status;
  GString  *body;
  AeqJson  *json;           /* writes into body */
  AeqContent *content;      /* (nullable) the body, instead of the former, when it is finished */
  AeqCoding   coding;       /* of content, when it is sent */
  const char *content_type; /* static */
  GArray   *headers;       /* AeqPair, names static and values owned */
} AeqReply;

AeqReply *aeq_reply_new  (guint status);
void      aeq_reply_free (AeqReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqReply, aeq_reply_free)
/* An answer that has its body already, which is copied. */
AeqReply *aeq_reply_new_text (guint status, const char *body);
/* An answer that was given before. */
AeqReply *aeq_reply_new_content (AeqContent *content);
/* Its body is finished: it becomes content, which is kept with the reply. */
AeqContent *aeq_reply_seal (AeqReply *self);
/* How many bytes are sent. */
gsize     aeq_reply_size (const AeqReply *self);
void      aeq_reply_add_header (AeqReply *self, const char *name, const char *value); /* @name static, @value copied */
gboolean  aeq_reply_has_header (const AeqReply *self, const char *name);
/* application/problem+json, RFC 9457. @retry_after 0: none. */
AeqReply *aeq_reply_new_problem (guint status, const char *detail, const char *request_id, guint retry_after);
/* One that a program can tell from others of its status by @type, a path. */
AeqReply *aeq_reply_new_problem_of (guint status, const char *type, const char *detail, const char *request_id);
#define AEQ_PROBLEM_SECOND_FACTOR "/problems/second-factor" /* sign in again, with a code */
AeqReply *aeq_reply_new_error   (const GError *error, const char *request_id);

G_END_DECLS
