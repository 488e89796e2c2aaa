/* SPDX-License-Identifier: MIT */
#include "store-fixture.h"

#include <sqlite3.h>
#include <string.h>

void
store_set_up (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *file = NULL;

  fixture->folder = aeq_test_make_folder ();
  file = g_build_filename (fixture->folder, "desk.ledger", NULL);
  fixture->path = aeq_test_new_store (file);
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
  g_autofree char *uri = g_str_equal (path, ":memory:") ? aeq_test_new_store (path) : g_strdup (path);
  AeqStore *store = aeq_store_open (uri, AEQ_STORE_CREATE, &error);

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
  g_assert_nonnull (strstr (error->message, aeq_test_on_pgsql () ? "postgresql://" : path));
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
  g_autoptr(GError) error = NULL;
  g_autofree char *number = g_strdup_printf ("A%" G_GINT64_FORMAT, id);
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    store, "INSERT INTO account (id, uid, number, kind, currency, zone, calendar) VALUES (?1, ?2, ?3, 'nostro', 'USD', 'UTC', 'weekdays')",
    &error);

  g_assert_no_error (error);
  aeq_statement_bind_int64 (stmt, 1, id);
  aeq_statement_bind_bytes (stmt, 2, number, strlen (number));
  aeq_statement_bind_text (stmt, 3, number);
  aeq_statement_run (stmt, &error);
  g_assert_no_error (error);
}
