/* SPDX-License-Identifier: MIT */
#include "aeq-import-history.h"
#include "aeq-test-zip.h"
#include "jobs-fixture.h"

/* Margin, fixed-width files and the templates, from the file into the ledger and out again. */

static AeqImportOutcome *
import_path (JobsFixture *fixture, const char *path, const AeqImportRequest *request)
{
  const AeqImportRequest none = { 0 };
  g_autoptr(GError) error = NULL;
  AeqImportOutcome *outcome = aeq_job_import (fixture->ledger, path, request != NULL ? request : &none, NULL, NULL, &error);

  g_assert_no_error (error);
  return outcome;
}

static void
undo (JobsFixture *fixture, gint64 id)
{
  g_autoptr(GError) error = NULL;
  gint64 removed;

  aeq_import_undo (fixture->ledger, id, &removed, NULL, NULL, &error);
  g_assert_no_error (error);
}

#define MARGIN_HEADER "account,as_of,methodology,requirement,equity,excess,call_amount,call_due_ts,currency\n"
#define FIRST MARGIN_HEADER "PB-1,2026-02-27,house,100.00,90.00,-10.00,10.00,2026-03-02,USD\n"
#define STANDING "SELECT requirement FROM margin WHERE revision = (SELECT MAX (revision) FROM margin)"

static void
test_new_figures_replace_and_come_back (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqImportOutcome) second = NULL;
  g_autoptr(AeqImportOutcome) again = NULL;

  g_assert_cmpint (jobs_import_good (fixture, FIRST), ==, 1);
  second = jobs_import (fixture, MARGIN_HEADER "PB-1,2026-02-27,house,120.00,90.00,-30.00,30.00,,USD\n", NULL);
  g_assert_cmpint (second->status, ==, AEQ_IMPORT_OK);
  g_assert_cmpint (jobs_int (fixture, STANDING), ==, 12000);
  again = jobs_import (fixture, FIRST, NULL);
  g_assert_cmpint (again->duplicates, ==, 1);
  g_assert_cmpint (jobs_int (fixture, STANDING), ==, 12000);
  undo (fixture, second->import_id);
  g_assert_cmpint (jobs_int (fixture, STANDING), ==, 10000);
}

/* New York closes five hours after London; a day alone is its last second there. */
static void
test_a_day_of_margin_ends_where_the_account_is (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  jobs_import_good (fixture, MARGIN_HEADER "PB-1,2026-02-27,house,100.00,,,10.00,2026-03-02T13:00:00-05:00,USD\n"
                                           "PB-1,2026-02-26 15:30,house,100.00,,,,,USD\n");
  g_assert_cmpint (jobs_int (fixture, "SELECT MAX (as_of) FROM margin"), ==, jobs_at ("2026-02-28T04:59:59Z"));
  g_assert_cmpint (jobs_int (fixture, "SELECT MIN (as_of) FROM margin"), ==, jobs_at ("2026-02-26T20:30:00Z"));
  g_assert_cmpint (jobs_int (fixture, "SELECT MAX (call_due_ts) FROM margin"), ==, jobs_at ("2026-03-02T18:00:00Z"));
}

static void
test_margin_without_a_currency_takes_the_accounts (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqImportOutcome) outcome = NULL;

  jobs_import_good (fixture, "account,iban,name,bank,kind,currency,zone,calendar,opened\nPB-9,,,,prime_broker,EUR,,,\n");
  outcome = jobs_import (fixture, "account,as_of,requirement,equity\nPB-9,2026-02-27,100.00,120.00\n", NULL);
  g_assert_no_error (outcome->refusal);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM margin WHERE currency = 'EUR'"), ==, 1);
}

#define POSITIONS \
  "POSH20260227ARCADIA PRIME\n" \
  "POSDPB-USD-001    XS0000000124ARCADIA 4.25% 2031      000025000000000 0000998750000000024968750{EUR\n" \
  "POSDPB-USD-001    US0000000AB8NORTHGATE HOLDINGS      000000012005000-0000412000000000000494606}USD\n" \
  "POST00000020000000024474144{\n"

