/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-error.h"
#include "aeq-test-read.h"

static AeqTestRead *
read_ok (const char *text)
{
  AeqTestRead *read = aeq_test_read (text, -1, NULL);

  g_assert_no_error (read->error);
  g_assert_cmpuint (read->report->n_errors, ==, 0);
  return read;
}

static void
assert_first (const char *text, const char *row)
{
  g_autoptr(AeqTestRead) read = read_ok (text);

  g_assert_cmpstr (aeq_test_read_row (read, 0), ==, row);
}

static void
assert_ambiguous (const char *text, const char *option)
{
  g_autoptr(AeqTestRead) read = aeq_test_read (text, -1, NULL);

  g_assert_error (read->error, AEQ_ERROR, AEQ_ERROR_AMBIGUOUS);
  g_assert_nonnull (strstr (read->error->message, option));
}

static void
test_one_cell_decides_the_order_of_its_column (void)
{
  assert_first ("Date,Text,Amount\n01/02/2026,a,1.00\n13/02/2026,b,1.00\n", "|2026-02-01|||100||actual||a");
  assert_first ("Date,Text,Amount\n01/02/2026,a,1.00\n02/13/2026,b,1.00\n", "|2026-01-02|||100||actual||a");
}

static void
test_a_sorted_column_decides_its_order (void)
{
  assert_first ("Date,Text,Amount\n01/03/2026,a,1.00\n02/03/2026,a,1.00\n01/04/2026,b,1.00\n",
                "|2026-03-01|||100||actual||a");
}

static void
test_marks_around_decide_the_order (void)
{
  assert_first ("Date\tText\tAmount\n01.02.2026\ta\t1.00\n02.03.2026\tb\t1.00\n", "|2026-02-01|||100||actual||a");
  assert_first ("Date\tText\tAmount\n01/02/2026\ta\t1,00\n02/03/2026\tb\t1,00\n", "|2026-02-01|||100||actual||a");
  assert_first ("Data,Descrizione,Importo\n01/02/2026,a,1.00\n02/03/2026,b,1.00\n", "|2026-02-01|||100||actual||a");
  assert_first ("Routing number: 021000021\nDate,Description,Amount\n01/02/2026,a,1.00\n02/03/2026,b,1.00\n",
                "|2026-01-02|||100||actual||a");
}

static void
test_an_order_that_nothing_decides_is_refused (void)
{
  static const char TEXT[] = "Date,Text,Amount\n01/02/2026,a,1.00\n02/03/2026,b,1.00\n";
  AeqReadOptions options = { .date_order = AEQ_DATE_MDY };
  g_autoptr(AeqTestRead) read = aeq_test_read (TEXT, -1, &options);

  assert_ambiguous (TEXT, "--date-order mdy");
  g_assert_cmpstr (aeq_test_read_row (read, 0), ==, "|2026-01-02|||100||actual||a");
}

static void
test_dates_of_many_forms (void)
{
  static const char *const DATES[] = {
    "2026-03-05",      "20260305",
    "05.03.2026",      "5.3.26",
    "05 Mar 2026",     "5-Mar-26",
    "Mar 5, 2026",     "5. März 2026",
    "05 mars 2026",    "5 marzo 2026",
    "Thu 05 Mar 2026", "2026/03/05",
    "'2026-03-05",     "2026-03-05T00:00:00",
    "05.03.2026 ",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (DATES); i++)
    {
      g_autofree char *text = g_strdup_printf ("Date;Text;Amount\n\"%s\";a;1.00\n", DATES[i]);
      g_autoptr(AeqTestRead) read = read_ok (text);

      g_assert_true (g_str_has_prefix (aeq_test_read_row (read, 0), "|2026-03-05|"));
    }
}

static void
test_a_far_row_decides_its_column (void)
{
  g_autoptr(GString) text = g_string_new ("Date,Text,Amount\n");

  for (int i = 0; i < 5000; i++)
    g_string_append (text, "01/02/2026,a,\"1,234\"\n");
  g_string_append (text, "31/01/2026,b,\"1,50\"\n");
  assert_first (text->str, "|2026-02-01|||123||actual||a");
}

static void
test_the_column_decides_the_decimal_mark (void)
{
  assert_first ("Datum;Text;Betrag\n2026-01-02;a;1.234\n2026-01-03;b;2,50\n", "|2026-01-02|||123400||actual||a");
  assert_first ("Datum;Text;Betrag\n2026-01-02;a;1.234\n2026-01-03;b;2.50\n", "|2026-01-02|||123||actual||a");
}

