/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-store-driver.h"
#include "store-fixture.h"

static void
restart (void)
{
  aeq_test_pgsql_kill (aeq_test_pgsql_get ());
  aeq_test_pgsql_restart (aeq_test_pgsql_get ());
}

static gint64
n_accounts (AeqStore *store)
{
  return store_int (store, "SELECT COUNT (*) FROM account");
}

static void
test_restart_in_a_transaction_takes_it_back (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqStore) store = store_open (":memory:");
  gint64 value;

  store_account (store, 1);
  g_assert_true (aeq_store_begin (store, NULL));
  store_account (store, 2);
  g_assert_cmpint (n_accounts (store), ==, 2);
  restart ();
  g_assert_false (aeq_store_query_int64 (store, "SELECT 1", 0, &value, &error));
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_UNREACHABLE);
  g_clear_error (&error);
  /* It stays so to the end of the transaction: what is left of it must not go to a new connection alone. */
  g_assert_false (aeq_store_exec (store, "DELETE FROM account", &error));
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_UNREACHABLE);
  g_assert_false (aeq_store_commit (store, NULL));
  aeq_store_rollback (store);
  g_assert_cmpint (n_accounts (store), ==, 1);
  store_account (store, 3);
  g_assert_cmpint (n_accounts (store), ==, 2);
}

static void
test_restart_before_the_commit_is_told (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqStore) store = store_open (":memory:");

  g_assert_true (aeq_store_begin (store, NULL));
  g_assert_true (aeq_store_begin (store, NULL));
  store_account (store, 1);
  g_assert_true (aeq_store_commit (store, NULL));
  restart ();
  g_assert_false (aeq_store_commit (store, &error));
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (error->message, "not known"));
  aeq_store_rollback (store);
  g_assert_cmpint (n_accounts (store), ==, 0);
}

static void
test_restart_between_transactions_is_not_noticed (void)
{
  g_autoptr(AeqStore) store = store_open (":memory:");

  store_account (store, 1);
  restart ();
  store_account (store, 2);
  restart ();
  g_assert_cmpint (n_accounts (store), ==, 2);
  restart ();
  g_assert_true (aeq_store_begin (store, NULL));
  store_account (store, 3);
  g_assert_true (aeq_store_commit (store, NULL));
  restart ();
  store_exec (store, "UPDATE account SET name = 'x'");
  g_assert_cmpint (n_accounts (store), ==, 3);
}

static void
test_rows_that_were_coming_end_with_an_error (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqStore) store = store_open (":memory:");
  g_autoptr(AeqStatement) rows = aeq_store_prepare (store, "SELECT i FROM generate_series (1, 3000000) AS g (i)", NULL);
  gboolean has_row;

  g_assert_true (aeq_statement_step (rows, &has_row, NULL) && has_row);
  restart ();
  while (aeq_statement_step (rows, &has_row, &error) && has_row)
    continue;
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_UNREACHABLE);
}

static void
test_a_server_that_stays_away_is_told_in_time (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqStore) store = store_open (":memory:");
  gint64 started;

  aeq_store_set_busy_timeout (store, 100);
  aeq_test_pgsql_kill (aeq_test_pgsql_get ());
  started = g_get_monotonic_time ();
  g_assert_false (aeq_store_begin (store, &error));
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_UNREACHABLE);
  g_assert_cmpint (g_get_monotonic_time () - started, <, 3 * G_USEC_PER_SEC);
  aeq_test_pgsql_restart (aeq_test_pgsql_get ());
  g_assert_true (aeq_store_begin (store, NULL));
  aeq_store_rollback (store);
}

#define N_KILLS 3

typedef struct
{
  char      *uri;
  gint       stop;
  gint       attempts;  /* read by the one who kills */
  GHashTable *acknowledged;
  GHashTable *unknown;
} Writer;

/* One row a transaction; what the commit said of each is kept. */
static gpointer
write_on (gpointer data)
{
  Writer *writer = data;
  g_autoptr(AeqStore) store = store_open (writer->uri);

  for (gint64 id = 1; !g_atomic_int_get (&writer->stop); id++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *sql = g_strdup_printf ("INSERT INTO ledger_info (key, value) VALUES ('%" G_GINT64_FORMAT "', 'x')", id);

      g_atomic_int_inc (&writer->attempts);
      if (!aeq_store_begin (store, &error))
        {
          g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_UNREACHABLE);
          continue;
        }
      if (aeq_store_exec (store, sql, &error) && aeq_store_commit (store, &error))
        g_hash_table_add (writer->acknowledged, GINT_TO_POINTER ((int) id));
      else
        {
          g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_UNREACHABLE);
          if (strstr (error->message, "not known") != NULL)
            g_hash_table_add (writer->unknown, GINT_TO_POINTER ((int) id));
          aeq_store_rollback (store);
        }
    }
  return NULL;
}

