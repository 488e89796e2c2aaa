/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-error.h"
#include "aeq-test-read.h"
#include "aeq-test.h"

#define HEAD "01,BANKA,DESKB,261119,0700,1,80,,2/\n02,DESKB,BANKA,1,261118,2400,USD,2/\n"

static AeqTestRead *
read_bai (const char *text)
{
  return aeq_test_read_format ("bai2", text, -1, NULL);
}

static void
assert_status (const AeqTestRead *read, const char *expected)
{
  g_autofree char *status = aeq_test_read_status (read);

  if (strcmp (status, expected) != 0)
    for (guint i = 0; i < read->report->warnings->len; i++)
      g_test_message ("warning: %s", (char *)g_ptr_array_index (read->report->warnings, i));
  g_assert_cmpstr (status, ==, expected);
}

static void
assert_column (const AeqTestRead *read, const char *column, const char *expected)
{
  g_autofree char *value = aeq_test_read_column (read, column);

  g_assert_cmpstr (value, ==, expected);
}

static void
test_a_day_that_ties (void)
{
  g_autoptr (AeqTestRead) read = read_bai (
      HEAD "03,111,USD,010,100000,,,015,130050,,/\n88,100,50050,2,,400,20000,1,/\n"
           "16,195,50000,V,261118,1330,BR1,CR1,WIRE IN / ACME\n88,SECOND, LINE/\n"
           "16,175,50,,BR2,,CHECKS/\n16,475,20000,,BR3,,PAID/\n49,370150,7/\n98,370150,1,9/\n99,370150,1,11/\n");

  assert_status (read, "ok");
  assert_column (read, "opening_balance", "1000.00");
  assert_column (read, "closing_balance", "1300.50");
  assert_column (read, "credit_total", "500.50");
  assert_column (read, "debit_total", "200.00");
  g_assert_cmpstr (aeq_test_read_row (read, 0), ==,
                   "111|2026-11-18|2026-11-18|13:30|50000|USD|actual||WIRE IN / ACME SECOND, LINE");
  g_assert_cmpstr (aeq_test_read_row (read, 2), ==, "111|2026-11-18|||-20000|USD|actual||PAID");
}

static void
test_what_does_not_tie_is_a_warning (void)
{
  g_autoptr (AeqTestRead) total = read_bai (HEAD "03,1,USD/\n16,195,5,,,,/\n49,6,3/\n98,6,1,5/\n99,6,1,7/\n");
  g_autoptr (AeqTestRead) count = read_bai (HEAD "03,1,USD/\n16,195,5,,,,/\n49,5,3/\n98,5,2,5/\n99,5,1,7/\n");
  g_autoptr (AeqTestRead) balance =
      read_bai (HEAD "03,1,USD,010,10,,,015,20,,/\n16,195,5,,,,/\n49,35,3/\n98,35,1,5/\n99,35,1,7/\n");
  g_autoptr (AeqTestRead) cut = read_bai (HEAD "03,1,USD/\n16,195,5,,,,/\n");

  assert_status (total, "warn");
  g_assert_true (aeq_test_read_says (total, "control total of the account is 6"));
  assert_status (count, "warn");
  g_assert_true (aeq_test_read_says (count, "counts 2 accounts, there are 1"));
  assert_status (balance, "warn");
  g_assert_true (aeq_test_read_says (balance, "opening balance and entries make 0.15"));
  assert_status (cut, "warn");
  g_assert_cmpuint (cut->rows->len, ==, 1);
}

