/* SPDX-License-Identifier: MIT */
#include "aeq-mixture.h"
#include "aeq-test.h"

#include <math.h>

static void
weigh (const AeqMixture *mixture, double *weights)
{
  gboolean all[AEQ_N_CANDIDATES];

  for (int c = 0; c < AEQ_N_CANDIDATES; c++)
    all[c] = TRUE;
  aeq_mixture_weights (mixture, NULL, all, weights);
}

static void
test_the_better_candidate_is_found (void)
{
  AeqMixture mixture = { 0 };
  double weights[AEQ_N_CANDIDATES];
  const double loss[AEQ_N_CANDIDATES] = { 3, 2, .8, 3, 2, 2, 2, 2, 1.4 };

  for (int i = 0; i < 60; i++)
    aeq_mixture_add (&mixture, loss, 1, 1);
  weigh (&mixture, weights);
  g_assert_cmpfloat (weights[AEQ_BASELINE_MEDIAN], >, .9);
}

static void
test_it_changes_its_mind_within_weeks (void)
{
  AeqMixture mixture = { 0 };
  double weights[AEQ_N_CANDIDATES];
  const double calm[AEQ_N_CANDIDATES] = { 3, 2, 1.5, 3, 2, 2, 2, 2, 1 };
  const double shock[AEQ_N_CANDIDATES] = { 6, 4, 2, 6, 4, 4, 4, 4, 5 };

  for (int i = 0; i < 300; i++)
    aeq_mixture_add (&mixture, calm, 1, 1);
  weigh (&mixture, weights);
  g_assert_cmpfloat (weights[AEQ_CANDIDATE_MODEL], >, .9);
  for (int i = 0; i < 40; i++)
    aeq_mixture_add (&mixture, shock, 1, 1);
  weigh (&mixture, weights);
  g_assert_cmpfloat (weights[AEQ_BASELINE_MEDIAN], >, .9);
}

/* A hundred series that write into one: a day of theirs must not wipe out the days before. */
static void
test_many_series_share_a_long_memory (void)
{
  AeqMixture mixture = { 0 };
  double weights[AEQ_N_CANDIDATES];
  const double usual[AEQ_N_CANDIDATES] = { 3, 2, .8, 3, 2, 2, 2, 2, 1.4 };
  const double today[AEQ_N_CANDIDATES] = { 3, 2, 2.4, 3, 2, 2, 2, 2, 1.4 };

  for (int i = 0; i < 60 * 100; i++)
    aeq_mixture_add (&mixture, usual, 1, 100);
  for (int i = 0; i < 100; i++)
    aeq_mixture_add (&mixture, today, 1, 100);
  weigh (&mixture, weights);
  g_assert_cmpfloat (weights[AEQ_BASELINE_MEDIAN], >, .8);
}

static void
test_weights_sum_to_one_without_the_silent (void)
{
  AeqMixture mixture = { 0 };
  gboolean available[AEQ_N_CANDIDATES] = { TRUE, FALSE, TRUE, FALSE, TRUE, FALSE, TRUE, FALSE, FALSE };
  double weights[AEQ_N_CANDIDATES], sum = 0;

  aeq_mixture_weights (&mixture, NULL, available, weights);
  for (int c = 0; c < AEQ_N_CANDIDATES; c++)
    {
      if (!available[c])
        g_assert_cmpfloat (weights[c], ==, 0);
      sum += weights[c];
    }
  g_assert_cmpfloat_with_epsilon (sum, 1, 1e-12);
}

static void
test_perfect_candidates_share (void)
{
  AeqMixture mixture = { 0 };
  double weights[AEQ_N_CANDIDATES], sum = 0;
  const double loss[AEQ_N_CANDIDATES] = { 0 };

  aeq_mixture_add (&mixture, loss, 1, 1);
  weigh (&mixture, weights);
  for (int c = 0; c < AEQ_N_CANDIDATES; c++)
    {
      g_assert_true (isfinite (weights[c]));
      sum += weights[c];
    }
  g_assert_cmpfloat_with_epsilon (sum, 1, 1e-12);
}

/* Eight methods that are much alike do not outvote a model as good as they are by their number. */
static void
test_equals_share_between_model_and_plain_methods (void)
{
  AeqMixture mixture = { 0 };
  double weights[AEQ_N_CANDIDATES], loss[AEQ_N_CANDIDATES];

  for (int c = 0; c < AEQ_N_CANDIDATES; c++)
    loss[c] = 1;
  for (int i = 0; i < 200; i++)
    aeq_mixture_add (&mixture, loss, 1, 1);
  weigh (&mixture, weights);
  g_assert_cmpfloat_with_epsilon (weights[AEQ_CANDIDATE_MODEL], .5, .06);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forecast/mixture/better", test_the_better_candidate_is_found);
  g_test_add_func ("/forecast/mixture/changes", test_it_changes_its_mind_within_weeks);
  g_test_add_func ("/forecast/mixture/shared", test_many_series_share_a_long_memory);
  g_test_add_func ("/forecast/mixture/silent", test_weights_sum_to_one_without_the_silent);
  g_test_add_func ("/forecast/mixture/perfect", test_perfect_candidates_share);
  g_test_add_func ("/forecast/mixture/equals", test_equals_share_between_model_and_plain_methods);
  return g_test_run ();
}
