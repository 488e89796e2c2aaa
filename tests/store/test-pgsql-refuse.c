/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-store-driver.h"
#include "store-fixture.h"

#define BROKEN "/ai/aequitas/test/broken"

static char *
uri_of (const char *schema)
{
  g_autofree char *uri = aeq_test_pgsql_uri (aeq_test_pgsql_get ());

  return g_strconcat (uri, "&schema=", schema, NULL);
}

static void
assert_refused (const char *uri, AeqStoreFlags flags, AeqStoreError code)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (aeq_store_open (uri, flags, &error));
  g_assert_error (error, AEQ_STORE_ERROR, (int) code);
  g_assert_null (strstr (error->message, "secret"));
}

static void
test_newer_is_refused (void)
{
  g_autofree char *uri = uri_of ("newer");
  AeqStore *store = store_open (uri);

  store_exec (store, "INSERT INTO schema_version (version, name) VALUES (9999, 'later')");
  aeq_store_close (store);
  assert_refused (uri, AEQ_STORE_CREATE, AEQ_STORE_ERROR_NEWER);
  assert_refused (uri, AEQ_STORE_READ_ONLY, AEQ_STORE_ERROR_NEWER);
}

static void
test_older_is_not_read_only (void)
{
  g_autofree char *uri = uri_of ("older");
  AeqStore *store = store_open (uri);

  store_exec (store, "DELETE FROM schema_version WHERE version = (SELECT MAX (version) FROM schema_version)");
  aeq_store_close (store);
  assert_refused (uri, AEQ_STORE_READ_ONLY, AEQ_STORE_ERROR_OLDER);
}

static void
test_a_foreign_schema_is_untouched (void)
{
  g_autofree char *uri = uri_of ("foreign_notes");
  g_autoptr(AeqStore) other = store_open (":memory:");

  store_exec (other, "CREATE SCHEMA foreign_notes; CREATE TABLE foreign_notes.notes (text TEXT)");
  assert_refused (uri, AEQ_STORE_CREATE, AEQ_STORE_ERROR_FOREIGN);
  g_assert_cmpint (store_int (other, "SELECT COUNT (*) FROM pg_tables WHERE schemaname = 'foreign_notes'"), ==, 1);
}

static void
test_bad_names_are_refused (void)
{
  static const char *const NAMES[] = { "", "Org", "a-b", "a\"; DROP", "pg_mine", "1a", "information_schema", "%41" };

  for (gsize i = 0; i < G_N_ELEMENTS (NAMES); i++)
    {
      g_autofree char *uri = uri_of (NAMES[i]);

      assert_refused (uri, AEQ_STORE_CREATE, AEQ_STORE_ERROR_FAILED);
    }
}

static void
test_secrets_are_not_told (void)
{
  assert_refused ("postgresql://user:secret@no.such.host.invalid/db", AEQ_STORE_CREATE, AEQ_STORE_ERROR_UNREACHABLE);
  assert_refused ("postgresql://user:secret@[broken/db", AEQ_STORE_CREATE, AEQ_STORE_ERROR_FAILED);
  assert_refused ("postgresql://user@host:12secret/db?x", AEQ_STORE_CREATE, AEQ_STORE_ERROR_FAILED);
  assert_refused ("postgresql://host/db?password=secret&nonsense=1", AEQ_STORE_CREATE, AEQ_STORE_ERROR_FAILED);
}

static void
test_the_shown_name_has_no_secrets (void)
{
  g_autofree char *base = uri_of ("shown");
  g_autofree char *uri = g_strconcat (base, "&password=secret", NULL);
  g_autoptr(AeqStore) store = store_open (uri);

  g_assert_cmpstr (aeq_store_get_uri (store), ==, "postgresql:///postgres/shown");
}

static void
test_a_failing_migration_is_taken_back (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqStore) store = store_open (":memory:");
  int version = aeq_store_get_schema_version (store);

  store_account (store, 1);
  g_assert_false (aeq_store_extend (store, BROKEN, "broken", &error));
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "9001-broken.sql"));
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM pg_tables WHERE tablename = 'new_table'"), ==, 0);
  g_assert_cmpint (store_int (store, "SELECT COUNT (*) FROM account WHERE name IS NOT NULL"), ==, 0);
  g_assert_cmpint (store_int (store, "SELECT MAX (version) FROM schema_version"), ==, version);
}

/* A program that was killed after its first commit leaves the mark and nothing else. */
static void
test_creation_that_stopped_early_goes_on (void)
{
  g_autofree char *uri = uri_of ("early");
  g_autoptr(AeqStore) other = store_open (":memory:");
  g_autoptr(AeqStore) store = NULL;

  store_exec (other, "CREATE SCHEMA early; CREATE TABLE early.store_mark (LIKE store_mark INCLUDING ALL);"
                     "INSERT INTO early.store_mark SELECT application, 0 FROM store_mark");
  store = store_open (uri);
  g_assert_cmpint (aeq_store_get_schema_version (store), ==, store->newest_version);
}

static void
test_a_user_without_rights_is_told (void)
{
  g_autofree char *uri = uri_of ("rights");
  g_autofree char *as_other = NULL;
  g_auto(GStrv) parts = NULL;

  aeq_store_close (store_open (uri));
  {
    g_autoptr(AeqStore) store = store_open (":memory:");

    store_exec (store, "CREATE ROLE guest LOGIN");
  }
  parts = g_strsplit (uri, "user=aequitas", 2);
  as_other = g_strjoinv ("user=guest", parts);
  assert_refused (as_other, AEQ_STORE_READ_WRITE, AEQ_STORE_ERROR_READ_ONLY);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/pgsql-refuse/newer", test_newer_is_refused);
  g_test_add_func ("/store/pgsql-refuse/older-read-only", test_older_is_not_read_only);
  g_test_add_func ("/store/pgsql-refuse/foreign", test_a_foreign_schema_is_untouched);
  g_test_add_func ("/store/pgsql-refuse/names", test_bad_names_are_refused);
  g_test_add_func ("/store/pgsql-refuse/secrets", test_secrets_are_not_told);
  g_test_add_func ("/store/pgsql-refuse/shown-name", test_the_shown_name_has_no_secrets);
  g_test_add_func ("/store/pgsql-refuse/failing-migration", test_a_failing_migration_is_taken_back);
  g_test_add_func ("/store/pgsql-refuse/creation-that-stopped-early", test_creation_that_stopped_early_goes_on);
  g_test_add_func ("/store/pgsql-refuse/rights", test_a_user_without_rights_is_told);
  return aeq_test_run_on_store ();
}
