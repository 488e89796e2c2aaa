/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-profile.h"
#include "aeq-test-book.h"
#include "aeq-test.h"

/* What people and banks keep in workbooks. */

#define JAN_5 "46027"
#define JAN_6 "46028"
#define ROW_5 "|2026-01-05|||-1250||actual||rent"
#define ROW_6 "|2026-01-06|||99950||actual||sale"
#define TABLE HEAD ROW (D (JAN_5) T ("rent") N ("-12.5")) ROW (D (JAN_6) T ("sale") N ("999.5"))

static void
test_days_texts_and_amounts (void)
{
  g_autoptr(AeqTestRead) read = aeq_test_book_rows (TABLE);

  aeq_test_assert_row (read, 0, ROW_5);
  aeq_test_assert_row (read, 1, ROW_6);
  g_assert_cmpuint (read->report->transactions, ==, 2);
  g_assert_cmpuint (read->report->warnings->len, ==, 0);
  g_assert_cmpstr (read->report->format, ==, "xlsx");
}

static void
test_numbers_have_a_point_whatever_the_texts_have (void)
{
  g_autoptr(AeqTestRead) read = aeq_test_book_rows (
      HEAD ROW (D (JAN_5) T ("text") T ("1.234,50")) ROW (D (JAN_5) T ("number") N ("2207.68")) ROW (D (JAN_5) T ("three") N ("1.125"))
      ROW (D (JAN_5) T ("apostrophe") T ("'579,68")));

  aeq_test_assert_row (read, 0, "|2026-01-05|||123450||actual||text");
  aeq_test_assert_row (read, 1, "|2026-01-05|||220768||actual||number");
  aeq_test_assert_row (read, 2, "|2026-01-05|||112||actual||three");
  aeq_test_assert_row (read, 3, "|2026-01-05|||57968||actual||apostrophe");
  aeq_test_assert_says (read, "1 amounts have more decimals than their currency and were rounded half-even, first at line 4");
}

static void
test_noise_of_binary_fractions_is_no_rounding (void)
{
  g_autoptr(AeqTestRead) read = aeq_test_book_rows (
      HEAD ROW (D (JAN_5) T ("a") N ("1234.5599999999999")) ROW (D (JAN_5) T ("b") N ("-100.29999999999998"))
      ROW (D (JAN_5) T ("c") N ("1.2E3")));

  aeq_test_assert_row (read, 0, "|2026-01-05|||123456||actual||a");
  aeq_test_assert_row (read, 1, "|2026-01-05|||-10030||actual||b");
  aeq_test_assert_row (read, 2, "|2026-01-05|||120000||actual||c");
  g_assert_cmpuint (read->report->warnings->len, ==, 0);
}

static void
test_days_count_from_1904_when_the_book_says_so (void)
{
  AeqTestBook book = { .rows = { HEAD ROW (D ("44565") T ("rent") N ("-12.5")) }, .settings = "<workbookPr date1904=\"1\"/>" };
  g_autoptr(AeqTestRead) read = aeq_test_book_read (&book);

  aeq_test_assert_row (read, 0, ROW_5);
}

static void
test_times_iso_days_and_own_formats (void)
{
  AeqTestBook book = {
    .rows = { HEAD ROW (S ("2", "46027.5625") T ("built in") N ("-1")) ROW (S ("3", "46027") T ("coded") N ("-2"))
              ROW ("<c t=\"d\"><v>2026-01-05T00:00:00.000</v></c>" T ("iso") N ("-3"))
              ROW ("<c t=\"d\"><v>2026-01-05T08:30:00</v></c>" T ("iso time") N ("-4")) ROW (T ("2026-01-05") T ("text") N ("-5"))
              ROW (D (JAN_5) S ("4", "0.05") N ("-6")) ROW (D (JAN_5) S ("5", "4711") N ("-7")) },
    .formats = { "[$-407]dd.mm.yyyy;@", "0.0%", "00000000" },
  };
  g_autoptr(AeqTestRead) read = aeq_test_book_read (&book);

  aeq_test_assert_row (read, 0, "|2026-01-05||13:30|-100||actual||built in");
  aeq_test_assert_row (read, 1, "|2026-01-05|||-200||actual||coded");
  aeq_test_assert_row (read, 2, "|2026-01-05|||-300||actual||iso");
  aeq_test_assert_row (read, 3, "|2026-01-05||08:30|-400||actual||iso time");
  aeq_test_assert_row (read, 4, "|2026-01-05|||-500||actual||text");
  aeq_test_assert_row (read, 5, "|2026-01-05|||-600||actual||5%");
  aeq_test_assert_row (read, 6, "|2026-01-05|||-700||actual||00004711");
}

