/* SPDX-License-Identifier: MIT */
#pragma once

#include <sqlite3.h>
#include "aeq-store.h"

G_BEGIN_DECLS

struct _AeqStore
{
  sqlite3    *db;
  char       *uri;
  GHashTable *idle;        /* sql text -> GPtrArray of AeqStatement, ready to be used again */
  guint       n_idle;
  guint       depth;       /* nesting of transactions */
  gboolean    read_only;
  const AeqStoreKind *kind;
  gint64      deadline;    /* monotonic microseconds at which a statement is given up; 0: never */
  int         schema_version;
  int         newest_version; /* of the migrations that this program brings */
};

struct _AeqStatement
{
  AeqStore     *store;
  sqlite3_stmt *stmt;
  char         *sql;
};

/* The one place where a result code of SQLite becomes a GError. @doing is a participle: "Opening the ledger". */
gboolean aeq_store_set_error (AeqStore *self, int rc, const char *doing, GError **error);

/* Rewrites the type words of the shared dialect for SQLite and makes every table STRICT. Free the result. */
char *aeq_store_dialect_to_sqlite (const char *sql);

/* Applies the numbered migrations of the store's kind, each in its own transaction. */
gboolean aeq_store_migrate (AeqStore *self, GError **error);
/* Refuses files that are not of the store's kind or are newer, without touching them. @empty tells a database without any table. */
gboolean aeq_store_identify (AeqStore *self, gboolean *empty, GError **error);

void aeq_store_clear_cache (AeqStore *self);

#define AEQ_STORE_SCHEMA_PATH "/ai/aequitas/store"
#define AEQ_STORE_APPLICATION_ID 0x41455131 /* "AEQ1" in the header of the file */

G_END_DECLS
