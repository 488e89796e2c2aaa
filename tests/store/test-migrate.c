/* SPDX-License-Identifier: MIT */
#include "aeq-store-private.h"
#include "store-fixture.h"

static const AeqStoreKind BROKEN = { "/ai/aequitas/test/broken", AEQ_STORE_APPLICATION_ID };
static const AeqStoreKind OTHER = { "/ai/aequitas/test/extra", 0x54455354 };

/* @data is the name of a stored ledger. */
static void
old_set_up (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *stored = aeq_test_source_path ("tests", "store", "data", data, NULL);

  store_set_up (fixture, NULL);
  aeq_test_copy_file (stored, fixture->path);
}

static void
test_first_ledger_keeps_all_rows (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqStore) store = store_open (fixture->path);

  g_assert_cmpint (aeq_store_get_schema_version (store), ==, store->newest_version);
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM account"), ==, 2);
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM flow"), ==, 40);
  g_assert_cmpint (store_int (store, "SELECT SUM (credit) - SUM (debit) FROM flow_day"), ==,
                   store_int (store, "SELECT SUM (amount) FROM flow"));
  g_assert_cmpint (store_int (store, "SELECT amount FROM balance"), ==, 1000000);
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM change"), ==, 1);
}

static void
test_second_ledger_keeps_all_rows (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqStore) store = store_open (fixture->path);

  g_assert_cmpint (aeq_store_get_schema_version (store), ==, store->newest_version);
  g_assert_cmpint (store->newest_version, >, 2);
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM flow"), ==, 40);
  g_assert_cmpint (store_int (store, "SELECT market_value FROM position WHERE quantity = '1.5'"), ==, 14888);
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM market_observation WHERE value > 12.4"), ==, 5);
  g_assert_cmpint (store_int (store, "SELECT q50 FROM forecast_quantile JOIN forecast_run ON id = run_id"), ==, 5);
  g_assert_cmpint (store_int (store, "SELECT gross FROM forecast_score"), ==, 12);
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM margin"), ==, 0);
}

static void
test_an_old_ledger_gets_the_alert_rules (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqStore) store = store_open (fixture->path);

  g_assert_cmpint (store_int (store, "SELECT COUNT (DISTINCT kind) FROM alert_rule WHERE account_id IS NULL AND active = 1"), ==, 9);
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM alert_rule WHERE length (uid) <> 16"), ==, 0);
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM alert"), ==, 0);
}

static void
test_an_old_ledger_gets_the_feeds (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqStore) store = store_open (fixture->path);

  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM connection WHERE kind IN ('fred', 'nyfed', 'ofr') AND settings = '{}'"), ==, 3);
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM connection WHERE every_minutes IS NOT NULL OR length (uid) <> 16"), ==, 0);
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM connection_run"), ==, 0);
}

static void
test_upgraded_equals_new (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char COLUMNS[] =
    "SELECT COUNT (*) FROM sqlite_schema s JOIN pragma_table_info (s.name) c WHERE s.type = 'table'";
  g_autoptr(AeqStore) upgraded = store_open (fixture->path);
  g_autoptr(AeqStore) fresh = store_open (":memory:");

  g_assert_cmpint (store_int (upgraded, COLUMNS), ==, store_int (fresh, COLUMNS));
  g_assert_cmpint (store_int (upgraded, "SELECT COUNT (*) FROM sqlite_schema"), ==,
                   store_int (fresh, "SELECT COUNT (*) FROM sqlite_schema"));
}

static void
test_failing_migration_is_taken_back (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqStore) store = store_open (fixture->path);
  gint64 n_tables = store_int (store, "SELECT COUNT (*) FROM sqlite_schema");
  int version = aeq_store_get_schema_version (store);
  gboolean empty;

  store->kind = &BROKEN;
  g_assert_true (aeq_store_identify (store, &empty, &error));
  g_assert_false (empty);
  g_assert_false (aeq_store_migrate (store, &error));
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "9001-broken.sql"));
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM sqlite_schema"), ==, n_tables);
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM account WHERE name IS NOT NULL"), ==, 0);
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM balance"), ==, 1);
  g_assert_cmpint (store_int (store, "SELECT MAX (version) FROM schema_version"), ==, version);
}

static void
test_ledger_works_after_a_failed_migration (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqStore *store = store_open (fixture->path);
  gboolean empty;

  store->kind = &BROKEN;
  g_assert_true (aeq_store_identify (store, &empty, NULL));
  g_assert_false (aeq_store_migrate (store, NULL));
  aeq_store_close (store);
  store = store_open (fixture->path);
  store_account (store, 3);
  aeq_store_close (store);
}

