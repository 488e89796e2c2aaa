/* SPDX-License-Identifier: MIT */
/* How amounts, shares and dates are written on screen. */
#include "aeq-screen-format.h"

#include "aeq-test.h"

static void
assert_amount (AeqNumberStyle numbers, AeqUnits units, gint64 minor, const char *currency, const char *expected)
{
  const AeqScreenFormat format = { numbers, AEQ_DATES_ISO, units };
  g_autofree char *text = aeq_screen_amount_as (&format, minor, aeq_currency_lookup (currency, -1));

  g_assert_cmpstr (text, ==, expected);
}

static void
marks_follow_the_style (void)
{
  assert_amount (AEQ_NUMBERS_COMMA_POINT, AEQ_UNITS_FULL, -123456789, "USD", "-1,234,567.89");
  assert_amount (AEQ_NUMBERS_POINT_COMMA, AEQ_UNITS_FULL, -123456789, "EUR", "-1.234.567,89");
  assert_amount (AEQ_NUMBERS_SPACE_COMMA, AEQ_UNITS_FULL, 123456789, "EUR", "1\u202f234\u202f567,89");
  assert_amount (AEQ_NUMBERS_QUOTE_POINT, AEQ_UNITS_FULL, 123456789, "CHF", "1\u2019234\u2019567.89");
  assert_amount (AEQ_NUMBERS_COMMA_POINT, AEQ_UNITS_FULL, 1234567, "JPY", "1,234,567");
  assert_amount (AEQ_NUMBERS_COMMA_POINT, AEQ_UNITS_FULL, 1234567, "KWD", "1,234.567");
}

static void
units_round_half_away_from_zero (void)
{
  assert_amount (AEQ_NUMBERS_COMMA_POINT, AEQ_UNITS_THOUSANDS, 1234567890, "USD", "12,345.7k");
  assert_amount (AEQ_NUMBERS_COMMA_POINT, AEQ_UNITS_THOUSANDS, 4999, "USD", "0.0k");
  assert_amount (AEQ_NUMBERS_COMMA_POINT, AEQ_UNITS_THOUSANDS, 5000, "USD", "0.1k");
  assert_amount (AEQ_NUMBERS_COMMA_POINT, AEQ_UNITS_THOUSANDS, -5000, "USD", "-0.1k");
  assert_amount (AEQ_NUMBERS_COMMA_POINT, AEQ_UNITS_MILLIONS, 1234567890, "USD", "12.35m");
  assert_amount (AEQ_NUMBERS_POINT_COMMA, AEQ_UNITS_MILLIONS, -4473517941, "JPY", "-4.473,52m");
}

static void
the_ends_of_the_range_are_written (void)
{
  assert_amount (AEQ_NUMBERS_COMMA_POINT, AEQ_UNITS_FULL, G_MAXINT64, "USD", "92,233,720,368,547,758.07");
  assert_amount (AEQ_NUMBERS_COMMA_POINT, AEQ_UNITS_MILLIONS, G_MININT64, "USD", "-92,233,720,368.55m");
  assert_amount (AEQ_NUMBERS_COMMA_POINT, AEQ_UNITS_THOUSANDS, G_MAXINT64, "JPY", "9,223,372,036,854,775.8k");
}

static void
shares_and_counts_are_written (void)
{
  const AeqScreenFormat format = { AEQ_NUMBERS_POINT_COMMA, AEQ_DATES_ISO, AEQ_UNITS_MILLIONS };
  const struct { double share; const char *text; } SHARES[] = {
    { 0, "0,0 %" }, { 0.0004, "< 0,1 %" }, { 0.019, "1,9 %" }, { 1, "100,0 %" },
  };
  g_autofree char *count = NULL, *exact = NULL, *date = NULL;

  aeq_screen_format_set (&format);
  for (guint i = 0; i < G_N_ELEMENTS (SHARES); i++)
    {
      g_autofree char *text = aeq_screen_share (SHARES[i].share);

      g_assert_cmpstr (text, ==, SHARES[i].text);
    }
  count = aeq_screen_count (1234567);
  exact = aeq_screen_amount_exact (1234567, aeq_currency_lookup ("EUR", -1));
  date = aeq_screen_date (aeq_date_from_ymd (2026, 11, 20));
  g_assert_cmpstr (count, ==, "1.234.567");
  g_assert_cmpstr (exact, ==, "12.345,67");
  g_assert_cmpstr (date, ==, "2026-11-20");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/screen-format/marks_follow_the_style", marks_follow_the_style);
  g_test_add_func ("/app/screen-format/units_round_half_away_from_zero", units_round_half_away_from_zero);
  g_test_add_func ("/app/screen-format/the_ends_of_the_range_are_written", the_ends_of_the_range_are_written);
  g_test_add_func ("/app/screen-format/shares_and_counts_are_written", shares_and_counts_are_written);
  return g_test_run ();
}
