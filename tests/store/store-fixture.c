/* SPDX-License-Identifier: MIT */
#include "store-fixture.h"

#include <sqlite3.h>

void
store_set_up (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->folder = aeq_test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "desk.ledger", NULL);
}

void
store_tear_down (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  aeq_test_remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

AeqStore *
store_open (const char *path)
{
  g_autoptr(GError) error = NULL;
  AeqStore *store = aeq_store_open (path, AEQ_STORE_CREATE, &error);

  g_assert_no_error (error);
  g_assert_nonnull (store);
  return store;
}

void
store_refused (const char *path, AeqStoreFlags flags, AeqStoreError code)
{
  g_autoptr(GError) error = NULL;
  gboolean is_file = g_file_test (path, G_FILE_TEST_IS_REGULAR);
  g_autofree char *before = is_file ? aeq_test_hash_file (path) : NULL;
  g_autofree char *after = NULL;
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);

  g_assert_null (aeq_store_open (path, flags, &error));
  g_assert_error (error, AEQ_STORE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, path));
  if (is_file)
    after = aeq_test_hash_file (path);
  g_assert_cmpstr (after, ==, before);
  g_assert_false (g_file_test (journal, G_FILE_TEST_EXISTS));
}

void
store_exec (AeqStore *store, const char *sql)
{
  g_autoptr(GError) error = NULL;

  aeq_store_exec (store, sql, &error);
  g_assert_no_error (error);
}

gint64
store_int (AeqStore *store, const char *sql)
{
  g_autoptr(GError) error = NULL;
  gint64 value = 0;

  aeq_store_query_int64 (store, sql, -1, &value, &error);
  g_assert_no_error (error);
  return value;
}

void
store_raw (const char *path, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

void
store_account (AeqStore *store, gint64 id)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO account (id, uid, number, kind, currency, zone, calendar)"
    " VALUES (%" G_GINT64_FORMAT ", randomblob (16), 'A%" G_GINT64_FORMAT "', 'nostro', 'USD', 'UTC', 'weekdays')", id, id);

  store_exec (store, sql);
}
