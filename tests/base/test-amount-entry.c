/* SPDX-License-Identifier: MIT */
#include "aeq-amount-entry.h"
#include "aeq-error.h"

#include <string.h>

static gboolean
parse (const char *text, const char *currency, AeqDecimal decimal, gint64 *minor, GError **error)
{
  return aeq_amount_entry_parse (text, aeq_currency_lookup (currency, -1), decimal, minor, error);
}

static void
test_what_is_typed_is_read_exactly (void)
{
  const struct { const char *text; const char *currency; AeqDecimal decimal; gint64 minor; } CASES[] = {
    { "1500", "USD", '.', 150000 },
    { " 1,234.50 ", "USD", '.', 123450 },
    { "1.234,50", "EUR", ',', 123450 },
    { "1 234,50", "EUR", ',', 123450 },
    { "1.5m", "USD", '.', 150000000 },
    { "1,5m", "EUR", ',', 150000000 },
    { "250k", "USD", '.', 25000000 },
    { "2bn", "JPY", '.', 2000000000 },
    { "(100)", "USD", '.', -10000 },
    { "-100", "JPY", '.', -100 },
    { "(1.5m)", "KWD", '.', G_GINT64_CONSTANT (-1500000000) },
    { "=1000-250", "USD", '.', 75000 },
    { "= 3 * (1.5m + 20k) ", "USD", '.', 456000000 },
    { "=-2*-3", "JPY", '.', 6 },
    { "=1,000.25+0.75", "USD", '.', 100100 },
    { "=0.5*0.5*4", "JPY", '.', 1 },
    { "=(((7)))", "USD", '.', 700 },
    { "=1+2*3-4", "JPY", '.', 3 },
    { "=0.1+0.2", "USD", '.', 30 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr(GError) error = NULL;
      gint64 minor = -1;

      parse (CASES[i].text, CASES[i].currency, CASES[i].decimal, &minor, &error);
      g_assert_no_error (error);
      g_assert_cmpint (minor, ==, CASES[i].minor);
    }
}

static void
assert_refused (const char *text, AeqError code, const char *part)
{
  g_autoptr(GError) error = NULL;
  gint64 minor;

  if (parse (text, "USD", '.', &minor, &error))
    g_error ("%s was read as %" G_GINT64_FORMAT, text, minor);
  g_assert_error (error, AEQ_ERROR, (int) code);
  if (strstr (error->message, part) == NULL)
    g_error ("%s: %s", text, error->message);
}

static void
test_what_cannot_be_read_is_refused_in_a_sentence (void)
{
  const char *const WRONG[] = { "abc",  "=",    "=1+", "=1 2", "=(1", "=1)", "=()",
                                "=1/3", "=1e5", "=*2", "1..2", "=k",  "1+1" };
  g_autoptr(GString) deep = g_string_new ("=");

  for (guint i = 0; i < G_N_ELEMENTS (WRONG); i++)
    assert_refused (WRONG[i], AEQ_ERROR_INVALID, "is not an amount");
  assert_refused ("", AEQ_ERROR_INVALID, "no amount");
  assert_refused ("1.234", AEQ_ERROR_INVALID, "more decimals");
  assert_refused ("=0.01*0.5", AEQ_ERROR_INVALID, "more decimals");
  for (int i = 0; i < 200; i++)
    g_string_append_c (deep, '(');
  assert_refused (deep->str, AEQ_ERROR_INVALID, "is not an amount");
  for (int i = 0; i < 200; i++)
    g_string_append (deep, "1+");
  assert_refused (deep->str, AEQ_ERROR_INVALID, "is not an amount");
}

static void
test_what_leaves_the_range_is_refused (void)
{
  assert_refused ("999999999999bn", AEQ_ERROR_OVERFLOW, "larger");
  assert_refused ("=900bn*900bn", AEQ_ERROR_OVERFLOW, "larger");
  assert_refused ("=900bn*900bn*900bn*900bn*900bn*900bn", AEQ_ERROR_OVERFLOW, "larger");
}

/* Sums of random amounts, in an order of their own, against whole numbers. */
static void
test_sums_are_exact (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20261122);

  for (int round = 0; round < 500; round++)
    {
      g_autoptr(GString) text = g_string_new ("=");
      g_autoptr(GError) error = NULL;
      gint64 expected = 0, minor;

      for (int i = 0, n = g_rand_int_range (rand, 1, 8); i < n; i++)
        {
          gint64 cents = g_rand_int_range (rand, 0, 100000000);
          gboolean minus = i > 0 && g_rand_boolean (rand);

          g_string_append_printf (text, "%s%" G_GINT64_FORMAT ".%02d",
                                  i == 0  ? ""
                                  : minus ? "-"
                                          : "+",
                                  cents / 100, (int)(cents % 100));
          expected += minus ? -cents : cents;
        }
      parse (text->str, "USD", '.', &minor, &error);
      g_assert_no_error (error);
      g_assert_cmpint (minor, ==, expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/amount-entry/exact", test_what_is_typed_is_read_exactly);
  g_test_add_func ("/base/amount-entry/refused", test_what_cannot_be_read_is_refused_in_a_sentence);
  g_test_add_func ("/base/amount-entry/range", test_what_leaves_the_range_is_refused);
  g_test_add_func ("/base/amount-entry/sums", test_sums_are_exact);
  return g_test_run ();
}
