/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include "aeq-change.h"
#include "aeq-job-bcbs248.h"

/* The test vector on a Monday, in UTC dollars: 09:00 +100, 09:10 -160, 11:00 +30, 12:00 -50, 16:00 +90. */
static const char VECTOR[] =
  JOBS_HEADER
  "V-1,2026-02-02T09:00:00Z,2026-02-02,2026-02-02,100.00,USD,,,R1,,,actual\n"
  "V-1,2026-02-02T09:10:00Z,2026-02-02,2026-02-02,-160.00,USD,client_payment,House,R2,,,actual\n"
  "V-1,2026-02-02T11:00:00Z,2026-02-02,2026-02-02,30.00,USD,,,R3,,,actual\n"
  "V-1,2026-02-02T12:00:00Z,2026-02-02,2026-02-02,-50.00,USD,,House,R4,,,actual\n"
  "V-1,2026-02-02T16:00:00Z,2026-02-02,2026-02-02,90.00,USD,,,R5,,,actual\n"
  "V-1,2026-02-02T10:00:00Z,2026-02-02,,-999.00,USD,,,R6,,,expected\n";

static void
keep (JobsFixture *fixture, const char *entity, const char *number, const char *json)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = json_from_string (json, &error);
  JsonObject *values = json_node_get_object (node);

  if (number != NULL)
    {
      g_autoptr(AeqAccount) account = jobs_account (fixture, number);
      char uid[AEQ_ID_TEXT_SIZE];

      json_object_set_string_member (values, "account_id", aeq_id_format (&account->uid, uid));
    }
  aeq_change_insert (fixture->ledger, entity, values, NULL, "test", NULL, &error);
  g_assert_no_error (error);
}

/* Days begin at midnight UTC and every weekday is a business day. */
static void
set_clock (JobsFixture *fixture)
{
  g_assert_true (
    aeq_store_exec (fixture->ledger->store, "UPDATE account SET zone = 'UTC', calendar = 'weekdays'", NULL));
}

static AeqBcbsReport *
report (JobsFixture *fixture, const char *month, const char *set)
{
  g_autoptr(GError) error = NULL;
  AeqBcbsRequest request = { .set = set };
  AeqBcbsReport *result;

  g_assert_true (aeq_bcbs_month_parse (month, &request.from, &request.to));
  result = aeq_job_bcbs248 (fixture->ledger, &request, NULL, NULL, &error);
  g_assert_no_error (error);
  return result;
}

static const AeqBcbsSection *
section (const AeqBcbsReport *self, guint i)
{
  g_assert_cmpuint (i, <, self->sections->len);
  return self->sections->pdata[i];
}

static gboolean
has_gap (const AeqBcbsSection *self, const char *part)
{
  for (guint i = 0; i < self->gaps->len; i++)
    if (strstr (self->gaps->pdata[i], part) != NULL)
      return TRUE;
  return FALSE;
}

static void
test_vector (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqBcbsReport) result = NULL;
  const AeqBcbs *figures;

  jobs_import_good (fixture, VECTOR);
  set_clock (fixture);
  keep (fixture, "customer-category", NULL, "{\"category\":\"client_payment\"}");
  result = report (fixture, "2026-02", NULL);
  figures = section (result, 0)->figures;
  g_assert_cmpstr (result->month, ==, "2026-02");
  g_assert_cmpuint (figures->n_days, ==, 20);
  g_assert_cmpint (figures->usage.minor[0], ==, 8000);
  g_assert_cmpint (figures->usage.average, ==, 400);
  g_assert_cmpint (figures->days[0].reported.usage_at, ==, jobs_at ("2026-02-02T12:00:00Z"));
  g_assert_cmpint (figures->surplus.minor[0], ==, 10000);
  g_assert_cmpint (figures->sent.minor[0], ==, 21000);
  g_assert_cmpint (figures->received.minor[0], ==, 22000);
  g_assert_cmpint (figures->customer.minor[0], ==, 16000);
  g_assert_cmpfloat_with_epsilon (figures->throughput[39], 76.190476, 1e-6);
  g_assert_cmpfloat (figures->throughput[51], ==, 100);
  g_assert_true (has_gap (section (result, 0), "end on 2026-02-02"));
}

