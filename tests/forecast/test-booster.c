/* SPDX-License-Identifier: MIT */
#include "aeq-booster.h"
#include "aeq-error.h"
#include "aeq-parallel.h"
#include "aeq-rng.h"
#include "aeq-test.h"

#include <math.h>

#define ROWS 3000
#define COLUMNS 4

static void
make_rows (float *x, float *y, guint64 seed)
{
  AeqRng rng;

  aeq_rng_init (&rng, seed);
  for (int i = 0; i < ROWS; i++)
    {
      for (int k = 0; k < COLUMNS; k++)
        x[i * COLUMNS + k] = (float) aeq_rng_normal (&rng);
      /* Skewed noise: its mean is 1, its median ln 2. */
      y[i] = (float) (2 * (x[i * COLUMNS] > 0) - log (1 - aeq_rng_uniform (&rng)));
    }
}

static AeqBooster *
train (const float *x, const float *y, AeqLoss loss, guint rounds, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqMatrix) matrix = aeq_matrix_new (x, ROWS, COLUMNS, error);
  AeqBoosterParams params = { .loss = loss, .rounds = rounds, .depth = 3, .eta = .1, .min_child_weight = 20,
                              .lambda = 1, .subsample = .8, .colsample = .8, .seed = 7 };

  return matrix != NULL ? aeq_booster_train (matrix, y, NULL, &params, NULL, cancellable, error) : NULL;
}

static void
test_median_and_mean_of_skewed_noise (void)
{
  g_autofree float *x = g_new (float, ROWS * COLUMNS);
  g_autofree float *y = g_new (float, ROWS);
  const float ask[2 * COLUMNS] = { 1, 0, 0, 0, -1, 0, 0, 0 };
  g_autoptr(GError) error = NULL;
  float out[2];

  make_rows (x, y, 1);
  for (int loss = 0; loss < 2; loss++)
    {
      g_autoptr(AeqBooster) booster = train (x, y, loss ? AEQ_LOSS_SQUARED : AEQ_LOSS_ABSOLUTE, 120, NULL, &error);

      g_assert_no_error (error);
      g_assert_true (aeq_booster_predict (booster, ask, 2, COLUMNS, out, &error));
      g_assert_cmpfloat_with_epsilon (out[0], 2 + (loss ? 1 : G_LN2), .25);
      g_assert_cmpfloat_with_epsilon (out[1], loss ? 1 : G_LN2, .25);
    }
}

/* Enough rows that two threads are really used. */
#define MANY_ROWS 21000

static GBytes *
train_many (guint threads)
{
  g_autofree float *x = g_new (float, MANY_ROWS * COLUMNS);
  g_autofree float *y = g_new (float, MANY_ROWS);
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqMatrix) matrix = NULL;
  g_autoptr(AeqBooster) booster = NULL;
  AeqBoosterParams params = { .loss = AEQ_LOSS_ABSOLUTE, .rounds = 8, .depth = 4, .eta = .1, .min_child_weight = 5,
                              .lambda = 1, .subsample = .8, .colsample = .8, .seed = 7 };

  for (int i = 0; i < MANY_ROWS / ROWS; i++)
    make_rows (x + i * ROWS * COLUMNS, y + i * ROWS, (guint64) i);
  aeq_parallel_set_threads (threads);
  matrix = aeq_matrix_new (x, MANY_ROWS, COLUMNS, &error);
  booster = aeq_booster_train (matrix, y, NULL, &params, NULL, NULL, &error);
  aeq_parallel_set_threads (0);
  g_assert_no_error (error);
  return aeq_booster_save (booster, &error);
}

static void
test_same_bytes_whatever_the_threads (void)
{
  g_autoptr(GBytes) one = train_many (1);
  g_autoptr(GBytes) two = train_many (2);
  g_autoptr(GBytes) again = train_many (2);

  g_assert_true (g_bytes_equal (one, two));
  g_assert_true (g_bytes_equal (two, again));
}

static void
test_saved_and_loaded_says_the_same (void)
{
  g_autofree float *x = g_new (float, ROWS * COLUMNS);
  g_autofree float *y = g_new (float, ROWS);
  g_autofree float *a = g_new (float, ROWS);
  g_autofree float *b = g_new (float, ROWS);
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqBooster) booster = NULL, loaded = NULL;
  g_autoptr(GBytes) bytes = NULL;

  make_rows (x, y, 3);
  booster = train (x, y, AEQ_LOSS_SQUARED, 20, NULL, &error);
  g_assert_no_error (error);
  bytes = aeq_booster_save (booster, &error);
  loaded = aeq_booster_load (bytes, &error);
  g_assert_no_error (error);
  g_assert_true (aeq_booster_predict (booster, x, ROWS, COLUMNS, a, &error));
  g_assert_true (aeq_booster_predict (loaded, x, ROWS, COLUMNS, b, &error));
  g_assert_cmpmem (a, ROWS * sizeof (float), b, ROWS * sizeof (float));
}