static void
test_marks_around_decide_the_decimal_mark (void)
{
  assert_first ("Date,Text,Amount\n2026-01-02,a,\"1,234\"\n", "|2026-01-02|||123400||actual||a");
  assert_first ("Datum;Text;Betrag\n2026-01-02;a;1.234\n", "|2026-01-02|||123400||actual||a");
  assert_first ("Datum\tBuchungstext\tBetrag\n2026-01-02\ta\t1.234\n", "|2026-01-02|||123400||actual||a");
  assert_first ("Date\tDescription\tAmount\n2026-01-02\ta\t1,234\n", "|2026-01-02|||123400||actual||a");
}

static void
test_a_mark_that_nothing_decides_is_refused (void)
{
  assert_ambiguous ("2026-01-02\ta\t1,234\n2026-01-03\tb\t2,345\n", "--decimal");
}

static void
test_digits_beyond_the_currency_are_rounded_with_a_warning (void)
{
  g_autoptr (AeqTestRead) read =
      read_ok ("Date,Text,Amount,Currency\n2026-01-02,a,1.005,USD\n2026-01-03,b,1.015,USD\n2026-01-03,c,10.5,JPY\n");

  g_assert_cmpstr (aeq_test_read_row (read, 0), ==, "|2026-01-02|||100|USD|actual||a");
  g_assert_cmpstr (aeq_test_read_row (read, 1), ==, "|2026-01-03|||102|USD|actual||b");
  g_assert_cmpstr (aeq_test_read_row (read, 2), ==, "|2026-01-03|||10|JPY|actual||c");
  g_assert_true (aeq_test_read_says (read, "rounded half-even"));
}

static void
test_encodings (void)
{
  static const char LATIN1[] = "Datum;Text;Betrag\n02.01.2026;M\xfcller;1,00\n";
  static const char CP1252[] = "Datum;Text;Betrag\n02.01.2026;M\xfcller \x96 5 \x80;1,00\n";
  g_autoptr(AeqTestRead) latin1 = read_ok (LATIN1);
  g_autoptr(AeqTestRead) cp1252 = read_ok (CP1252);
  g_autoptr(AeqTestRead) marked = read_ok ("\xef\xbb\xbf" "Datum;Text;Betrag\n02.01.2026;Müller;1,00\n");

  g_assert_cmpstr (aeq_test_read_row (latin1, 0), ==, "|2026-01-02|||100||actual||Müller");
  g_assert_true (aeq_test_read_says (latin1, "ISO-8859-1"));
  g_assert_cmpstr (aeq_test_read_row (cp1252, 0), ==, "|2026-01-02|||100||actual||Müller – 5 €");
  g_assert_true (aeq_test_read_says (cp1252, "Windows-1252"));
  g_assert_cmpstr (aeq_test_read_row (marked, 0), ==, "|2026-01-02|||100||actual||Müller");
}

static void
test_utf16_with_and_without_its_mark (void)
{
  static const char *const NAMES[] = { "UTF-16LE", "UTF-16BE" };

  for (gsize i = 0; i < G_N_ELEMENTS (NAMES); i++)
    for (int mark = 0; mark <= 1; mark++)
      {
        const char      *text = mark ? "\xef\xbb\xbf"
                                       "Datum;Text;Betrag\n02.01.2026;Müller 😀;1,00\n"
                                     : "Datum;Text;Betrag\n02.01.2026;Müller 😀;1,00\n";
        gsize length;
        g_autofree char *bytes = g_convert (text, -1, NAMES[i], "UTF-8", NULL, &length, NULL);
        g_autoptr(AeqTestRead) read = aeq_test_read (bytes, (gssize) length, NULL);

        g_assert_no_error (read->error);
        g_assert_cmpstr (aeq_test_read_row (read, 0), ==, "|2026-01-02|||100||actual||Müller 😀");
        g_assert_true (aeq_test_read_says (read, NAMES[i]));
      }
}

static void
test_characters_across_blocks (void)
{
  g_autoptr(GString) text = g_string_new ("Datum;Text;Betrag\n");
  g_autoptr(AeqTestRead) read = NULL;

  for (int i = 0; i < 20000; i++)
    g_string_append (text, "02.01.2026;äöüß€;1,00\n");
  read = read_ok (text->str);
  for (guint i = 0; i < read->rows->len; i++)
    g_assert_cmpstr (aeq_test_read_row (read, i), ==, "|2026-01-02|||100||actual||äöüß€");
}

