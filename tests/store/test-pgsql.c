/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "aeq-error.h"
#include "aeq-pgsql-private.h"
#include "aeq-store-pgsql.h"
#include "store-fixture.h"

static void
assert_query (const char *sql, const char *expected, const char *expected_used)
{
  g_autoptr(GByteArray) used = g_byte_array_new ();
  g_autofree char *rewritten = aeq_pgsql_dialect_query (sql, used);

  g_assert_cmpstr (rewritten, ==, expected);
  for (guint i = 0; i < used->len; i++)
    g_assert_cmpint (used->data[i], ==, expected_used[i] - '0');
  g_assert_cmpuint (used->len, ==, strlen (expected_used));
}

static void
test_placeholders_are_rewritten (void)
{
  assert_query ("SELECT ?1, '?2 LIKE', \"?3\" -- ?4\n, ?12 LIKE UNLIKE", "SELECT $1, '?2 LIKE', \"?3\" -- ?4\n, $12 ILIKE UNLIKE",
                "100000000001");
  assert_query ("SELECT ?2, ?2", "SELECT $2, $2", "01");
  assert_query ("SELECT ?32767", NULL, "");
  assert_query ("SELECT ?0", NULL, "");
}

static void
test_texts_of_tables_sort_by_bytes (void)
{
  g_autofree char *sql = aeq_pgsql_dialect_schema ("CREATE TABLE t (a TEXT, TEXT_b TEXT); SELECT CAST (1 AS TEXT);");

  g_assert_cmpstr (sql, ==, "CREATE TABLE t (a TEXT COLLATE \"C\", TEXT_b TEXT COLLATE \"C\"); SELECT CAST (1 AS TEXT);");
}

/* A page of flows binds three of them an account. */
static void
test_many_parameters (void)
{
  g_autoptr(AeqStore) store = store_open (":memory:");
  g_autoptr(GString) sql = g_string_new ("SELECT 0");
  g_autoptr(AeqStatement) stmt = NULL;
  gboolean has_row;

  for (int i = 1; i <= 900; i++)
    g_string_append_printf (sql, " + ?%d", i);
  stmt = aeq_store_prepare (store, sql->str, NULL);
  for (int i = 1; i <= 900; i++)
    aeq_statement_bind_int64 (stmt, i, i);
  g_assert_true (aeq_statement_step (stmt, &has_row, NULL) && has_row);
  g_assert_cmpint (aeq_statement_get_int64 (stmt, 0), ==, 900 * 901 / 2);
}

static void
put_info (AeqStore *store, const char *key, const char *value)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (store, "INSERT INTO ledger_info (key, value) VALUES (?1, ?2)", &error);

  g_assert_no_error (error);
  aeq_statement_bind_text (stmt, 1, key);
  aeq_statement_bind_text (stmt, 2, value);
  aeq_statement_run (stmt, &error);
  g_assert_no_error (error);
}

/* The server of the tests sorts as Americans do. */
static void
test_order_and_likeness_are_those_of_sqlite (void)
{
  g_autoptr(AeqStore) store = store_open (":memory:");
  g_autoptr(AeqStatement) stmt = NULL;
  g_autoptr(GString) order = g_string_new (NULL);
  gboolean has_row;

  put_info (store, "b", "Rent");
  put_info (store, "a", "rent");
  put_info (store, "B", "Tax");
  put_info (store, "_", "fee");
  stmt = aeq_store_prepare (store, "SELECT key FROM ledger_info ORDER BY key", NULL);
  while (aeq_statement_step (stmt, &has_row, NULL) && has_row)
    g_string_append (order, aeq_statement_get_text (stmt, 0));
  g_assert_cmpstr (order->str, ==, "B_ab");
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM ledger_info WHERE value LIKE '%RENT%'"), ==, 2);
}

static void
assert_number (AeqStore *store, const char *sql, AeqColumnType type, gint64 integer, double real, const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (store, sql, NULL);
  gboolean has_row;

  g_assert_true (aeq_statement_step (stmt, &has_row, &error) && has_row);
  g_assert_no_error (error);
  g_assert_cmpint (aeq_statement_get_type (stmt, 0), ==, type);
  g_assert_cmpint (aeq_statement_get_int64 (stmt, 0), ==, integer);
  g_assert_true (aeq_statement_get_double (stmt, 0) == real);
  if (text != NULL)
    g_assert_cmpstr (aeq_statement_get_text (stmt, 0), ==, text);
}

