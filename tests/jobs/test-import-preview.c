/* SPDX-License-Identifier: MIT */
/* What the import assistant stands on: the look at a file before it is imported, mappings that a person made, files that come by
 * themselves, and what the history keeps of an import. */
#include "aeq-import-history.h"
#include "aeq-job-import-known.h"
#include "aeq-job-import-preview.h"
#include "aeq-job-profiles.h"
#include "jobs-fixture.h"

#define BANK "Datum;Zweck;Betrag;Partner\n"
#define BANK_1 "03.02.2026;Miete;-1.200,00;Hausverwaltung\n"
#define BANK_2 "05.02.2026;Gehalt;2.500,50;Firma\n"
#define BANK_BAD "31.02.2026;Storno;7,00;Niemand\n"
#define ODD "Wann,Wieviel,Wer\n2026-02-03,100.00,Alder\n2026-02-04,-40.00,Birch\n"

static AeqImportPreview *
preview_file (JobsFixture *fixture, const char *path, const AeqImportRequest *request)
{
  const AeqImportRequest none = { 0 };
  g_autoptr(GError) error = NULL;
  AeqImportPreview *preview = aeq_job_import_preview (fixture->ledger, path, request != NULL ? request : &none, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (preview);
  return preview;
}

static AeqImportPreview *
preview_text (JobsFixture *fixture, const char *text, const AeqImportRequest *request)
{
  g_autofree char *path = aeq_test_write (fixture->folder, "rows.csv", text, -1);

  return preview_file (fixture, path, request);
}

static const AeqPreviewFlow *
flow_at (const AeqImportPreview *preview, guint i)
{
  g_assert_cmpuint (preview->flows->len, >, i);
  return preview->flows->pdata[i];
}

static void
test_the_columns_of_a_bank_are_found (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqImportPreview) preview = preview_text (fixture, BANK BANK_1 BANK_2, NULL);

  g_assert_no_error (preview->problem);
  g_assert_cmpstr (preview->format, ==, "csv");
  g_assert_true (preview->is_table && preview->whole);
  g_assert_cmpuint (preview->look->n_columns, ==, 4);
  g_assert_cmpstr (preview->look->header[2], ==, "Betrag");
  g_assert_cmpint (preview->look->roles[0], ==, AEQ_ROLE_BOOKING_DATE);
  g_assert_cmpint (preview->look->roles[2], ==, AEQ_ROLE_AMOUNT);
  g_assert_cmpuint (preview->look->rows->len, ==, 2);
  g_assert_cmpint (preview->look->mapping->decimal, ==, AEQ_DECIMAL_COMMA);
  g_assert_cmpint (flow_at (preview, 0)->minor, ==, -120000);
  g_assert_cmpuint (flow_at (preview, 0)->line, ==, 2);
  g_assert_cmpint (preview->outcome->added, ==, 2);
  g_assert_cmpuint (preview->accounts->len, ==, 1);
  g_assert_cmpstr (preview->accounts->pdata[0], ==, "UNNAMED USD");
}

static void
test_a_preview_changes_nothing (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *before = jobs_sha (fixture);
  g_autofree char *after = NULL;
  g_autoptr(AeqImportPreview) preview = preview_text (fixture, BANK BANK_1, NULL);

  after = jobs_sha (fixture);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM import_file"), ==, 0);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM change"), ==, 0);
}

static void
test_bad_rows_and_duplicates_are_counted (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqImportPreview) preview = NULL;
  const AeqRowError *bad;

  jobs_import_good (fixture, BANK BANK_1);
  preview = preview_text (fixture, BANK BANK_1 BANK_BAD BANK_2, NULL);
  g_assert_no_error (preview->problem);
  g_assert_cmpint (preview->outcome->added, ==, 1);
  g_assert_cmpint (preview->outcome->duplicates, ==, 1);
  g_assert_cmpuint (preview->outcome->report->n_errors, ==, 1);
  bad = preview->outcome->report->errors->pdata[0];
  g_assert_cmpuint (bad->line, ==, 3);
  g_assert_cmpstr (bad->field, ==, "Datum");
  g_assert_cmpuint (preview->accounts->len, ==, 0);
}

