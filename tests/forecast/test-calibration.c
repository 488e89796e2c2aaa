/* SPDX-License-Identifier: MIT */
#include "aeq-calibration.h"
#include "aeq-rng.h"
#include "aeq-test.h"

/* Quantiles of a normal variable of the given spread. */
static void
normal (double spread, double *q)
{
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    q[i] = spread * aeq_stats_normal_quantile (AEQ_QUANTILE_LEVELS[i]);
}

/* Share of @n days inside the 90 % interval when the model believes in @believed and the truth is @spread. */
static double
coverage (AeqCalibration *calibration, AeqRng *rng, double believed, double spread, int n)
{
  int inside = 0;

  for (int t = 0; t < n; t++)
    {
      double raw[AEQ_N_QUANTILES], issued[AEQ_N_QUANTILES], y = spread * aeq_rng_normal (rng);

      normal (believed, raw);
      normal (believed, issued);
      aeq_calibration_apply (calibration, issued);
      for (int i = 1; i < AEQ_N_QUANTILES; i++)
        g_assert_cmpfloat (issued[i - 1], <=, issued[i]);
      inside += issued[1] <= y && y <= issued[7];
      aeq_calibration_learn (calibration, raw, issued, y);
    }
  return (double) inside / n;
}

static void
test_overconfidence_is_mended (void)
{
  AeqCalibration calibration;
  AeqRng rng;

  aeq_rng_init (&rng, 1);
  aeq_calibration_init (&calibration);
  coverage (&calibration, &rng, .6, 1, 200);
  g_assert_cmpfloat_with_epsilon (coverage (&calibration, &rng, .6, 1, 1000), .9, .03);
}

static void
test_timidity_is_mended (void)
{
  AeqCalibration calibration;
  AeqRng rng;

  aeq_rng_init (&rng, 2);
  aeq_calibration_init (&calibration);
  coverage (&calibration, &rng, 1.4, 1, 200);
  g_assert_cmpfloat_with_epsilon (coverage (&calibration, &rng, 1.4, 1, 1000), .9, .03);
}

static void
test_a_shock_is_followed (void)
{
  AeqCalibration calibration;
  AeqRng rng;

  aeq_rng_init (&rng, 3);
  aeq_calibration_init (&calibration);
  coverage (&calibration, &rng, 1, 1, 400);
  g_assert_cmpfloat (coverage (&calibration, &rng, 1, 2, 150), >, .78);
}

static void
test_nothing_before_there_is_enough (void)
{
  AeqCalibration calibration;
  double q[AEQ_N_QUANTILES], plain[AEQ_N_QUANTILES];

  aeq_calibration_init (&calibration);
  normal (1, q);
  normal (1, plain);
  for (int t = 0; t < AEQ_ACI_LEAST - 1; t++)
    aeq_calibration_learn (&calibration, plain, plain, 5);
  aeq_calibration_apply (&calibration, q);
  g_assert_cmpmem (q, sizeof q, plain, sizeof plain);
}

static void
test_widening_has_an_end (void)
{
  AeqCalibration calibration;
  double q[AEQ_N_QUANTILES], plain[AEQ_N_QUANTILES];

  aeq_calibration_init (&calibration);
  normal (1, q);
  normal (1, plain);
  for (int t = 0; t < 300; t++)
    aeq_calibration_learn (&calibration, plain, plain, 1e15);
  aeq_calibration_apply (&calibration, q);
  g_assert_cmpfloat (q[7] - q[1], <=, 3.001 * (plain[7] - plain[1]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forecast/calibration/overconfidence", test_overconfidence_is_mended);
  g_test_add_func ("/forecast/calibration/timidity", test_timidity_is_mended);
  g_test_add_func ("/forecast/calibration/shock", test_a_shock_is_followed);
  g_test_add_func ("/forecast/calibration/enough", test_nothing_before_there_is_enough);
  g_test_add_func ("/forecast/calibration/end", test_widening_has_an_end);
  return g_test_run ();
}
