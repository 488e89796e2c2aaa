/* SPDX-License-Identifier: MIT */
#include "aeq-arma.h"
#include "aeq-rng.h"
#include "aeq-test.h"
#include "aeq-theta.h"

#include <math.h>

#define N 2000

typedef struct
{
  double phi, theta, mean;
  gboolean sum; /* the running sum of the process */
} Process;

static void
make (const Process *process, double *x, guint64 seed)
{
  double w = 0, e = 0, sum = 0;
  AeqRng rng;

  aeq_rng_init (&rng, seed);
  for (int t = 0; t < N; t++)
    {
      double shock = aeq_rng_normal (&rng);

      w = process->phi * w + shock + process->theta * e;
      e = shock;
      sum += w;
      x[t] = process->sum ? sum : process->mean + w;
    }
}

/* Follows @x to its end. */
static AeqArmaState
follow (const AeqArma *model, const double *x, gsize n)
{
  AeqArmaState state;

  aeq_arma_start (model, &state, x[0]);
  for (gsize t = 1; t < n; t++)
    aeq_arma_step (model, &state, x[t]);
  return state;
}

static double
forecast (const AeqArma *model, const AeqArmaState *state, guint step)
{
  g_autofree double *weights = g_new (double, step * AEQ_ARMA_STATE);

  aeq_arma_weights (model, step, weights);
  return aeq_arma_forecast (model, state, weights, step);
}

/* What an infinite past says one step ahead, by its first three weights: coefficients of different (p, q) can mean the
 * same process. */
static void
response (const AeqArma *model, double psi[3])
{
  for (int k = 0; k < 3; k++)
    {
      psi[k] = k < (int) model->q ? model->theta[k] : 0;
      for (int i = 0; i <= k && i < (int) model->p; i++)
        psi[k] += model->phi[i] * (k - i > 0 ? psi[k - i - 1] : 1);
    }
}

static void
test_an_autoregression_is_recovered (void)
{
  const Process process = { .8, 0, 100, FALSE };
  double x[N], psi[3];
  AeqArma model;

  make (&process, x, 1);
  aeq_arma_fit (&model, x, N);
  response (&model, psi);
  g_assert_cmpuint (model.d, ==, 0);
  g_assert_cmpfloat_with_epsilon (psi[0], .8, .07);
  g_assert_cmpfloat_with_epsilon (psi[1], .64, .1);
  g_assert_cmpfloat_with_epsilon (model.sigma, 1, .05);
  g_assert_cmpfloat_with_epsilon (model.mean, 100, .6);
}

static void
test_a_moving_average_is_recovered (void)
{
  const Process process = { 0, .6, 0, FALSE };
  double x[N], psi[3];
  AeqArma model;

  make (&process, x, 2);
  aeq_arma_fit (&model, x, N);
  response (&model, psi);
  g_assert_cmpfloat_with_epsilon (psi[0], .6, .07);
  g_assert_cmpfloat_with_epsilon (psi[1], 0, .12);
}

static void
test_a_mixed_process_is_recovered (void)
{
  const Process process = { .7, -.4, 0, FALSE };
  double x[N], psi[3];
  AeqArma model;

  make (&process, x, 3);
  aeq_arma_fit (&model, x, N);
  response (&model, psi);
  g_assert_cmpfloat_with_epsilon (psi[0], .3, .07);
  g_assert_cmpfloat_with_epsilon (psi[1], .21, .1);
}

static void
test_a_running_sum_is_differenced (void)
{
  const Process process = { .5, 0, 0, TRUE };
  double x[N], psi[3];
  AeqArma model;

  make (&process, x, 4);
  aeq_arma_fit (&model, x, N);
  response (&model, psi);
  g_assert_cmpuint (model.d, ==, 1);
  g_assert_cmpfloat_with_epsilon (psi[0], .5, .07);
}

/* By weights or by stepping on without seeing: the same. */
static void
test_weights_say_what_steps_say (void)
{
  for (int kind = 0; kind < 2; kind++)
    {
      const Process process = { .7, .3, 20, kind == 1 };
      double x[N];
      AeqArmaState state, ahead;
      AeqArma model;

      make (&process, x, 5);
      aeq_arma_fit (&model, x, N);
      state = ahead = follow (&model, x, N);
      for (guint h = 1; h <= 30; h++)
        {
          aeq_arma_step (&model, &ahead, NAN);
          g_assert_cmpfloat_with_epsilon (forecast (&model, &state, h), model.mean + ahead.at[0], 1e-6);
        }
    }
}

static void
test_far_ahead_is_the_mean (void)
{
  const Process process = { .8, 0, 100, FALSE };
  double x[N];
  AeqArmaState state;
  AeqArma model;

  make (&process, x, 6);
  aeq_arma_fit (&model, x, N);
  state = follow (&model, x, N);
  g_assert_cmpfloat_with_epsilon (forecast (&model, &state, 300), model.mean, 1e-3);
}

static void
test_an_outlier_is_forgotten (void)
{
  const Process process = { .8, 0, 0, FALSE };
  double x[N];
  AeqArmaState state;
  AeqArma model;

  make (&process, x, 7);
  x[N / 2] = 1e9;
  aeq_arma_fit (&model, x, N);
  g_assert_cmpfloat (model.sigma, <, 1.3);
  state = follow (&model, x, N / 2 + 1);
  g_assert_cmpfloat (fabs (forecast (&model, &state, 1)), <, 10);
}