/* What cannot be read has its rows shown all the same, and a mapping by hand mends it. */
static void
test_a_mapping_by_hand_reads_what_was_not_known (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqImportPreview) first = preview_text (fixture, "Eins,Zwei,Drei\n03.02.2026,x,1000\n04.02.2026,y,-400\n", NULL);
  const AeqColumnRole roles[] = { AEQ_ROLE_BOOKING_DATE, AEQ_ROLE_COUNTERPARTY, AEQ_ROLE_AMOUNT };
  g_autoptr(AeqProfile) mapping = NULL;
  g_autoptr(AeqImportPreview) second = NULL;
  AeqImportRequest request = { 0 };

  g_assert_nonnull (first->look);
  g_assert_cmpuint (first->look->n_columns, ==, 3);
  mapping = aeq_table_look_map (first->look, first->look->mapping, roles);
  mapping->sign = AEQ_SIGN_NEGATED;
  request.mapping = mapping;
  second = preview_text (fixture, "Eins,Zwei,Drei\n03.02.2026,x,1000\n04.02.2026,y,-400\n", &request);
  g_assert_no_error (second->problem);
  g_assert_cmpint (flow_at (second, 0)->minor, ==, -100000);
  g_assert_cmpstr (flow_at (second, 1)->counterparty, ==, "y");
  g_assert_cmpint (second->outcome->added, ==, 2);
}

static void
test_columns_of_one_name_are_told_apart (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char TEXT[] = "Date,Amount,Amount,Text\n2026-02-03,1.00,-7.25,a\n2026-02-04,2.00,9.00,b\n";
  const AeqColumnRole roles[] = { AEQ_ROLE_BOOKING_DATE, AEQ_ROLE_NONE, AEQ_ROLE_AMOUNT, AEQ_ROLE_NARRATIVE };
  g_autoptr(AeqImportPreview) first = preview_text (fixture, TEXT, NULL);
  g_autoptr(AeqProfile) mapping = aeq_table_look_map (first->look, first->look->mapping, roles);
  const AeqImportRequest request = { .mapping = mapping };
  g_autoptr(AeqImportPreview) second = preview_text (fixture, TEXT, &request);

  g_assert_no_error (second->problem);
  g_assert_cmpint (flow_at (second, 0)->minor, ==, -725);
}

/* Named once, nothing is asked the next time. */
static void
test_a_mapping_is_remembered (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqColumnRole roles[] = { AEQ_ROLE_BOOKING_DATE, AEQ_ROLE_AMOUNT, AEQ_ROLE_COUNTERPARTY };
  g_autoptr(AeqImportPreview) first = preview_text (fixture, ODD, NULL);
  g_autoptr(AeqProfile) mapping = aeq_table_look_map (first->look, first->look->mapping, roles);
  const AeqImportRequest request = { .mapping = mapping, .save_profile = "Odd Bank" };
  g_autoptr(AeqImportOutcome) outcome = NULL;
  g_autoptr(AeqImportPreview) again = NULL;

  mapping->sign = AEQ_SIGN_NEGATED;
  outcome = jobs_import (fixture, ODD, &request);
  g_assert_no_error (outcome->refusal);
  again = preview_text (fixture, ODD, NULL);
  g_assert_no_error (again->problem);
  g_assert_cmpstr (again->look->profile, ==, "Odd Bank");
  g_assert_cmpint (flow_at (again, 0)->minor, ==, -10000);
  g_assert_cmpint (again->outcome->duplicates, ==, 2);
}

static void
test_a_large_file_is_read_by_its_head (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GString) text = g_string_new ("date,amount,text\n");
  g_autoptr(AeqImportPreview) preview = NULL;

  while (text->len <= AEQ_PREVIEW_WHOLE)
    g_string_append_printf (text, "2026-02-%02d,%d.00,row of some length to fill the file\n", (int) (text->len % 28) + 1,
                            (int) (text->len % 1000) + 1);
  g_string_append (text, "no date,1.00,far behind the head\n");
  preview = preview_text (fixture, text->str, NULL);
  g_assert_no_error (preview->problem);
  g_assert_false (preview->whole);
  g_assert_cmpuint (preview->flows->len, ==, AEQ_PREVIEW_ROWS);
  g_assert_cmpuint (preview->outcome->report->n_errors, ==, 0);
  g_assert_cmpint (preview->outcome->report->transactions, <, 20000);
  g_assert_cmpint (preview->outcome->report->transactions, >, 1000);
}

