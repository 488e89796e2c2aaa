/* SPDX-License-Identifier: MIT */
/* What a desk is connected with: what may be filled in, kept, taken back, run and tried out. */
#include "aeq-job-connections.h"
#include "aeq-job-undo.h"

#include <glib/gstdio.h>

#include "aeq-test-server.h"
#include "jobs-fixture.h"

#define ROW "A-1,2026-02-02T10:00:00Z,2026-02-02,2026-02-02,100.00,USD,,Harbour,R1,B1,first,actual\n"

static AeqConnection *
folder_of (JobsFixture *fixture)
{
  AeqConnection *self = aeq_form_begin (AEQ_CONNECTION_FILE_DROP);
  g_autofree char *inbox = g_build_filename (fixture->folder, "inbox", NULL);
  g_autofree char *refused = g_build_filename (inbox, "refused", NULL);

  g_mkdir (inbox, 0700);
  aeq_connection_set (self, "folder", inbox);
  aeq_connection_set (self, "quarantine", refused);
  return self;
}

static AeqChangeRange
save (JobsFixture *fixture, AeqConnection *self)
{
  g_autoptr(GError) error = NULL;
  AeqChangeRange range;

  g_assert_true (aeq_job_connection_save (fixture->ledger, self, &range, &error));
  g_assert_no_error (error);
  return range;
}

static const AeqConnection *
find (GPtrArray *list, AeqConnectionKind kind)
{
  for (guint i = 0; i < list->len; i++)
    if (((AeqConnection *) list->pdata[i])->kind == kind)
      return list->pdata[i];
  return NULL;
}

static AeqConnectionsTable *
read_table (JobsFixture *fixture)
{
  g_autoptr(GError) error = NULL;
  AeqConnectionsTable *table = aeq_job_connections (fixture->ledger, &error);

  g_assert_no_error (error);
  return table;
}

static void
test_the_feeds_are_in_every_ledger (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqConnectionsTable) table = read_table (fixture);

  g_assert_cmpuint (table->connections->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const AeqConnection *feed = table->connections->pdata[i];

      g_assert_true (aeq_connection_is_feed (feed->kind));
      g_assert_cmpint (feed->minutes, ==, 0);
      g_assert_false (feed->has_run);
      g_assert_cmpint (table->feeds[aeq_connection_feed (feed->kind)].newest, ==, AEQ_DATE_NONE);
      g_assert_cmpuint (table->feeds[aeq_connection_feed (feed->kind)].n, >, 0);
    }
  g_assert_true (g_strv_contains ((const char *const *) table->profiles, "aequitas-flows"));
}

static void
test_what_is_saved_is_read_back_and_taken_back (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqConnection) self = folder_of (fixture);
  g_autoptr(AeqConnectionsTable) table = NULL, after = NULL;
  g_autoptr(GError) error = NULL;
  AeqChangeRange first, second, undone;

  self->minutes = 5;
  first = save (fixture, self);
  g_assert_true (aeq_connection_is_stored (self));
  g_assert_cmpint (first.last, ==, first.first);
  g_free (self->name);
  self->name = g_strdup ("  Night files ");
  second = save (fixture, self);
  table = read_table (fixture);
  g_assert_cmpstr (find (table->connections, AEQ_CONNECTION_FILE_DROP)->name, ==, "Night files");
  g_assert_cmpint (find (table->connections, AEQ_CONNECTION_FILE_DROP)->minutes, ==, 5);
  g_assert_cmpstr (aeq_connection_get (find (table->connections, AEQ_CONNECTION_FILE_DROP), "folder"), ==, aeq_connection_get (self, "folder"));
  g_assert_true (aeq_job_undo (fixture->ledger, &second, &undone, NULL, &error));
  g_assert_no_error (error);
  after = read_table (fixture);
  g_assert_cmpstr (find (after->connections, AEQ_CONNECTION_FILE_DROP)->name, ==, "File drop");
}

