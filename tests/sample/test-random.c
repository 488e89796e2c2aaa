/* SPDX-License-Identifier: MIT */
#include "aeq-sample-random.h"

#include <math.h>

#define DRAWS 200000

/* Pins the sequence: a change of it would change every sample desk. */
static void
test_sequence_is_pinned (void)
{
  AeqSampleRandom random = { { 1, 2, 3, 4 } };

  /* The first outputs of the reference implementation of xoshiro256** from this state. */
  g_assert_cmpuint (aeq_rng_next (&random), ==, 11520);
  g_assert_cmpuint (aeq_rng_next (&random), ==, 0);
  g_assert_cmpuint (aeq_rng_next (&random), ==, 1509978240);
  g_assert_cmpuint (aeq_rng_next (&random), ==, G_GUINT64_CONSTANT (1215971899390074240));
}

static void
test_purposes_are_apart (void)
{
  AeqSampleRandom a, b, again;

  aeq_sample_random_init (&a, 7, 'A');
  aeq_sample_random_init (&again, 7, 'A');
  aeq_sample_random_init (&b, 7, 'B');
  for (int i = 0; i < 10; i++)
    {
      guint64 value = aeq_rng_next (&a);

      g_assert_cmpuint (value, ==, aeq_rng_next (&again));
      g_assert_cmpuint (value, !=, aeq_rng_next (&b));
    }
}

static void
test_exponential_is_close (void)
{
  for (double x = -39.9; x < 40.0; x += 0.137)
    g_assert_cmpfloat (fabs (aeq_sample_exp (x) / exp (x) - 1.0), <, 1e-12);
  g_assert_cmpfloat (aeq_sample_exp (0.0), ==, 1.0);
}

static void
test_normal_has_its_moments (void)
{
  AeqSampleRandom random;
  double sum = 0.0, squares = 0.0;

  aeq_sample_random_init (&random, 1, 'N');
  for (int i = 0; i < DRAWS; i++)
    {
      double draw = aeq_sample_random_normal (&random);

      g_assert_cmpfloat (fabs (draw), <=, 6.0);
      sum += draw;
      squares += draw * draw;
    }
  g_assert_cmpfloat (fabs (sum / DRAWS), <, 0.01);
  g_assert_cmpfloat (fabs (squares / DRAWS - 1.0), <, 0.02);
}

static void
test_poisson_has_its_mean (void)
{
  static const double MEANS[] = { 0.3, 4.0, 11.9, 12.0, 40.0, 300.0 };
  AeqSampleRandom random;

  aeq_sample_random_init (&random, 2, 'P');
  g_assert_cmpuint (aeq_sample_random_poisson (&random, 0.0), ==, 0);
  g_assert_cmpuint (aeq_sample_random_poisson (&random, -3.0), ==, 0);
  for (guint m = 0; m < G_N_ELEMENTS (MEANS); m++)
    {
      double sum = 0.0;

      for (int i = 0; i < 20000; i++)
        sum += aeq_sample_random_poisson (&random, MEANS[m]);
      g_assert_cmpfloat (fabs (sum / 20000 - MEANS[m]), <, 0.05 * sqrt (MEANS[m]) + 0.01);
    }
}

static void
test_below_stays_below (void)
{
  AeqSampleRandom random;
  guint seen[7] = { 0 };

  aeq_sample_random_init (&random, 3, 'U');
  for (int i = 0; i < 7000; i++)
    seen[aeq_rng_below (&random, 7)]++;
  for (int i = 0; i < 7; i++)
    g_assert_cmpuint (seen[i], >, 800);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample/random/sequence-is-pinned", test_sequence_is_pinned);
  g_test_add_func ("/sample/random/purposes-are-apart", test_purposes_are_apart);
  g_test_add_func ("/sample/random/exponential-is-close", test_exponential_is_close);
  g_test_add_func ("/sample/random/normal-has-its-moments", test_normal_has_its_moments);
  g_test_add_func ("/sample/random/poisson-has-its-mean", test_poisson_has_its_mean);
  g_test_add_func ("/sample/random/below-stays-below", test_below_stays_below);
  return g_test_run ();
}