/* A program that was killed after its first commit leaves the version table and nothing else. */
static void
test_creation_that_stopped_early_goes_on (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename (fixture->folder, "early.ledger", NULL);
  g_autofree char *sql = g_strdup_printf (
    "PRAGMA application_id = %d; CREATE TABLE schema_version (version INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT",
    AEQ_STORE_APPLICATION_ID);
  g_autoptr(AeqStore) store = NULL;

  store_raw (path, sql);
  store = store_open (path);
  g_assert_cmpint (aeq_store_get_schema_version (store), ==, store->newest_version);
}

/* A catalog or the like: its own tables and its own mark, so that neither is taken for the other. */
static void
test_other_kinds_are_kept_apart (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename (fixture->folder, "other.db", NULL);
  g_autoptr(GError) error = NULL;
  AeqStore *other = aeq_store_open_kind (path, &OTHER, AEQ_STORE_CREATE, &error);

  g_assert_no_error (error);
  g_assert_cmpint (store_int (other, "SELECT COUNT (*) FROM extra"), ==, 0);
  aeq_store_close (other);
  store_refused (path, AEQ_STORE_READ_WRITE, AEQ_STORE_ERROR_FOREIGN);
  g_assert_null (aeq_store_open_kind (fixture->path, &OTHER, AEQ_STORE_READ_WRITE, &error));
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_FOREIGN);
}

static void
test_tables_laid_beside_are_counted_apart (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  AeqStore *store = store_open (fixture->path);
  int version = aeq_store_get_schema_version (store);

  for (int i = 0; i < 2; i++)
    {
      g_assert_true (aeq_store_extend (store, OTHER.folder, "extra", &error));
      g_assert_no_error (error);
    }
  store_exec (store, "INSERT INTO extra (name, number) VALUES ('a', 1)");
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM schema_version_extra"), ==, 1);
  g_assert_false (aeq_store_extend (store, BROKEN.folder, "broken", &error));
  g_assert_nonnull (error);
  aeq_store_close (store);
  store = store_open (fixture->path);
  g_assert_cmpint (aeq_store_get_schema_version (store), ==, version);
  g_assert_cmpint (store_int (store, "SELECT number FROM extra"), ==, 1);
  aeq_store_close (store);
}

#define migrate_test_add(path, ledger, func) g_test_add (path, StoreFixture, ledger, old_set_up, func, store_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  migrate_test_add ("/store/migrate/first-ledger-keeps-all-rows", "ledger-v1.db", test_first_ledger_keeps_all_rows);
  migrate_test_add ("/store/migrate/second-ledger-keeps-all-rows", "ledger-v2.db", test_second_ledger_keeps_all_rows);
  migrate_test_add ("/store/migrate/first-ledger-gets-the-alert-rules", "ledger-v1.db", test_an_old_ledger_gets_the_alert_rules);
  migrate_test_add ("/store/migrate/second-ledger-gets-the-alert-rules", "ledger-v2.db", test_an_old_ledger_gets_the_alert_rules);
  migrate_test_add ("/store/migrate/first-ledger-gets-the-feeds", "ledger-v1.db", test_an_old_ledger_gets_the_feeds);
  migrate_test_add ("/store/migrate/second-ledger-gets-the-feeds", "ledger-v2.db", test_an_old_ledger_gets_the_feeds);
  migrate_test_add ("/store/migrate/upgraded-equals-new", "ledger-v1.db", test_upgraded_equals_new);
  migrate_test_add ("/store/migrate/upgraded-second-equals-new", "ledger-v2.db", test_upgraded_equals_new);
  migrate_test_add ("/store/migrate/failing-is-taken-back", "ledger-v1.db", test_failing_migration_is_taken_back);
  migrate_test_add ("/store/migrate/works-after-failing", "ledger-v1.db", test_ledger_works_after_a_failed_migration);
  migrate_test_add ("/store/migrate/creation-that-stopped-early", "ledger-v1.db", test_creation_that_stopped_early_goes_on);
  migrate_test_add ("/store/migrate/other-kinds-are-kept-apart", "ledger-v2.db", test_other_kinds_are_kept_apart);
  migrate_test_add ("/store/migrate/tables-laid-beside-are-counted-apart", "ledger-v2.db", test_tables_laid_beside_are_counted_apart);
  return g_test_run ();
}
