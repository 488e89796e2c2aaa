/* SPDX-License-Identifier: MIT */
#include "aeq-import-history.h"
#include "jobs-fixture.h"

#define ROW_1 "A-1,2026-02-02T10:00:00Z,2026-02-02,2026-02-02,100.00,USD,,Harbour,R1,B1,first,actual\n"
#define ROW_2 "A-1,2026-02-03T10:00:00Z,2026-02-03,2026-02-03,-40.50,USD,,Harbour,R2,B2,second,actual\n"
#define BAD_ROW "A-1,2026-02-04T10:00:00Z,2026-02-31,2026-02-04,7.00,USD,,Harbour,R3,B3,third,actual\n"

static const AeqRowError *
first_error (const AeqImportOutcome *outcome)
{
  g_assert_cmpuint (outcome->report->errors->len, >, 0);
  return outcome->report->errors->pdata[0];
}

static gboolean
says (GPtrArray *sentences, const char *part)
{
  for (guint i = 0; i < sentences->len; i++)
    if (strstr (sentences->pdata[i], part) != NULL)
      return TRUE;
  return FALSE;
}

static void
assert_refused (const AeqImportOutcome *outcome, const char *part)
{
  g_assert_cmpint (outcome->status, ==, AEQ_IMPORT_REJECT);
  g_assert_error (outcome->refusal, AEQ_ERROR, outcome->refusal->code);
  if (strstr (outcome->refusal->message, part) == NULL && !says (outcome->report->warnings, part))
    g_assert_cmpstr (outcome->refusal->message, ==, part);
  g_assert_cmpint (outcome->added, ==, 0);
  g_assert_cmpint (outcome->import_id, ==, 0);
}

static void
test_good_rows_are_added (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqImportOutcome) outcome = jobs_import (fixture, JOBS_HEADER ROW_1 ROW_2, NULL);

  g_assert_no_error (outcome->refusal);
  g_assert_cmpint (outcome->status, ==, AEQ_IMPORT_OK);
  g_assert_cmpint (outcome->added, ==, 2);
  g_assert_cmpint (outcome->duplicates, ==, 0);
  g_assert_cmpint (jobs_int (fixture, "SELECT SUM (amount) FROM flow"), ==, 5950);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM account"), ==, 1);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM change WHERE action = 'import'"), ==, 1);
}

static void
test_a_repeat_adds_nothing (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(AeqImportOutcome) again = NULL;

  jobs_import_good (fixture, JOBS_HEADER ROW_1 ROW_2);
  before = jobs_sha (fixture);
  again = jobs_import (fixture, JOBS_HEADER ROW_1 ROW_2, NULL);
  after = jobs_sha (fixture);
  g_assert_cmpint (again->added, ==, 0);
  g_assert_cmpint (again->duplicates, ==, 2);
  g_assert_cmpstr (before, ==, after);
}

/* Two equal rows in one file are two payments; the file again is still the same two. */
static void
test_equal_rows_count_by_occurrence (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_cmpint (jobs_import_good (fixture, JOBS_HEADER ROW_1 ROW_1), ==, 2);
  g_assert_cmpint (jobs_import_good (fixture, JOBS_HEADER ROW_1 ROW_1), ==, 0);
  g_assert_cmpint (jobs_import_good (fixture, JOBS_HEADER ROW_1 ROW_1 ROW_1), ==, 1);
}

static void
test_one_bad_row_refuses_the_file (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *before = jobs_sha (fixture);
  g_autoptr(AeqImportOutcome) outcome = jobs_import (fixture, JOBS_HEADER ROW_1 BAD_ROW ROW_2, NULL);
  g_autofree char *after = jobs_sha (fixture);

  assert_refused (outcome, "2026-02-31");
  g_assert_cmpuint (outcome->report->n_errors, ==, 1);
  g_assert_cmpuint (first_error (outcome)->line, ==, 3);
  g_assert_cmpstr (first_error (outcome)->field, ==, "value_date");
  g_assert_cmpuint (aeq_error_get_line (outcome->refusal), ==, 3);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM import_file"), ==, 0);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM account"), ==, 0);
}