static void
test_what_is_no_table_gets_a_sentence (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqImportPreview) preview = preview_text (fixture, "%PDF-1.4\n", NULL);

  g_assert_error (preview->problem, AEQ_ERROR, AEQ_ERROR_INVALID);
  g_assert_nonnull (strstr (preview->problem->message, "PDF"));
  g_assert_null (preview->look);
}

static void
test_a_missing_file_is_the_files_problem (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename (fixture->folder, "none.csv", NULL);
  g_autoptr(AeqImportPreview) preview = preview_file (fixture, path, NULL);

  g_assert_error (preview->problem, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
}

static void
test_the_history_keeps_what_a_desk_asks_for (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqImportRequest request = { .accept_warnings = TRUE, .keep_path = TRUE };
  g_autoptr(AeqImportOutcome) outcome = jobs_import (fixture, BANK BANK_1 BANK_BAD, &request);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) list = aeq_import_history_list (fixture->ledger, &error);
  g_autoptr(AeqProfile) mapping = NULL;
  AeqImportRecord *record;

  g_assert_no_error (error);
  g_assert_cmpint (outcome->added, ==, 1);
  record = list->pdata[0];
  g_assert_cmpstr (record->author, ==, g_get_user_name ());
  g_assert_true (aeq_import_history_read_details (fixture->ledger, record, &error));
  g_assert_cmpuint (g_strv_length (record->errors), ==, 1);
  g_assert_nonnull (strstr (record->errors[0], "line 3, field Datum"));
  g_assert_true (g_path_is_absolute (record->path));
  mapping = aeq_profile_from_json (record->mapping, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mapping->columns->len, >, 1);
}

/* Taken back and made again, the ledger is what it was; another file in its place is refused. */
static void
test_an_import_is_made_again (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(AeqImportOutcome) again = NULL;
  g_autoptr(AeqImportOutcome) other = NULL;
  AeqImportRequest request = { 0 };
  gint64 removed;

  jobs_import_good (fixture, BANK BANK_1 BANK_2);
  before = jobs_sha (fixture);
  list = aeq_import_history_list (fixture->ledger, &error);
  g_assert_true (aeq_import_undo (fixture->ledger, 1, &removed, NULL, NULL, &error));
  request.sha256 = ((AeqImportRecord *) list->pdata[0])->sha256;
  other = jobs_import (fixture, BANK BANK_1, &request);
  g_assert_error (other->refusal, AEQ_ERROR, AEQ_ERROR_INVALID);
  again = jobs_import (fixture, BANK BANK_1 BANK_2, &request);
  g_assert_no_error (again->refusal);
  after = jobs_sha (fixture);
  g_assert_cmpstr (before, ==, after);
}

static AeqKnownResult
import_known (JobsFixture *fixture, const char *text, AeqImportOutcome **outcome)
{
  g_autofree char *path = aeq_test_write (fixture->folder, "known.csv", text, -1);
  g_autoptr(GError) error = NULL;
  AeqKnownResult result;

  *outcome = aeq_job_import_known (fixture->ledger, path, NULL, NULL, &result, NULL, NULL, &error);
  g_assert_no_error (error);
  return result;
}

static void
test_a_file_that_came_by_itself_needs_a_profile (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqImportOutcome) unknown = NULL;
  g_autoptr(AeqImportOutcome) known = NULL;
  g_autoptr(AeqImportOutcome) again = NULL;
  g_autoptr(AeqImportOutcome) statement = NULL;
  const AeqImportRequest remember = { .save_profile = "Bank" };
  g_autoptr(AeqImportOutcome) by_hand = NULL;

  g_assert_cmpint (import_known (fixture, BANK BANK_1, &unknown), ==, AEQ_KNOWN_NOT);
  g_assert_error (unknown->refusal, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
  by_hand = jobs_import (fixture, BANK BANK_1, &remember);
  g_assert_cmpint (import_known (fixture, BANK BANK_2, &known), ==, AEQ_KNOWN_IMPORTED);
  g_assert_no_error (known->refusal);
  g_assert_cmpint (known->added, ==, 1);
  g_assert_cmpint (import_known (fixture, BANK BANK_2, &again), ==, AEQ_KNOWN_BEFORE);
  g_assert_null (again);
}

