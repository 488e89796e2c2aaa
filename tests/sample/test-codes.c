/* SPDX-License-Identifier: MIT */
#include "aeq-sample-codes.h"

/* The examples of the standards themselves. */
static void
test_isin_check_digit (void)
{
  char isin[AEQ_SAMPLE_ISIN_SIZE];

  g_assert_cmpstr (aeq_sample_isin ("US037833100", isin), ==, "US0378331005");
  g_assert_cmpstr (aeq_sample_isin ("AU0000XVGZA", isin), ==, "AU0000XVGZA3");
  g_assert_cmpstr (aeq_sample_isin ("GB000263494", isin), ==, "GB0002634946");
}

static void
test_iban_check_digits (void)
{
  g_autofree char *britain = aeq_sample_iban ("GB", "WEST12345698765432");
  g_autofree char *germany = aeq_sample_iban ("DE", "370400440532013000");
  g_autofree char *switzerland = aeq_sample_iban ("CH", "00762011623852957");

  g_assert_cmpstr (britain, ==, "GB82WEST12345698765432");
  g_assert_cmpstr (germany, ==, "DE89370400440532013000");
  g_assert_cmpstr (switzerland, ==, "CH9300762011623852957");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample/codes/isin-check-digit", test_isin_check_digit);
  g_test_add_func ("/sample/codes/iban-check-digits", test_iban_check_digits);
  return g_test_run ();
}