static void
test_accepted_warnings_take_the_good_rows (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqImportRequest request = { .accept_warnings = TRUE };
  g_autoptr(AeqImportOutcome) outcome = jobs_import (fixture, JOBS_HEADER ROW_1 BAD_ROW ROW_2, &request);

  g_assert_no_error (outcome->refusal);
  g_assert_cmpint (outcome->status, ==, AEQ_IMPORT_WARN);
  g_assert_cmpint (outcome->added, ==, 2);
  g_assert_cmpuint (outcome->report->n_errors, ==, 1);
  g_assert_cmpint (jobs_int (fixture, "SELECT rejected FROM import_file"), ==, 1);
}

/* The same file twice: each import has all that the other has, and the last one takes it away. */
static void
test_the_same_file_twice_is_taken_back_twice (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *empty = jobs_sha (fixture);
  g_autoptr(AeqImportOutcome) first = jobs_import (fixture, JOBS_HEADER ROW_1 ROW_2, NULL);
  g_autoptr(AeqImportOutcome) again = jobs_import (fixture, JOBS_HEADER ROW_1 ROW_2, NULL);
  g_autofree char *before = jobs_sha (fixture);
  g_autofree char *after = NULL;
  g_autofree char *none = NULL;
  gint64 removed;
  gint64 kept;

  g_assert_true (aeq_import_undo (fixture->ledger, first->import_id, &removed, &kept, NULL, NULL));
  after = jobs_sha (fixture);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (removed, ==, 0);
  g_assert_cmpint (kept, ==, 2);
  g_assert_true (aeq_import_undo (fixture->ledger, again->import_id, &removed, &kept, NULL, NULL));
  none = jobs_sha (fixture);
  g_assert_cmpstr (none, ==, empty);
  g_assert_cmpint (removed, ==, 2);
}

static void
test_an_account_in_an_unknown_zone_is_one_bad_row (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char FILE_OF_ACCOUNTS[] = "number,name,kind,currency,zone,calendar\nA-1,One,nostro,EUR,Europe/Berlin,target2\n"
                                         "A-2,Two,nostro,EUR,Europe/Nowhere,target2\nA-3,Three,nostro,EUR,,moon\n";
  const AeqImportRequest request = { .accept_warnings = TRUE };
  g_autoptr(AeqImportOutcome) refused = jobs_import (fixture, FILE_OF_ACCOUNTS, NULL);
  g_autoptr(AeqImportOutcome) accepted = jobs_import (fixture, FILE_OF_ACCOUNTS, &request);

  assert_refused (refused, "Europe/Nowhere");
  g_assert_cmpuint (first_error (refused)->line, ==, 3);
  g_assert_no_error (accepted->refusal);
  g_assert_cmpint (accepted->added, ==, 1);
  g_assert_cmpuint (accepted->report->n_errors, ==, 2);
}

static void
test_a_dry_run_changes_nothing (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqImportRequest request = { .dry_run = TRUE };
  g_autofree char *before = jobs_sha (fixture);
  g_autoptr(AeqImportOutcome) outcome = jobs_import (fixture, JOBS_HEADER ROW_1 ROW_2, &request);
  g_autofree char *after = jobs_sha (fixture);

  g_assert_no_error (outcome->refusal);
  g_assert_cmpint (outcome->added, ==, 2);
  g_assert_cmpint (outcome->import_id, ==, 0);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM change"), ==, 0);
}

static void
test_what_is_assumed_is_said (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqImportOutcome) outcome =
    jobs_import (fixture, "Booking Date,Amount,Description\n2026-02-13,10.50,one\n2026-02-14,-3.25,two\n", NULL);

  g_assert_no_error (outcome->refusal);
  g_assert_true (says (outcome->report->notes, "UNNAMED"));
  g_assert_true (says (outcome->report->notes, "taken as USD"));
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM account WHERE number = 'UNNAMED' AND currency = 'USD'"), ==, 1);
}