static void
test_a_removal_is_taken_back_with_its_last_run (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqConnection) self = folder_of (fixture);
  g_autoptr(AeqConnectionsTable) gone = NULL, back = NULL;
  g_autoptr(GError) error = NULL;
  AeqChangeRange range, undone;

  save (fixture, self);
  g_assert_true (aeq_job_connection_failed (fixture->ledger, &self->uid, "the mount is gone", &error));
  g_assert_true (aeq_job_connection_remove (fixture->ledger, &self->uid, &range, &error));
  gone = read_table (fixture);
  g_assert_null (find (gone->connections, AEQ_CONNECTION_FILE_DROP));
  g_assert_true (aeq_job_undo (fixture->ledger, &range, &undone, NULL, &error));
  back = read_table (fixture);
  g_assert_cmpstr (find (back->connections, AEQ_CONNECTION_FILE_DROP)->run.reason, ==, "the mount is gone");
  g_assert_false (aeq_job_connection_remove (fixture->ledger, &find (back->connections, AEQ_CONNECTION_OFR)->uid, &range, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
}

static void
refused (AeqConnection *self, const char *field)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (aeq_form_check (self, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
  g_assert_cmpstr (aeq_error_get_field (error), ==, field);
}

static void
test_what_cannot_be_right_is_refused_by_field (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqConnection) folder = folder_of (fixture);
  g_autoptr(AeqConnection) bank = aeq_form_begin (AEQ_CONNECTION_MORGAN_STANLEY);

  aeq_connection_set (folder, "archive", "relative/place");
  refused (folder, "Imported files go to");
  aeq_connection_set (folder, "archive", aeq_connection_get (folder, "folder"));
  refused (folder, "Imported files go to");
  aeq_connection_set (folder, "archive", NULL);
  folder->minutes = 1441;
  refused (folder, "Schedule");
  refused (bank, "Client ID");
  aeq_connection_set (bank, "client-id", "desk-1");
  aeq_connection_set (bank, "scope", "a\nb");
  refused (bank, "Scope");
  aeq_connection_set (bank, "scope", "a");
  aeq_connection_set (bank, "certificate", "/desk.pem");
  aeq_connection_set (bank, "private-key", "/desk.key");
  refused (bank, "Client ID");
  aeq_connection_set (bank, "client-id", "01234567-89ab-cdef-0123-456789abcdef");
  g_assert_true (aeq_form_check (bank, NULL));
  bank->minutes = 15;
  refused (bank, "Schedule");
}

/* Of another way to sign in, and of secrets, nothing stays in the settings. */
static void
test_what_is_not_asked_for_is_left_out (JobsFixture *fixture G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqConnection) self = aeq_form_begin (AEQ_CONNECTION_JP_MORGAN);
  g_autoptr(GError) error = NULL;

  aeq_connection_set (self, "sign-in", "secret");
  aeq_connection_set (self, "client-id", "desk-1");
  aeq_connection_set (self, "client-secret", "hush");
  aeq_connection_set (self, "scope", "jpm:payments:sandbox");
  aeq_connection_set (self, "resource", "of another way");
  aeq_connection_set (self, "accounts", "000000012345678");
  g_assert_true (aeq_form_check (self, &error));
  g_assert_no_error (error);
  g_assert_null (aeq_connection_get (self, "client-secret"));
  g_assert_null (aeq_connection_get (self, "resource"));
  g_assert_cmpstr (aeq_connection_get (self, "scope"), ==, "jpm:payments:sandbox");
}

static void
test_a_try_of_a_form_reads_its_files (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqConnection) self = aeq_form_begin (AEQ_CONNECTION_GOLDMAN_SACHS);
  g_autofree char *pem = aeq_test_write (fixture->folder, "desk.pem", "-----BEGIN CERTIFICATE-----\n", -1);
  g_autofree char *other = aeq_test_write (fixture->folder, "desk.txt", "no key", -1);
  g_autoptr(GError) error = NULL;
  g_autofree char *said = NULL;

  aeq_connection_set (self, "accounts", "240000171160/026015079");
  aeq_connection_set (self, "certificate", pem);
  aeq_connection_set (self, "private-key", other);
  g_assert_null (aeq_form_test (self, &error));
  g_assert_cmpstr (aeq_error_get_field (error), ==, "Private key");
  g_clear_error (&error);
  aeq_connection_set (self, "private-key", pem);
  said = aeq_form_test (self, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (said, "Nothing was sent"));
}

static void
test_a_run_of_a_folder_is_noted (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqConnection) self = folder_of (fixture);
  g_autoptr(AeqDropMemory) memory = aeq_drop_memory_new ();
  g_autoptr(AeqConnectionsTable) table = NULL;
  g_autoptr(GError) error = NULL;
  AeqDropRequest request;
  AeqConnectionRun run;

  save (fixture, self);
  request = aeq_connection_drop_request (self);
  request.settle_ms = 0;
  g_free (aeq_test_write (request.folder, "good.csv", JOBS_HEADER ROW, -1));
  g_free (aeq_test_write (request.folder, "odd.csv", "Eins,Zwei\n1,2\n", -1));
  for (guint look = 0; look < 2; look++)
    {
      g_autoptr(GPtrArray) files = aeq_drop_look (&request, memory, NULL, &error);

      g_assert_no_error (error);
      g_assert_true (aeq_job_connection_drop (fixture->ledger, self, memory, files, &run, NULL, NULL, &error));
      if (look == 0)
        g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM connection_run"), ==, 0);
      g_free (run.reason);
    }
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM import_refusal WHERE name = 'odd.csv'"), ==, 1);
  table = read_table (fixture);
  g_assert_cmpint (find (table->connections, AEQ_CONNECTION_FILE_DROP)->run.items, ==, 1);
  g_assert_cmpint (find (table->connections, AEQ_CONNECTION_FILE_DROP)->run.added, ==, 1);
  g_assert_cmpint (find (table->connections, AEQ_CONNECTION_FILE_DROP)->run.failed, ==, 1);
  g_assert_true (g_str_has_prefix (find (table->connections, AEQ_CONNECTION_FILE_DROP)->run.reason, "odd.csv: "));
}