static void
test_quotes_and_lines_inside_cells (void)
{
  g_autoptr (AeqTestRead) read =
      read_ok ("Date,Text,Amount\r\n2026-01-02,\"a \"\"b\"\"\nc\",1.00\r\n2026-01-03,\"\"\"x;y\"\"\",2.00\r\n"
               "2026-01-04,say \"hi\" now,3.00\r\n");

  g_assert_cmpstr (aeq_test_read_row (read, 0), ==, "|2026-01-02|||100||actual||a \"b\"\nc");
  g_assert_cmpstr (aeq_test_read_row (read, 1), ==, "|2026-01-03|||200||actual||\"x;y\"");
  g_assert_cmpstr (aeq_test_read_row (read, 2), ==, "|2026-01-04|||300||actual||say \"hi\" now");
}

static void
test_lines_are_counted_through_blank_and_long_cells (void)
{
  g_autoptr (AeqTestRead) read =
      aeq_test_read ("\r\nDate,Text,Amount\r\n\r\n2026-01-02,\"a\nb\nc\",1.00\r\n\r\n2026-01-03,x,none\r\n", -1, NULL);

  g_assert_cmpuint (read->report->n_errors, ==, 1);
  g_assert_cmpuint (((AeqRowError *) g_ptr_array_index (read->report->errors, 0))->line, ==, 8);
}

static void
test_a_row_with_only_a_text_goes_on (void)
{
  assert_first ("Date,Text,Amount\n2026-01-02,first,1.00\n,second,\n,third,\n2026-01-03,other,2.00\n",
                "|2026-01-02|||100||actual||first second third");
}

static void
test_totals_and_repeated_headers_are_no_rows (void)
{
  g_autoptr (AeqTestRead) read =
      read_ok ("Date,Text,Debit,Credit\n2026-01-02,a,5.00,\nDate,Text,Debit,Credit\n2026-01-03,b,,7.00\n,,5.00,7.00\n");

  g_assert_cmpuint (read->report->transactions, ==, 2);
  g_assert_true (aeq_test_read_says (read, "totals"));
}

static void
test_a_total_that_is_none_is_refused (void)
{
  g_autoptr(AeqTestRead) read = aeq_test_read ("Date,Text,Debit,Credit\n2026-01-02,a,5.00,\n,,6.00,\n", -1, NULL);

  g_assert_cmpuint (read->report->n_errors, ==, 1);
  g_assert_true (aeq_test_read_says (read, "no date"));
}

static void
test_mixed_signs_in_a_debit_column_are_warned_about (void)
{
  g_autoptr (AeqTestRead) read =
      read_ok ("Date,Text,Debit,Credit\n2026-01-02,a,5.00,\n2026-01-03,b,-2.00,\n2026-01-04,c,3.00,\n");

  g_assert_cmpuint (read->report->warnings->len, ==, 1);
  g_assert_cmpint (((AeqReadAccount *) g_ptr_array_index (read->report->accounts, 0))->credit_total, ==, 200);
}

static void
test_balances_against_the_sign_are_warned_about (void)
{
  g_autoptr (AeqTestRead) read = read_ok (
      "Date,Text,Amount,Balance\n2026-01-02,a,5.00,95.00\n2026-01-03,b,10.00,85.00\n2026-01-04,c,5.00,80.00\n");

  g_assert_cmpuint (read->report->warnings->len, ==, 1);
  g_assert_true (aeq_test_read_says (read, "sign rule"));
}

static void
test_stated_balances_that_do_not_tie_are_warned_about (void)
{
  g_autoptr (AeqTestRead) read =
      read_ok ("Opening balance;100.00\nClosing balance;110.00\nDate;Text;Amount\n2026-01-02;a;5.00\n");

  g_assert_cmpuint (read->report->warnings->len, ==, 1);
  g_assert_true (aeq_test_read_says (read, "105.00"));
}

static void
test_a_balance_once_a_day_is_followed (void)
{
  g_autoptr (AeqTestRead) read = read_ok ("Date,Text,Amount,Balance\n2026-01-02,a,5.00,\n2026-01-02,b,10.00,115."
                                          "00\n2026-01-03,c,-5.00,\n2026-01-03,d,1.00,111.00\n");
  const AeqReadAccount *account = g_ptr_array_index (read->report->accounts, 0);

  g_assert_cmpint (account->opening, ==, 10000);
  g_assert_cmpint (account->closing, ==, 11100);
  g_assert_cmpuint (read->report->warnings->len, ==, 0);
}

static void
test_times_from_their_own_column_and_from_dates (void)
{
  assert_first ("Date,Time,Text,Amount\n2026-01-02,14:05:09,a,1.00\n", "|2026-01-02||14:05|100||actual||a");
  assert_first ("Date,Time,Text,Amount\n2026-01-02,2:05 PM,a,1.00\n", "|2026-01-02||14:05|100||actual||a");
  assert_first ("Date,Text,Amount\n2026-01-02 14:05,a,1.00\n", "|2026-01-02||14:05|100||actual||a");
}