static void
test_numbers_are_exact (void)
{
  g_autoptr(AeqStore) store = store_open (":memory:");

  assert_number (store, "SELECT SUM (x) FROM (VALUES (9223372036854775806), (1)) AS v (x)", AEQ_COLUMN_INT64, G_MAXINT64,
                 (double) G_MAXINT64, "9223372036854775807");
  assert_number (store, "SELECT SUM (x) FROM (VALUES (-9223372036854775807), (-1)) AS v (x)", AEQ_COLUMN_INT64, G_MININT64,
                 (double) G_MININT64, "-9223372036854775808");
  assert_number (store, "SELECT SUM (x) FROM (VALUES (CAST (70000 AS BIGINT)), (30000)) AS v (x)", AEQ_COLUMN_INT64, 100000, 100000, NULL);
  assert_number (store, "SELECT SUM (CAST (x AS BIGINT)) FROM (VALUES (1), (-1)) AS v (x)", AEQ_COLUMN_INT64, 0, 0, "0");
  assert_number (store, "SELECT -1234.5678", AEQ_COLUMN_DOUBLE, -1234, -1234.5678, NULL);
  assert_number (store, "SELECT 0.00025", AEQ_COLUMN_DOUBLE, 0, 0.00025, NULL);
  assert_number (store, "SELECT CAST (0.1 AS DOUBLE PRECISION)", AEQ_COLUMN_DOUBLE, 0, 0.1, "0.10000000000000001");
  assert_number (store, "SELECT 1 = 1", AEQ_COLUMN_INT64, 1, 1, "1");
  assert_number (store, "SELECT CAST (-7 AS SMALLINT)", AEQ_COLUMN_INT64, -7, -7, "-7");
}

static void
assert_overflow (AeqStore *store, const char *sql)
{
  g_autoptr(GError) error = NULL;
  gint64 value;

  g_assert_false (aeq_store_query_int64 (store, sql, 0, &value, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW);
}

static void
test_a_sum_that_is_too_large_is_an_error (void)
{
  g_autoptr(AeqStore) store = store_open (":memory:");

  assert_overflow (store, "SELECT SUM (x) FROM (VALUES (9223372036854775807), (1)) AS v (x)");
  assert_overflow (store, "SELECT SUM (x) FROM (VALUES (-9223372036854775807), (-2)) AS v (x)");
  assert_overflow (store, "SELECT 9223372036854775807 + 1");
}

/* What the server would take for a number of 32 bits when it sees "?1 = 0". */
static void
test_types_are_those_that_were_bound (void)
{
  g_autoptr(AeqStore) store = store_open (":memory:");
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (store, "SELECT CASE WHEN ?1 = 0 THEN 'zero' ELSE 'more' END", NULL);
  gboolean has_row;

  aeq_statement_bind_int64 (stmt, 1, G_MAXINT64);
  g_assert_true (aeq_statement_step (stmt, &has_row, NULL) && has_row);
  g_assert_cmpstr (aeq_statement_get_text (stmt, 0), ==, "more");
  aeq_statement_reset (stmt);
  aeq_statement_bind_double (stmt, 1, 0.0);
  g_assert_true (aeq_statement_step (stmt, &has_row, NULL) && has_row);
  g_assert_cmpstr (aeq_statement_get_text (stmt, 0), ==, "zero");
  aeq_statement_reset (stmt);
  aeq_statement_bind_null (stmt, 1);
  g_assert_true (aeq_statement_step (stmt, &has_row, NULL) && has_row);
  g_assert_cmpstr (aeq_statement_get_text (stmt, 0), ==, "more");
}

#define N_ROWS 3000

/* One statement's rows are still coming while others write and read. */
static void
test_statements_interleave (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqStore) store = store_open (":memory:");
  g_autoptr(AeqStatement) all = aeq_store_prepare (store, "SELECT i FROM generate_series (1, 3000) AS g (i) ORDER BY i", NULL);
  gint64 expected = 0;
  gboolean has_row;

  g_assert_true (aeq_store_begin (store, NULL));
  while (aeq_statement_step (all, &has_row, &error) && has_row)
    {
      g_assert_cmpint (aeq_statement_get_int64 (all, 0), ==, ++expected);
      if (expected % 1000 == 1)
        store_account (store, expected);
      if (expected == 1500)
        g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM account"), ==, 2);
    }
  g_assert_no_error (error);
  g_assert_cmpint (expected, ==, N_ROWS);
  g_assert_true (aeq_store_commit (store, NULL));
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM account"), ==, 3);
}

