/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-store.h"
#include "aeq-test.h"
#include "aeq-test-pgsql.h"

G_BEGIN_DECLS

/* A folder with the path of a ledger that is not there yet; on PostgreSQL the URI of a schema that is not. */
typedef struct
{
  char *folder;
  char *path;
} StoreFixture;

void store_set_up    (StoreFixture *fixture, gconstpointer data);
void store_tear_down (StoreFixture *fixture, gconstpointer data);

#define store_test_add(path, func) g_test_add (path, StoreFixture, NULL, store_set_up, func, store_tear_down)

/* Opens or creates; the test ends when that fails. ":memory:" is a new schema on PostgreSQL. */
AeqStore *store_open    (const char *path);
/* Asserts that opening is refused with @code and that no byte of the file has changed. */
void      store_refused (const char *path, AeqStoreFlags flags, AeqStoreError code);
void      store_exec    (AeqStore *store, const char *sql);
gint64    store_int     (AeqStore *store, const char *sql);
/* Runs SQL on a database file with the library itself, past every rule of ours. */
void      store_raw     (const char *path, const char *sql);
/* Adds account @id, numbered "A<id>". */
void      store_account (AeqStore *store, gint64 id);

G_END_DECLS