static JsonObject *
member (JsonObject *object, const char *name)
{
  return json_object_get_object_member (object, name);
}

static void
test_document (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqBcbsReport) result = NULL;
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) node = NULL;
  JsonObject *first;

  jobs_import_good (fixture, VECTOR);
  set_clock (fixture);
  result = report (fixture, "2026-02", NULL);
  text = aeq_bcbs_report_document (result);
  node = json_from_string (text, NULL);
  g_assert_nonnull (node);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "month"), ==, "2026-02");
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (node), "days"), ==, 20);
  first = json_array_get_object_element (
    json_object_get_array_member (member (member (member (json_node_get_object (node), "tools"), "a1"), "usage"),
                                  "largest"),
    0);
  g_assert_cmpstr (json_object_get_string_member (first, "amount"), ==, "80.00");
  g_assert_cmpstr (json_object_get_string_member (first, "date"), ==, "2026-02-02");
  g_assert_cmpstr (json_object_get_string_member (first, "at"), ==, "2026-02-02T12:00:00Z");
}

static void
test_currencies_stay_apart (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *season = jobs_season (60);
  g_autoptr(AeqBcbsReport) result = NULL;

  jobs_import_good (fixture, season);
  result = report (fixture, "2026-02", NULL);
  g_assert_cmpuint (result->sections->len, ==, 2);
  g_assert_cmpstr (section (result, 0)->name, ==, "All accounts");
  g_assert_true (section (result, 0)->currency != section (result, 1)->currency);
  g_assert_cmpuint (section (result, 0)->accounts->len, ==, 1);
}

static void
two_accounts (JobsFixture *fixture)
{
  jobs_import_good (fixture, JOBS_HEADER
                    "A,2026-02-03T09:00:00Z,2026-02-03,2026-02-03,-100.00,USD,,,R1,,,actual\n"
                    "A,2026-02-03T09:30:00Z,2026-02-03,2026-02-03,60.00,USD,,,R5,,,actual\n"
                    "B,2026-02-03T08:00:00Z,2026-02-03,2026-02-03,70.00,USD,,,R2,,,actual\n"
                    "B,2026-02-03T10:00:00Z,2026-02-03,2026-02-03,-90.00,USD,,,R3,,,actual\n"
                    "C,2026-02-03T10:00:00Z,2026-02-03,2026-02-03,-5.00,USD,,,R4,,,actual\n");
  set_clock (fixture);
}

static void
make_set (JobsFixture *fixture, const char *values)
{
  keep (fixture, "account-set", NULL, values);
  keep (fixture, "set-member", "A", "{\"set_name\":\"Pair\"}");
  keep (fixture, "set-member", "B", "{\"set_name\":\"Pair\"}");
}

static void
test_a_set_that_nets_has_one_path (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqBcbsReport) result = NULL;

  two_accounts (fixture);
  make_set (fixture, "{\"name\":\"Pair\",\"nets\":1}");
  result = report (fixture, "2026-02", NULL);
  g_assert_cmpuint (result->sections->len, ==, 2);
  g_assert_cmpstr (section (result, 0)->name, ==, "Pair");
  g_assert_cmpint (section (result, 0)->figures->usage.minor[0], ==, 6000);
  g_assert_cmpint (section (result, 0)->figures->surplus.minor[0], ==, 7000);
  g_assert_cmpstr (section (result, 1)->name, ==, "Accounts in no set");
  g_assert_cmpint (section (result, 1)->figures->usage.minor[0], ==, 500);
}

static void
test_a_set_that_does_not_net_adds_usages (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqBcbsReport) result = NULL;

  two_accounts (fixture);
  make_set (fixture, "{\"name\":\"Pair\",\"nets\":0}");
  result = report (fixture, "2026-02", "Pair");
  g_assert_cmpuint (result->sections->len, ==, 1);
  g_assert_cmpint (section (result, 0)->figures->usage.minor[0], ==, 12000); /* 100 on A and 20 on B */
  g_assert_cmpint (section (result, 0)->figures->surplus.minor[0], ==, 7000);
  g_assert_cmpint (section (result, 0)->figures->sent.minor[0], ==, 19000);
}

