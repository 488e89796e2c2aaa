/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-change.h"

G_BEGIN_DECLS

/* What a desk is connected with: folders into which others put files, the public feeds of market series, brokers and banks. What is
 * configured is here and in the change record; secrets never are. */

typedef enum
{
  AEQ_CONNECTION_FILE_DROP,
  AEQ_CONNECTION_FRED,
  AEQ_CONNECTION_NYFED,
  AEQ_CONNECTION_OFR,
  AEQ_CONNECTION_GOLDMAN_SACHS,
  AEQ_CONNECTION_MORGAN_STANLEY,
  AEQ_CONNECTION_JP_MORGAN,
  AEQ_N_CONNECTION_KINDS
} AeqConnectionKind;

const char *aeq_connection_kind_name  (AeqConnectionKind kind); /* "file-drop" ... as in the ledger and in the keyring */
gboolean    aeq_connection_kind_parse (const char *text, AeqConnectionKind *kind);

/* The last run that did or found something. */
typedef struct
{
  AeqInstant at;
  gint64     items;  /* files imported, series fetched */
  gint64     added;  /* flows, values */
  gint64     failed; /* files refused, series not fetched */
  char      *reason; /* (nullable) why, when something failed */
} AeqConnectionRun;

typedef struct
{
  AeqId             uid;      /* all zero: not in the ledger yet */
  AeqConnectionKind kind;
  char             *name;
  gint64            minutes;  /* between runs while a window is open; 0: only when a person asks */
  GHashTable       *settings; /* char* to char*: the fields of its kind, without secrets; an empty one is left out */
  gboolean          has_run;
  AeqConnectionRun  run;
} AeqConnection;

#define AEQ_CONNECTION_MAX_SETTINGS 65536 /* bytes of their JSON */

AeqConnection *aeq_connection_new  (AeqConnectionKind kind, const char *name);
AeqConnection *aeq_connection_copy (const AeqConnection *self); /* without its run */
void           aeq_connection_free (AeqConnection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqConnection, aeq_connection_free)

const char *aeq_connection_get (const AeqConnection *self, const char *field); /* (nullable) */
void        aeq_connection_set (AeqConnection *self, const char *field, const char *value); /* NULL and "" take it away */
gboolean    aeq_connection_is_stored (const AeqConnection *self);

/* By kind, then in the order of their making. GPtrArray of AeqConnection. */
GPtrArray *aeq_connection_list    (AeqLedger *ledger, GError **error);
/* Inserts or updates its row, inside the caller's transaction; fills the uid of a new one. */
gboolean   aeq_connection_put     (AeqLedger *ledger, AeqConnection *self, GError **error);
/* Takes the place of the run before; no change of the desk's, and so not in the change record. @run->at is filled with the ledger's now. */
gboolean   aeq_connection_put_run (AeqLedger *ledger, const AeqId *connection, AeqConnectionRun *run, GError **error);

G_END_DECLS
