/* SPDX-License-Identifier: MIT */
#include "aeq-accuracy.h"
#include "aeq-rng.h"
#include "aeq-test.h"

#include <math.h>

static void
test_wape_and_bias_by_hand (void)
{
  AeqTally tally = { 0 };

  aeq_tally_add_point (&tally, 100, 110);
  aeq_tally_add_point (&tally, 200, 180);
  aeq_tally_add_point (&tally, NAN, 180);
  g_assert_cmpuint (tally.n, ==, 2);
  g_assert_cmpfloat_with_epsilon (aeq_tally_wape (&tally), .1, 1e-12);
  g_assert_cmpfloat_with_epsilon (aeq_tally_bias (&tally), -10.0 / 300, 1e-12);
  g_assert_cmpfloat_with_epsilon (aeq_tally_smape (&tally), (200 * 10 / 210.0 + 200 * 20 / 380.0) / 2, 1e-12);
  g_assert_cmpfloat_with_epsilon (aeq_tally_mase (&tally, 30), .5, 1e-12);
}

static void
test_net_flows_divide_by_gross (void)
{
  const double q[] = { -4, -3, -2, -1, 0, 1, 2, 3, 4 };
  AeqTally tally = { 0 };

  aeq_tally_add (&tally, 5, q, 50);
  g_assert_cmpfloat_with_epsilon (aeq_tally_wape (&tally), .1, 1e-12);
}

