/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-xlsx-ref.h"
#include "aeq-xlsx-value.h"

static void
assert_number (const char *text, int shift, const char *expected)
{
  g_autoptr(GString) out = g_string_new (NULL);

  g_assert_cmpint (aeq_xlsx_number_append (text, strlen (text), shift, out), ==, expected != NULL);
  g_assert_cmpstr (out->str, ==, expected != NULL ? expected : "");
}

static void
test_numbers_are_what_excel_shows (void)
{
  assert_number ("1234.5599999999999", 0, "1234.56");
  assert_number ("-33.5", 0, "-33.5");
  assert_number ("0", 0, "0");
  assert_number ("-0", 0, "0");
  assert_number ("007.10", 0, "7.1");
  assert_number ("0.1", 0, "0.1");
  assert_number ("0.30000000000000004", 0, "0.3");
  assert_number ("100.29999999999998", 0, "100.3");
  assert_number ("99.999999999999994", 0, "100");
  assert_number ("1.005", 0, "1.005");
  assert_number ("1.4210854715202004E-14", 0, "0.000000000000014210854715202");
}

static void
test_digits_before_the_cents_are_never_cut (void)
{
  assert_number ("12345678901234.561", 0, "12345678901234.56");
  assert_number ("92233720368547758.07", 0, "92233720368547758.07");
  assert_number ("12345678901234567890", 0, "12345678901234567890");
}

static void
test_exponents (void)
{
  assert_number ("1E3", 0, "1000");
  assert_number ("1.5E-3", 0, "0.0015");
  assert_number ("-1.23456789E+8", 0, "-123456789");
  assert_number ("1e+2", 0, "100");
  assert_number ("1E400", 0, NULL);
  assert_number ("1E-400", 0, NULL);
  assert_number ("0E400", 0, "0");
  assert_number ("1E99999999999", 0, NULL);
}

static void
test_percent_moves_the_point (void)
{
  assert_number ("0.05", 2, "5");
  assert_number ("0.055", 2, "5.5");
  assert_number ("1.25", 2, "125");
}

static void
test_what_is_no_number (void)
{
  static const char *const TEXTS[] = { "", "-", ".", "1,5", "1.2.3", "E5", "1E", "1E+", "nan", "inf", "0x10", " 1", "1 " };

  for (gsize i = 0; i < G_N_ELEMENTS (TEXTS); i++)
    assert_number (TEXTS[i], 0, NULL);
}

static void
assert_day (const char *serial, gboolean is_1904, const char *expected)
{
  g_autoptr(GString) out = g_string_new (NULL);

  g_assert_cmpint (aeq_xlsx_day_append (serial, strlen (serial), is_1904, out), ==, expected != NULL);
  g_assert_cmpstr (out->str, ==, expected != NULL ? expected : "");
}

static void
test_days_of_both_systems (void)
{
  assert_day ("43449", FALSE, "2018-12-15");
  assert_day ("41987", TRUE, "2018-12-15");
  assert_day ("1", FALSE, "1900-01-01");
  assert_day ("59", FALSE, "1900-02-28");
  assert_day ("60", FALSE, NULL); /* a 29 February 1900 that never was */
  assert_day ("61", FALSE, "1900-03-01");
  assert_day ("60", TRUE, "1904-03-01");
  assert_day ("2958465", FALSE, "9999-12-31");
  assert_day ("2958466", FALSE, NULL);
  assert_day ("2957003", TRUE, "9999-12-31");
  assert_day ("2957004", TRUE, NULL);
  assert_day ("-1", FALSE, NULL);
  assert_day ("1E300", FALSE, NULL);
  assert_day ("x", FALSE, NULL);
  assert_day ("", FALSE, NULL);
}

static void
test_times_of_day (void)
{
  assert_day ("45358.0416666667", FALSE, "2024-03-07T01:00:00");
  assert_day ("45358.5", FALSE, "2024-03-07T12:00:00");
  assert_day ("0.5", FALSE, "12:00:00");
  assert_day ("0.999999999", FALSE, "1900-01-01");
  assert_day ("45357.9999999999", FALSE, "2024-03-07");
  assert_day ("0.5000057870", FALSE, "12:00:00.500");
  assert_day ("0", FALSE, "");
}

static void
test_elapsed_hours_go_beyond_the_day (void)
{
  g_autoptr(GString) out = g_string_new (NULL);

  g_assert_true (aeq_xlsx_hours_append ("1.5", 3, out));
  g_assert_cmpstr (out->str, ==, "36:00:00");
}