static void
test_days_without_a_format_are_read_and_said (void)
{
  g_autoptr(AeqTestRead) read =
      aeq_test_book_rows (HEAD ROW (N (JAN_5) T ("rent") N ("-12.5")) ROW (N (JAN_6) T ("sale") N ("999.5")));

  aeq_test_assert_row (read, 0, ROW_5);
  aeq_test_assert_row (read, 1, ROW_6);
  aeq_test_assert_says (read, "dates that are stored as plain numbers");
}

static void
test_days_that_excel_swapped_are_a_warning (void)
{
  g_autoptr(AeqTestRead) read = aeq_test_book_rows (HEAD ROW (D ("46024") T ("a") N ("-1")) ROW (D ("46055") T ("b") N ("-2"))
                                                        ROW (T ("15/03/2026") T ("c") N ("-3")));
  g_autofree char *status = aeq_test_read_status (read);

  g_assert_cmpstr (status, ==, "warn");
  aeq_test_assert_says (read, "column Date mixes real dates up to the 12th");
}

static void
test_shared_strings_with_runs_and_phonetics (void)
{
  AeqTestBook book = {
    .rows = { ROW ("<c t=\"s\"><v>0</v></c>" T ("Description") T ("Amount"))
              ROW (D (JAN_5) "<c t=\"s\"><v>1</v></c>" N ("-1")) ROW (D (JAN_5) "<c t=\"s\"><v>2</v></c>" N ("-2"))
              ROW (D (JAN_5) "<c t=\"s\"><v>3</v></c>" N ("-3")) },
    .strings = "<si><t>Date</t></si><si><r><rPr><b/></rPr><t>two </t></r><r><t>runs</t></r></si>"
               "<si><t>\xe6\x9d\xb1\xe4\xba\xac</t><rPh sb=\"0\" eb=\"2\"><t>\xe3\x83\x88</t></rPh></si><si><t>  a_x000D_&#10;b &amp; c</t></si>",
  };
  g_autoptr(AeqTestRead) read = aeq_test_book_read (&book);

  aeq_test_assert_row (read, 0, "|2026-01-05|||-100||actual||two runs");
  aeq_test_assert_row (read, 1, "|2026-01-05|||-200||actual||\xe6\x9d\xb1\xe4\xba\xac");
  aeq_test_assert_row (read, 2, "|2026-01-05|||-300||actual||a\nb & c");
}

static void
test_kinds_of_cells (void)
{
  g_autoptr(AeqTestRead) read = aeq_test_book_rows (
      HEAD ROW (D (JAN_5) "<c t=\"str\"><f>A1&amp;B1</f><v>made</v></c>" "<c><f>1+1</f><v>2</v></c>")
      ROW (D (JAN_5) "<c t=\"b\"><v>1</v></c>" N ("-1")) ROW (D (JAN_5) "<c t=\"str\"><f>\"\"</f><v></v></c>" N ("-2")));

  aeq_test_assert_row (read, 0, "|2026-01-05|||200||actual||made");
  aeq_test_assert_row (read, 1, "|2026-01-05|||-100||actual||TRUE");
  aeq_test_assert_row (read, 2, "|2026-01-05|||-200||actual||");
}

static void
test_lines_above_and_totals_below (void)
{
  g_autoptr(AeqTestRead) read = aeq_test_book_rows (
      ROW (T ("Account Number: 40011223")) ROW (T ("Currency") T ("EUR")) "<row r=\"5\">" T ("Date") T ("Description") T ("Amount") "</row>"
      ROW (D (JAN_5) T ("rent") N ("-12.5")) ROW (D (JAN_6) T ("sale") N ("999.5")) ROW ("<c/>" T ("Total") N ("987")));

  aeq_test_assert_row (read, 0, "40011223|2026-01-05|||-1250|EUR|actual||rent");
  g_assert_cmpuint (read->report->transactions, ==, 2);
}

