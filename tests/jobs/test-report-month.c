/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include "aeq-job-export.h"
#include "aeq-job-report.h"

static AeqReportMonth *
month_of (JobsFixture *fixture, const AeqReportRequest *request)
{
  g_autoptr(GError) error = NULL;
  AeqReportMonth *month = aeq_job_report (fixture->ledger, request, NULL, &error);

  g_assert_no_error (error);
  return month;
}

static void
fill (JobsFixture *fixture)
{
  g_autofree char *season = jobs_season (120); /* until the second of March */

  jobs_import_good (fixture, season);
}

static void
test_the_newest_full_month_is_chosen (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqReportRequest request = { .month = AEQ_DATE_NONE };
  g_autoptr(AeqReportMonth) none = month_of (fixture, &request);
  g_autoptr(AeqReportMonth) newest = NULL;
  g_autoptr(AeqReportMonth) too_late = NULL;

  g_assert_null (none->report);
  g_assert_cmpint (none->month, ==, AEQ_DATE_NONE);
  fill (fixture);
  newest = month_of (fixture, &request);
  g_assert_cmpint (newest->month, ==, aeq_date_from_ymd (2026, 2, 1));
  g_assert_cmpstr (newest->report->month, ==, "2026-02");
  g_assert_cmpint (newest->first, <, newest->month);
  request.month = aeq_date_from_ymd (2030, 1, 15);
  too_late = month_of (fixture, &request);
  g_assert_cmpint (too_late->month, ==, too_late->last);
}

static void
test_account_and_currency_narrow_the_report (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqReportRequest request = { .month = AEQ_DATE_NONE };
  g_autoptr(AeqReportMonth) all = NULL;
  g_autoptr(AeqReportMonth) one = NULL;
  g_autoptr(AeqReportMonth) yen = NULL;
  g_autoptr(AeqAccount) account = NULL;

  fill (fixture);
  all = month_of (fixture, &request);
  g_assert_cmpuint (all->report->sections->len, ==, 2);
  account = jobs_account (fixture, "DESK-USD");
  request.one_account = TRUE;
  request.account = account->uid;
  one = month_of (fixture, &request);
  g_assert_cmpuint (one->report->sections->len, ==, 1);
  g_assert_cmpstr (((AeqBcbsSection *) one->report->sections->pdata[0])->name, ==, "DESK-USD");
  request.one_account = FALSE;
  request.currency = aeq_currency_lookup ("JPY", -1);
  yen = month_of (fixture, &request);
  g_assert_cmpuint (yen->report->sections->len, ==, 1);
}

static void
test_the_tables_have_the_figures_of_the_report (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqReportRequest request = { .month = AEQ_DATE_NONE };
  g_autoptr(AeqReportMonth) month = NULL;
  g_autoptr(AeqSheet) tools = NULL;
  g_autoptr(AeqSheet) days = NULL;
  const AeqBcbsSection *section;
  const AeqSheetRow *first;

  fill (fixture);
  month = month_of (fixture, &request);
  section = month->report->sections->pdata[1];
  tools = aeq_report_tools_sheet (section, month->as_of);
  days = aeq_report_days_sheet (section, month->as_of);
  g_assert_cmpuint (days->rows->len, ==, section->figures->n_days);
  first = tools->rows->pdata[0];
  g_assert_cmpstr (first->values[0].text, ==, "A(i)");
  g_assert_cmpint (first->values[2].number, ==, section->figures->usage.minor[0]);
  g_assert_cmpint (first->values[3].number, ==, section->figures->days[section->figures->usage.day[0]].date);
  first = days->rows->pdata[0];
  g_assert_cmpint (first->values[1].number, ==, section->figures->days[0].reported.usage);
  g_assert_cmpint (first->values[5].number, ==, section->figures->days[0].sent);
}

static char *
export_text (JobsFixture *fixture, const AeqExportRequest *request)
{
  g_autofree char *path = g_build_filename (fixture->folder, "out.csv", NULL);
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  aeq_job_export (fixture->ledger, request, path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* What Ctrl+E writes is what the command line's report writes. */
static void
test_the_report_is_an_export (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqReportRequest what = { .month = AEQ_DATE_NONE };
  AeqExportRequest request = AEQ_EXPORT_REQUEST_DEFAULT;
  const AeqDocumentOptions options = { .csv = AEQ_CSV_OPTIONS_DEFAULT };
  g_autoptr(AeqReportMonth) month = NULL;
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "expected.csv", NULL);

  fill (fixture);
  month = month_of (fixture, &what);
  g_assert_true (aeq_bcbs_report_write (month->report, path, &options, NULL, NULL));
  g_assert_true (g_file_get_contents (path, &expected, NULL, NULL));
  request.what = AEQ_EXPORT_BCBS248;
  request.from = month->report->from;
  request.to = month->report->to;
  text = export_text (fixture, &request);
  g_assert_cmpstr (text, ==, expected);
}

/* Opening, in and out make the balance; a currency with one account has no sum. */
static void
test_the_worksheet_adds_up (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqSheetScope scope = { .date = AEQ_DATE_NONE };
  AeqExportRequest request = AEQ_EXPORT_REQUEST_DEFAULT;
  g_autoptr(AeqSheet) sheet = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  fill (fixture);
  sheet = aeq_sheet_worksheet (fixture->ledger, &scope, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sheet->rows->len, ==, 2);
  for (guint i = 0; i < sheet->rows->len; i++)
    {
      const AeqValue *values = ((AeqSheetRow *) sheet->rows->pdata[i])->values;

      g_assert_cmpint (values[2].number + values[3].number + values[4].number, ==, values[5].number);
    }
  request.what = AEQ_EXPORT_WORKSHEET;
  text = export_text (fixture, &request);
  g_assert_true (g_str_has_prefix (text, "account,currency,opening,in,out,balance,expected,closing,lowest,lowest_at,limit,p_breach"));
  g_assert_nonnull (strstr (text, "DESK-USD,USD,"));
}

static void
test_the_ladder_is_of_one_account (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqSheetScope scope = { .date = AEQ_DATE_NONE };
  g_autoptr(AeqSheet) none = NULL;
  g_autoptr(AeqSheet) day = NULL;
  g_autoptr(AeqAccount) account = NULL;

  fill (fixture);
  none = aeq_sheet_ladder (fixture->ledger, &scope, NULL, NULL);
  g_assert_cmpuint (none->rows->len, ==, 0);
  account = jobs_account (fixture, "DESK-USD");
  scope.one_account = TRUE;
  scope.account = account->uid;
  day = aeq_sheet_ladder (fixture->ledger, &scope, NULL, NULL);
  g_assert_cmpuint (day->rows->len, ==, 48);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  jobs_test_add ("/jobs/report-month/newest", test_the_newest_full_month_is_chosen);
  jobs_test_add ("/jobs/report-month/scope", test_account_and_currency_narrow_the_report);
  jobs_test_add ("/jobs/report-month/tables", test_the_tables_have_the_figures_of_the_report);
  jobs_test_add ("/jobs/report-month/export", test_the_report_is_an_export);
  jobs_test_add ("/jobs/report-month/worksheet", test_the_worksheet_adds_up);
  jobs_test_add ("/jobs/report-month/ladder", test_the_ladder_is_of_one_account);
  return aeq_test_run_on_store ();
}
