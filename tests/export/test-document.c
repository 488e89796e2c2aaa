/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "aeq-document.h"
#include "aeq-error.h"
#include "aeq-test.h"

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->folder = aeq_test_make_folder ();
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  aeq_test_remove_tree (fixture->folder);
  g_free (fixture->folder);
}

static const AeqColumn COLUMNS[] = {
  { "name", "Name", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "day", "Day", AEQ_CELL_DATE, AEQ_COLUMN_NORMAL },
  { "at", "At", AEQ_CELL_INSTANT, AEQ_COLUMN_NORMAL },
  { "amount", "Amount", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "share", "Share", AEQ_CELL_PERCENT, AEQ_COLUMN_DETAIL },
};
static const AeqTable TABLE = { "rows", "Rows", COLUMNS, G_N_ELEMENTS (COLUMNS) };
static const AeqSource SOURCE = {
  .as_of = 1780000000000000, .made_at = 1780000000000000, .ledger = "desk.ledger", .model = "m1"
};

static void
push_rows (AeqDocument *document, guint n)
{
  const AeqCurrency *kwd = aeq_currency_lookup ("KWD", -1);
  g_autoptr(GError) error = NULL;

  aeq_document_begin_table (document, &TABLE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    {
      const AeqCell cells[] = {
        aeq_cell_text (i % 2 == 0 ? "=SUM(A1)" : "Harbour, \"Ltd\""),
        aeq_cell_date (aeq_date_from_ymd (2026, 2, 3) + (AeqDate) (i % 20)),
        i % 3 == 0 ? aeq_cell_empty () : aeq_cell_instant (1770112800 * AEQ_SECOND, aeq_zone_utc ()),
        aeq_cell_money (i == 0 ? 9007199254740993 : -1234 - (gint64) i, kwd),
        aeq_cell_percent (0.25),
      };

      aeq_document_row (document, cells, &error);
      g_assert_no_error (error);
    }
  aeq_document_end_table (document, &error);
  g_assert_no_error (error);
}

static char *
write_document (Fixture *fixture, const char *name, guint n, const AeqDocumentOptions *options, gboolean rows_only)
{
  const AeqDocumentInfo info = {
    .title = "Rows of a test", .subtitle = "invented", .source = &SOURCE, .rows_only = rows_only
  };
  const AeqDocumentOptions plain = { .csv = AEQ_CSV_OPTIONS_DEFAULT };
  const AeqFigure figures[] = { { "usage", "Peak usage", aeq_cell_money (-80, aeq_currency_lookup ("USD", -1)),
                                  "at 12:00" } };
  const double x[] = { 0, 3600, 7200 };
  const double levels[] = { 0.05, 0.5, 0.95 };
  const double q[] = { -1, 0, 1, -2, 0, 2, -3, 1, 5 };
  char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr(AeqChart) chart = aeq_chart_new ("Fan", AEQ_AXIS_TIME, NULL, "USD");
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqDocument) document = aeq_document_new (path, options != NULL ? options : &plain, &info, &error);

  g_assert_no_error (error);
  aeq_chart_add_fan (chart, "Forecast", x, 3, levels, 3, q);
  aeq_chart_add_limit (chart, "limit", -2.5);
  g_assert_true (aeq_document_sentence (document, "A sentence.", &error));
  g_assert_true (aeq_document_figures (document, "figures", "Figures", figures, 1, &error));
  g_assert_true (aeq_document_chart (document, chart, &error));
  push_rows (document, n);
  aeq_document_finish (document, NULL, &error);
  g_assert_no_error (error);
  return path;
}

