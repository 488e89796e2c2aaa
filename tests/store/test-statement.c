/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "aeq-store-private.h"
#include "store-fixture.h"

static void
assert_dialect (const char *sql, const char *expected)
{
  g_autofree char *rewritten = aeq_store_dialect_to_sqlite (sql);

  g_assert_cmpstr (rewritten, ==, expected);
}

static void
test_types_are_rewritten (void)
{
  assert_dialect ("CREATE TABLE t (a BIGINT, b DOUBLE PRECISION, c BYTEA, d TEXT);",
                  "CREATE TABLE t (a INTEGER, b REAL, c BLOB, d TEXT) STRICT;");
}

static void
test_quotes_and_comments_stay (void)
{
  assert_dialect ("SELECT 'BIGINT; it''s', \"BYTEA\" -- BIGINT;\n, BIGINT",
                  "SELECT 'BIGINT; it''s', \"BYTEA\" -- BIGINT;\n, INTEGER");
  assert_dialect ("SELECT 'open BIGINT", "SELECT 'open BIGINT");
}

static void
test_parts_of_words_stay (void)
{
  assert_dialect ("SELECT MY_BIGINT, BIGINTS, xBYTEA FROM BYTEA_2", "SELECT MY_BIGINT, BIGINTS, xBYTEA FROM BYTEA_2");
}

static void
test_only_tables_become_strict (void)
{
  assert_dialect ("CREATE INDEX i ON t (a);\nCREATE TABLE u (a BIGINT CHECK (a <> ';'));\nINSERT INTO u VALUES (1);",
                  "CREATE INDEX i ON t (a);\nCREATE TABLE u (a INTEGER CHECK (a <> ';')) STRICT;\nINSERT INTO u VALUES (1);");
}

/* ?1 is a uid. */
static void
assert_constraint (AeqStore *store, const char *sql)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (store, sql, &error);

  if (stmt != NULL)
    {
      aeq_statement_bind_bytes (stmt, 1, "u", 1);
      g_assert_false (aeq_statement_run (stmt, &error));
    }
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_CONSTRAINT);
}

static void
test_every_table_is_strict (void)
{
  g_autoptr(AeqStore) store = store_open (":memory:");

  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
                                     " AND name NOT LIKE 'sqlite%' AND strict = 0"), ==, 0);
}

static void
test_words_are_no_numbers (void)
{
  g_autoptr(AeqStore) store = store_open (":memory:");

  store_account (store, 1);
  assert_constraint (store, "INSERT INTO balance (id, uid, account_id, as_of, kind, amount) VALUES (1, ?1, 1, 0, 'ledger', 'twelve')");
}

static void
test_references_are_enforced (void)
{
  g_autoptr(AeqStore) store = store_open (":memory:");

  assert_constraint (store, "INSERT INTO limit_line (id, uid, account_id, floor_amount) VALUES (1, ?1, 7, 0)");
}

static void
test_values_come_back (void)
{
  static const guint8 BYTES[] = { 0, 1, 0, 255 };
  g_autoptr(AeqStore) store = store_open (":memory:");
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (store, "SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 AS last", &error);
  AeqId id = { { 1, 2, 3 } };
  AeqId found;
  gboolean has_row;
  gsize length;

  g_assert_no_error (error);
  aeq_statement_bind_int64 (stmt, 1, G_MININT64);
  aeq_statement_bind_double (stmt, 2, 0.1);
  aeq_statement_bind_double (stmt, 3, NAN);
  aeq_statement_bind_text (stmt, 4, "é");
  aeq_statement_bind_text (stmt, 5, NULL);
  aeq_statement_bind_bytes (stmt, 6, BYTES, sizeof BYTES);
  aeq_statement_bind_id (stmt, 7, &id);
  g_assert_true (aeq_statement_step (stmt, &has_row, &error) && has_row);
  g_assert_cmpint (aeq_statement_n_columns (stmt), ==, 7);
  g_assert_cmpstr (aeq_statement_column_name (stmt, 6), ==, "last");
  g_assert_cmpint (aeq_statement_get_int64 (stmt, 0), ==, G_MININT64);
  g_assert_true (aeq_statement_get_double (stmt, 1) == 0.1);
  g_assert_true (aeq_statement_is_null (stmt, 2) && isnan (aeq_statement_get_double (stmt, 2)));
  g_assert_cmpstr (aeq_statement_get_text (stmt, 3), ==, "é");
  g_assert_null (aeq_statement_get_text (stmt, 4));
  g_assert_cmpmem (aeq_statement_get_bytes (stmt, 5, &length), length, BYTES, sizeof BYTES);
  g_assert_true (aeq_statement_get_id (stmt, 6, &found) && aeq_id_equal (&id, &found));
  g_assert_false (aeq_statement_get_id (stmt, 5, &found));
  g_assert_true (aeq_statement_step (stmt, &has_row, &error) && !has_row);
}

