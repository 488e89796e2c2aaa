/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-json.h"
#include "aeq-money.h"

typedef struct
{
  const char    *text;
  guint          exponent;
  AeqDecimal     decimal;
  AeqMoneyFlags  flags;
  AeqMoneyResult result;
  gint64         minor;
} Case;

static const Case CASES[] = {
  { "1234.56", 2, AEQ_DECIMAL_AUTO, 0, AEQ_MONEY_OK, 123456 },
  { "1,234.56", 2, AEQ_DECIMAL_AUTO, 0, AEQ_MONEY_OK, 123456 },
  { "1.234,56", 2, AEQ_DECIMAL_AUTO, 0, AEQ_MONEY_OK, 123456 },
  { "1'234.56", 2, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_OK, 123456 },
  { "1\xe2\x80\x99""234.56", 2, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_OK, 123456 },
  { "1 234,56", 2, AEQ_DECIMAL_COMMA, 0, AEQ_MONEY_OK, 123456 },
  { "1\xc2\xa0""234,56", 2, AEQ_DECIMAL_COMMA, 0, AEQ_MONEY_OK, 123456 },
  { "12,34,567.89", 2, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_OK, 123456789 },
  { "(1,234.50)", 2, AEQ_DECIMAL_AUTO, 0, AEQ_MONEY_OK, -123450 },
  { "1,234.50-", 2, AEQ_DECIMAL_AUTO, 0, AEQ_MONEY_OK, -123450 },
  { "-0.01", 2, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_OK, -1 },
  { "+31070,11", 2, AEQ_DECIMAL_AUTO, 0, AEQ_MONEY_OK, 3107011 },
  { "\xe2\x88\x92""5", 2, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_OK, -500 },
  { "5\xe2\x88\x92", 2, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_OK, -500 },
  { "-953.6", 2, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_OK, -95360 },
  { ".5", 2, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_OK, 50 },
  { "5.", 2, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_OK, 500 },
  { "627,89 EUR", 2, AEQ_DECIMAL_COMMA, 0, AEQ_MONEY_OK, 62789 },
  { "EUR 627,89", 2, AEQ_DECIMAL_COMMA, 0, AEQ_MONEY_OK, 62789 },
  { "$-1,000.00", 2, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_OK, -100000 },
  { "-$1,000.00", 2, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_OK, -100000 },
  { "\xe2\x82\xac 12.00", 2, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_OK, 1200 },
  { "1500", 0, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_OK, 1500 },
  { "1.500", 3, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_OK, 1500 },
  { "0.0001", 4, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_OK, 1 },
  { "0.123", 2, AEQ_DECIMAL_AUTO, AEQ_MONEY_ROUND, AEQ_MONEY_OK, 12 },
  { "0.125", 2, AEQ_DECIMAL_POINT, AEQ_MONEY_ROUND, AEQ_MONEY_OK, 12 },
  { "0.135", 2, AEQ_DECIMAL_POINT, AEQ_MONEY_ROUND, AEQ_MONEY_OK, 14 },
  { "0.12500001", 2, AEQ_DECIMAL_POINT, AEQ_MONEY_ROUND, AEQ_MONEY_OK, 13 },
  { "-0.125", 2, AEQ_DECIMAL_POINT, AEQ_MONEY_ROUND, AEQ_MONEY_OK, -12 },
  { "1.00", 0, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_OK, 1 },
  { "0.125", 2, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_DIGITS, 0 },
  { "1,234", 2, AEQ_DECIMAL_AUTO, 0, AEQ_MONEY_AMBIGUOUS, 0 },
  { "1.234", 2, AEQ_DECIMAL_AUTO, 0, AEQ_MONEY_AMBIGUOUS, 0 },
  { "1,234,567", 2, AEQ_DECIMAL_AUTO, 0, AEQ_MONEY_OK, 123456700 },
  { "1,2345", 2, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_MALFORMED, 0 },
  { "1.2.3", 2, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_MALFORMED, 0 },
  { "--1", 2, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_MALFORMED, 0 },
  { "(-1)", 2, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_MALFORMED, 0 },
  { "abc", 2, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_MALFORMED, 0 },
  { "12 apples", 2, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_MALFORMED, 0 },
  { "=1+1", 2, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_MALFORMED, 0 },
  { "  ", 2, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_EMPTY, 0 },
  { "", 2, AEQ_DECIMAL_AUTO, 0, AEQ_MONEY_EMPTY, 0 },
  { "-", 2, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_MALFORMED, 0 },
  { "1.5m", 2, AEQ_DECIMAL_POINT, AEQ_MONEY_SUFFIXES, AEQ_MONEY_OK, 150000000 },
  { "250k", 2, AEQ_DECIMAL_POINT, AEQ_MONEY_SUFFIXES, AEQ_MONEY_OK, 25000000 },
  { "2bn", 0, AEQ_DECIMAL_POINT, AEQ_MONEY_SUFFIXES, AEQ_MONEY_OK, G_GINT64_CONSTANT (2000000000) },
  { "-1.23456789k", 2, AEQ_DECIMAL_POINT, AEQ_MONEY_SUFFIXES, AEQ_MONEY_DIGITS, 0 },
  { "1.5m", 2, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_OK, 150 }, /* from a file "m" is only a mark behind the amount */
  { "92233720368547758.07", 2, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_OK, G_MAXINT64 },
  { "-92233720368547758.07", 2, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_OK, -G_MAXINT64 },
  { "92233720368547758.08", 2, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_OVERFLOW, 0 },
  { "123456789012345678901234567890", 2, AEQ_DECIMAL_POINT, 0, AEQ_MONEY_OVERFLOW, 0 },
};