static void
test_half_read_rows_are_in_nobodys_way (void)
{
  g_autoptr(AeqStore) store = store_open (":memory:");
  AeqStatement *all = aeq_store_prepare (store, "SELECT i FROM generate_series (1, 3000) AS g (i)", NULL);
  gboolean has_row;

  g_assert_true (aeq_statement_step (all, &has_row, NULL) && has_row);
  aeq_statement_release (all);
  g_assert_cmpint (store_int (store, "SELECT 7"), ==, 7);
}

/* More than are sent before their answers are read; each is counted. */
static void
test_many_writes_in_one_transaction (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqStore) store = store_open (":memory:");

  g_assert_true (aeq_store_begin (store, NULL));
  for (gint64 i = 1; i <= 500; i++)
    {
      store_account (store, i);
      if (i % 100 == 0)
        g_assert_cmpint (aeq_store_changes (store), ==, 1);
    }
  g_assert_true (aeq_store_commit (store, &error));
  g_assert_no_error (error);
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM account"), ==, 500);
}

#define BULK_SQL "INSERT INTO limit_line (id, uid, account_id, floor_amount, early_warning) VALUES (?1, ?2, ?3, ?4, ?5)"

static gboolean
add_limit (AeqStatement *stmt, gint64 id, GError **error)
{
  aeq_statement_bind_int64 (stmt, 1, id);
  aeq_statement_bind_bytes (stmt, 2, &id, sizeof id);
  aeq_statement_bind_int64 (stmt, 3, id);
  aeq_statement_bind_int64 (stmt, 4, -id);
  if (id % 2 == 0)
    aeq_statement_bind_int64 (stmt, 5, G_MAXINT64);
  else
    aeq_statement_bind_null (stmt, 5);
  return aeq_statement_run_bulk (stmt, error);
}

static void
test_rows_in_bulk (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqStore) store = store_open (":memory:");
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (store, BULK_SQL, NULL);

  g_assert_true (aeq_store_is_remote (store));
  g_assert_true (aeq_store_begin (store, NULL));
  for (gint64 id = 1; id <= 2000; id++)
    store_account (store, id);
  for (gint64 id = 1; id <= 2000; id++)
    {
      g_assert_true (add_limit (stmt, id, &error));
      if (id == 1000) /* what is asked in between sees those before it */
        g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM limit_line"), ==, 1000);
    }
  g_assert_true (aeq_store_commit (store, &error));
  g_assert_no_error (error);
  g_assert_cmpint (store_int (store, "SELECT SUM (floor_amount) FROM limit_line"), ==, -2000 * 2001 / 2);
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM limit_line WHERE early_warning IS NULL"), ==, 1000);
  g_assert_cmpint (store_int (store, "SELECT MAX (early_warning) FROM limit_line"), ==, G_MAXINT64);
}

/* The second row has no account. */
static void
test_a_bad_row_in_bulk_is_told_by_the_commit (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqStore) store = store_open (":memory:");
  AeqStatement *stmt = aeq_store_prepare (store, BULK_SQL, NULL);

  store_account (store, 1);
  g_assert_true (aeq_store_begin (store, NULL));
  g_assert_true (add_limit (stmt, 1, NULL));
  g_assert_true (add_limit (stmt, 2, NULL));
  aeq_statement_release (stmt);
  g_assert_false (aeq_store_commit (store, &error));
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_CONSTRAINT);
  aeq_store_rollback (store);
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM limit_line"), ==, 0);
}

