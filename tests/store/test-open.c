/* SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store-fixture.h"

static void
test_missing_is_not_found (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (aeq_store_open (fixture->path, AEQ_STORE_READ_WRITE, &error));
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_reopening_finds_what_was_written (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqStore *store = store_open (fixture->path);
  int version = aeq_store_get_schema_version (store);

  g_assert_cmpint (version, >=, 1);
  if (!aeq_test_on_pgsql ())
    g_assert_cmpstr (aeq_store_get_uri (store), ==, fixture->path);
  store_account (store, 1);
  aeq_store_close (store);

  store = store_open (fixture->path);
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM account"), ==, 1);
  g_assert_cmpint (aeq_store_get_schema_version (store), ==, version);
  aeq_store_close (store);
}

static void
test_closing_leaves_one_file (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  AeqStore *store = store_open (fixture->path);

  store_account (store, 1);
  g_assert_true (g_file_test (wal, G_FILE_TEST_EXISTS));
  aeq_store_close (store);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
}

static void
test_any_file_name_opens (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const NAMES[] = { "a b?mode=memory#x%41.ledger", "büro & söhne.ledger", "100%.ledger", "-x.ledger" };

  for (gsize i = 0; i < G_N_ELEMENTS (NAMES); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, NAMES[i], NULL);

      aeq_store_close (store_open (path));
      g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
    }
}

static void
test_memory_needs_no_file (void)
{
  g_autoptr(AeqStore) store = store_open (":memory:");

  store_account (store, 1);
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM account"), ==, 1);
}

static void
test_durable_and_checked (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqStore) store = store_open (fixture->path);

  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM pragma_journal_mode WHERE journal_mode = 'wal'"), ==, 1);
  g_assert_cmpint (store_int (store, "PRAGMA synchronous"), ==, 2);
  g_assert_cmpint (store_int (store, "PRAGMA foreign_keys"), ==, 1);
}

static void
test_read_only_reads_and_does_not_write (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  AeqStore *store = store_open (fixture->path);

  store_account (store, 1);
  aeq_store_close (store);
  store = aeq_store_open (fixture->path, AEQ_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM account"), ==, 1);
  g_assert_false (aeq_store_exec (store, "DELETE FROM account", &error));
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_READ_ONLY);
  aeq_store_close (store);
}

static void
read_only_folder_child (gpointer data)
{
  g_autoptr(GError) error = NULL;
  const char *path = data;
  g_autoptr(AeqStore) store = aeq_store_open (path, AEQ_STORE_READ_ONLY, &error);

  g_assert_no_error (error);
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM account"), ==, 1);
}

static void
test_read_only_folder_can_be_read (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqStore *store = store_open (fixture->path);

  store_account (store, 1);
  aeq_store_close (store);
  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  g_assert_true (aeq_test_unprivileged (read_only_folder_child, fixture->path));
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
}

static void
test_read_only_folder_of_a_ledger_in_use (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (fixture->path, "-shm", NULL);
  g_autoptr(AeqStore) store = store_open (fixture->path);

  store_account (store, 1);
  g_assert_cmpint (g_chmod (fixture->path, 0444) | g_chmod (wal, 0444) | g_chmod (shm, 0444), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  g_assert_true (aeq_test_unprivileged (read_only_folder_child, fixture->path));
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
}

static void
create_child (gpointer data)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (aeq_store_open (data, AEQ_STORE_CREATE, &error));
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_READ_ONLY);
}

static void
test_creating_in_a_read_only_folder_is_refused (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  g_assert_true (aeq_test_unprivileged (create_child, fixture->path));
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
}

static void
write_child (gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqStore) store = aeq_store_open (data, AEQ_STORE_READ_WRITE, &error);

  if (store != NULL)
    g_assert_false (aeq_store_begin (store, &error) && aeq_store_exec (store, "DELETE FROM account", &error));
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_READ_ONLY);
}

static void
test_writing_in_a_read_only_folder_is_refused (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  aeq_store_close (store_open (fixture->path));
  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  g_assert_true (aeq_test_unprivileged (write_child, fixture->path));
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
}

#define N_PROGRAMS 6

/* All wait for the same pipe to close, then create the ledger at once. */
static void
test_programs_that_create_together_agree (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  int gate[2];
  pid_t children[N_PROGRAMS];
  int status;
  char byte;

  g_assert_cmpint (pipe (gate), ==, 0);
  for (int i = 0; i < N_PROGRAMS; i++)
    if ((children[i] = fork ()) == 0)
      {
        close (gate[1]);
        if (read (gate[0], &byte, 1) != 0)
          _exit (2);
        aeq_store_close (store_open (fixture->path));
        _exit (0);
      }
  close (gate[0]);
  close (gate[1]);
  for (int i = 0; i < N_PROGRAMS; i++)
    {
      g_assert_cmpint (waitpid (children[i], &status, 0), ==, children[i]);
      g_assert_cmpint (status, ==, 0);
    }
  g_autoptr(AeqStore) store = store_open (fixture->path);
  g_assert_cmpint (store_int (store, "SELECT MAX (version) FROM schema_version"), ==, aeq_store_get_schema_version (store));
}

static void
add_file_tests (void)
{
  store_test_add ("/store/open/closing-leaves-one-file", test_closing_leaves_one_file);
  store_test_add ("/store/open/any-file-name", test_any_file_name_opens);
  store_test_add ("/store/open/durable-and-checked", test_durable_and_checked);
  store_test_add ("/store/open/read-only-folder", test_read_only_folder_can_be_read);
  store_test_add ("/store/open/read-only-folder-in-use", test_read_only_folder_of_a_ledger_in_use);
  store_test_add ("/store/open/creating-in-read-only-folder", test_creating_in_a_read_only_folder_is_refused);
  store_test_add ("/store/open/writing-in-read-only-folder", test_writing_in_a_read_only_folder_is_refused);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_test_add ("/store/open/missing-is-not-found", test_missing_is_not_found);
  store_test_add ("/store/open/reopening-finds-what-was-written", test_reopening_finds_what_was_written);
  g_test_add_func ("/store/open/memory", test_memory_needs_no_file);
  store_test_add ("/store/open/read-only", test_read_only_reads_and_does_not_write);
  store_test_add ("/store/open/created-together", test_programs_that_create_together_agree);
  if (!aeq_test_on_pgsql ())
    add_file_tests ();
  return aeq_test_run_on_store ();
}