static char *
answer_ofr (const char *request, guint index G_GNUC_UNUSED, gpointer user_data)
{
  const gboolean *down = user_data;
  static const char FSI[] = "Date,OFR FSI,Credit,Equity valuation,Safe assets,Funding,Volatility\n2026-02-26,-1.5,1,2,3,4,5\n2026-02-27,-1.25,1,2,3,4,5\n";

  if (*down)
    return aeq_test_answer ("404 Not Found", "", "");
  return aeq_test_answer ("200 OK", "", strstr (request, "fsi.csv") != NULL ? FSI : "[]");
}

static void
test_a_feed_is_tried_fetched_and_noted (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  gboolean down = FALSE;
  AeqTestServer *server = aeq_test_server_new (answer_ofr, &down);
  g_autofree char *url = aeq_test_server_url (server, "");
  AeqFetchRequest request = { .feeds = 1u << AEQ_FEED_OFR, .from = AEQ_DATE_NONE };
  g_autoptr(AeqConnectionsTable) good = NULL, bad = NULL;
  g_autoptr(AeqFetchResult) first = NULL, second = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *said = NULL;

  request.options.base_urls[AEQ_FEED_OFR] = url;
  said = aeq_feed_test (fixture->ledger, AEQ_FEED_OFR, &request.options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (said, ==, "OFR answered: OFRFSI was -1.25 on 2026-02-27");
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM market_observation"), ==, 0);
  first = aeq_job_connections_fetch (fixture->ledger, &request, NULL, NULL, &error);
  g_assert_no_error (error);
  good = read_table (fixture);
  g_assert_cmpint (find (good->connections, AEQ_CONNECTION_OFR)->run.added, ==, 12);
  g_assert_null (find (good->connections, AEQ_CONNECTION_OFR)->run.reason);
  g_assert_cmpint (good->feeds[AEQ_FEED_OFR].newest, !=, AEQ_DATE_NONE);
  g_assert_false (find (good->connections, AEQ_CONNECTION_NYFED)->has_run);
  down = TRUE;
  second = aeq_job_connections_fetch (fixture->ledger, &request, NULL, NULL, &error);
  g_assert_no_error (error);
  bad = read_table (fixture);
  g_assert_cmpint (find (bad->connections, AEQ_CONNECTION_OFR)->run.failed, >, 0);
  g_assert_nonnull (find (bad->connections, AEQ_CONNECTION_OFR)->run.reason);
  aeq_test_server_free (server);
}

/* Another hand may have written anything into the ledger. */
static void
test_settings_that_are_none_are_empty (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *brackets = g_strnfill (AEQ_CONNECTION_MAX_SETTINGS, '[');
  g_autofree char *deep = g_strdup_printf ("UPDATE connection SET settings = '%s' WHERE kind = 'fred'", brackets);
  g_autoptr(AeqConnectionsTable) table = NULL;
  g_autoptr(GError) error = NULL;

  aeq_store_exec (fixture->ledger->store, deep, &error);
  aeq_store_exec (fixture->ledger->store, "UPDATE connection SET settings = '[1, {\"a\": 2}' WHERE kind = 'ofr'", &error);
  aeq_store_exec (fixture->ledger->store, "UPDATE connection SET settings = '{\"a\": 7, \"b\": \"x [{\"}' WHERE kind = 'nyfed'", &error);
  g_assert_no_error (error);
  table = read_table (fixture);
  g_assert_cmpuint (g_hash_table_size (find (table->connections, AEQ_CONNECTION_OFR)->settings), ==, 0);
  g_assert_cmpstr (aeq_connection_get (find (table->connections, AEQ_CONNECTION_NYFED), "b"), ==, "x [{");
  g_assert_null (aeq_connection_get (find (table->connections, AEQ_CONNECTION_NYFED), "a"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  jobs_test_add ("/jobs/connections/the-feeds-are-in-every-ledger", test_the_feeds_are_in_every_ledger);
  jobs_test_add ("/jobs/connections/what-is-saved-is-read-back-and-taken-back", test_what_is_saved_is_read_back_and_taken_back);
  jobs_test_add ("/jobs/connections/a-removal-is-taken-back-with-its-last-run", test_a_removal_is_taken_back_with_its_last_run);
  jobs_test_add ("/jobs/connections/what-cannot-be-right-is-refused-by-field", test_what_cannot_be_right_is_refused_by_field);
  jobs_test_add ("/jobs/connections/what-is-not-asked-for-is-left-out", test_what_is_not_asked_for_is_left_out);
  jobs_test_add ("/jobs/connections/a-try-of-a-form-reads-its-files", test_a_try_of_a_form_reads_its_files);
  jobs_test_add ("/jobs/connections/a-run-of-a-folder-is-noted", test_a_run_of_a_folder_is_noted);
  jobs_test_add ("/jobs/connections/a-feed-is-tried-fetched-and-noted", test_a_feed_is_tried_fetched_and_noted);
  jobs_test_add ("/jobs/connections/settings-that-are-none-are-empty", test_settings_that_are_none_are_empty);
  return g_test_run ();
}