/* What a COPY cannot do goes one by one. */
static void
test_bulk_outside_of_its_case_still_writes (void)
{
  g_autoptr(AeqStore) store = store_open (":memory:");
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (store, BULK_SQL, NULL);
  g_autoptr(AeqStatement) update = aeq_store_prepare (store, "UPDATE limit_line SET floor_amount = ?1", NULL);

  store_account (store, 1);
  g_assert_true (add_limit (stmt, 1, NULL));
  g_assert_cmpint (store_int (store, "SELECT floor_amount FROM limit_line"), ==, -1);
  g_assert_true (aeq_store_begin (store, NULL));
  aeq_statement_bind_int64 (update, 1, 5);
  g_assert_true (aeq_statement_run_bulk (update, NULL));
  g_assert_true (aeq_store_commit (store, NULL));
  g_assert_cmpint (store_int (store, "SELECT floor_amount FROM limit_line"), ==, 5);
}

static gboolean
double_account (AeqStore *store, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    store, "INSERT INTO account (id, uid, number, kind, currency, zone, calendar) VALUES (1, ?1, 'A1', 'nostro', 'USD', 'UTC', 'x')", NULL);

  aeq_statement_bind_bytes (stmt, 1, "A1", 2);
  return aeq_statement_run (stmt, error);
}

/* It may be sent and not waited for: but its level is not committed without a word. */
static void
test_what_went_wrong_is_told_by_the_commit (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqStore) store = store_open (":memory:");
  gboolean ok;

  g_assert_true (aeq_store_begin (store, NULL));
  store_account (store, 1);
  g_assert_true (aeq_store_begin (store, NULL));
  ok = double_account (store, &error) && aeq_store_commit (store, &error);
  g_assert_false (ok);
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_CONSTRAINT);
  aeq_store_rollback (store);
  g_assert_true (aeq_store_commit (store, NULL));
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM account"), ==, 1);
}

static void
test_asking_for_changes_hides_no_error (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqStore) store = store_open (":memory:");

  g_assert_true (aeq_store_begin (store, NULL));
  store_account (store, 1);
  double_account (store, NULL);
  g_assert_cmpint (aeq_store_changes (store), ==, 0);
  g_assert_false (aeq_store_commit (store, &error));
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_CONSTRAINT);
  aeq_store_rollback (store);
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM account"), ==, 0);
}

/* The server's COMMIT of a failed transaction is no error to itself. */
static void
test_a_failed_transaction_does_not_commit (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqStore) store = store_open (":memory:");

  g_assert_true (aeq_store_begin (store, NULL));
  store_account (store, 1);
  g_assert_false (aeq_store_exec (store, "SELECT nothing FROM nowhere", NULL));
  g_assert_false (aeq_store_commit (store, &error));
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_FAILED);
  aeq_store_rollback (store);
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM account"), ==, 0);
}

static void
test_the_server_keeps_few_statements (void)
{
  g_autoptr(AeqStore) store = store_open (":memory:");

  for (int i = 0; i < 400; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT %d", i);

      g_assert_cmpint (store_int (store, sql), ==, i);
    }
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM pg_prepared_statements"), <=, 128);
}

static gpointer
interrupt (gpointer store)
{
  /* Until the query has begun, there is nothing to end: a second store sees it. */
  g_autofree char *uri = aeq_test_pgsql_uri (aeq_test_pgsql_get ());
  g_autofree char *other = g_strconcat (uri, "&schema=watcher", NULL);
  g_autoptr(AeqStore) watcher = store_open (other);

  while (store_int (watcher, "SELECT COUNT (*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%hundred years%'"
                             " AND pid <> pg_backend_pid ()") == 0)
    g_thread_yield ();
  aeq_store_interrupt (store);
  return NULL;
}

static void
test_a_long_query_can_be_stopped (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqStore) store = store_open (":memory:");
  GThread *thread = g_thread_new ("interrupt", interrupt, store);
  gint64 value;

  g_assert_false (aeq_store_query_int64 (store, "SELECT COUNT (*) FROM generate_series (1, 9223372036854775806) -- a hundred years", 0,
                                         &value, &error));
  g_thread_join (thread);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (store_int (store, "SELECT 7"), ==, 7);
}