static void
assert_kept (AeqStore *store, Writer *writer)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (store, "SELECT CAST (key AS BIGINT) FROM ledger_info", NULL);
  guint n_kept = 0;
  gboolean has_row;

  while (aeq_statement_step (stmt, &has_row, NULL) && has_row)
    {
      gpointer id = GINT_TO_POINTER ((int) aeq_statement_get_int64 (stmt, 0));

      if (g_hash_table_contains (writer->acknowledged, id))
        n_kept++;
      else
        g_assert_true (g_hash_table_contains (writer->unknown, id));
    }
  g_assert_cmpuint (n_kept, ==, g_hash_table_size (writer->acknowledged));
}

/* A key is unique, so that what is there is there once. */
static void
test_what_was_acknowledged_outlives_kills (void)
{
  g_autofree char *uri = aeq_test_new_store ("");
  g_autoptr(AeqStore) store = NULL;
  Writer writer = { .uri = uri, .acknowledged = g_hash_table_new (NULL, NULL), .unknown = g_hash_table_new (NULL, NULL) };
  GThread *thread;

  aeq_store_close (store_open (uri));
  thread = g_thread_new ("writer", write_on, &writer);
  for (int kill = 0; kill < N_KILLS; kill++)
    {
      int from = g_atomic_int_get (&writer.attempts);
      int more = g_test_rand_int_range (20, 80);

      while (g_atomic_int_get (&writer.attempts) < from + more)
        g_thread_yield ();
      restart ();
    }
  g_atomic_int_set (&writer.stop, 1);
  g_thread_join (thread);
  store = store_open (uri);
  g_assert_cmpuint (g_hash_table_size (writer.acknowledged), >, 20);
  assert_kept (store, &writer);
  g_hash_table_unref (writer.acknowledged);
  g_hash_table_unref (writer.unknown);
}

static char *
host_of (AeqTestPgsql *server)
{
  g_autofree char *uri = aeq_test_pgsql_uri (server);

  return g_strdup (strstr (uri, "host=") + strlen ("host="));
}

/* The first host is not there, the second takes no writes, the third does. */
static void
test_the_host_that_takes_writes_is_chosen (void)
{
  const char *reason;
  AeqTestPgsql *second = aeq_test_pgsql_start (TRUE, &reason);
  g_autofree char *second_uri = aeq_test_pgsql_uri (second);
  g_autofree char *here = host_of (aeq_test_pgsql_get ());
  g_autofree char *there = host_of (second);
  g_autofree char *uri = g_strdup_printf ("postgresql:///postgres?user=aequitas&host=/nowhere,%s,%s&schema=chosen", there, here);
  AeqStore *store = store_open (second_uri);

  store_exec (store, "ALTER DATABASE postgres SET default_transaction_read_only = on");
  aeq_store_close (store);
  store = store_open (uri);
  store_account (store, 1);
  aeq_test_pgsql_stop (second);
  g_assert_cmpint (n_accounts (store), ==, 1);
  aeq_store_close (store);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/pgsql-lost/in-a-transaction", test_restart_in_a_transaction_takes_it_back);
  g_test_add_func ("/store/pgsql-lost/before-the-commit", test_restart_before_the_commit_is_told);
  g_test_add_func ("/store/pgsql-lost/between-transactions", test_restart_between_transactions_is_not_noticed);
  g_test_add_func ("/store/pgsql-lost/coming-rows", test_rows_that_were_coming_end_with_an_error);
  g_test_add_func ("/store/pgsql-lost/stays-away", test_a_server_that_stays_away_is_told_in_time);
  g_test_add_func ("/store/pgsql-lost/acknowledged", test_what_was_acknowledged_outlives_kills);
  g_test_add_func ("/store/pgsql-lost/several-hosts", test_the_host_that_takes_writes_is_chosen);
  return aeq_test_run_on_durable_store ();
}
