/* SPDX-License-Identifier: MIT */
#include "aeq-rng.h"
#include "aeq-stats.h"
#include "aeq-test.h"

#include <math.h>
#include <string.h>

static void
test_missing_values_are_left_out (void)
{
  const double values[] = { 3, NAN, 1, 2, NAN };

  g_assert_cmpfloat (aeq_stats_mean (values, 5), ==, 2);
  g_assert_cmpfloat (aeq_stats_median (values, 5), ==, 2);
  g_assert_cmpfloat (aeq_stats_quantile (values, 5, 1), ==, 3);
  g_assert_true (isnan (aeq_stats_mean (values + 1, 1)));
  g_assert_true (isnan (aeq_stats_median (NULL, 0)));
}

static void
test_quantiles_interpolate (void)
{
  const double values[] = { 10, 20, 30, 40 };

  g_assert_cmpfloat_with_epsilon (aeq_stats_quantile (values, 4, .5), 25, 1e-12);
  g_assert_cmpfloat_with_epsilon (aeq_stats_quantile (values, 4, .1), 13, 1e-12);
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Lengths around every border of the sort: short, a run, several runs, beyond the stack. */
static void
test_long_and_short_windows_sort_alike (void)
{
  static const guint LENGTHS[] = { 0, 1, 2, 23, 24, 47, 48, 49, 50, 97, 600, 1000, 2047, 2048, 2049, 5000 };
  AeqRng rng;

  aeq_rng_init (&rng, 3);
  for (gsize k = 0; k < G_N_ELEMENTS (LENGTHS); k++)
    {
      guint n = LENGTHS[k];
      g_autofree double *values = g_new (double, n + 1);
      g_autofree double *expected = g_new (double, n + 1);

      for (guint i = 0; i <= n; i++)
        values[i] = expected[i] = i % 3 == 0 ? floor (4 * aeq_rng_uniform (&rng)) : aeq_rng_normal (&rng);
      qsort (expected, n, sizeof *expected, compare);
      aeq_stats_sort (values, n);
      g_assert_cmpmem (values, (n + 1) * sizeof *values, expected, (n + 1) * sizeof *expected);
    }
}

static void
test_normal_quantile_inverts_the_distribution (void)
{
  for (double p = .001; p < 1; p += .013)
    g_assert_cmpfloat_with_epsilon (aeq_stats_normal_cdf (aeq_stats_normal_quantile (p)), p, 1e-12);
  g_assert_cmpfloat_with_epsilon (aeq_stats_normal_quantile (.975), 1.959964, 1e-6);
}

static void
test_chi_squared_tail (void)
{
  g_assert_cmpfloat_with_epsilon (aeq_stats_chi2_1_tail (3.841459), .05, 1e-6);
  g_assert_cmpfloat (aeq_stats_chi2_1_tail (0), ==, 1);
}

static void
test_quantile_function_and_its_inverse (void)
{
  const double q[] = { -3, -2, -1.5, -.5, 0, .7, 1.6, 2.2, 3.5 };

  for (double u = .01; u < .99; u += .01)
    g_assert_cmpfloat_with_epsilon (aeq_quantiles_pit (q, aeq_quantiles_at (q, u)), u, 1e-9);
  g_assert_cmpfloat (aeq_quantiles_at (q, .5), ==, 0);
  g_assert_cmpfloat (aeq_quantiles_at (q, 0), >, -5);
  g_assert_cmpfloat (aeq_quantiles_pit (q, 100), ==, .995);
}

static void
test_same_seed_same_numbers (void)
{
  AeqRng a, b;

  aeq_rng_init (&a, 42);
  aeq_rng_init (&b, 42);
  for (int i = 0; i < 100; i++)
    g_assert_cmpuint (aeq_rng_next (&a), ==, aeq_rng_next (&b));
  aeq_rng_init (&b, 43);
  g_assert_cmpuint (aeq_rng_next (&a), !=, aeq_rng_next (&b));
  for (int i = 0; i < 1000; i++)
    g_assert_cmpuint (aeq_rng_below (&a, 7), <, 7);
}

/* Long and short, with many equals, already sorted and turned round: in order, and nothing lost. */
static void
test_sorting (void)
{
  static const gsize LENGTHS[] = { 0, 1, 2, 47, 48, 49, 50, 200, 5000 };

  for (guint k = 0; k < G_N_ELEMENTS (LENGTHS); k++)
    for (int kind = 0; kind < 4; kind++)
      {
        gsize n = LENGTHS[k];
        g_autofree double *values = g_new (double, n + 1);
        g_autofree float *floats = g_new (float, n + 1);
        g_autofree float *room = g_new (float, n + 1);
        double before = 0, after = 0;
        AeqRng rng;

        aeq_rng_init (&rng, n + (guint64) kind);
        for (gsize i = 0; i < n; i++)
          {
            const double by_kind[] = { aeq_rng_normal (&rng), aeq_rng_below (&rng, 5), i, -(double) i };

            values[i] = (float) by_kind[kind];
            floats[i] = (float) values[i];
            before += values[i];
          }
        aeq_stats_sort (values, n);
        aeq_stats_sort_floats (floats, n, room);
        for (gsize i = 0; i < n; i++)
          {
            after += values[i];
            g_assert_true (i == 0 || values[i - 1] <= values[i]);
            g_assert_cmpfloat (values[i], ==, floats[i]);
          }
        g_assert_cmpfloat_with_epsilon (before, after, 1e-6 * (1 + fabs (before)));
      }
}

static void
test_sorted_values_stay_so_when_one_comes_or_goes (void)
{
  static const float COMING[] = { 3, -1, 0, 3, -0.0f, 7, -1, 3, 1e-30f, -5 };
  float sorted[G_N_ELEMENTS (COMING)], expected[G_N_ELEMENTS (COMING)], room[G_N_ELEMENTS (COMING)];
  gsize n = G_N_ELEMENTS (COMING);

  for (gsize i = 0; i < n; i++)
    {
      aeq_stats_sorted_insert (sorted, i, COMING[i]);
      memcpy (expected, COMING, (i + 1) * sizeof *expected);
      aeq_stats_sort_floats (expected, i + 1, room);
      g_assert_cmpmem (sorted, (i + 1) * sizeof *sorted, expected, (i + 1) * sizeof *expected);
    }
  for (gsize i = 0; i < n; i++)
    {
      aeq_stats_sorted_remove (sorted, n - i, COMING[i]);
      memcpy (expected, COMING + i + 1, (n - i - 1) * sizeof *expected);
      aeq_stats_sort_floats (expected, n - i - 1, room);
      g_assert_cmpmem (sorted, (n - i - 1) * sizeof *sorted, expected, (n - i - 1) * sizeof *expected);
    }
}

static void
test_quantiles_of_many_are_those_of_the_sorted (void)
{
  double values[501], sorted[501];
  AeqRng rng;

  aeq_rng_init (&rng, 12);
  for (int i = 0; i < 501; i++)
    sorted[i] = values[i] = aeq_rng_normal (&rng);
  aeq_stats_sort (sorted, 501);
  for (double level = 0; level <= 1; level += .0625)
    g_assert_cmpfloat (aeq_stats_quantile (values, 501, level), ==, aeq_stats_quantile_sorted (sorted, 501, level));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series/stats/missing-left-out", test_missing_values_are_left_out);
  g_test_add_func ("/series/stats/quantiles-interpolate", test_quantiles_interpolate);
  g_test_add_func ("/series/stats/sorts", test_long_and_short_windows_sort_alike);
  g_test_add_func ("/series/stats/normal", test_normal_quantile_inverts_the_distribution);
  g_test_add_func ("/series/stats/chi-squared", test_chi_squared_tail);
  g_test_add_func ("/series/stats/quantile-function", test_quantile_function_and_its_inverse);
  g_test_add_func ("/series/rng/same-seed", test_same_seed_same_numbers);
  g_test_add_func ("/series/stats/sorting", test_sorting);
  g_test_add_func ("/series/stats/sorted", test_sorted_values_stay_so_when_one_comes_or_goes);
  g_test_add_func ("/series/stats/quantiles-of-many", test_quantiles_of_many_are_those_of_the_sorted);
  return g_test_run ();
}