static void
test_available (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqBcbsReport) result = NULL;
  const AeqBcbs *figures;

  two_accounts (fixture);
  keep (fixture, "balance", "A",
        "{\"as_of\":1769990400000000,\"kind\":\"ledger\",\"amount\":50000}"); /* 2026-02-02T00:00Z */
  keep (fixture, "liquidity-source", "A",
        "{\"kind\":\"unencumbered_assets\",\"name\":\"Bonds\",\"as_of\":\"2026-02-10\",\"amount\":100000,\"haircut_"
        "bp\":500}");
  keep (
    fixture, "liquidity-source", "A",
    "{\"kind\":\"unencumbered_assets\",\"name\":\"Bonds\",\"as_of\":\"2026-02-12\",\"amount\":0,\"haircut_bp\":500}");
  keep (fixture, "credit-line", "A",
        "{\"name\":\"Line\",\"amount\":2000,\"committed\":1,\"secured\":0,\"valid_to\":\"2026-02-13\"}");
  make_set (fixture, "{\"name\":\"Pair\",\"nets\":0}");
  result = report (fixture, "2026-02", "Pair");
  figures = section (result, 0)->figures;
  g_assert_cmpint (figures->days[0].available_total, ==, 52000);
  g_assert_cmpint (figures->days[2].available.minor[AEQ_BCBS_BALANCE], ==, 46000 - 2000); /* B: +70 - 90 */
  g_assert_cmpint (figures->days[6].available.minor[AEQ_BCBS_UNENCUMBERED], ==, 95000);
  g_assert_cmpint (figures->days[8].available.minor[AEQ_BCBS_UNENCUMBERED], ==, 0);
  g_assert_cmpint (figures->days[9].available.lines_committed, ==, 2000);
  g_assert_cmpint (figures->days[10].available.minor[AEQ_BCBS_CREDIT_LINES], ==, 0);
  g_assert_true (has_gap (section (result, 0), "no balance of B is known at the open: 2 of 20 days"));
}

static void
test_obligations (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqBcbsReport) result = NULL;
  const AeqBcbs *figures;

  jobs_import_good (fixture, VECTOR);
  set_clock (fixture);
  keep (fixture, "obligation", "V-1",
        "{\"due_ts\":1770022800000000,\"amount\":16000,\"name\":\"a\",\"reference\":\"R2\"}"); /* 09:00 */
  keep (fixture, "obligation", "V-1",
        "{\"due_ts\":1770040800000000,\"amount\":5000,\"name\":\"b\",\"counterparty\":\"house\"}");
  keep (fixture, "obligation", "V-1",
        "{\"due_ts\":1770040800000000,\"amount\":7000,\"name\":\"c\",\"reference\":\"none\"}");
  keep (fixture, "obligation", "V-1", "{\"due_ts\":1770040800000000,\"amount\":1,\"name\":\"d\"}");
  result = report (fixture, "2026-02", NULL);
  figures = section (result, 0)->figures;
  g_assert_cmpint (figures->total_settled, ==, 21000);
  g_assert_cmpuint (figures->late, ==, 1);
  g_assert_cmpint (figures->late_minor, ==, 16000);
  g_assert_cmpuint (figures->missed, ==, 2);
  g_assert_cmpint (figures->missed_minor, ==, 7001);
  g_assert_cmpuint (section (result, 0)->owed->len, ==, 4);
  g_assert_true (has_gap (section (result, 0), "neither reference nor counterparty: 1;"));
}

static void
test_days_alone_and_closed_days_are_told (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqBcbsReport) result = NULL;

  jobs_import_good (fixture, JOBS_HEADER
                    "A,2026-02-03T09:00:00Z,2026-02-03,2026-02-03,100.00,USD,,,R1,,,actual\n"
                    "A,,2026-02-03,2026-02-03,-60.00,USD,,,R2,,,actual\n"
                    "A,2026-02-07T10:00:00Z,2026-02-07,2026-02-07,-25.00,USD,,,R3,,,actual\n");
  set_clock (fixture);
  result = report (fixture, "2026-02", NULL);
  g_assert_cmpint (section (result, 0)->figures->days[1].reported.usage, ==, 0);
  g_assert_cmpint (section (result, 0)->figures->days[1].worst.usage, ==, 6000);
  g_assert_cmpint (section (result, 0)->figures->days[5].reported.usage, ==,
                   2500); /* Saturday counts on Monday the 9th */
  g_assert_true (has_gap (section (result, 0), "flows with a day and no time: 1;"));
  g_assert_true (has_gap (section (result, 0), "flows that settled on closed days: 1;"));
}

