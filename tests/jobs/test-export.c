/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include <cairo.h>

#include "aeq-job-export.h"

static char *
export (JobsFixture *fixture, AeqExportWhat what, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  AeqExportRequest request = AEQ_EXPORT_REQUEST_DEFAULT;
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  request.what = what;
  aeq_job_export (fixture->ledger, &request, path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

#define TRICKY \
  "T-1,2026-02-02T10:00:00.250Z,2026-02-02,2026-02-02,100.00,USD,fee,\"Quote \"\"and\"\" comma, Ltd\",R1,B1,\"=SUM(A1)\",actual\n" \
  "T-1,,2026-02-03,2026-02-03,-0.01,USD,,+Harbour,R2,,\"two\nlines\",actual\n" \
  "T-1,,2026-02-03,2026-02-03,-5,USD,,-Harbour,R3,,@cmd,pending\n" \
  "T-2,2026-02-04T10:00:00Z,2026-02-04,2026-02-04,7000,JPY,,Harbour,R4,,,expected\n"

static void
test_flows_come_back (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *text = NULL;

  g_assert_cmpint (jobs_import_good (fixture, JOBS_HEADER TRICKY), ==, 4);
  text = export (fixture, AEQ_EXPORT_FLOWS, "flows.csv");
  g_assert_cmpint (jobs_import_good (fixture, text), ==, 0);
}

/* What a person sees is what is written: found, filtered, and in that order. */
static void
test_what_is_seen_is_exported (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlowQuery seen = AEQ_FLOW_QUERY_DEFAULT;
  AeqExportRequest request = AEQ_EXPORT_REQUEST_DEFAULT;
  g_autofree char *path = g_build_filename (fixture->folder, "seen.csv", NULL);
  g_autofree char *text = NULL;
  AeqExportRequest *copy;
  g_autoptr(GError) error = NULL;

  jobs_import_good (fixture, JOBS_HEADER TRICKY);
  seen.text = "harbour";
  seen.sort = AEQ_FLOW_SORT_AMOUNT;
  seen.descending = FALSE;
  request.seen = &seen;
  copy = aeq_export_request_copy (&request);
  seen.text = NULL;
  aeq_job_export (fixture->ledger, copy, path, NULL, NULL, &error);
  aeq_export_request_free (copy);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpint (jobs_import_good (fixture, text), ==, 0);
  g_assert_nonnull (strstr (text, "-5.00,USD"));
  g_assert_true (strstr (text, "-5.00,USD") < strstr (text, "-0.01,USD"));
  g_assert_true (strstr (text, "-0.01,USD") < strstr (text, "7000,JPY"));
  g_assert_null (strstr (text, "100.00"));
}

static guint
ink_of (AeqPaperPages *pages, guint i)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_A8, (int) pages->width, (int) pages->height);
  cairo_t *cr = cairo_create (image);
  const guchar *bytes;
  guint n = 0;

  cairo_set_source_surface (cr, pages->drawings->pdata[i], 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_flush (image);
  bytes = cairo_image_surface_get_data (image);
  for (int y = 0; y < cairo_image_surface_get_height (image); y++)
    for (int x = 0; x < cairo_image_surface_get_width (image); x++)
      n += bytes[y * cairo_image_surface_get_stride (image) + x] > 128;
  cairo_surface_destroy (image);
  return n;
}

static void
test_pages_are_made_for_a_printer (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqExportRequest request = AEQ_EXPORT_REQUEST_DEFAULT;
  g_autofree char *season = jobs_season (60);
  g_autoptr(AeqPaperPages) pages = NULL;
  g_autoptr(GError) error = NULL;

  jobs_import_good (fixture, season);
  pages = aeq_job_print (fixture->ledger, &request, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pages->drawings->len, >, 2);
  g_assert_cmpint ((int) MIN (pages->width, pages->height), ==, 595);
  for (guint i = 0; i < pages->drawings->len; i++)
    g_assert_cmpuint (ink_of (pages, i), >, 200);
  g_assert_false (g_file_test ("paper.pdf", G_FILE_TEST_EXISTS));
}

/* And into another ledger they are the same flows. */
static void
test_flows_move_to_another_ledger (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char SUM[] = "SELECT SUM (amount * (status + 1) + settle_ts % 1000003) FROM flow";
  g_autofree char *text = NULL;
  JobsFixture other;

  jobs_import_good (fixture, JOBS_HEADER TRICKY);
  text = export (fixture, AEQ_EXPORT_FLOWS, "flows.csv");
  jobs_set_up (&other, NULL);
  g_assert_cmpint (jobs_import_good (&other, text), ==, 4);
  g_assert_cmpint (jobs_int (fixture, SUM), ==, jobs_int (&other, SUM));
  jobs_tear_down (&other, NULL);
}

static void
test_json_parses (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) flows = NULL;
  g_autoptr(JsonNode) forecast = NULL;
  g_autoptr(AeqForecastResult) result = NULL;
  g_autofree char *season = jobs_season (90);
  g_autofree char *text = NULL;
  g_autofree char *document = NULL;
  g_autofree char *rows = NULL;

  jobs_import_good (fixture, season);
  text = export (fixture, AEQ_EXPORT_FLOWS, "flows.json");
  flows = json_from_string (text, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (flows)), ==, 270);
  result = jobs_forecast (fixture);
  document = export (fixture, AEQ_EXPORT_FORECAST, "forecast.json");
  forecast = json_from_string (document, &error);
  g_assert_no_error (error);
  rows = export (fixture, AEQ_EXPORT_FORECAST, "forecast.csv");
  g_assert_true (g_str_has_prefix (rows, "account,currency,date"));
}

static void
test_what_cannot_be_written_leaves_nothing (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *nowhere = g_build_filename (fixture->folder, "missing", "flows.csv", NULL);
  g_autofree char *old = aeq_test_write (fixture->folder, "forecast.csv", "kept", -1);
  g_autofree char *kept = NULL;
  AeqExportRequest request = AEQ_EXPORT_REQUEST_DEFAULT;
  g_autoptr(GError) error = NULL;

  request.what = AEQ_EXPORT_FLOWS;
  g_assert_false (aeq_job_export (fixture->ledger, &request, nowhere, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  /* No forecast was issued: the file of that name stays what it was. */
  request.what = AEQ_EXPORT_FORECAST;
  g_assert_false (aeq_job_export (fixture->ledger, &request, old, NULL, NULL, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
  g_assert_true (g_file_get_contents (old, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "kept");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  jobs_test_add ("/jobs/export/printer", test_pages_are_made_for_a_printer);
  jobs_test_add ("/jobs/export/what-is-seen", test_what_is_seen_is_exported);
  jobs_test_add ("/jobs/export/flows-come-back", test_flows_come_back);
  jobs_test_add ("/jobs/export/another-ledger", test_flows_move_to_another_ledger);
  jobs_test_add ("/jobs/export/json-parses", test_json_parses);
  jobs_test_add ("/jobs/export/nothing-half-written", test_what_cannot_be_written_leaves_nothing);
  return aeq_test_run_on_store ();
}
