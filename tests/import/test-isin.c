/* SPDX-License-Identifier: MIT */
#include "aeq-isin.h"
#include "aeq-test-read.h"

static void
test_check_digits (void)
{
  static const char *const GOOD[] = { "US0378331005", "DE0007164600", "GB0002634946", "XS0000000124" };
  static const char *const BAD[] = { "US0378331006", "us0378331005", "US037833100", "US03783310055", "12037833100A", "",
                                     "US037833100X" };

  for (gsize i = 0; i < G_N_ELEMENTS (GOOD); i++)
    g_assert_true (aeq_isin_is_valid (GOOD[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (BAD); i++)
    g_assert_false (aeq_isin_is_valid (BAD[i]));
  g_assert_false (aeq_isin_is_valid (NULL));
}

static void
test_positions_are_exact_and_checked (void)
{
  g_autoptr (AeqTestRead) read =
      aeq_test_read ("account,date,instrument,isin,quantity,price,currency,market_value\n"
                     "A,2026-03-02,Share,US0378331005,-1200.50,\"1,234.567\",USD,-1482098.18\n"
                     "A,2026-03-02,Share,US0378331006,1,1,USD,1\n"
                     "A,2026-03-02,Fund,,0.000000001,,USD,\n",
                     -1, NULL);

  g_assert_no_error (read->error);
  g_assert_cmpstr (aeq_test_read_row (read, 0), ==, "A|2026-03-02|Share|US0378331005|-1200.5|1234.567|-148209818");
  g_assert_cmpstr (aeq_test_read_row (read, 1), ==, "A|2026-03-02|Fund||0.000000001||0");
  g_assert_cmpuint (read->report->n_errors, ==, 1);
  g_assert_true (aeq_test_read_says (read, "check digit"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/isin/check-digits", test_check_digits);
  g_test_add_func ("/import/isin/positions-are-exact-and-checked", test_positions_are_exact_and_checked);
  return g_test_run ();
}
