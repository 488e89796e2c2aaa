/* SPDX-License-Identifier: MIT */
#include "store-fixture.h"

static void
begin (AeqStore *store)
{
  g_autoptr(GError) error = NULL;

  aeq_store_begin (store, &error);
  g_assert_no_error (error);
}

static void
commit (AeqStore *store)
{
  g_autoptr(GError) error = NULL;

  aeq_store_commit (store, &error);
  g_assert_no_error (error);
}

static gint64
n_accounts (AeqStore *store)
{
  return store_int (store, "SELECT COUNT (*) FROM account");
}

static void
test_rollback_takes_all_back (void)
{
  g_autoptr(AeqStore) store = store_open (":memory:");

  begin (store);
  store_account (store, 1);
  aeq_store_rollback (store);
  g_assert_cmpint (n_accounts (store), ==, 0);
}

static void
test_inner_rollback_keeps_the_outer (void)
{
  g_autoptr(AeqStore) store = store_open (":memory:");

  begin (store);
  store_account (store, 1);
  begin (store);
  store_account (store, 2);
  begin (store);
  store_account (store, 3);
  commit (store);
  aeq_store_rollback (store);
  store_account (store, 4);
  commit (store);
  g_assert_cmpint (store_int (store, "SELECT SUM (id) FROM account"), ==, 5);
}

static void
test_outer_rollback_takes_the_inner (void)
{
  g_autoptr(AeqStore) store = store_open (":memory:");

  begin (store);
  begin (store);
  store_account (store, 1);
  commit (store);
  aeq_store_rollback (store);
  g_assert_cmpint (n_accounts (store), ==, 0);
}

static void
test_unfinished_work_is_gone_after_closing (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqStore *store = store_open (fixture->path);

  begin (store);
  store_account (store, 1);
  aeq_store_close (store);
  store = store_open (fixture->path);
  g_assert_cmpint (n_accounts (store), ==, 0);
  aeq_store_close (store);
}

/* When its level is taken back: SQLite would let the level go on, PostgreSQL does not. */
static void
test_a_failed_statement_leaves_the_rest (void)
{
  g_autoptr(AeqStore) store = store_open (":memory:");

  begin (store);
  store_account (store, 1);
  begin (store);
  g_assert_false (aeq_store_exec (store, "INSERT INTO account (id) VALUES (1)", NULL));
  aeq_store_rollback (store);
  commit (store);
  g_assert_cmpint (n_accounts (store), ==, 1);
}

static void
test_second_writer_is_told_busy (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqStore) first = store_open (fixture->path);
  g_autoptr(AeqStore) second = store_open (fixture->path);
  gint64 started;

  aeq_store_set_busy_timeout (second, 50);
  begin (first);
  started = g_get_monotonic_time ();
  g_assert_false (aeq_store_begin (second, &error));
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_BUSY);
  g_assert_cmpint (g_get_monotonic_time () - started, <, 3 * G_USEC_PER_SEC);
  commit (first);
  begin (second);
  store_account (second, 1);
  commit (second);
  g_assert_cmpint (n_accounts (first), ==, 1);
}

static gpointer
write_one_account (gpointer path)
{
  g_autoptr(AeqStore) store = store_open (path);

  begin (store);
  store_account (store, 2);
  commit (store);
  return NULL;
}

/* The second writer's wait ends with the first one's commit. */
static void
test_second_writer_waits_its_turn (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqStore) store = store_open (fixture->path);
  GThread *thread;

  begin (store);
  thread = g_thread_new ("writer", write_one_account, fixture->path);
  store_account (store, 1);
  commit (store);
  g_thread_join (thread);
  g_assert_cmpint (n_accounts (store), ==, 2);
}

static void
test_reader_keeps_its_view (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqStore) writer = store_open (fixture->path);
  g_autoptr(AeqStore) reader = aeq_store_open (fixture->path, AEQ_STORE_READ_ONLY, &error);

  g_assert_no_error (error);
  g_assert_true (aeq_store_begin_read (reader, &error));
  g_assert_cmpint (n_accounts (reader), ==, 0);
  store_account (writer, 1);
  g_assert_cmpint (n_accounts (reader), ==, 0);
  aeq_store_rollback (reader);
  g_assert_cmpint (n_accounts (reader), ==, 1);
}

static gint64
version_of (AeqStore *store)
{
  g_autoptr(GError) error = NULL;
  gint64 version;

  aeq_store_data_version (store, &version, &error);
  g_assert_no_error (error);
  return version;
}

static void
test_a_connection_learns_of_what_others_committed (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqStore) writer = store_open (fixture->path);
  g_autoptr(AeqStore) reader = aeq_store_open (fixture->path, AEQ_STORE_READ_ONLY, NULL);
  gint64 reader_before = version_of (reader);
  gint64 writer_before = version_of (writer);

  g_assert_cmpint (version_of (reader), ==, reader_before);
  g_assert_true (aeq_store_begin (writer, NULL));
  store_account (writer, 1);
  g_assert_cmpint (version_of (reader), ==, reader_before);
  g_assert_true (aeq_store_commit (writer, NULL));
  g_assert_cmpint (version_of (reader), !=, reader_before);
  g_assert_cmpint (version_of (writer), ==, writer_before);
}

static void
test_interrupting_a_store_at_rest_ends_nothing (void)
{
  g_autoptr(AeqStore) store = store_open (":memory:");

  aeq_store_interrupt (store); /* nothing is under way: nothing ends */
  store_account (store, 1);
  g_assert_cmpint (n_accounts (store), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/transaction/rollback", test_rollback_takes_all_back);
  g_test_add_func ("/store/transaction/inner-rollback", test_inner_rollback_keeps_the_outer);
  g_test_add_func ("/store/transaction/outer-rollback", test_outer_rollback_takes_the_inner);
  store_test_add ("/store/transaction/unfinished-is-gone", test_unfinished_work_is_gone_after_closing);
  g_test_add_func ("/store/transaction/failed-statement", test_a_failed_statement_leaves_the_rest);
  store_test_add ("/store/transaction/busy", test_second_writer_is_told_busy);
  store_test_add ("/store/transaction/waits-its-turn", test_second_writer_waits_its_turn);
  store_test_add ("/store/transaction/reader-keeps-its-view", test_reader_keeps_its_view);
  store_test_add ("/store/transaction/others-commits", test_a_connection_learns_of_what_others_committed);
  g_test_add_func ("/store/transaction/interrupt-at-rest", test_interrupting_a_store_at_rest_ends_nothing);
  return aeq_test_run_on_store ();
}
