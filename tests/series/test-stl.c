/* SPDX-License-Identifier: MIT */
#include "aeq-loess.h"
#include "aeq-rng.h"
#include "aeq-stats.h"
#include "aeq-stl.h"
#include "aeq-test.h"

#include <math.h>

#define WEEKS 60
#define N (7 * WEEKS)

static const double SEASON[7] = { 3, -1, 0, 2, -4, 1, -1 };

/* A line, a season that sums to zero, and @noise. */
static void
make (double *values, double slope, double noise, guint64 seed)
{
  AeqRng rng;

  aeq_rng_init (&rng, seed);
  for (int i = 0; i < N; i++)
    values[i] = 50 + slope * i + SEASON[i % 7] + noise * aeq_rng_normal (&rng);
}

static void
test_a_line_stays_a_line (void)
{
  g_auto(AeqLoess) loess = { 0 };
  double y[40], out[42];

  for (int i = 0; i < 40; i++)
    y[i] = 7 - .5 * i;
  aeq_loess_init (&loess, 11, 1);
  aeq_loess_smooth (&loess, y, NULL, 40, 1, 1, out);
  for (int i = 0; i < 42; i++)
    g_assert_cmpfloat_with_epsilon (out[i], 7 - .5 * (i - 1), 1e-9);
}

static void
test_what_weighs_nothing_is_not_seen (void)
{
  g_auto(AeqLoess) loess = { 0 };
  double y[40], w[40], out[40];

  for (int i = 0; i < 40; i++)
    {
      w[i] = i % 5 == 2 ? 0 : 1;
      y[i] = w[i] > 0 ? 2 * i : 1e6;
    }
  aeq_loess_init (&loess, 9, 1);
  aeq_loess_smooth (&loess, y, w, 40, 1, 0, out);
  for (int i = 0; i < 40; i++)
    g_assert_cmpfloat_with_epsilon (out[i], 2 * i, 1e-6);
}

static void
test_fewer_values_than_the_window (void)
{
  g_auto(AeqLoess) loess = { 0 };
  const double y[] = { 1, 2, 3 }, none[] = { 0, 0, 0 };
  double out[3];

  aeq_loess_init (&loess, 21, 1);
  aeq_loess_smooth (&loess, y, NULL, 3, 1, 0, out);
  for (int i = 0; i < 3; i++)
    g_assert_cmpfloat_with_epsilon (out[i], y[i], 1e-9);
  aeq_loess_smooth (&loess, y, none, 3, 1, 0, out);
  for (int i = 0; i < 3; i++)
    g_assert_true (isfinite (out[i]));
}

/* Without noise the parts come out as they were put in, and always they add up. */
static void
test_the_parts_are_found (void)
{
  double values[N], season[N], trend[N];
  AeqStlParams params;

  make (values, .1, 0, 1);
  aeq_stl_params_init (&params, 7);
  params.robust = 0;
  g_assert_true (aeq_stl_decompose (&params, values, NULL, N, season, trend));
  for (int i = 0; i < N; i++)
    {
      g_assert_cmpfloat_with_epsilon (season[i], SEASON[i % 7], .02);
      g_assert_cmpfloat_with_epsilon (trend[i], 50 + .1 * i, .02);
    }
}

static void
test_a_season_sums_to_nothing (void)
{
  double values[N], season[N], trend[N];
  AeqStlParams params;

  make (values, .02, 1, 2);
  aeq_stl_params_init (&params, 7);
  aeq_stl_decompose (&params, values, NULL, N, season, trend);
  for (int i = 0; i + 7 <= N; i += 7)
    {
      double sum = 0;

      for (int k = 0; k < 7; k++)
        sum += season[i + k];
      g_assert_cmpfloat_with_epsilon (sum, 0, .15);
    }
  for (int k = 0; k < 7; k++)
    g_assert_cmpfloat_with_epsilon (season[N / 2 / 7 * 7 + k], SEASON[k], 1);
}

/* A tenth of the values is a hundred times too high: with robust passes the season hardly moves. */
static void
test_outliers_and_holes_do_no_harm (void)
{
  double values[N], season[N], trend[N], plain[N], worst[2] = { 0 };
  guint8 present[N];
  AeqStlParams params;

  make (values, 0, .1, 3);
  aeq_stl_params_init (&params, 7);
  for (int i = 0; i < N; i++)
    {
      present[i] = i % 13 != 5;
      if (i % 10 == 3)
        values[i] += 5000;
      if (!present[i])
        values[i] = -1e4;
    }
  for (int robust = 0; robust < 2; robust++)
    {
      params.robust = robust ? 5 : 0;
      aeq_stl_decompose (&params, values, present, N, robust ? season : plain, trend);
      for (int i = 70; i < N - 70; i++)
        worst[robust] = MAX (worst[robust], fabs ((robust ? season : plain)[i] - SEASON[i % 7]));
    }
  g_assert_cmpfloat (worst[1], <, .5);
  g_assert_cmpfloat (worst[0], >, 100);
}

static void
test_less_than_two_seasons_is_refused (void)
{
  double values[14] = { 0 }, season[14], trend[14];
  AeqStlParams params;

  aeq_stl_params_init (&params, 7);
  g_assert_false (aeq_stl_decompose (&params, values, NULL, 14, season, trend));
  params.period = 1;
  g_assert_false (aeq_stl_decompose (&params, values, NULL, 14, season, trend));
}

static void
test_a_constant_has_no_season (void)
{
  double values[N], season[N], trend[N];
  AeqStlParams params;

  for (int i = 0; i < N; i++)
    values[i] = 8;
  aeq_stl_params_init (&params, 7);
  g_assert_true (aeq_stl_decompose (&params, values, NULL, N, season, trend));
  for (int i = 0; i < N; i++)
    {
      g_assert_cmpfloat_with_epsilon (season[i], 0, 1e-9);
      g_assert_cmpfloat_with_epsilon (trend[i], 8, 1e-9);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series/loess/line", test_a_line_stays_a_line);
  g_test_add_func ("/series/loess/weights", test_what_weighs_nothing_is_not_seen);
  g_test_add_func ("/series/loess/few", test_fewer_values_than_the_window);
  g_test_add_func ("/series/stl/parts", test_the_parts_are_found);
  g_test_add_func ("/series/stl/sum", test_a_season_sums_to_nothing);
  g_test_add_func ("/series/stl/robust", test_outliers_and_holes_do_no_harm);
  g_test_add_func ("/series/stl/short", test_less_than_two_seasons_is_refused);
  g_test_add_func ("/series/stl/constant", test_a_constant_has_no_season);
  return g_test_run ();
}