static void
test_a_file_that_was_taken_back_does_not_come_again (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqImportRequest remember = { .save_profile = "Bank" };
  g_autoptr(AeqImportOutcome) outcome = jobs_import (fixture, BANK BANK_1, &remember);
  g_autoptr(AeqImportOutcome) again = NULL;
  g_autoptr(GError) error = NULL;
  gint64 removed;

  g_assert_true (aeq_import_undo (fixture->ledger, outcome->import_id, &removed, NULL, NULL, &error));
  g_assert_cmpint (import_known (fixture, BANK BANK_1, &again), ==, AEQ_KNOWN_BEFORE);
}

static void
preview_corpus_folder (JobsFixture *fixture, const char *root, const char *name)
{
  g_autofree char *path = g_build_filename (root, "corpus", name, NULL);
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *file;

  while (folder != NULL && (file = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *full = g_build_filename (path, file, NULL);
      g_autoptr(AeqImportPreview) preview = preview_file (fixture, full, NULL);

      g_assert_true (preview->problem != NULL || (preview->outcome != NULL && preview->flows->len > 0) ||
                     preview->outcome->report->transactions == 0);
      if (preview->problem == NULL && preview->look != NULL)
        g_assert_cmpuint (preview->look->rows->len, >, 0);
    }
}

/* Banks' own files: each has rows to show or a sentence, and none changes the ledger. */
static void
test_real_files_are_shown (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *root = g_getenv ("AEQ_REAL_DATA");

  if (root == NULL)
    {
      g_test_skip ("AEQ_REAL_DATA is not set");
      return;
    }
  for (const char *const *name = (const char *const[]) { "csv", "xlsx", "mt940", "camt053", "bai2", "ofx", NULL }; *name != NULL; name++)
    preview_corpus_folder (fixture, root, *name);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM flow"), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  jobs_test_add ("/jobs/preview/the-columns-of-a-bank-are-found", test_the_columns_of_a_bank_are_found);
  jobs_test_add ("/jobs/preview/changes-nothing", test_a_preview_changes_nothing);
  jobs_test_add ("/jobs/preview/bad-rows-and-duplicates-are-counted", test_bad_rows_and_duplicates_are_counted);
  jobs_test_add ("/jobs/preview/a-mapping-by-hand-reads-what-was-not-known", test_a_mapping_by_hand_reads_what_was_not_known);
  jobs_test_add ("/jobs/preview/columns-of-one-name-are-told-apart", test_columns_of_one_name_are_told_apart);
  jobs_test_add ("/jobs/preview/a-mapping-is-remembered", test_a_mapping_is_remembered);
  jobs_test_add ("/jobs/preview/a-large-file-is-read-by-its-head", test_a_large_file_is_read_by_its_head);
  jobs_test_add ("/jobs/preview/what-is-no-table-gets-a-sentence", test_what_is_no_table_gets_a_sentence);
  jobs_test_add ("/jobs/preview/a-missing-file-is-the-files-problem", test_a_missing_file_is_the_files_problem);
  jobs_test_add ("/jobs/preview/the-history-keeps-what-a-desk-asks-for", test_the_history_keeps_what_a_desk_asks_for);
  jobs_test_add ("/jobs/preview/an-import-is-made-again", test_an_import_is_made_again);
  jobs_test_add ("/jobs/preview/a-file-that-came-by-itself-needs-a-profile", test_a_file_that_came_by_itself_needs_a_profile);
  jobs_test_add ("/jobs/preview/a-file-that-was-taken-back-does-not-come-again", test_a_file_that_was_taken_back_does_not_come_again);
  jobs_test_add ("/jobs/preview/real-files-are-shown", test_real_files_are_shown);
  return aeq_test_run_on_store ();
}