static char *
read_text (const char *path)
{
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
test_csv_is_the_first_table (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = write_document (fixture, "a.csv", 2, NULL, FALSE);
  g_autofree char *text = read_text (path);

  g_assert_cmpstr (text, ==,
                   "name,day,at,amount,share\n"
                   "\"'=SUM(A1)\",2026-02-03,,9007199254740.993,0.25\n"
                   "\"Harbour, \"\"Ltd\"\"\",2026-02-04,2026-02-03T10:00:00Z,-1.235,0.25\n");
}

static void
test_csv_says_in_its_header_how_it_is_written (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqDocumentOptions german = { .csv = { ';', ',', TRUE, TRUE } };
  const AeqDocumentOptions english = { .csv = { ',', '.', TRUE, FALSE } };
  g_autofree char *path = write_document (fixture, "a.csv", 2, &german, FALSE);
  g_autofree char *text = read_text (path);
  g_autofree char *other = write_document (fixture, "b.csv", 2, &english, FALSE);
  g_autofree char *dated = read_text (other);

  g_assert_cmpstr (text, ==,
                   "\xef\xbb\xbfname;day_dmy;at_dmy;amount_comma;share_comma\n"
                   "\"'=SUM(A1)\";03.02.2026;;9007199254740,993;0,25\n"
                   "\"Harbour, \"\"Ltd\"\"\";04.02.2026;03.02.2026 10:00:00;-1,235;0,25\n");
  g_assert_nonnull (strstr (dated, ",04-Feb-2026,03-Feb-2026 10:00:00,-1.235,"));
}

static void
test_json_is_one_document (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = write_document (fixture, "a.json", 2, NULL, FALSE);
  g_autofree char *text = read_text (path);
  g_autofree char *rows_path = write_document (fixture, "rows.json", 2, NULL, TRUE);
  g_autofree char *rows_text = read_text (rows_path);
  g_autofree char *csv = write_document (fixture, "a.csv", 2, NULL, FALSE);
  g_autofree char *sha256 = aeq_test_hash_file (csv);
  g_autoptr(JsonNode) node = json_from_string (text, NULL);
  g_autoptr(JsonNode) rows = json_from_string (rows_text, NULL);
  JsonObject *object = json_node_get_object (node);
  JsonObject *row = json_array_get_object_element (json_object_get_array_member (object, "rows"), 1);

  g_assert_cmpstr (json_object_get_string_member (row, "amount"), ==, "-1.235");
  g_assert_cmpstr (json_object_get_string_member (row, "at"), ==, "2026-02-03T10:00:00Z");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (object, "figures"), "usage"), ==,
                   "-0.80");
  /* The SHA-256 is that of the same table as CSV. */
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (object, "source"), "sha256"), ==,
                   sha256);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (rows)), ==, 2);
}

/* Same content, same now: the same bytes. Also above the rows of a table, where the workbook streams. */
static void
test_bytes_are_the_same_again (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const NAMES[][2] = { { "a.xlsx", "b.xlsx" }, { "a.pdf", "b.pdf" } };

  for (guint i = 0; i < G_N_ELEMENTS (NAMES); i++)
    {
      g_autofree char *a = write_document (fixture, NAMES[i][0], 300, NULL, FALSE);
      g_autofree char *b = write_document (fixture, NAMES[i][1], 300, NULL, FALSE);
      g_autofree char *hash_a = aeq_test_hash_file (a);
      g_autofree char *hash_b = aeq_test_hash_file (b);

      g_assert_cmpstr (hash_a, ==, hash_b);
    }
}

static guint
count_entries (const char *path, const char *name)
{
  g_autofree char *text = NULL;
  gsize length;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  for (const char *p = text; (p = memmem (p, length - (gsize) (p - text), name, strlen (name))) != NULL; p++)
    n++;
  return n;
}

static void
test_a_sheet_has_a_table_up_to_its_limit (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *small = write_document (fixture, "small.xlsx", 50000, NULL, FALSE);
  g_autofree char *large = write_document (fixture, "large.xlsx", 50001, NULL, FALSE);
  g_autofree char *empty = write_document (fixture, "empty.xlsx", 0, NULL, FALSE);

  g_assert_cmpuint (count_entries (small, "xl/tables/table1.xml"), >, 0);
  g_assert_cmpuint (count_entries (large, "xl/tables/table1.xml"), ==, 0);
  g_assert_cmpuint (count_entries (empty, "xl/tables/table1.xml"), ==, 0);
  g_assert_cmpuint (count_entries (large, "xl/charts/chart1.xml"), >, 0);
}