static AeqImportOutcome *
import_text (JobsFixture *fixture, const char *name, const char *text, const AeqImportRequest *request)
{
  g_autofree char *path = aeq_test_write (fixture->folder, name, text, -1);

  return import_path (fixture, path, request);
}

static void
test_a_shipped_profile_is_found_by_record_types (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqImportOutcome) outcome = import_text (fixture, "positions.txt", POSITIONS, NULL);
  g_autoptr(AeqImportOutcome) again = import_text (fixture, "positions.txt", POSITIONS, NULL);

  g_assert_no_error (outcome->refusal);
  g_assert_cmpstr (outcome->report->format, ==, "fixed");
  g_assert_cmpstr (outcome->report->profile, ==, "aequitas-fixed-positions");
  g_assert_cmpint (outcome->status, ==, AEQ_IMPORT_OK);
  g_assert_cmpint (outcome->added, ==, 2);
  g_assert_cmpint (again->added, ==, 0);
  g_assert_cmpint (jobs_int (fixture, "SELECT SUM (market_value) FROM position"), ==, 249687500 - 4946060);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM position WHERE quantity = '-1200.5'"), ==, 1);
  /* The second import of the file has them too. */
  undo (fixture, outcome->import_id);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM position"), ==, 2);
  undo (fixture, again->import_id);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM position"), ==, 0);
}

static void
test_one_bad_row_refuses_unless_accepted (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqImportRequest accept = { .accept_warnings = TRUE };
  g_autofree char *text = g_strdup (POSITIONS);
  g_autoptr(AeqImportOutcome) refused = NULL;
  g_autoptr(AeqImportOutcome) taken = NULL;

  memcpy (strstr (text, "00009987500"), "0000X987500", 11);
  refused = import_text (fixture, "bad.txt", text, NULL);
  g_assert_cmpint (refused->status, ==, AEQ_IMPORT_REJECT);
  g_assert_cmpuint (aeq_error_get_line (refused->refusal), ==, 2);
  g_assert_cmpstr (aeq_error_get_field (refused->refusal), ==, "price (columns 71-81)");
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM import_file"), ==, 0);
  taken = import_text (fixture, "bad.txt", text, &accept);
  g_assert_cmpint (taken->status, ==, AEQ_IMPORT_WARN);
  g_assert_cmpint (taken->added, ==, 1);
}

#define PROFILE                                                                                                        \
  "{\"name\":\"house-file\",\"kind\":\"flows\",\"format\":\"fixed\",\"currency\":\"USD\",\"account\":\"A-1\","       \
  "\"records\":{\"start\":1,\"width\":1,\"rows\":[\"R\"],\"headers\":[\"H\"]},"                                     \
  "\"columns\":[{\"role\":\"booking_date\",\"start\":2,\"width\":6,\"format\":\"MMDDYY\"},"                         \
  "{\"role\":\"amount\",\"start\":8,\"width\":9,\"decimals\":2,\"sign\":\"overpunch\"},"                            \
  "{\"role\":\"narrative\",\"start\":17,\"width\":20}]}"

static void
test_a_profile_of_ones_own_is_used_and_kept (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *profile = aeq_test_write (fixture->folder, "house.json", PROFILE, -1);
  const AeqImportRequest named = { .profile = profile, .save_profile = "house-file" };
  g_autoptr(AeqImportOutcome) first = NULL;
  g_autoptr(AeqImportOutcome) second = NULL;
  g_autoptr(AeqImportOutcome) before = import_text (fixture, "one.txt", "HEADER\nR02272600001234}Rent\n", NULL);

  g_assert_cmpint (before->status, ==, AEQ_IMPORT_REJECT);
  first = import_text (fixture, "one.txt", "HEADER\nR02272600001234}Rent\n", &named);
  g_assert_no_error (first->refusal);
  g_assert_cmpint (jobs_int (fixture, "SELECT amount FROM flow"), ==, -12340);
  second = import_text (fixture, "two.txt", "HEADER\nR02262600000500{Interest\n", NULL);
  g_assert_no_error (second->refusal);
  g_assert_cmpstr (second->report->profile, ==, "house-file");
  g_assert_cmpint (jobs_int (fixture, "SELECT SUM (amount) FROM flow"), ==, -12340 + 5000);
}