static void
test_the_account_comes_from_column_preamble_or_option (void)
{
  AeqReadOptions options = { .account = "MINE" };
  g_autoptr(AeqTestRead) read = aeq_test_read ("Date,Text,Amount\n2026-01-02,a,1.00\n", -1, &options);

  g_assert_true (g_str_has_prefix (aeq_test_read_row (read, 0), "MINE|"));
  assert_first ("Account number: 12 34 56 78\nDate,Text,Amount\n2026-01-02,a,1.00\n",
                "12345678|2026-01-02|||100||actual||a");
  assert_first ("Account,Date,Text,Amount\n99 88,2026-01-02,a,1.00\n", "9988|2026-01-02|||100||actual||a");
}

static void
test_a_dry_run_reports_the_same (void)
{
  static const char TEXT[] = "Date,Text,Amount\n2026-01-02,a,1.00\n2026-01-03,b,-3.00\n";
  g_autoptr(GBytes) bytes = g_bytes_new_static (TEXT, sizeof TEXT - 1);
  g_autoptr(AeqInput) input = aeq_input_new_for_bytes ("dry.csv", bytes);
  g_autoptr(AeqReadReport) report = aeq_read_report_new ("csv");
  g_autoptr(GError) error = NULL;
  AeqReadOptions options = { .default_currency = aeq_currency_lookup ("EUR", 3) };

  g_assert_true (aeq_csv_read (input, NULL, NULL, &options, NULL, NULL, report, NULL, NULL, &error));
  g_assert_cmpuint (report->transactions, ==, 2);
  g_assert_nonnull (report->mapping);
}

static void
test_a_cancelled_import_ends (void)
{
  static const char TEXT[] = "Date,Text,Amount\n2026-01-02,a,1.00\n";
  g_autoptr(GBytes) bytes = g_bytes_new_static (TEXT, sizeof TEXT - 1);
  g_autoptr(AeqInput) input = aeq_input_new_for_bytes ("dry.csv", bytes);
  g_autoptr(AeqReadReport) report = aeq_read_report_new ("csv");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  AeqReadOptions options = { .default_currency = aeq_currency_lookup ("EUR", 3) };

  g_cancellable_cancel (cancellable);
  g_assert_false (aeq_csv_read (input, NULL, NULL, &options, NULL, NULL, report, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  static const struct { const char *path; GTestFunc func; } TESTS[] = {
    { "one-cell-decides-the-order-of-its-column", test_one_cell_decides_the_order_of_its_column },
    { "sorted-column-decides-its-order", test_a_sorted_column_decides_its_order },
    { "marks-around-decide-the-order", test_marks_around_decide_the_order },
    { "order-that-nothing-decides-is-refused", test_an_order_that_nothing_decides_is_refused },
    { "dates-of-many-forms", test_dates_of_many_forms },
    { "far-row-decides-its-column", test_a_far_row_decides_its_column },
    { "column-decides-the-decimal-mark", test_the_column_decides_the_decimal_mark },
    { "marks-around-decide-the-decimal-mark", test_marks_around_decide_the_decimal_mark },
    { "mark-that-nothing-decides-is-refused", test_a_mark_that_nothing_decides_is_refused },
    { "digits-beyond-the-currency", test_digits_beyond_the_currency_are_rounded_with_a_warning },
    { "encodings", test_encodings },
    { "utf16-with-and-without-its-mark", test_utf16_with_and_without_its_mark },
    { "characters-across-blocks", test_characters_across_blocks },
    { "quotes-and-lines-inside-cells", test_quotes_and_lines_inside_cells },
    { "lines-are-counted", test_lines_are_counted_through_blank_and_long_cells },
    { "row-with-only-a-text-goes-on", test_a_row_with_only_a_text_goes_on },
    { "totals-and-repeated-headers-are-no-rows", test_totals_and_repeated_headers_are_no_rows },
    { "total-that-is-none-is-refused", test_a_total_that_is_none_is_refused },
    { "mixed-signs-in-a-debit-column", test_mixed_signs_in_a_debit_column_are_warned_about },
    { "balances-against-the-sign", test_balances_against_the_sign_are_warned_about },
    { "stated-balances-that-do-not-tie", test_stated_balances_that_do_not_tie_are_warned_about },
    { "balance-once-a-day", test_a_balance_once_a_day_is_followed },
    { "times", test_times_from_their_own_column_and_from_dates },
    { "account", test_the_account_comes_from_column_preamble_or_option },
    { "dry-run", test_a_dry_run_reports_the_same },
    { "cancelled", test_a_cancelled_import_ends },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (TESTS); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import/csv/%s", TESTS[i].path);

      g_test_add_func (path, TESTS[i].func);
    }
  return g_test_run ();
}