static void
test_pinball_and_wql_by_hand (void)
{
  const double q[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
  AeqTally tally = { 0 };
  double sum = 0;

  g_assert_cmpfloat_with_epsilon (aeq_pinball (.9, 10, 8), 1.8, 1e-12);
  g_assert_cmpfloat_with_epsilon (aeq_pinball (.9, 8, 10), .2, 1e-12);
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    sum += aeq_pinball (AEQ_QUANTILE_LEVELS[i], 6.5, q[i]);
  aeq_tally_add (&tally, 6.5, q, 6.5);
  g_assert_cmpfloat_with_epsilon (aeq_tally_wql (&tally), 2 * sum / (9 * 6.5), 1e-12);
}

static void
test_intervals_count_and_cost (void)
{
  const double q[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
  AeqTally tally = { 0 };

  aeq_tally_add (&tally, 8.5, q, 8.5);
  g_assert_cmpfloat (aeq_tally_coverage (&tally, 3), ==, 1);
  g_assert_cmpfloat (aeq_tally_coverage (&tally, AEQ_INTERVAL_90), ==, 0);
  g_assert_cmpfloat_with_epsilon (aeq_tally_width (&tally, AEQ_INTERVAL_90), 6 / 8.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (aeq_interval_score (.1, 2, 8, 8.5), 6 + 20 * .5, 1e-12);
  g_assert_cmpfloat_with_epsilon (aeq_interval_score (.1, 2, 8, 1), 6 + 20 * 1, 1e-12);
}

static void
test_crps_of_samples_is_the_double_sum (void)
{
  double x[] = { 4, 1, 7, 2.5 };
  double y = 3, distance = 0, spread = 0;

  for (int i = 0; i < 4; i++)
    {
      distance += fabs (x[i] - y) / 4;
      for (int j = 0; j < 4; j++)
        spread += fabs (x[i] - x[j]) / 16;
    }
  g_assert_cmpfloat_with_epsilon (aeq_crps_samples (x, 4, y), distance - spread / 2, 1e-12);
}

/* CRPS of a standard normal at 0 is (sqrt(2) - 1) / sqrt(pi) = 0.2337. */
static void
test_crps_of_quantiles_is_near_the_closed_form (void)
{
  double q[AEQ_N_QUANTILES];

  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    q[i] = aeq_stats_normal_quantile (AEQ_QUANTILE_LEVELS[i]);
  g_assert_cmpfloat_with_epsilon (aeq_crps_quantiles (q, 0), .2337, .01);
}

static void
test_energy_score_of_one_step_is_the_crps (void)
{
  double x[] = { 4, 1, 7, 2.5 };
  const double y = 3;
  double energy = aeq_energy_score (x, 4, 1, &y);

  g_assert_cmpfloat_with_epsilon (energy, aeq_crps_samples (x, 4, y), 1e-12);
}

static void
test_kupiec (void)
{
  double p;

  /* 20 breaches in 250 at 5 %: LR = 3.91 by hand. */
  double expected = -2 * (230 * log (.95) + 20 * log (.05) - 230 * log (.92) - 20 * log (.08));

  g_assert_cmpfloat_with_epsilon (aeq_kupiec (250, 20, .05, &p), expected, 1e-9);
  g_assert_cmpfloat (p, <, .05);
  g_assert_cmpfloat_with_epsilon (aeq_kupiec (100, 5, .05, &p), 0, 1e-9);
  g_assert_cmpfloat (aeq_kupiec (100, 0, .05, NULL), >, 10);
}

static void
test_bands_and_runs (void)
{
  const guint8 inside[] = { 1, 1, 0, 0, 1, 1, 1, 1 };
  double lower, upper;

  aeq_binomial_band (99, .9, &lower, &upper);
  g_assert_cmpfloat_with_epsilon (upper - .9, .064, .002);
  g_assert_cmpfloat (lower, <, .9);
  g_assert_cmpfloat_with_epsilon (aeq_worst_run (inside, 8, 4), .5, 1e-12);
  g_assert_true (isnan (aeq_worst_run (inside, 8, 9)));
}

static void
test_uniform_levels_are_close_to_uniform (void)
{
  double pit[2000], share[10];
  AeqRng rng;

  aeq_rng_init (&rng, 1);
  for (int i = 0; i < 2000; i++)
    pit[i] = aeq_rng_uniform (&rng);
  g_assert_cmpfloat (aeq_pit_distance (pit, 2000), <, .03);
  aeq_pit_histogram (pit, 2000, 10, share);
  for (int b = 0; b < 10; b++)
    g_assert_cmpfloat_with_epsilon (share[b], .1, .03);
}

static void
test_skill_brier_and_mase (void)
{
  const double p[] = { .8, .1 };
  const gboolean o[] = { TRUE, FALSE };
  const double y[] = { 1, 2, 4, NAN, 5, 9 };

  g_assert_cmpfloat_with_epsilon (aeq_skill (3, 4), .25, 1e-12);
  g_assert_true (isnan (aeq_skill (3, 0)));
  g_assert_cmpfloat_with_epsilon (aeq_brier (p, o, 2), (.04 + .01) / 2, 1e-12);
  g_assert_cmpfloat_with_epsilon (aeq_mase_scale (y, 6, 2), (3 + 1) / 2.0, 1e-12);
}

static void
test_tallies_add_up (void)
{
  const double q[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
  AeqTally a = { 0 }, b = { 0 }, both = { 0 };

  aeq_tally_add (&a, 3, q, 3);
  aeq_tally_add (&b, 12, q, 12);
  aeq_tally_add (&both, 3, q, 3);
  aeq_tally_add (&both, 12, q, 12);
  aeq_tally_merge (&a, &b);
  g_assert_cmpmem (&a, sizeof a, &both, sizeof both);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series/accuracy/wape-bias", test_wape_and_bias_by_hand);
  g_test_add_func ("/series/accuracy/gross-basis", test_net_flows_divide_by_gross);
  g_test_add_func ("/series/accuracy/pinball-wql", test_pinball_and_wql_by_hand);
  g_test_add_func ("/series/accuracy/intervals", test_intervals_count_and_cost);
  g_test_add_func ("/series/accuracy/crps-samples", test_crps_of_samples_is_the_double_sum);
  g_test_add_func ("/series/accuracy/crps-quantiles", test_crps_of_quantiles_is_near_the_closed_form);
  g_test_add_func ("/series/accuracy/energy", test_energy_score_of_one_step_is_the_crps);
  g_test_add_func ("/series/accuracy/kupiec", test_kupiec);
  g_test_add_func ("/series/accuracy/bands-runs", test_bands_and_runs);
  g_test_add_func ("/series/accuracy/pit", test_uniform_levels_are_close_to_uniform);
  g_test_add_func ("/series/accuracy/skill-brier-mase", test_skill_brier_and_mase);
  g_test_add_func ("/series/accuracy/merge", test_tallies_add_up);
  return g_test_run ();
}