static void
test_an_archive_of_fixed_files_finds_its_profiles (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqTestZip *zip = aeq_test_zip_new ();
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *path = NULL;
  g_autoptr(AeqImportOutcome) outcome = NULL;

  aeq_test_zip_add (zip, "a/positions.txt", POSITIONS, -1, 0);
  aeq_test_zip_add (zip, "a/margin.csv", FIRST, -1, 0);
  bytes = aeq_test_zip_finish (zip);
  path = aeq_test_write (fixture->folder, "day.zip", g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  outcome = import_path (fixture, path, NULL);
  g_assert_no_error (outcome->refusal);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM position"), ==, 2);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM margin"), ==, 1);
}

/* The CSV files and the workbook say the same, so the second adds nothing to the first. */
static void
test_templates_import_without_warnings (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const NAMES[] = { "accounts.csv", "flows.csv", "expected_flows.csv", "positions.csv", "margin.csv" };
  g_autofree char *workbook = aeq_test_source_path ("data", "templates", "excel_template.xlsx", NULL);
  g_autoptr(AeqImportOutcome) all = NULL;
  guint64 rows = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (NAMES); i++)
    {
      g_autofree char *path = aeq_test_source_path ("data", "templates", NAMES[i], NULL);
      g_autoptr(AeqImportOutcome) outcome = import_path (fixture, path, NULL);

      g_assert_no_error (outcome->refusal);
      g_assert_cmpint (outcome->status, ==, AEQ_IMPORT_OK);
      g_assert_cmpint (outcome->duplicates, ==, 0);
      rows += outcome->report->transactions;
    }
  all = import_path (fixture, workbook, NULL);
  g_assert_no_error (all->refusal);
  g_assert_cmpint (all->status, ==, AEQ_IMPORT_OK);
  g_assert_cmpint (all->added, ==, 0);
  g_assert_cmpuint (all->report->transactions, ==, rows);
}

static void
test_the_workbook_alone_fills_every_table (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *workbook = aeq_test_source_path ("data", "templates", "excel_template.xlsx", NULL);
  g_autoptr(AeqImportOutcome) outcome = import_path (fixture, workbook, NULL);

  g_assert_no_error (outcome->refusal);
  g_assert_cmpint (outcome->status, ==, AEQ_IMPORT_OK);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM flow WHERE status = 0"), ==, 2);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM flow WHERE status = 1"), ==, 2);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM position"), ==, 3);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM margin"), ==, 3);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM account WHERE kind = 'nostro'"), ==, 2);
  g_assert_cmpint (jobs_int (fixture, "SELECT settle_ts FROM flow WHERE amount = 340000000"), ==,
                   jobs_at ("2026-03-02T20:30:00Z"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  jobs_test_add ("/jobs/import-tables/new-margin-replaces", test_new_figures_replace_and_come_back);
  jobs_test_add ("/jobs/import-tables/margin-day", test_a_day_of_margin_ends_where_the_account_is);
  jobs_test_add ("/jobs/import-tables/margin-currency", test_margin_without_a_currency_takes_the_accounts);
  jobs_test_add ("/jobs/import-tables/found-by-record-types", test_a_shipped_profile_is_found_by_record_types);
  jobs_test_add ("/jobs/import-tables/bad-fixed-row", test_one_bad_row_refuses_unless_accepted);
  jobs_test_add ("/jobs/import-tables/own-profile", test_a_profile_of_ones_own_is_used_and_kept);
  jobs_test_add ("/jobs/import-tables/archive", test_an_archive_of_fixed_files_finds_its_profiles);
  jobs_test_add ("/jobs/import-tables/templates", test_templates_import_without_warnings);
  jobs_test_add ("/jobs/import-tables/workbook", test_the_workbook_alone_fills_every_table);
  return aeq_test_run_on_store ();
}
