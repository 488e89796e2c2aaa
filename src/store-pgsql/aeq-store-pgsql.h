/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-store.h"

G_BEGIN_DECLS

/* Stores in schemas of a PostgreSQL database (15 or newer, encoding UTF8). After this call aeq_store_open() takes URIs as libpq does, with
 * one parameter more:
 *   postgresql://user@host1,host2/database?schema=org_17
 * Without it the schema is "aequitas". AEQ_STORE_CREATE makes the schema, never the database. With several hosts the one that takes writes
 * is chosen (target_session_attrs=read-write), for AEQ_STORE_READ_ONLY any; what the URI says goes before. To be called before threads
 * start.
 *
 * A connection that was lost is made again at the next begin or query outside of a transaction, for up to the busy time. */
void     aeq_store_pgsql_add (void);

/* Whether @uri can be read and holds no password: for what is set where others may read it. */
gboolean aeq_store_pgsql_check_uri (const char *uri, GError **error);

/* Turns an open store to another schema of the same database, with what it has prepared: a pool hands out its connections by this.
 * Creates and migrates as @flags say, but reads and writes as the store was opened. Not within a transaction. After an error the store is
 * to be closed. */
gboolean aeq_store_pgsql_use_schema (AeqStore *self, const char *schema, AeqStoreFlags flags, GError **error);

G_END_DECLS