static void
test_the_named_account_takes_nameless_rows (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqImportRequest request = { .account = "A-9", .currency = aeq_currency_lookup ("EUR", -1) };
  g_autoptr(AeqImportOutcome) outcome =
    jobs_import (fixture, "Booking Date,Amount,Description\n2026-02-13,10.50,one\n2026-02-14,-3.25,two\n", &request);

  g_assert_no_error (outcome->refusal);
  g_assert_false (says (outcome->report->notes, "UNNAMED"));
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM account WHERE number = 'A-9' AND currency = 'EUR'"), ==, 1);
}

static void
test_a_row_in_another_currency_is_refused (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqImportRequest request = { .account = "A-1" };
  g_autoptr(AeqImportOutcome) outcome = NULL;

  jobs_import_good (fixture, JOBS_HEADER ROW_1);
  outcome = jobs_import (fixture, "Booking Date,Amount,Currency,Description\n2026-02-13,10.50,EUR,one\n2026-02-14,2.00,EUR,two\n",
                         &request);
  assert_refused (outcome, "A-1 is kept in USD");
}

/* Without a currency 1000 would be ten dollars or a thousand yen. */
static void
test_other_digits_are_not_guessed (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqImportOutcome) outcome = NULL;

  jobs_import_good (fixture, JOBS_HEADER "Y-1,,2026-02-02,2026-02-02,5000,JPY,,Harbour,R1,B1,first,actual\n");
  outcome = jobs_import (fixture, "Account,Booking Date,Amount,Description\nY-1,2026-02-13,1000,one\nY-1,2026-02-14,-300,two\n", NULL);
  assert_refused (outcome, "--currency");
}

static void
test_a_header_alone_is_refused (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqImportOutcome) outcome = jobs_import (fixture, JOBS_HEADER, NULL);

  g_assert_cmpint (outcome->status, ==, AEQ_IMPORT_REJECT);
  g_assert_nonnull (outcome->refusal);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM import_file"), ==, 0);
}

static void
test_a_cancelled_import_is_an_error (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqImportRequest request = { 0 };
  g_autofree char *path = aeq_test_write (fixture->folder, "rows.csv", JOBS_HEADER ROW_1 ROW_2, -1);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (aeq_job_import (fixture->ledger, path, &request, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM flow"), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  jobs_test_add ("/jobs/import/good-rows-are-added", test_good_rows_are_added);
  jobs_test_add ("/jobs/import/a-repeat-adds-nothing", test_a_repeat_adds_nothing);
  jobs_test_add ("/jobs/import/equal-rows-count-by-occurrence", test_equal_rows_count_by_occurrence);
  jobs_test_add ("/jobs/import/one-bad-row-refuses-the-file", test_one_bad_row_refuses_the_file);
  jobs_test_add ("/jobs/import/accepted-warnings", test_accepted_warnings_take_the_good_rows);
  jobs_test_add ("/jobs/import/same-file-twice", test_the_same_file_twice_is_taken_back_twice);
  jobs_test_add ("/jobs/import/unknown-zone", test_an_account_in_an_unknown_zone_is_one_bad_row);
  jobs_test_add ("/jobs/import/dry-run", test_a_dry_run_changes_nothing);
  jobs_test_add ("/jobs/import/what-is-assumed-is-said", test_what_is_assumed_is_said);
  jobs_test_add ("/jobs/import/named-account", test_the_named_account_takes_nameless_rows);
  jobs_test_add ("/jobs/import/another-currency", test_a_row_in_another_currency_is_refused);
  jobs_test_add ("/jobs/import/other-digits", test_other_digits_are_not_guessed);
  jobs_test_add ("/jobs/import/header-alone", test_a_header_alone_is_refused);
  jobs_test_add ("/jobs/import/cancelled", test_a_cancelled_import_is_an_error);
  return aeq_test_run_on_store ();
}