static void
test_formats_by_their_codes (void)
{
  static const struct { const char *code; AeqXlsxLook look; } CASES[] = {
    { "General", AEQ_XLSX_PLAIN }, { "GENERAL", AEQ_XLSX_PLAIN }, { "Standard", AEQ_XLSX_PLAIN }, { "", AEQ_XLSX_PLAIN },
    { "0.00", AEQ_XLSX_PLAIN }, { "#,##0.00", AEQ_XLSX_PLAIN }, { "0.00E+00", AEQ_XLSX_PLAIN }, { "# ?/?", AEQ_XLSX_PLAIN },
    { "yyyy\\-mm\\-dd", AEQ_XLSX_DATE }, { "dd/mm/yyyy;@", AEQ_XLSX_DATE }, { "[$-409]d\\-mmm\\-yy", AEQ_XLSX_DATE },
    { "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", AEQ_XLSX_DATE }, { "h:mm AM/PM", AEQ_XLSX_DATE }, { "mm:ss.0", AEQ_XLSX_DATE },
    { "[Red]d.m.yy", AEQ_XLSX_DATE }, { "YYYY-MM-DD", AEQ_XLSX_DATE }, { "[h]:mm:ss", AEQ_XLSX_ELAPSED }, { "[mm]:ss", AEQ_XLSX_ELAPSED },
    { "[Red]#,##0.00", AEQ_XLSX_PLAIN }, { "#,##0.00\\ \"days\"", AEQ_XLSX_PLAIN }, { "\"day\" 0", AEQ_XLSX_PLAIN },
    { "[$USD] #,##0.00", AEQ_XLSX_PLAIN }, { "_-* #,##0.00\\ [$\xe2\x82\xac-407]_-;\\-* dd", AEQ_XLSX_PLAIN }, { "0.00 DM", AEQ_XLSX_PLAIN },
    { "_d0.00", AEQ_XLSX_PLAIN }, { "*d0", AEQ_XLSX_PLAIN }, { "\\d0", AEQ_XLSX_PLAIN }, { "0;[Red]yyyy", AEQ_XLSX_PLAIN },
    { "0%", AEQ_XLSX_PERCENT }, { "0.00%", AEQ_XLSX_PERCENT }, { "00000000", AEQ_XLSX_PADDED }, { "@", AEQ_XLSX_PLAIN },
    { "[", AEQ_XLSX_PLAIN }, { "\"", AEQ_XLSX_PLAIN }, { "\\", AEQ_XLSX_PLAIN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_test_message ("%s", CASES[i].code);
      g_assert_cmpint (aeq_xlsx_format_parse (CASES[i].code).look, ==, CASES[i].look);
    }
}

static void
test_formats_without_a_code (void)
{
  static const guint DATES[] = { 14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 36, 45, 47, 50, 58 };
  static const guint PLAIN[] = { 0, 1, 2, 3, 4, 11, 12, 13, 23, 37, 38, 39, 40, 48, 49, 59, 164, 100000 };

  for (gsize i = 0; i < G_N_ELEMENTS (DATES); i++)
    g_assert_cmpint (aeq_xlsx_format_builtin (DATES[i]).look, ==, AEQ_XLSX_DATE);
  for (gsize i = 0; i < G_N_ELEMENTS (PLAIN); i++)
    g_assert_cmpint (aeq_xlsx_format_builtin (PLAIN[i]).look, ==, AEQ_XLSX_PLAIN);
  g_assert_cmpint (aeq_xlsx_format_builtin (46).look, ==, AEQ_XLSX_ELAPSED);
  g_assert_cmpint (aeq_xlsx_format_builtin (9).look, ==, AEQ_XLSX_PERCENT);
}

static void
test_names_of_cells (void)
{
  static const char *const WRONG[] = { "", "A", "1", "A0", "XFE1", "A1048577", "A1B", "ABCDEFGHIJ1", "1A", "A99999999999999" };
  char buffer[AEQ_XLSX_REF_SIZE];
  guint column;
  guint64 row;

  g_assert_true (aeq_xlsx_ref_parse ("XFD1048576", "XFD1048576" + 10, &column, &row));
  g_assert_cmpuint (column, ==, 16383);
  g_assert_cmpuint (row, ==, 1048576);
  g_assert_cmpstr (aeq_xlsx_ref_format (16383, 7, buffer), ==, "XFD7");
  for (guint i = 0; i < AEQ_XLSX_MAX_COLUMNS; i++)
    {
      aeq_xlsx_ref_format (i, 3, buffer);
      g_assert_true (aeq_xlsx_ref_parse (buffer, buffer + strlen (buffer), &column, &row));
      g_assert_cmpuint (column, ==, i);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (WRONG); i++)
    g_assert_false (aeq_xlsx_ref_parse (WRONG[i], WRONG[i] + strlen (WRONG[i]), &column, &row));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/xlsx-value/numbers-are-what-excel-shows", test_numbers_are_what_excel_shows);
  g_test_add_func ("/import/xlsx-value/digits-before-the-cents-are-never-cut", test_digits_before_the_cents_are_never_cut);
  g_test_add_func ("/import/xlsx-value/exponents", test_exponents);
  g_test_add_func ("/import/xlsx-value/percent-moves-the-point", test_percent_moves_the_point);
  g_test_add_func ("/import/xlsx-value/what-is-no-number", test_what_is_no_number);
  g_test_add_func ("/import/xlsx-value/days-of-both-systems", test_days_of_both_systems);
  g_test_add_func ("/import/xlsx-value/times-of-day", test_times_of_day);
  g_test_add_func ("/import/xlsx-value/elapsed-hours-go-beyond-the-day", test_elapsed_hours_go_beyond_the_day);
  g_test_add_func ("/import/xlsx-value/formats-by-their-codes", test_formats_by_their_codes);
  g_test_add_func ("/import/xlsx-value/formats-without-a-code", test_formats_without_a_code);
  g_test_add_func ("/import/xlsx-value/names-of-cells", test_names_of_cells);
  return g_test_run ();
}