static void
test_bad_rows_name_sheet_cell_and_column (void)
{
  AeqTestBook book = { .names = { "July" },
                       .rows = { HEAD ROW (D (JAN_5) T ("a") T ("ten")) ROW (D (JAN_5) T ("b") N ("1"))
                                 ROW (D (JAN_5) T ("c") N ("2")) ROW (T ("31.31.2026") T ("d") N ("4")) } };
  g_autoptr(AeqTestRead) read = aeq_test_book_read (&book);
  const AeqRowError *row;

  g_assert_cmpuint (read->report->n_errors, ==, 2);
  row = g_ptr_array_index (read->report->errors, 0);
  g_assert_cmpuint (row->line, ==, 2);
  g_assert_cmpstr (row->field, ==, "Amount");
  g_assert_cmpstr (row->message, ==, "sheet July, cell C2: ten: not an amount");
  aeq_test_assert_says (read, "sheet July, cell A5: 31.31.2026 is no date");
}

static void
test_formulas_without_a_value_and_errors_are_bad_rows (void)
{
  g_autoptr(AeqTestRead) read = aeq_test_book_rows (
      HEAD ROW (D (JAN_5) T ("a") "<c r=\"C2\"><f>SUM(C9:C10)</f><v/></c>") ROW (D (JAN_5) T ("b") "<c><f>X9</f></c>")
      ROW (D (JAN_5) T ("c") "<c t=\"e\"><f>X9</f><v>#REF!</v></c>") ROW (D (JAN_5) T ("d") N ("1") "<c t=\"e\"><v>#N/A</v></c>")
      ROW (T ("Total") "<c/>" "<c><f>SUM(C2:C5)</f></c>"));

  g_assert_cmpuint (read->report->n_errors, ==, 3);
  aeq_test_assert_says (read, "cell C2: the formula has no stored value: open the file in Excel and save it");
  aeq_test_assert_says (read, "cell C3: the formula has no stored value");
  aeq_test_assert_says (read, "cell C4: holds the error #REF!");
  aeq_test_assert_row (read, 0, "|2026-01-05|||100||actual||d");
}

static void
test_a_stored_nought_of_an_uncalculated_formula_is_a_warning (void)
{
  AeqTestBook book = { .rows = { HEAD ROW (D (JAN_5) T ("a") "<c><f>7*3</f><v>0</v></c>") ROW (D (JAN_5) T ("b") N ("3")) },
                       .settings = "<calcPr fullCalcOnLoad=\"1\"/>" };
  g_autoptr(AeqTestRead) read = aeq_test_book_read (&book);

  aeq_test_assert_says (read, "1 formulas have a stored 0");
}

static void
test_gaps_and_cells_without_names (void)
{
  g_autoptr(AeqTestRead) read = aeq_test_book_rows (
      ROW ("<c r=\"B1\" t=\"inlineStr\"><is><t>Date</t></is></c>" T ("Description") "<c r=\"F1\" t=\"inlineStr\"><is><t>Amount</t></is></c>")
      "<row r=\"7\"><c r=\"B7\" s=\"1\"><v>" JAN_5 "</v></c><c r=\"F7\"><v>-12.5</v></c></row>"
      "<row><c r=\"F8\"><v>999.5</v></c><c r=\"C8\" t=\"inlineStr\"><is><t>sale</t></is></c><c r=\"B8\" s=\"1\"><v>" JAN_6 "</v></c></row>");

  aeq_test_assert_row (read, 0, "|2026-01-05|||-1250||actual||");
  aeq_test_assert_row (read, 1, ROW_6);
}

static void
test_merged_headers_of_two_rows (void)
{
  AeqTestBook book = {
    .rows = { ROW (T ("Statement of the year")) ROW (T ("Date") T ("Description") T ("Amount") "<c/>" T ("Balance"))
              ROW ("<c/><c/>" T ("Debit") T ("Credit")) ROW (D (JAN_5) T ("rent") N ("12.5") "<c/>" N ("100"))
              ROW (D (JAN_6) T ("sale") "<c/>" N ("999.5") N ("1099.5")) },
    .behind = "<mergeCells><mergeCell ref=\"A1:E1\"/><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:B3\"/><mergeCell ref=\"C2:D2\"/>"
              "<mergeCell ref=\"E2:E3\"/></mergeCells>",
  };
  g_autoptr(AeqTestRead) read = aeq_test_book_read (&book);

  aeq_test_assert_row (read, 0, ROW_5);
  aeq_test_assert_row (read, 1, ROW_6);
  g_assert_cmpuint (read->report->n_errors, ==, 0);
}

