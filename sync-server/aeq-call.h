/* SPDX-License-Identifier: MIT */
#pragma once

#include <json-glib/json-glib.h>

#include "aeq-message.h"
#include "aeq-server.h"

G_BEGIN_DECLS

typedef enum
{
  AEQ_ROLE_ANYONE, /* without signing in */
  AEQ_ROLE_VIEWER,
  AEQ_ROLE_ANALYST,
  AEQ_ROLE_ADMIN,
  AEQ_ROLE_OWNER
} AeqRole;

const char *aeq_role_name  (AeqRole role);
gboolean    aeq_role_parse (const char *text, AeqRole *role); /* of a member */

/* Which bucket of the limiter a request takes from. */
typedef enum
{
  AEQ_LIMIT_OPEN,  /* an address, generously */
  AEQ_LIMIT_AUTH,  /* an address */
  AEQ_LIMIT_READ,  /* a person, as the others */
  AEQ_LIMIT_WRITE,
  AEQ_LIMIT_HEAVY
} AeqLimitClass;

/* Where a handler runs, and what it is given. */
typedef enum
{
  AEQ_RUN_HERE,     /* in the event loop; no database */
  AEQ_RUN_CATALOG,  /* in the event loop; reads the catalog */
  AEQ_RUN_READ,     /* in the event loop; reads the organisation's ledger, whose answers are kept until it changes */
  AEQ_RUN_NOW,      /* as before, but the answer depends on the clock, too */
  AEQ_RUN_WRITE,    /* in the writer's thread and transaction; the ledger */
  AEQ_RUN_ENROL,    /* in the writer's thread and transaction; the catalog */
  AEQ_RUN_PASSWORD, /* in a worker for passwords; opens what it needs */
  AEQ_RUN_PROVIDER, /* in a worker that may wait for a sign-in provider; opens what it needs */
  AEQ_RUN_WORK      /* in a worker; opens what it needs */
} AeqRun;

typedef enum
{
  AEQ_BODY_NONE,
  AEQ_BODY_JSON, /* one object */
  AEQ_BODY_FILE  /* any bytes, into a file */
} AeqBodyKind;

typedef struct _AeqCall  AeqCall;
typedef struct _AeqRoute AeqRoute;

/* NULL with an error, which becomes a problem document, or a reply. */
typedef AeqReply *(*AeqHandler) (AeqCall *call, GError **error);

struct _AeqRoute
{
  const char    *method;
  const char    *path; /* "/api/v1/accounts/{id}" */
  AeqRole        role;
  AeqLimitClass  limit;
  AeqRun         run;
  AeqBodyKind    body;
  const char    *action; /* (nullable) what the audit log calls it, when it succeeds */
  AeqHandler     handler;
};

extern const AeqRoute AEQ_ROUTES[]; /* ended by a NULL method */

#define AEQ_MAX_PARAMETERS 2
#define AEQ_MAX_PARAMETER 64

/* One request on its way through. Who asks is known and allowed before a handler sees it, and the ledger is that of the
 * organisation that the token is for: a handler has no way to another. */
struct _AeqCall
{
  AeqServer      *server;
  AeqRequest     *request;
  const AeqRoute *route;
  char            parameters[AEQ_MAX_PARAMETERS][AEQ_MAX_PARAMETER];
  AeqInstant      now;
  AeqRole         role;
  AeqId           person;
  AeqId           organisation;
  AeqId           session;
  gboolean        by_provider; /* the organisation's provider let them in: good within it alone */
  gboolean        service;   /* a token of a program stands for the person; there is no session */
  guint           scopes;    /* of that token */
  char            person_text[AEQ_ID_TEXT_SIZE];       /* "" when nobody has signed in */
  char            organisation_text[AEQ_ID_TEXT_SIZE];
  AeqTenant      *tenant;
  AeqStore       *catalog; /* by the route's run */
  AeqLedger      *ledger;
  JsonObject     *body;    /* of AEQ_BODY_JSON */
  char           *target;  /* (nullable) for the audit log: what it was done to */
  AeqReply       *reply;   /* on its way from another thread */
};

AeqCall *aeq_call_new  (AeqServer *server, AeqRequest *request);
void     aeq_call_free (AeqCall *self);

/* The path's parameter as an identifier; what is none is not found. */
gboolean aeq_call_id     (AeqCall *self, guint parameter, AeqId *id, GError **error);
/* A number in the query. */
gboolean aeq_call_number (AeqCall *self, const char *name, gint64 least, gint64 most, gint64 fallback, gint64 *value,
                          GError **error);
/* "true" or "false" in the query; FALSE when it is not given. */
gboolean aeq_call_flag   (AeqCall *self, const char *name, gboolean *value, GError **error);
/* Every parameter of the query must be one of @names, a NULL-terminated list. */
gboolean aeq_call_only   (AeqCall *self, const char *const *names, GError **error);
/* What is shown once cannot be answered again, so it takes no Idempotency-Key. */
gboolean aeq_call_unkeyed (AeqCall *self, GError **error);
void     aeq_call_set_target (AeqCall *self, const char *target);
void     aeq_call_set_target_id (AeqCall *self, const AeqId *id);
/* Into the store's log, inside its transaction. */
gboolean aeq_call_audit (AeqCall *self, AeqStore *store, const char *action, GError **error);
gboolean aeq_call_audit_as (AeqCall *self, AeqStore *store, const char *action, const char *organisation,
                            const char *person, GError **error);

G_END_DECLS
