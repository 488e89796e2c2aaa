/* SPDX-License-Identifier: MIT */
#pragma once

#include <sqlite3.h>
#include "aeq-store-driver.h"

G_BEGIN_DECLS

/* The one place where a result code of SQLite becomes a GError. @doing is a participle: "Opening the ledger". */
gboolean aeq_store_set_error (AeqStore *self, int rc, const char *doing, GError **error);

/* Rewrites the type words of the shared dialect for SQLite and makes every table STRICT. Free the result. */
char *aeq_store_dialect_to_sqlite (const char *sql);

extern const AeqStoreDriver aeq_store_sqlite_driver;

gboolean aeq_store_sqlite_backup (AeqStore *self, const char *path, AeqProgress *progress, GCancellable *cancellable, GError **error);
gboolean aeq_store_sqlite_check (AeqStore *self, GPtrArray *problems, GCancellable *cancellable, GError **error);

G_END_DECLS