static void
test_a_header_merged_across_names_the_column_that_is_filled (void)
{
  AeqTestBook book = { .rows = { ROW (T ("Date") T ("Description") T ("Amount") "<c/>") ROW (D (JAN_5) T ("rent") "<c/>" N ("-12.5")) },
                       .behind = "<mergeCells><mergeCell ref=\"C1:D1\"/></mergeCells>" };
  g_autoptr(AeqTestRead) read = aeq_test_book_read (&book);

  aeq_test_assert_row (read, 0, ROW_5);
}

static void
test_hidden_rows_are_read_and_counted (void)
{
  g_autoptr(AeqTestRead) read = aeq_test_book_rows (HEAD "<row hidden=\"1\">" D (JAN_5) T ("rent") N ("-12.5") "</row>"
                                                         ROW (D (JAN_6) T ("sale") N ("999.5")));

  aeq_test_assert_row (read, 0, ROW_5);
  aeq_test_assert_says (read, "1 hidden rows were read");
}

static void
test_sheets_that_are_tables_are_read_and_others_named (void)
{
  AeqTestBook book = {
    .names = { "Cover", "January", "Notes &amp; more", "Old" },
    .rows = { ROW (T ("Dear reader")), HEAD ROW (D (JAN_5) T ("rent") N ("-12.5")), "", TABLE },
    .states = { NULL, NULL, NULL, "hidden" },
  };
  g_autoptr(AeqTestRead) read = aeq_test_book_read (&book);

  aeq_test_assert_row (read, 0, ROW_5);
  g_assert_cmpuint (read->report->transactions, ==, 1);
  aeq_test_assert_says (read, "sheet Cover was left out");
  aeq_test_assert_says (read, "sheet Notes & more was left out: it is empty");
  aeq_test_assert_says (read, "sheet Old was left out: it is hidden");
}

static void
test_two_sheets_of_one_account_are_added_up (void)
{
  AeqTestBook book = { .names = { "Jan", "Feb" },
                       .rows = { HEAD ROW (D (JAN_5) T ("rent") N ("-12.5")), HEAD ROW (D (JAN_6) T ("sale") N ("999.5")) ROW (D (JAN_6) T ("x") T ("?")) } };
  g_autoptr(AeqTestRead) read = aeq_test_book_read (&book);
  g_autofree char *credit = aeq_test_read_column (read, "credit_total");
  g_autofree char *accounts = aeq_test_read_column (read, "accounts");

  aeq_test_assert_row (read, 0, ROW_5);
  aeq_test_assert_row (read, 1, ROW_6);
  g_assert_cmpstr (credit, ==, "999.50");
  g_assert_cmpstr (accounts, ==, "1");
  aeq_test_assert_says (read, "sheet Feb, cell C3: ");
  aeq_test_assert_says (read, "sheet Jan: sign:");
}

static void
test_hidden_sheets_are_read_when_there_is_no_other (void)
{
  AeqTestBook book = { .rows = { TABLE }, .states = { "veryHidden" } };
  g_autoptr(AeqTestRead) read = aeq_test_book_read (&book);

  aeq_test_assert_row (read, 0, ROW_5);
}

static void
test_books_without_a_table_are_refused (void)
{
  AeqTestBook book = { .rows = { ROW (T ("Dear reader")), ROW (T ("Regards")) } };
  g_autoptr(AeqTestRead) none = aeq_test_book_read (&book);
  g_autoptr(AeqTestRead) empty = aeq_test_book_rows ("");
  g_autoptr(AeqTestRead) header = aeq_test_book_rows (HEAD);

  aeq_test_assert_refused (none, AEQ_ERROR_INVALID, "holds no table in any of its 2 sheets");
  aeq_test_assert_refused (empty, AEQ_ERROR_INVALID, "is empty");
  aeq_test_assert_refused (header, AEQ_ERROR_INVALID, "has a header but no rows");
}

static void
test_ambiguity_is_told_with_its_sheet (void)
{
  g_autoptr(AeqTestRead) read =
      aeq_test_book_rows (HEAD ROW (T ("03/04/2026") T ("a") N ("1")) ROW (T ("03/04/2026") T ("b") N ("1")));

  aeq_test_assert_refused (read, AEQ_ERROR_AMBIGUOUS, "sheet Sheet1: dates such as 03/04/2026");
}