static void
test_months_without_days_or_flows_say_so (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqBcbsReport) future = NULL;
  g_autoptr(AeqBcbsReport) running = NULL;
  g_autoptr(AeqBcbsReport) before = NULL;

  jobs_import_good (fixture, VECTOR);
  set_clock (fixture);
  future = report (fixture, "2026-05", NULL);
  running = report (fixture, "2026-03", NULL);
  before = report (fixture, "2025-12", NULL);
  g_assert_cmpuint (section (future, 0)->figures->n_days, ==, 0);
  g_assert_cmpuint (section (future, 0)->n_business_days, ==, 21);
  g_assert_true (has_gap (section (future, 0), "none of the period's 21 business days has begun"));
  g_assert_cmpuint (section (running, 0)->figures->n_days, ==, 1);
  g_assert_true (has_gap (section (running, 0), "business days that have begun: 1 of 22;"));
  g_assert_true (has_gap (section (running, 0), "2026-03-02 is not over"));
  g_assert_cmpuint (section (before, 0)->figures->n_days, ==, 23);
  g_assert_true (has_gap (section (before, 0), "no booked flow in the period"));
}

static void
test_refusals (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqBcbsRequest request = { .from = 20000, .to = 20030 };
  g_autoptr(GError) none = NULL;
  g_autoptr(GError) unknown = NULL;
  AeqDate day;

  g_assert_null (aeq_job_bcbs248 (fixture->ledger, &request, NULL, NULL, &none));
  g_assert_error (none, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
  request.set = "Nobody";
  g_assert_null (aeq_job_bcbs248 (fixture->ledger, &request, NULL, NULL, &unknown));
  g_assert_error (unknown, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (unknown->message, "Nobody"));
  for (const char *const *text = (const char *const[]){ "2026-13", "2026-1", "26-01", "2026-01-01", "", NULL };
       *text != NULL; text++)
    g_assert_false (aeq_bcbs_month_parse (*text, &day, &day));
}

static void
test_csv_has_a_line_a_figure (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqDocumentOptions options = { .csv = AEQ_CSV_OPTIONS_DEFAULT };
  g_autofree char *path = g_build_filename (fixture->folder, "report.csv", NULL);
  g_autoptr(AeqBcbsReport) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  jobs_import_good (fixture, VECTOR);
  set_clock (fixture);
  result = report (fixture, "2026-02", NULL);
  aeq_bcbs_report_write (result, path, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (
    strstr (text, "\nAll accounts,USD,A(i),usage,80.00,2026-02-02,0.00,2026-02-03,0.00,2026-02-04,4.00,,,"));
  g_assert_nonnull (strstr (text, "\nAll accounts,USD,C(i),10:00,,,,,,,,,,76.19"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  jobs_test_add ("/jobs/bcbs248/the-test-vector", test_vector);
  jobs_test_add ("/jobs/bcbs248/document", test_document);
  jobs_test_add ("/jobs/bcbs248/currencies-stay-apart", test_currencies_stay_apart);
  jobs_test_add ("/jobs/bcbs248/a-set-that-nets-has-one-path", test_a_set_that_nets_has_one_path);
  jobs_test_add ("/jobs/bcbs248/a-set-that-does-not-net-adds-usages", test_a_set_that_does_not_net_adds_usages);
  jobs_test_add ("/jobs/bcbs248/available-at-the-open", test_available);
  jobs_test_add ("/jobs/bcbs248/obligations-late-missed-and-blind", test_obligations);
  jobs_test_add ("/jobs/bcbs248/days-alone-and-closed-days-are-told", test_days_alone_and_closed_days_are_told);
  jobs_test_add ("/jobs/bcbs248/months-without-days-or-flows-say-so", test_months_without_days_or_flows_say_so);
  jobs_test_add ("/jobs/bcbs248/refusals", test_refusals);
  jobs_test_add ("/jobs/bcbs248/csv-has-a-line-a-figure", test_csv_has_a_line_a_figure);
  return aeq_test_run_on_store ();
}