static void
test_contributions_sum_to_the_forecast (void)
{
  g_autofree float *x = g_new (float, ROWS * COLUMNS);
  g_autofree float *y = g_new (float, ROWS);
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqBooster) booster = NULL;
  float shap[10 * (COLUMNS + 1)], out[10];

  make_rows (x, y, 4);
  booster = train (x, y, AEQ_LOSS_ABSOLUTE, 60, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (aeq_booster_predict (booster, x, 10, COLUMNS, out, &error));
  g_assert_true (aeq_booster_explain (booster, x, 10, COLUMNS, shap, &error));
  for (int i = 0; i < 10; i++)
    {
      double sum = 0;

      for (int k = 0; k <= COLUMNS; k++)
        sum += shap[i * (COLUMNS + 1) + k];
      g_assert_cmpfloat_with_epsilon (sum, out[i], 1e-4);
    }
}

static void
test_a_fold_of_no_weight_teaches_nothing (void)
{
  g_autofree float *x = g_new (float, ROWS * COLUMNS);
  g_autofree float *y = g_new (float, ROWS);
  g_autofree float *weight = g_new (float, ROWS);
  g_autofree float *fitted = g_new (float, ROWS);
  g_autofree float *other = g_new (float, ROWS);
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqMatrix) matrix = NULL;
  AeqBoosterParams params = { .loss = AEQ_LOSS_ABSOLUTE, .rounds = 20, .depth = 3, .eta = .1, .min_child_weight = 5,
                              .lambda = 1, .subsample = 1, .colsample = 1, .seed = 7 };

  make_rows (x, y, 5);
  matrix = aeq_matrix_new (x, ROWS, COLUMNS, &error);
  for (int i = 0; i < ROWS; i++)
    weight[i] = i % 3 == 0 ? 0 : 1;
  aeq_booster_free (aeq_booster_train (matrix, y, weight, &params, fitted, NULL, &error));
  g_assert_no_error (error);
  for (int i = 0; i < ROWS; i += 3)
    y[i] = 1e6;
  aeq_booster_free (aeq_booster_train (matrix, y, weight, &params, other, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (fitted, ROWS * sizeof (float), other, ROWS * sizeof (float));
}

static gpointer
cancel_now (gpointer data)
{
  g_cancellable_cancel (data);
  return NULL;
}

/* A million rounds would take minutes: that the call comes back at all, and as cancelled, is the answer. */
static void
test_cancel_ends_the_training (void)
{
  g_autofree float *x = g_new (float, ROWS * COLUMNS);
  g_autofree float *y = g_new (float, ROWS);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  GThread *thread;

  make_rows (x, y, 6);
  thread = g_thread_new ("cancel", cancel_now, cancellable);
  g_assert_null (train (x, y, AEQ_LOSS_ABSOLUTE, 1000000, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

static void
test_bad_input_is_an_error (void)
{
  const float nothing[1] = { 0 };
  g_autoptr(GBytes) junk = g_bytes_new_static ("AEQB1\n12345678not a model at all", 30);
  g_autoptr(GBytes) text = g_bytes_new_static ("hello", 5);
  g_autoptr(GError) error = NULL;

  g_assert_null (aeq_matrix_new (nothing, 0, 4, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (aeq_booster_load (text, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (aeq_booster_load (junk, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_FAILED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forecast/booster/median-mean", test_median_and_mean_of_skewed_noise);
  g_test_add_func ("/forecast/booster/threads", test_same_bytes_whatever_the_threads);
  g_test_add_func ("/forecast/booster/save-load", test_saved_and_loaded_says_the_same);
  g_test_add_func ("/forecast/booster/contributions", test_contributions_sum_to_the_forecast);
  g_test_add_func ("/forecast/booster/fold", test_a_fold_of_no_weight_teaches_nothing);
  g_test_add_func ("/forecast/booster/cancel", test_cancel_ends_the_training);
  g_test_add_func ("/forecast/booster/bad-input", test_bad_input_is_an_error);
  return g_test_run ();
}