static void
test_profiles_name_columns (void)
{
  static const char PROFILE[] = "{\"name\":\"odd\",\"columns\":[{\"header\":\"when\",\"role\":\"value_date\"},"
                                "{\"header\":\"how much\",\"role\":\"amount\"}]}";
  AeqTestBook book = { .rows = { ROW (T ("when") T ("how much")) ROW (D (JAN_5) N ("-12.5")) } };
  g_autoptr(AeqProfile) profile = aeq_profile_from_json (PROFILE, -1, NULL);
  g_autoptr(GBytes) bytes = aeq_test_book_make (&book);
  g_autoptr(AeqInput) input = aeq_input_new_for_bytes ("odd.xlsx", bytes);
  g_autoptr(AeqReadReport) report = aeq_read_report_new ("xlsx");
  AeqReadOptions options = { .default_currency = aeq_currency_lookup ("EUR", 3) };
  g_autoptr(GError) error = NULL;

  g_assert_true (aeq_reader_lookup ("xlsx")->read (input, profile, NULL, &options, NULL, NULL, report, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report->transactions, ==, 1);
  g_assert_cmpstr (report->profile, ==, "odd");
  g_assert_nonnull (report->mapping);
}

static void
test_positions (void)
{
  g_autoptr(AeqTestRead) read = aeq_test_book_rows (ROW (T ("Date") T ("Account") T ("Instrument") T ("Quantity") T ("Price"))
                                                        ROW (D (JAN_5) T ("C-1") T ("BOND") N ("1000") N ("99.5")));

  aeq_test_assert_row (read, 0, "C-1|2026-01-05|BOND||1000|99.5|0");
}

static void
test_amounts_may_name_the_currency (void)
{
  g_autoptr(AeqTestRead) read = aeq_test_book_rows (HEAD ROW (D (JAN_5) T ("a") T ("-579,68 USD")) ROW (D (JAN_5) T ("b") N ("7")));

  aeq_test_assert_row (read, 0, "|2026-01-05|||-57968|USD|actual||a");
  aeq_test_assert_row (read, 1, "|2026-01-05|||700|USD|actual||b");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/import/xlsx/" name, func)
  ADD ("days-texts-and-amounts", test_days_texts_and_amounts);
  ADD ("numbers-have-a-point-whatever-the-texts-have", test_numbers_have_a_point_whatever_the_texts_have);
  ADD ("noise-of-binary-fractions-is-no-rounding", test_noise_of_binary_fractions_is_no_rounding);
  ADD ("days-count-from-1904-when-the-book-says-so", test_days_count_from_1904_when_the_book_says_so);
  ADD ("times-iso-days-and-own-formats", test_times_iso_days_and_own_formats);
  ADD ("days-without-a-format-are-read-and-said", test_days_without_a_format_are_read_and_said);
  ADD ("days-that-excel-swapped-are-a-warning", test_days_that_excel_swapped_are_a_warning);
  ADD ("shared-strings-with-runs-and-phonetics", test_shared_strings_with_runs_and_phonetics);
  ADD ("kinds-of-cells", test_kinds_of_cells);
  ADD ("lines-above-and-totals-below", test_lines_above_and_totals_below);
  ADD ("bad-rows-name-sheet-cell-and-column", test_bad_rows_name_sheet_cell_and_column);
  ADD ("formulas-without-a-value-and-errors-are-bad-rows", test_formulas_without_a_value_and_errors_are_bad_rows);
  ADD ("a-stored-nought-of-an-uncalculated-formula-is-a-warning", test_a_stored_nought_of_an_uncalculated_formula_is_a_warning);
  ADD ("gaps-and-cells-without-names", test_gaps_and_cells_without_names);
  ADD ("merged-headers-of-two-rows", test_merged_headers_of_two_rows);
  ADD ("a-header-merged-across-names-the-column-that-is-filled", test_a_header_merged_across_names_the_column_that_is_filled);
  ADD ("hidden-rows-are-read-and-counted", test_hidden_rows_are_read_and_counted);
  ADD ("sheets-that-are-tables-are-read-and-others-named", test_sheets_that_are_tables_are_read_and_others_named);
  ADD ("two-sheets-of-one-account-are-added-up", test_two_sheets_of_one_account_are_added_up);
  ADD ("hidden-sheets-are-read-when-there-is-no-other", test_hidden_sheets_are_read_when_there_is_no_other);
  ADD ("books-without-a-table-are-refused", test_books_without_a_table_are_refused);
  ADD ("ambiguity-is-told-with-its-sheet", test_ambiguity_is_told_with_its_sheet);
  ADD ("profiles-name-columns", test_profiles_name_columns);
  ADD ("positions", test_positions);
  ADD ("amounts-may-name-the-currency", test_amounts_may_name_the_currency);
  return g_test_run ();
}
