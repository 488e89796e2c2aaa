/* SPDX-License-Identifier: MIT */
#include "aeq-shock.h"
#include "aeq-test.h"

static void
test_margin_calls_multiply (void)
{
  const AeqFlowShare share = { AEQ_SHOCK_MARGIN_CALL, 0, .5 };
  const double in[] = { 0, 0 }, out[] = { 100, 200 };
  double net[] = { 0, 0 };

  g_assert_cmpfloat (aeq_shock_apply (aeq_shock_table_default ()->crisis, &share, 1, 60, in, out, 2, net), ==, 0);
  g_assert_cmpfloat (net[0], ==, -150);
  g_assert_cmpfloat (net[1], ==, -300);
}

static void
test_receipts_come_late_and_none_is_lost (void)
{
  const AeqFlowShare share = { AEQ_SHOCK_RECEIPT, 1, 0 };
  const double in[] = { 100, 50, 0, 0, 0, 10 }, out[6] = { 0 };
  double net[6] = { 0 }, carried, sum = 0;

  carried = aeq_shock_apply (aeq_shock_table_default ()->crisis, &share, 1, 60, in, out, 6, net);
  g_assert_cmpfloat (net[0], ==, -100);
  g_assert_cmpfloat (net[4], ==, 100);
  g_assert_cmpfloat (net[5], ==, 40);
  g_assert_cmpfloat (carried, ==, 10);
  for (int j = 0; j < 6; j++)
    sum += net[j];
  g_assert_cmpfloat (sum + carried, ==, 0);
}

static void
test_half_a_bucket_is_shared_out (void)
{
  const AeqFlowShare share = { AEQ_SHOCK_RECEIPT, 1, 0 };
  const double in[] = { 100, 0 }, out[] = { 0, 0 };
  double net[2] = { 0 };

  g_assert_cmpfloat (aeq_shock_apply (aeq_shock_table_default ()->elevated, &share, 1, 60, in, out, 2, net), ==, 0);
  g_assert_cmpfloat (net[0], ==, -50);
  g_assert_cmpfloat (net[1], ==, 50);
}

static void
test_names_go_there_and_back (void)
{
  for (int i = 0; i < AEQ_N_SHOCKS; i++)
    g_assert_cmpint (aeq_shock_category_find (aeq_shock_category_name ((AeqShockCategory) i)), ==, i);
  g_assert_cmpint (aeq_shock_category_find ("no such thing"), ==, AEQ_SHOCK_OTHER);
  g_assert_cmpint (aeq_shock_category_find (NULL), ==, AEQ_SHOCK_OTHER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forecast/shock/margin-calls", test_margin_calls_multiply);
  g_test_add_func ("/forecast/shock/late-receipts", test_receipts_come_late_and_none_is_lost);
  g_test_add_func ("/forecast/shock/half-bucket", test_half_a_bucket_is_shared_out);
  g_test_add_func ("/forecast/shock/names", test_names_go_there_and_back);
  return g_test_run ();
}