static void
test_funds_types_give_the_value_date (void)
{
  /* The 20th is a Friday. */
  static const struct
  {
    const char *entry;
    const char *value;
  } CASES[] = {
    { "16,195,30,0,B,C,T/", "2026-11-20||30" },
    { "16,195,30,1,B,C,T/", "2026-11-23||30" },
    { "16,195,30,2,B,C,T/", "2026-11-24||30" },
    { "16,195,30,Z,B,C,T/", "||30" },
    { "16,195,30,S,10,20,0,B,C,T/", "2026-11-23||30" },
    { "16,195,30,S,30,,,B,C,T/", "2026-11-20||30" },
    { "16,195,30,D,2,0,10,3,20,B,C,T/", "2026-11-25||30" },
    { "16,195,30,V,261120,0915,B,C,T/", "2026-11-20|09:15|30" },
    { "16,195,30,V,261120,2400,B,C,T/", "2026-11-20||30" },
    { "16,195,30,V,261120,9999,B,C,T/", "2026-11-20||30" },
    { "16,195,30,V,261122,0915,B,C,T/", "2026-11-22||30" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *text = g_strdup_printf ("01,A,B,261120,,1,,,2/\n02,B,A,1,261120,,USD,2/\n03,1,/\n%s\n"
                                               "49,30,3/\n98,30,1,5/\n99,30,1,7/\n",
                                               CASES[i].entry);
      g_autofree char *expected = g_strdup_printf ("1|2026-11-20|%s|USD|actual||T", CASES[i].value);
      g_autoptr (AeqTestRead) read = read_bai (text);

      assert_status (read, "ok");
      g_assert_cmpstr (aeq_test_read_row (read, 0), ==, expected);
    }
}

static void
test_parts_that_do_not_sum_are_told (void)
{
  g_autoptr (AeqTestRead) read =
      read_bai (HEAD "03,1,USD/\n16,195,30,S,10,10,0,,,/\n49,30,3/\n98,30,1,5/\n99,30,1,7/\n");

  assert_status (read, "warn");
  g_assert_true (aeq_test_read_says (read, "do not sum"));
}

static void
test_the_open_field_decides_a_continuation (void)
{
  g_autoptr (AeqTestRead) read =
      read_bai (HEAD "03,1,USD,010,500,,,015,600,,,/\n88,040,500,/\n88,,/\n88,100,100,1,V,261118,,400,0,0,/\n"
                     "16,195,100,V/\n88,261118,,BR/\n88,CR,a, b/c/\n49,1800,8/\n98,1800,1,10/\n99,1800,1,12/\n");

  assert_status (read, "ok");
  assert_column (read, "closing_balance", "6.00");
  g_assert_cmpstr (aeq_test_read_row (read, 0), ==, "1|2026-11-18|2026-11-18||100|USD|actual||a, b/c");
}

static void
test_digits_are_the_currencys (void)
{
  g_autoptr (AeqTestRead) read = read_bai (
      "\r\n01,A,B,261119,,1,,,2/\r\n\r\n02,B,A,1,261119,9999,JPY,3/  \r\n03,77,,015,1500,,/\r\n16,142,200,,,,/\r\n"
      "49,1700,3/\r\n03,78,KWD/\r\n16,495,1234,,,,/\r\n49,1234,3/\r\n98,2934,2,8/\r\n99,2934,1,10/\r\n");

  assert_status (read, "ok");
  assert_column (read, "accounts", "2");
  assert_column (read, "currency", "JPY|KWD");
  assert_column (read, "closing_balance", "1500|");
  assert_column (read, "credit_total", "200|0.000");
  assert_column (read, "debit_total", "0|1.234");
  g_assert_true (aeq_test_read_says (read, "interim report of the same day"));
}

static void
test_other_types_tests_and_deletions_are_left_out (void)
{
  g_autoptr (AeqTestRead) info = read_bai (HEAD "03,1,USD/\n16,890,,,,,NOTE/\n49,0,3/\n98,0,1,5/\n99,0,1,7/\n");
  g_autoptr (AeqTestRead) loan = read_bai (HEAD "03,1,USD/\n16,720,5,,,,LOAN/\n49,5,3/\n98,5,1,5/\n99,5,1,7/\n");
  g_autoptr (AeqTestRead) test = read_bai ("01,A,B,261119,,1,,,2/\n02,B,A,4,261119,,USD/\n03,1,/\n16,195,5,,,,/\n"
                                           "49,5,3/\n98,5,1,5/\n99,5,1,7/\n");

  assert_status (info, "ok");
  g_assert_cmpuint (info->report->skipped, ==, 1);
  assert_status (loan, "warn");
  assert_status (test, "warn");
  g_assert_cmpuint (loan->rows->len + test->rows->len + info->rows->len, ==, 0);
}

static void
test_a_missing_statement_is_told (void)
{
  g_autoptr (AeqTestRead) read =
      read_bai ("01,A,B,261119,,1,,,2/\n02,B,A,1,261117,,USD/\n03,1,,010,5,,,015,5,,/\n49,10,2/\n98,10,1,4/\n"
                "02,B,A,1,261119,,USD/\n03,1,,010,7,,,015,7,,/\n49,14,2/\n98,14,1,4/\n99,24,2,10/\n");

  assert_status (read, "warn");
  assert_column (read, "opening_balance", "0.05");
  assert_column (read, "closing_balance", "0.07");
  g_assert_true (aeq_test_read_says (read, "one may be missing"));
}

static void
test_what_cannot_be_read_is_refused_with_its_place (void)
{
  static const struct
  {
    const char *text;
    guint64     line;
    const char *field;
  } CASES[] = {
    { HEAD "03,1,USD/\n16,195,x5,,,,/\n", 4, "amount" },
    { HEAD "03,1,USD/\n16,19x,5,,,,/\n", 4, "type" },
    { HEAD "03,1,USD/\n16,195,5,Q,,,/\n", 4, "funds type" },
    { HEAD "03,1,USD/\n16,195,5,V,261331,,,,/\n", 4, "value date" },
    { HEAD "03,1,XXQ/\n49,0,2/\n", 3, "currency" },
    { HEAD "03,,USD/\n49,0,2/\n", 3, "account" },
    { HEAD "16,195,5,,,,/\n", 3, "record" },
    { HEAD "03,1,USD/\nnonsense\n", 4, "record" },
    { HEAD "03,1,USD/\n16,195,99999999999999999999,,,,/\n", 4, "amount" },
    { "01,A,B,261319,,1,,,2/\n", 1, "file creation date" },
    { "01,A,B,,,1,,,2/\n02,A,B,1,,,USD/\n", 2, "as-of date" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (AeqTestRead) read = read_bai (CASES[i].text);

      assert_status (read, "reject");
      g_assert_error (read->error, AEQ_ERROR, AEQ_ERROR_INVALID);
      g_assert_cmpuint (aeq_error_get_line (read->error), ==, CASES[i].line);
      g_assert_cmpstr (aeq_error_get_field (read->error), ==, CASES[i].field);
      g_assert_cmpstr (aeq_error_get_file (read->error), ==, "test.txt");
    }
}

static void
test_the_content_tells_the_format (void)
{
  static const struct
  {
    const char *text;
    const char *format;
  } CASES[] = {
    { HEAD, "bai2" },
    { "\r\n\r\n01,A,B/\r\n\r\n02,B,A/\r\n", "bai2" },
    { "$$ADD ID=X\n01,A,B\n88,1/\n", "bai2" },
    { "01,2026-01-02,5.00\n03,2026-01-03,6.00\n", "csv" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (CASES[i].text, strlen (CASES[i].text));
      g_autoptr (AeqInput) input = aeq_input_new_for_bytes ("x", bytes);

      g_assert_cmpstr (aeq_import_detect_format (input, NULL), ==, CASES[i].format);
    }
}

static void
test_utf16_is_known_by_its_content (void)
{
  gsize length;
  g_autofree char *wide = g_convert (HEAD "03,1,USD/\n16,195,5,,,,M\303\274ller/\n49,5,3/\n98,5,1,5/\n99,5,1,7/\n", -1, "UTF-16",
                                     "UTF-8", NULL, &length, NULL);
  g_autoptr (AeqTestRead) read = aeq_test_read_format (NULL, wide, (gssize)length, NULL);

  g_assert_no_error (read->error);
  g_assert_cmpuint (read->report->transactions, ==, 1);
  g_assert_nonnull (strstr (aeq_test_read_row (read, 0), "M\303\274ller"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/bai2/a-day-that-ties", test_a_day_that_ties);
  g_test_add_func ("/import/bai2/what-does-not-tie-is-a-warning", test_what_does_not_tie_is_a_warning);
  g_test_add_func ("/import/bai2/funds-types-give-the-value-date", test_funds_types_give_the_value_date);
  g_test_add_func ("/import/bai2/parts-that-do-not-sum-are-told", test_parts_that_do_not_sum_are_told);
  g_test_add_func ("/import/bai2/the-open-field-decides-a-continuation", test_the_open_field_decides_a_continuation);
  g_test_add_func ("/import/bai2/digits-are-the-currencys", test_digits_are_the_currencys);
  g_test_add_func ("/import/bai2/other-types-tests-and-deletions-are-left-out",
                   test_other_types_tests_and_deletions_are_left_out);
  g_test_add_func ("/import/bai2/a-missing-statement-is-told", test_a_missing_statement_is_told);
  g_test_add_func ("/import/bai2/what-cannot-be-read-is-refused", test_what_cannot_be_read_is_refused_with_its_place);
  g_test_add_func ("/import/bai2/the-content-tells-the-format", test_the_content_tells_the_format);
  g_test_add_func ("/import/bai2/utf16-is-known-by-its-content", test_utf16_is_known_by_its_content);
  return g_test_run ();
}
