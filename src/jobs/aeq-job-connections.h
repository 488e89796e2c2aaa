/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-connection-form.h"
#include "aeq-job-drop.h"
#include "aeq-job-fetch.h"

G_BEGIN_DECLS

/* What a desk is connected with: read for a page, changed, run, and tried out. */

/* Of one feed, how its series stand. */
typedef struct
{
  guint      n;       /* series that come from it */
  guint      stale;   /* a newer value has been out for more than a business day */
  guint      empty;   /* never fetched */
  AeqDate    newest;  /* of its values; AEQ_DATE_NONE */
  AeqInstant next;    /* when it publishes again */
} AeqFeedStanding;

typedef struct
{
  GPtrArray      *connections; /* AeqConnection, as aeq_connection_list() */
  AeqFeedStanding feeds[AEQ_N_FEEDS];
  char          **profiles;    /* names of the import profiles at hand, by name */
} AeqConnectionsTable;

AeqConnectionsTable *aeq_job_connections (AeqLedger *ledger, GError **error);
void                 aeq_connections_table_free (AeqConnectionsTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqConnectionsTable, aeq_connections_table_free)

gboolean aeq_connection_is_feed (AeqConnectionKind kind);
AeqFeed  aeq_connection_feed    (AeqConnectionKind kind); /* of a kind that is one */

/* Checks @self (aeq_form_check()) and writes it; a new one gets its uid. */
gboolean aeq_job_connection_save   (AeqLedger *ledger, AeqConnection *self, AeqChangeRange *range, GError **error);
/* Feeds stay: AEQ_ERROR_INVALID. */
gboolean aeq_job_connection_remove (AeqLedger *ledger, const AeqId *connection, AeqChangeRange *range, GError **error);

/* aeq_job_fetch(), with a note of the run at each feed that was asked. */
AeqFetchResult *aeq_job_connections_fetch (AeqLedger *ledger, const AeqFetchRequest *request, AeqProgress *progress, GCancellable *cancellable,
                                           GError **error);

/* How a file drop of @self is looked through. Borrowed from @self. */
AeqDropRequest aeq_connection_drop_request (const AeqConnection *self);
/* aeq_job_drop() with a note of the run when a file was decided about. @run (out) is that of @files; its reason belongs to the caller. */
gboolean        aeq_job_connection_drop  (AeqLedger *ledger, const AeqConnection *self, AeqDropMemory *memory, GPtrArray *files,
                                          AeqConnectionRun *run, AeqProgress *progress, GCancellable *cancellable, GError **error);
/* A run that could not be made: a folder that is gone. */
gboolean        aeq_job_connection_failed (AeqLedger *ledger, const AeqId *connection, const char *reason, GError **error);

/* Asks a feed for the newest values of one of its series and stores nothing. One sentence in English; free it. NULL with an error in a
 * sentence. */
char *aeq_feed_test (AeqLedger *ledger, AeqFeed feed, const AeqFeedOptions *options, GCancellable *cancellable, GError **error);
/* Of a kind whose connector does not exist: whether the form is whole and its files can be read. Nothing is sent. As above. */
char *aeq_form_test (AeqConnection *self, GError **error);

G_END_DECLS