static void
test_parse (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      const Case *c = &CASES[i];
      gint64 minor = 0;
      AeqMoneyResult result = aeq_money_parse (c->text, -1, c->exponent, c->decimal, c->flags, &minor, NULL);

      if (result != c->result || minor != c->minor)
        g_error ("\"%s\" gave %d, %" G_GINT64_FORMAT, c->text, result, minor);
    }
}

static void
test_rounding_is_reported (void)
{
  gint64 minor;
  gboolean rounded;

  g_assert_cmpint (aeq_money_parse ("1.2300", -1, 2, '.', AEQ_MONEY_ROUND, &minor, &rounded), ==, AEQ_MONEY_OK);
  g_assert_false (rounded);
  g_assert_cmpint (aeq_money_parse ("1.2301", -1, 2, '.', AEQ_MONEY_ROUND, &minor, &rounded), ==, AEQ_MONEY_OK);
  g_assert_true (rounded);
  g_assert_cmpint (minor, ==, 123);
}

static void
test_print_reads_back (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);
  char buffer[AEQ_MONEY_TEXT_SIZE + 8];

  for (int i = 0; i < 20000; i++)
    {
      guint64 bits = ((guint64) g_rand_int (rand) << 32 | g_rand_int (rand)) >> g_rand_int_range (rand, 1, 63);
      gint64 minor = i % 2 == 0 ? (gint64) bits : -(gint64) bits;
      guint exponent = (guint) g_rand_int_range (rand, 0, 5);
      gint64 back = 0;

      aeq_money_format (minor, exponent, buffer);
      g_assert_cmpint (aeq_money_parse (buffer, -1, exponent, '.', 0, &back, NULL), ==, AEQ_MONEY_OK);
      g_assert_cmpint (back, ==, minor);
      aeq_money_format_grouped (minor, exponent, buffer);
      g_assert_cmpint (aeq_money_parse (buffer, -1, exponent, '.', 0, &back, NULL), ==, AEQ_MONEY_OK);
      g_assert_cmpint (back, ==, minor);
    }
  g_assert_cmpstr (aeq_money_format (-120050, 2, buffer), ==, "-1200.50");
  g_assert_cmpstr (aeq_money_format (5, 3, buffer), ==, "0.005");
  g_assert_cmpstr (aeq_money_format (0, 0, buffer), ==, "0");
  g_assert_cmpstr (aeq_money_format_grouped (-123456789, 2, buffer), ==, "-1,234,567.89");
  g_assert_cmpstr (aeq_money_format (G_MININT64, 2, buffer), ==, "-92233720368547758.08");
}

static void
test_sums_are_checked (void)
{
  gint64 sum = 7;

  g_assert_true (aeq_money_add (G_MAXINT64 - 1, 1, &sum));
  g_assert_cmpint (sum, ==, G_MAXINT64);
  sum = 7;
  g_assert_false (aeq_money_add (G_MAXINT64, 1, &sum));
  g_assert_false (aeq_money_add (-G_MAXINT64, -2, &sum));
  g_assert_cmpint (sum, ==, 7);
}

static void
test_currencies (void)
{
  gsize n;
  const AeqCurrency *table = aeq_currency_table (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_assert_true (aeq_currency_lookup (table[i].code, -1) == &table[i]);
      g_assert_cmpint (table[i].exponent, <=, 4);
    }
  g_assert_cmpint (aeq_currency_lookup ("jpy", 3)->exponent, ==, 0);
  g_assert_cmpint (aeq_currency_lookup ("USD", -1)->exponent, ==, 2);
  g_assert_cmpint (aeq_currency_lookup ("KWD", -1)->exponent, ==, 3);
  g_assert_cmpint (aeq_currency_lookup ("CLF", -1)->exponent, ==, 4);
  g_assert_null (aeq_currency_lookup ("XXX", -1));
  g_assert_null (aeq_currency_lookup ("EURO", -1));
  g_assert_null (aeq_currency_lookup ("", -1));
  g_assert_null (aeq_currency_lookup (NULL, -1));
}

static void
test_json_writer (void)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(AeqJson) json = aeq_json_new (out);

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "a", "q\"\\\n\x01\xff");
  aeq_json_begin_array (json, "b");
  aeq_json_int (json, NULL, -1);
  aeq_json_double (json, NULL, 0.1);
  aeq_json_double (json, NULL, 1.0 / 0.0);
  aeq_json_end_array (json);
  aeq_json_money (json, "c", -120050, 2);
  aeq_json_boolean (json, "d", TRUE);
  aeq_json_end_object (json);
  g_assert_cmpstr (out->str, ==,
                   "{\"a\":\"q\\\"\\\\\\n\\u0001\xef\xbf\xbd\",\"b\":[-1,0.1,null],\"c\":\"-1200.50\",\"d\":true}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/money/parse", test_parse);
  g_test_add_func ("/base/money/rounding-is-reported", test_rounding_is_reported);
  g_test_add_func ("/base/money/print-reads-back", test_print_reads_back);
  g_test_add_func ("/base/money/sums-are-checked", test_sums_are_checked);
  g_test_add_func ("/base/money/currencies", test_currencies);
  g_test_add_func ("/base/json/writer", test_json_writer);
  return g_test_run ();
}