static void
test_little_and_constant_series_are_their_mean (void)
{
  const double few[] = { 4, 6, 5 };
  double same[100];
  AeqArmaState state;
  AeqArma model;

  aeq_arma_fit (&model, few, 3);
  state = follow (&model, few, 3);
  g_assert_cmpfloat (forecast (&model, &state, 2), ==, 5);
  for (int i = 0; i < 100; i++)
    same[i] = -3;
  aeq_arma_fit (&model, same, 100);
  state = follow (&model, same, 100);
  g_assert_cmpfloat (forecast (&model, &state, 9), ==, -3);
}

/* The line itself is followed to its end, and half its slope goes on: the theta method. */
static void
test_theta_goes_on_with_half_the_slope (void)
{
  double x[200];
  AeqTheta theta;

  for (int i = 0; i < 200; i++)
    x[i] = 10 + 3.0 * i;
  g_assert_cmpfloat (aeq_theta_alpha (x, 200), >, .9);
  aeq_theta_init (&theta, .99, x, 200);
  g_assert_cmpfloat_with_epsilon (theta.slope, 3, 1e-9);
  for (guint h = 1; h < 50; h++)
    g_assert_cmpfloat_with_epsilon (aeq_theta_forecast (&theta, h + 1) - aeq_theta_forecast (&theta, h), 1.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (aeq_theta_forecast (&theta, 1), x[199] + 1.5, .05);
}

static void
test_theta_of_noise_is_its_level (void)
{
  double x[400];
  AeqTheta theta;
  AeqRng rng;

  aeq_rng_init (&rng, 8);
  for (int i = 0; i < 400; i++)
    x[i] = 70 + aeq_rng_normal (&rng);
  aeq_theta_init (&theta, aeq_theta_alpha (x, 400), x, 400);
  g_assert_cmpfloat (theta.alpha, <, .1);
  g_assert_cmpfloat_with_epsilon (aeq_theta_forecast (&theta, 20), 70, .5);
}

static void
test_classical_season_sums_to_nothing (void)
{
  static const double SEASON[] = { 5, -2, -3, 0 };
  double x[80], season[4], sum = 0;

  for (int i = 0; i < 80; i++)
    x[i] = 20 + .5 * i + SEASON[i % 4];
  g_assert_true (aeq_classical_season (x, 80, 4, season));
  for (int i = 0; i < 4; i++)
    {
      g_assert_cmpfloat_with_epsilon (season[i], SEASON[i], 1e-9);
      sum += season[i];
    }
  g_assert_cmpfloat_with_epsilon (sum, 0, 1e-12);
  g_assert_false (aeq_classical_season (x, 8, 4, season));
}

static void
test_a_season_is_told_from_noise (void)
{
  double noise[300], week[300];
  AeqRng rng;

  aeq_rng_init (&rng, 9);
  for (int i = 0; i < 300; i++)
    {
      noise[i] = aeq_rng_normal (&rng);
      week[i] = noise[i] + (i % 5 == 0 ? 3 : 0);
    }
  g_assert_false (aeq_is_seasonal (noise, 300, 5));
  g_assert_true (aeq_is_seasonal (week, 300, 5));
}

/* On white noise the best level is the slowest, on a random walk a quick one. */
static void
test_the_level_is_as_quick_as_the_series (void)
{
  double noise[500], walk[500], sum = 0;
  AeqRng rng;

  aeq_rng_init (&rng, 10);
  for (int i = 0; i < 500; i++)
    {
      noise[i] = aeq_rng_normal (&rng);
      walk[i] = sum += noise[i];
    }
  g_assert_cmpfloat (aeq_level_alpha (noise, 500, 5), <, .1);
  g_assert_cmpfloat (aeq_level_alpha (walk, 500, 5), >, .4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series/arma/autoregression", test_an_autoregression_is_recovered);
  g_test_add_func ("/series/arma/moving-average", test_a_moving_average_is_recovered);
  g_test_add_func ("/series/arma/mixed", test_a_mixed_process_is_recovered);
  g_test_add_func ("/series/arma/difference", test_a_running_sum_is_differenced);
  g_test_add_func ("/series/arma/weights", test_weights_say_what_steps_say);
  g_test_add_func ("/series/arma/far-ahead", test_far_ahead_is_the_mean);
  g_test_add_func ("/series/arma/outlier", test_an_outlier_is_forgotten);
  g_test_add_func ("/series/arma/little", test_little_and_constant_series_are_their_mean);
  g_test_add_func ("/series/theta/half-slope", test_theta_goes_on_with_half_the_slope);
  g_test_add_func ("/series/theta/noise", test_theta_of_noise_is_its_level);
  g_test_add_func ("/series/theta/classical-season", test_classical_season_sums_to_nothing);
  g_test_add_func ("/series/theta/seasonal", test_a_season_is_told_from_noise);
  g_test_add_func ("/series/theta/level", test_the_level_is_as_quick_as_the_series);
  return g_test_run ();
}
