/* SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>

#include "store-fixture.h"

static void
test_newer_ledger_is_refused (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  aeq_store_close (store_open (fixture->path));
  store_raw (fixture->path, "INSERT INTO schema_version (version, name) VALUES (9999, 'later')");
  store_refused (fixture->path, AEQ_STORE_CREATE, AEQ_STORE_ERROR_NEWER);
  store_refused (fixture->path, AEQ_STORE_READ_ONLY, AEQ_STORE_ERROR_NEWER);
}

static void
test_foreign_database_is_refused (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  store_raw (fixture->path, "CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('mine')");
  store_refused (fixture->path, AEQ_STORE_CREATE, AEQ_STORE_ERROR_FOREIGN);
}

static void
test_foreign_application_id_is_refused (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  store_raw (fixture->path, "PRAGMA application_id = 252006674; CREATE TABLE t (x)");
  store_refused (fixture->path, AEQ_STORE_CREATE, AEQ_STORE_ERROR_FOREIGN);
}

/* Another program's database that was left with a log: looking at it must not fold the log into it. */
static void
test_foreign_database_with_a_log_is_untouched (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *copy = g_build_filename (fixture->folder, "copy.db", NULL);
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *copy_wal = g_strconcat (copy, "-wal", NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA journal_mode = WAL; CREATE TABLE notes (text TEXT);"
                                     "INSERT INTO notes VALUES ('mine')", NULL, NULL, NULL), ==, SQLITE_OK);
  aeq_test_copy_file (fixture->path, copy);
  aeq_test_copy_file (wal, copy_wal);
  sqlite3_close (db);
  store_refused (copy, AEQ_STORE_CREATE, AEQ_STORE_ERROR_FOREIGN);
  g_assert_true (g_file_test (copy_wal, G_FILE_TEST_EXISTS));
}

static void
test_text_file_is_refused (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *long_text = g_strnfill (9000, 'x');
  g_autofree char *path = aeq_test_write (fixture->folder, "march.csv", "date,amount\n2024-03-01,5.00\n", -1);
  g_autofree char *large = aeq_test_write (fixture->folder, "large.csv", long_text, -1);

  store_refused (path, AEQ_STORE_CREATE, AEQ_STORE_ERROR_FOREIGN);
  store_refused (large, AEQ_STORE_CREATE, AEQ_STORE_ERROR_FOREIGN);
  store_refused (large, AEQ_STORE_READ_ONLY, AEQ_STORE_ERROR_FOREIGN);
}

static void
test_folder_is_refused (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  store_refused (fixture->folder, AEQ_STORE_CREATE, AEQ_STORE_ERROR_FOREIGN);
}

/* Reading one would wait for a writer for ever. */
static void
test_pipe_is_refused (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  store_refused (fixture->path, AEQ_STORE_CREATE, AEQ_STORE_ERROR_FOREIGN);
}

static void
test_device_is_refused (void)
{
  store_refused ("/dev/null", AEQ_STORE_CREATE, AEQ_STORE_ERROR_FOREIGN);
}

static void
overwrite (const char *path, gsize from, gsize length)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *content = NULL;
  gsize size;

  g_file_get_contents (path, &content, &size, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (from + length, <=, size);
  memset (content + from, 0xa5, length);
  g_file_set_contents (path, content, (gssize) size, &error);
  g_assert_no_error (error);
}

static void
test_damaged_head_is_refused (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  aeq_store_close (store_open (fixture->path));
  overwrite (fixture->path, 0, 60);
  store_refused (fixture->path, AEQ_STORE_CREATE, AEQ_STORE_ERROR_FOREIGN);
}

static void
test_damaged_schema_is_refused (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  aeq_store_close (store_open (fixture->path));
  overwrite (fixture->path, 100, 3000);
  store_refused (fixture->path, AEQ_STORE_CREATE, AEQ_STORE_ERROR_CORRUPT);
}

static void
test_cut_off_file_is_refused (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *content = NULL;
  gsize size;

  aeq_store_close (store_open (fixture->path));
  g_file_get_contents (fixture->path, &content, &size, &error);
  g_assert_no_error (error);
  g_file_set_contents (fixture->path, content, (gssize) (size / 8), &error);
  g_assert_no_error (error);
  store_refused (fixture->path, AEQ_STORE_CREATE, AEQ_STORE_ERROR_CORRUPT);
}

static void
unreadable_child (gpointer data)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (aeq_store_open (data, AEQ_STORE_CREATE, &error));
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_READ_ONLY);
}

static void
test_unreadable_file_is_refused (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  aeq_store_close (store_open (fixture->path));
  g_assert_cmpint (g_chmod (fixture->path, 0), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
  g_assert_true (aeq_test_unprivileged (unreadable_child, fixture->path));
}

static void
test_older_ledger_is_not_read_only (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *stored = aeq_test_source_path ("tests", "store", "data", "ledger-v1.db", NULL);

  aeq_test_copy_file (stored, fixture->path);
  store_refused (fixture->path, AEQ_STORE_READ_ONLY, AEQ_STORE_ERROR_OLDER);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_test_add ("/store/refuse/newer", test_newer_ledger_is_refused);
  store_test_add ("/store/refuse/foreign", test_foreign_database_is_refused);
  store_test_add ("/store/refuse/foreign-application", test_foreign_application_id_is_refused);
  store_test_add ("/store/refuse/foreign-with-log", test_foreign_database_with_a_log_is_untouched);
  store_test_add ("/store/refuse/text", test_text_file_is_refused);
  store_test_add ("/store/refuse/folder", test_folder_is_refused);
  store_test_add ("/store/refuse/pipe", test_pipe_is_refused);
  g_test_add_func ("/store/refuse/device", test_device_is_refused);
  store_test_add ("/store/refuse/damaged-head", test_damaged_head_is_refused);
  store_test_add ("/store/refuse/damaged-schema", test_damaged_schema_is_refused);
  store_test_add ("/store/refuse/cut-off", test_cut_off_file_is_refused);
  store_test_add ("/store/refuse/unreadable", test_unreadable_file_is_refused);
  store_test_add ("/store/refuse/older-read-only", test_older_ledger_is_not_read_only);
  return g_test_run ();
}
