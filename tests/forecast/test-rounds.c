/* SPDX-License-Identifier: MIT */
#include "aeq-made-up.h"
#include "aeq-rng.h"
#include "aeq-steady-private.h"
#include "aeq-test.h"

#define DAYS 400
#define ROWS_A_DAY 5
#define ROWS (DAYS * ROWS_A_DAY)
#define COLUMNS 3
#define ROUNDS 300

typedef struct
{
  float        x[ROWS * COLUMNS];
  float        y[ROWS];
  AeqSteadyRow rows[ROWS];
} Made;

/* Five rows a day; what they say counts for @signal, noise for @noise. */
static Made *
make_rows (double signal, double noise)
{
  Made *self = g_new0 (Made, 1);
  AeqRng rng;

  aeq_rng_init (&rng, 11);
  for (guint32 i = 0; i < ROWS; i++)
    {
      for (int k = 0; k < COLUMNS; k++)
        self->x[i * COLUMNS + k] = (float) aeq_rng_normal (&rng);
      self->y[i] = (float) (signal * self->x[i * COLUMNS] + noise * aeq_rng_normal (&rng));
      self->rows[i] = (AeqSteadyRow) { 0, i / ROWS_A_DAY, i / ROWS_A_DAY + 1, 0, 0 };
    }
  return self;
}

static guint
rounds_for (const Made *made, double eta, guint days)
{
  g_autoptr(AeqTable) table = aeq_made_up_table (1, DAYS + 1, .2, 5);
  g_autoptr(AeqTimeline) timeline = aeq_timeline_new (table->dates, table->n, NULL, 5, NULL, 0, NULL);
  g_autoptr(AeqShape) shape = aeq_shape_new (timeline, table->values[0], DAYS);
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqMatrix) matrix = aeq_matrix_new (made->x, days * ROWS_A_DAY, COLUMNS, &error);
  AeqSteadySeries series = { shape, NULL, 0 };
  AeqBoosterParams params = { .loss = AEQ_LOSS_ABSOLUTE, .rounds = ROUNDS, .depth = 5, .eta = eta, .min_child_weight = 2,
                              .lambda = 1, .subsample = 1, .colsample = 1, .seed = 1 };

  g_assert_no_error (error);
  g_assert_true (aeq_steady_rounds (matrix, made->y, made->rows, &series, &params, NULL, &error));
  g_assert_no_error (error);
  return params.rounds;
}

static void
test_noise_stops_the_trees (void)
{
  g_autofree Made *noise = make_rows (0, 1);
  guint rounds = rounds_for (noise, .2, DAYS);

  g_assert_cmpuint (rounds, >, 0);
  g_assert_cmpuint (rounds, <, ROUNDS / 2);
  g_assert_cmpuint (rounds_for (noise, .2, DAYS), ==, rounds);
}

static void
test_what_still_helps_is_kept (void)
{
  g_autofree Made *signal = make_rows (3, .1);

  g_assert_cmpuint (rounds_for (signal, .01, DAYS), ==, ROUNDS);
}

/* Forty days leave eight to judge by: too few to stop anything. */
static void
test_little_time_stops_nothing (void)
{
  g_autofree Made *noise = make_rows (0, 1);

  g_assert_cmpuint (rounds_for (noise, .2, 40), ==, ROUNDS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forecast/rounds/noise", test_noise_stops_the_trees);
  g_test_add_func ("/forecast/rounds/signal", test_what_still_helps_is_kept);
  g_test_add_func ("/forecast/rounds/little-time", test_little_time_stops_nothing);
  return g_test_run ();
}