static void
test_a_connection_turns_to_another_schema (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqStore) store = store_open (":memory:");

  store_account (store, 1);
  g_assert_true (aeq_store_pgsql_use_schema (store, "lease_b", AEQ_STORE_CREATE, &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (aeq_store_get_uri (store), "/lease_b"));
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM account"), ==, 0);
  store_account (store, 1);
  store_account (store, 2);
  g_assert_true (aeq_store_pgsql_use_schema (store, "lease_c", AEQ_STORE_CREATE, &error));
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM account"), ==, 0);
  g_assert_true (aeq_store_pgsql_use_schema (store, "lease_b", AEQ_STORE_READ_WRITE, &error));
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM account"), ==, 2);
  g_assert_false (aeq_store_pgsql_use_schema (store, "lease_d", AEQ_STORE_READ_WRITE, &error));
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_NOT_FOUND);
}

/* Organisations on one server: the lock of one is not the other's. */
static void
test_writers_of_two_schemas_do_not_wait (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqStore) first = store_open (":memory:");
  g_autoptr(AeqStore) second = store_open (":memory:");

  aeq_store_set_busy_timeout (second, 50);
  g_assert_true (aeq_store_begin (first, NULL));
  g_assert_true (aeq_store_begin (second, &error));
  store_account (second, 1);
  g_assert_true (aeq_store_commit (second, NULL));
  g_assert_true (aeq_store_commit (first, NULL));
  g_assert_cmpint (store_int (first, "SELECT COUNT (*) FROM account"), ==, 0);
}

static void
test_check_finds_rules_that_were_switched_off (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(AeqStore) store = store_open (":memory:");

  g_assert_true (aeq_store_check (store, problems, NULL, &error));
  g_assert_cmpuint (problems->len, ==, 0);
  store_exec (store, "ALTER TABLE limit_line DISABLE TRIGGER ALL");
  store_exec (store, "ALTER TABLE balance ADD CONSTRAINT later CHECK (amount > 5) NOT VALID");
  g_assert_true (aeq_store_check (store, problems, NULL, &error));
  g_assert_cmpuint (problems->len, ==, 2);
}

static void
test_a_backup_is_the_servers_business (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *target = g_build_filename (fixture->folder, "copy.ledger", NULL);
  g_autoptr(AeqStore) store = store_open (fixture->path);

  g_assert_false (aeq_store_backup (store, target, NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, "pg_dump"));
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/pgsql/placeholders", test_placeholders_are_rewritten);
  g_test_add_func ("/store/pgsql/many-parameters", test_many_parameters);
  g_test_add_func ("/store/pgsql/collation", test_texts_of_tables_sort_by_bytes);
  g_test_add_func ("/store/pgsql/order-and-likeness", test_order_and_likeness_are_those_of_sqlite);
  g_test_add_func ("/store/pgsql/numbers", test_numbers_are_exact);
  g_test_add_func ("/store/pgsql/overflow", test_a_sum_that_is_too_large_is_an_error);
  g_test_add_func ("/store/pgsql/types", test_types_are_those_that_were_bound);
  g_test_add_func ("/store/pgsql/interleaved", test_statements_interleave);
  g_test_add_func ("/store/pgsql/half-read", test_half_read_rows_are_in_nobodys_way);
  g_test_add_func ("/store/pgsql/many-writes", test_many_writes_in_one_transaction);
  g_test_add_func ("/store/pgsql/bulk", test_rows_in_bulk);
  g_test_add_func ("/store/pgsql/bulk-bad-row", test_a_bad_row_in_bulk_is_told_by_the_commit);
  g_test_add_func ("/store/pgsql/bulk-one-by-one", test_bulk_outside_of_its_case_still_writes);
  g_test_add_func ("/store/pgsql/error-by-the-commit", test_what_went_wrong_is_told_by_the_commit);
  g_test_add_func ("/store/pgsql/error-after-changes", test_asking_for_changes_hides_no_error);
  g_test_add_func ("/store/pgsql/failed-does-not-commit", test_a_failed_transaction_does_not_commit);
  g_test_add_func ("/store/pgsql/few-statements", test_the_server_keeps_few_statements);
  g_test_add_func ("/store/pgsql/interrupt", test_a_long_query_can_be_stopped);
  g_test_add_func ("/store/pgsql/another-schema", test_a_connection_turns_to_another_schema);
  g_test_add_func ("/store/pgsql/two-schemas", test_writers_of_two_schemas_do_not_wait);
  g_test_add_func ("/store/pgsql/check", test_check_finds_rules_that_were_switched_off);
  store_test_add ("/store/pgsql/backup", test_a_backup_is_the_servers_business);
  return aeq_test_run_on_store ();
}