static void
test_released_statements_are_used_again (void)
{
  g_autoptr(AeqStore) store = store_open (":memory:");
  AeqStatement *first = aeq_store_prepare (store, "SELECT ?1", NULL);
  AeqStatement *second = aeq_store_prepare (store, "SELECT ?1", NULL);
  gboolean has_row;

  g_assert_true (first != second);
  aeq_statement_bind_int64 (first, 1, 5);
  aeq_statement_release (first);
  g_assert_true (aeq_store_prepare (store, "SELECT ?1", NULL) == first);
  g_assert_true (aeq_statement_step (first, &has_row, NULL));
  g_assert_true (aeq_statement_is_null (first, 0)); /* nothing of its last use is left */
  aeq_statement_release (first);
  aeq_statement_release (second);
}

static void
test_cache_is_bounded (void)
{
  g_autoptr(AeqStore) store = store_open (":memory:");

  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT %d", i);

      g_assert_cmpint (store_int (store, sql), ==, i);
    }
  g_assert_cmpuint (store->n_idle, <=, 128);
}

static void
test_a_bad_query_is_an_error (void)
{
  g_autoptr(AeqStore) store = store_open (":memory:");
  g_autoptr(GError) error = NULL;
  gint64 value;

  g_assert_false (aeq_store_query_int64 (store, "SELECT nothing FROM nowhere", 0, &value, &error));
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_FAILED);
}

static void
test_changes_counts_the_last_run (void)
{
  g_autoptr(AeqStore) store = store_open (":memory:");
  g_autoptr(AeqStatement) stmt = NULL;

  store_account (store, 1);
  stmt = aeq_store_prepare (store,
                            "INSERT INTO ledger_info (key, value) VALUES ('a', 'b') ON CONFLICT DO NOTHING", NULL);
  g_assert_true (aeq_statement_run (stmt, NULL));
  g_assert_cmpint (aeq_store_changes (store), ==, 1);
  g_assert_true (aeq_statement_run (stmt, NULL));
  g_assert_cmpint (aeq_store_changes (store), ==, 0);
}

/* It is the sum of all statements since the limit was set that counts, and without a limit the next one runs again. */
static void
test_a_time_limit_ends_what_takes_longer (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char ENDLESS[] = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT (*) FROM n";
  g_autoptr(AeqStore) store = store_open (fixture->path);
  g_autoptr(GError) error = NULL;
  gint64 value;

  aeq_store_set_time_limit (store, 20);
  g_assert_false (aeq_store_query_int64 (store, ENDLESS, 0, &value, &error));
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_TIMEOUT);
  aeq_store_set_time_limit (store, 0);
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM account"), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/dialect/types", test_types_are_rewritten);
  g_test_add_func ("/store/dialect/quotes-and-comments", test_quotes_and_comments_stay);
  g_test_add_func ("/store/dialect/parts-of-words", test_parts_of_words_stay);
  g_test_add_func ("/store/dialect/only-tables-are-strict", test_only_tables_become_strict);
  if (!aeq_test_on_pgsql ())
    g_test_add_func ("/store/statement/every-table-is-strict", test_every_table_is_strict);
  g_test_add_func ("/store/statement/words-are-no-numbers", test_words_are_no_numbers);
  g_test_add_func ("/store/statement/references", test_references_are_enforced);
  g_test_add_func ("/store/statement/values-come-back", test_values_come_back);
  g_test_add_func ("/store/statement/used-again", test_released_statements_are_used_again);
  g_test_add_func ("/store/statement/cache-is-bounded", test_cache_is_bounded);
  g_test_add_func ("/store/statement/bad-query", test_a_bad_query_is_an_error);
  g_test_add_func ("/store/statement/changes", test_changes_counts_the_last_run);
  store_test_add ("/store/statement/a-time-limit-ends-what-takes-longer", test_a_time_limit_ends_what_takes_longer);
  return aeq_test_run_on_store ();
}