static void
test_rows_beyond_a_sheet_go_to_the_next (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const AeqColumn COLUMN[] = { { "n", "N", AEQ_CELL_INTEGER, AEQ_COLUMN_NORMAL } };
  static const AeqTable LONG = { "n", "Numbers", COLUMN, 1 };
  const AeqDocumentInfo info = { .title = "Numbers", .source = &SOURCE, .rows_only = TRUE };
  const AeqDocumentOptions options = { .csv = AEQ_CSV_OPTIONS_DEFAULT };
  g_autofree char *path = g_build_filename (fixture->folder, "long.xlsx", NULL);
  g_autoptr(AeqDocument) document = aeq_document_new (path, &options, &info, NULL);

  g_assert_true (aeq_document_begin_table (document, &LONG, NULL));
  for (gint64 i = 0; i < 1048576; i++)
    g_assert_true (aeq_document_row (document, (const AeqCell[]){ aeq_cell_integer (i) }, NULL));
  g_assert_true (aeq_document_end_table (document, NULL) && aeq_document_finish (document, NULL, NULL));
  /* Two of numbers and the source. */
  g_assert_cmpuint (count_entries (path, "xl/worksheets/sheet3.xml"), >, 0);
  g_assert_cmpuint (count_entries (path, "xl/worksheets/sheet4.xml"), ==, 0);
}

static void
test_what_is_not_finished_leaves_nothing (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const NAMES[] = { "a.csv", "a.json", "a.xlsx", "a.pdf" };
  const AeqDocumentInfo info = { .title = "Rows", .source = &SOURCE };
  const AeqDocumentOptions options = { .csv = AEQ_CSV_OPTIONS_DEFAULT };
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();
  g_autoptr(GDir) dir = NULL;

  g_cancellable_cancel (cancelled);
  for (guint i = 0; i < G_N_ELEMENTS (NAMES); i++)
    for (guint rows = 10; rows < 100000; rows += 60000)
      {
        g_autofree char *path = g_build_filename (fixture->folder, NAMES[i], NULL);
        g_autoptr(GError) error = NULL;
        g_autoptr(AeqDocument) document = aeq_document_new (path, &options, &info, &error);

        g_assert_no_error (error);
        if (g_str_equal (NAMES[i], "a.pdf") && rows > 10)
          continue;
        push_rows (document, rows);
        g_assert_false (aeq_document_finish (document, cancelled, &error));
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      }
  dir = g_dir_open (fixture->folder, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
}

static void
test_a_pdf_refuses_too_many_rows (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AeqDocumentInfo info = { .title = "Rows", .source = &SOURCE };
  const AeqDocumentOptions options = { .csv = AEQ_CSV_OPTIONS_DEFAULT };
  g_autofree char *path = g_build_filename (fixture->folder, "a.pdf", NULL);
  g_autoptr(AeqDocument) document = aeq_document_new (path, &options, &info, NULL);
  const AeqCell cells[G_N_ELEMENTS (COLUMNS)] = { { 0 } };
  g_autoptr(GError) error = NULL;

  g_assert_true (aeq_document_begin_table (document, &TABLE, NULL));
  for (guint i = 0; i < AEQ_PDF_MAX_ROWS; i++)
    g_assert_true (aeq_document_row (document, cells, NULL));
  g_assert_false (aeq_document_row (document, cells, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_LIMIT);
}

static void
test_other_endings_are_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  AeqFormat format;

  g_assert_nonnull (fixture->folder);
  g_assert_false (aeq_format_of_path ("report.xls", &format, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_USAGE);
}

#define ADD(name, func) g_test_add ("/export/document/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("csv-first-table", test_csv_is_the_first_table);
  ADD ("csv-header", test_csv_says_in_its_header_how_it_is_written);
  ADD ("json", test_json_is_one_document);
  ADD ("same-bytes", test_bytes_are_the_same_again);
  ADD ("table-limit", test_a_sheet_has_a_table_up_to_its_limit);
  ADD ("further-sheets", test_rows_beyond_a_sheet_go_to_the_next);
  ADD ("not-finished", test_what_is_not_finished_leaves_nothing);
  ADD ("pdf-too-many", test_a_pdf_refuses_too_many_rows);
  ADD ("other-endings", test_other_endings_are_refused);
  return g_test_run ();
}
