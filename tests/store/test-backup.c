/* SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <string.h>

#include "store-fixture.h"

static char *
target_path (StoreFixture *fixture)
{
  return g_build_filename (fixture->folder, "copy.ledger", NULL);
}

static void
fill (AeqStore *store, int n)
{
  g_autofree char *sql = g_strdup_printf (
    "WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < %d)"
    " INSERT INTO flow (id, uid, account_id, status, settle_ts, timed, amount, narrative)"
    " SELECT i, randomblob (16), 1, 0, i * 1000000, 1, 100, hex (randomblob (200)) FROM c", n);

  store_account (store, 1);
  store_exec (store, sql);
}

static void
assert_alone (const char *path)
{
  static const char *const SUFFIXES[] = { "-wal", "-shm", "-journal", ".part", ".part-journal", ".part-wal" };

  for (gsize i = 0; i < G_N_ELEMENTS (SUFFIXES); i++)
    {
      g_autofree char *beside = g_strconcat (path, SUFFIXES[i], NULL);

      g_assert_false (g_file_test (beside, G_FILE_TEST_EXISTS));
    }
}

static void
test_copy_is_one_whole_file (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *target = target_path (fixture);
  g_autoptr(AeqStore) store = store_open (fixture->path);
  g_autoptr(AeqStore) copy = NULL;

  fill (store, 5000);
  aeq_store_backup (store, target, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_alone (target);
  copy = store_open (target);
  g_assert_cmpint (store_int (copy, "SELECT COUNT (*) FROM flow"), ==, 5000);
}

typedef struct
{
  const char *path;
  gint        stop;
} Writer;

/* Two rows in one transaction, again and again: a whole copy holds an even number. */
static gpointer
write_pairs (gpointer data)
{
  Writer *writer = data;
  g_autoptr(AeqStore) store = store_open (writer->path);

  while (!g_atomic_int_get (&writer->stop))
    {
      g_assert_true (aeq_store_begin (store, NULL));
      store_exec (store, "INSERT INTO ledger_info (key, value) VALUES (hex (randomblob (16)), 'x')");
      store_exec (store, "INSERT INTO ledger_info (key, value) VALUES (hex (randomblob (16)), 'x')");
      g_assert_true (aeq_store_commit (store, NULL));
    }
  return NULL;
}

static void
test_copy_while_another_writes (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *target = target_path (fixture);
  g_autoptr(AeqStore) store = store_open (fixture->path);
  g_autoptr(AeqStore) copy = NULL;
  Writer writer = { fixture->path, 0 };
  GThread *thread;

  fill (store, 40000); /* more pages than one step copies */
  thread = g_thread_new ("writer", write_pairs, &writer);
  while (store_int (store, "SELECT COUNT (*) FROM ledger_info") == 0)
    g_thread_yield ();
  aeq_store_backup (store, target, NULL, NULL, &error);
  g_atomic_int_set (&writer.stop, 1);
  g_thread_join (thread);
  g_assert_no_error (error);
  copy = store_open (target);
  g_assert_cmpint (store_int (copy, "SELECT COUNT (*) FROM flow"), ==, 40000);
  g_assert_cmpint (store_int (copy, "SELECT COUNT (*) % 2 FROM ledger_info"), ==, 0);
  g_assert_cmpint (store_int (copy, "SELECT COUNT (*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"), ==, 0);
}

static void
test_an_older_copy_is_replaced_whole (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *target = target_path (fixture);
  g_autoptr(AeqStore) store = store_open (fixture->path);
  g_autoptr(AeqStore) copy = NULL;

  g_assert_true (aeq_store_backup (store, target, NULL, NULL, NULL));
  store_account (store, 1);
  g_assert_true (aeq_store_backup (store, target, NULL, NULL, NULL));
  copy = store_open (target);
  g_assert_cmpint (store_int (copy, "SELECT COUNT (*) FROM account"), ==, 1);
}

static void
test_the_ledger_itself_is_no_target (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *other_name = g_build_filename (fixture->folder, ".", "desk.ledger", NULL);
  g_autoptr(AeqStore) store = store_open (fixture->path);

  store_account (store, 1);
  g_assert_false (aeq_store_backup (store, other_name, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM account"), ==, 1);
}

/* Its log would be read into the new file and destroy it. */
static void
test_a_ledger_in_use_is_no_target (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *target = target_path (fixture);
  g_autoptr(AeqStore) store = store_open (fixture->path);
  g_autoptr(AeqStore) other = store_open (target);

  store_account (other, 1);
  g_assert_false (aeq_store_backup (store, target, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (store_int (other, "SELECT COUNT (*) FROM account"), ==, 1);
}

static void
test_cancelled_copy_leaves_nothing (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *target = target_path (fixture);
  g_autoptr(AeqStore) store = store_open (fixture->path);

  g_cancellable_cancel (cancellable);
  g_assert_false (aeq_store_backup (store, target, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
  assert_alone (target);
}

static void
test_no_folder_is_an_error (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *target = g_build_filename (fixture->folder, "nowhere", "copy.ledger", NULL);
  g_autoptr(AeqStore) store = store_open (fixture->path);

  g_assert_false (aeq_store_backup (store, target, NULL, NULL, &error));
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_READ_ONLY);
}

static guint
count_problems (AeqStore *store)
{
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;

  if (!aeq_store_check (store, problems, NULL, &error))
    {
      g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_CORRUPT);
      return 1;
    }
  return problems->len;
}

static void
test_check_finds_a_dangling_reference (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqStore) store = store_open (fixture->path);

  g_assert_cmpuint (count_problems (store), ==, 0);
  store_raw (fixture->path, "PRAGMA foreign_keys = OFF;"
                            "INSERT INTO limit_line (id, uid, account_id, floor_amount) VALUES (1, x'00', 77, 0)");
  g_assert_cmpuint (count_problems (store), ==, 1);
}

static void
test_check_finds_a_damaged_page (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *content = NULL;
  AeqStore *store = store_open (fixture->path);
  gsize size;

  fill (store, 3000);
  aeq_store_close (store);
  g_file_get_contents (fixture->path, &content, &size, &error);
  g_assert_no_error (error);
  memset (content + size - 5 * 4096, 0x5a, 3 * 4096);
  g_file_set_contents (fixture->path, content, (gssize) size, &error);
  g_assert_no_error (error);
  store = store_open (fixture->path);
  g_assert_cmpuint (count_problems (store), >, 0);
  aeq_store_close (store);
}

static void
test_check_can_be_cancelled (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(AeqStore) store = store_open (fixture->path);

  fill (store, 20000);
  g_cancellable_cancel (cancellable);
  g_assert_false (aeq_store_check (store, problems, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_test_add ("/store/backup/one-whole-file", test_copy_is_one_whole_file);
  store_test_add ("/store/backup/while-another-writes", test_copy_while_another_writes);
  store_test_add ("/store/backup/replaces-whole", test_an_older_copy_is_replaced_whole);
  store_test_add ("/store/backup/not-onto-itself", test_the_ledger_itself_is_no_target);
  store_test_add ("/store/backup/not-onto-a-ledger-in-use", test_a_ledger_in_use_is_no_target);
  store_test_add ("/store/backup/cancelled", test_cancelled_copy_leaves_nothing);
  store_test_add ("/store/backup/no-folder", test_no_folder_is_an_error);
  store_test_add ("/store/check/dangling-reference", test_check_finds_a_dangling_reference);
  store_test_add ("/store/check/damaged-page", test_check_finds_a_damaged_page);
  store_test_add ("/store/check/cancelled", test_check_can_be_cancelled);
  return g_test_run ();
}
