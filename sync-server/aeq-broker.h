/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-call.h"
#include "aeq-connection.h"
#include "aeq-job-drop.h"

G_BEGIN_DECLS

/* What the server keeps for an organisation's connections, beside the ledger's own table of them: a folder for each
 * file drop, below the data folder, into which nobody but the operator's means of transfer puts files; and sealed
 * secrets. */

#define AEQ_BROKER_PURPOSE "broker" /* of the sealed secrets */

/* The folder of a new file drop, which is made, and where its files go from there: into the settings of @connection. */
gboolean aeq_broker_make_folder (AeqCall *call, AeqConnection *connection, GError **error);
/* Makes @folder again when it was taken away: it is the server's, so that nobody else would. */
gboolean aeq_broker_keep_folder (const char *folder, GError **error);
/* Where the folder of @connection is, whatever the ledger says: its settings may have come from another machine. Owned;
 * NULL when it is none of ours. */
char    *aeq_broker_folder      (AeqCall *call, const AeqConnection *connection);
/* The one that the path names, borrowed from @list; NULL with status 404. */
AeqConnection *aeq_broker_find  (AeqCall *call, GPtrArray *list, GError **error);
/* Inside a transaction of the ledger. */
gboolean aeq_broker_add_secret     (AeqCall *call, const AeqId *connection, const char *field, const char *secret,
                                    GError **error);
gboolean aeq_broker_remove_secrets (AeqCall *call, const AeqId *connection, GError **error);
/* Names of the fields that there are secrets for. Free with g_strfreev(). */
char   **aeq_broker_secret_fields  (AeqCall *call, const AeqId *connection, GError **error);

/* What the looks into each folder saw, by connection: a file is taken when two looks found it the same. */
typedef struct _AeqBrokerMemory AeqBrokerMemory;

AeqBrokerMemory *aeq_broker_memory_new  (void);
void             aeq_broker_memory_free (AeqBrokerMemory *self);
/* Borrowed; for who holds the organisation's lease. */
AeqDropMemory   *aeq_broker_memory_of   (AeqBrokerMemory *self, const AeqId *connection);

G_END_DECLS
