/* SPDX-License-Identifier: MIT */
#include "aeq-accuracy.h"
#include "aeq-error.h"
#include "aeq-made-up.h"
#include "aeq-steady.h"
#include "aeq-test.h"

#include <math.h>

static const guint HORIZONS[] = { 1, 2, 3, 5 };

typedef struct
{
  AeqTable        *table;
  AeqTimeline     *timeline;
  AeqSteadySeries *series;
} Fixture;

static void
set_up (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  const gsize fit_row = 399;

  f->table = aeq_made_up_table (3, 430, .2, 5);
  f->timeline = aeq_timeline_new (f->table->dates, f->table->n, NULL, 5, NULL, 0, NULL);
  f->series = g_new0 (AeqSteadySeries, 3);
  for (guint s = 0; s < 3; s++)
    {
      f->series[s].shape = aeq_shape_new (f->timeline, f->table->values[s], fit_row);
      f->series[s].known_as = s;
    }
}

static void
tear_down (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  for (guint s = 0; s < 3; s++)
    aeq_shape_free ((AeqShape *) f->series[s].shape);
  g_free (f->series);
  aeq_timeline_unref (f->timeline);
  aeq_table_free (f->table);
}

static AeqSteady *
train_watched (Fixture *f, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  AeqSteadyParams params;

  aeq_steady_params_init (&params);
  params.rounds = 60;
  return aeq_steady_train (f->series, 3, 0, HORIZONS, G_N_ELEMENTS (HORIZONS), &params, progress, cancellable, error);
}

static AeqSteady *
train (Fixture *f, GCancellable *cancellable, GError **error)
{
  return train_watched (f, NULL, cancellable, error);
}

static void
test_quantiles_rise_and_cover (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqSteady) model = train (f, NULL, &error);
  AeqTally tally = { 0 };

  g_assert_no_error (error);
  for (guint t = 399; t < 425; t++)
    for (guint s = 0; s < 3; s++)
      {
        AeqSteadyRequest request = { s, t, t + 3 };
        double q[AEQ_N_QUANTILES];

        g_assert_true (aeq_steady_predict (model, f->series, &request, 1, q, &error));
        for (int i = 1; i < AEQ_N_QUANTILES; i++)
          g_assert_cmpfloat (q[i - 1], <=, q[i]);
        aeq_tally_add (&tally, f->table->values[s][t + 3], q, f->table->values[s][t + 3]);
      }
  g_assert_cmpfloat (aeq_tally_coverage (&tally, AEQ_INTERVAL_90), >, .8);
  /* Pure noise of 20 % leaves a mean error of 16 %. */
  g_assert_cmpfloat (aeq_tally_wape (&tally), <, .2);
}

static void
test_past_rows_were_not_seen (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqSteady) model = train (f, NULL, &error);
  gsize n;
  const AeqSteadyRow *rows = aeq_steady_rows (model, &n);
  AeqTally tally = { 0 };

  g_assert_cmpuint (n, >, 1000);
  for (gsize i = 0; i < n; i++)
    {
      double q[AEQ_N_QUANTILES], y = f->table->values[rows[i].series][rows[i].target];

      g_assert_cmpuint (rows[i].target, <=, 399);
      aeq_steady_row_quantiles (model, f->series[rows[i].series].shape, &rows[i], q);
      aeq_tally_add (&tally, y, q, y);
    }
  g_assert_cmpfloat_with_epsilon (aeq_tally_coverage (&tally, AEQ_INTERVAL_90), .9, .02);
  /* In-sample errors would be far below the noise's 16 %. */
  g_assert_cmpfloat (aeq_tally_wape (&tally), >, .14);
}

static void
test_explanation_sums_to_the_median (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqSteady) model = train (f, NULL, &error);
  AeqSteadyRequest request = { 1, 410, 413 };
  double groups[AEQ_N_GROUPS], base, q[AEQ_N_QUANTILES], sum;

  g_assert_true (aeq_steady_predict (model, f->series, &request, 1, q, &error));
  g_assert_true (aeq_steady_explain (model, f->series, &request, groups, &base, &error));
  sum = base;
  for (int g = 0; g < AEQ_N_GROUPS; g++)
    sum += groups[g];
  g_assert_cmpfloat_with_epsilon (sum / q[AEQ_MEDIAN_INDEX], 1, 1e-3);
}

static void
test_saved_and_loaded_says_the_same (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqSteady) model = train (f, NULL, &error);
  g_autoptr(GVariant) variant = g_variant_ref_sink (aeq_steady_save (model, &error));
  g_autoptr(AeqSteady) loaded = aeq_steady_load (variant, &error);
  AeqSteadyRequest request = { 2, 405, 410 };
  double a[AEQ_N_QUANTILES], b[AEQ_N_QUANTILES];

  g_assert_no_error (error);
  g_assert_true (aeq_steady_predict (model, f->series, &request, 1, a, &error));
  g_assert_true (aeq_steady_predict (loaded, f->series, &request, 1, b, &error));
  g_assert_cmpmem (a, sizeof a, b, sizeof b);
}

static void
test_cancelled_before_it_begins (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (train (f, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

typedef struct
{
  GCancellable *cancellable;
  guint         after; /* steps told of after it was cancelled */
} Watch;

static void
cancel_at_once (G_GNUC_UNUSED const char *step, double fraction, gpointer data)
{
  Watch *watch = data;

  watch->after += g_cancellable_is_cancelled (watch->cancellable);
  if (fraction > 0)
    g_cancellable_cancel (watch->cancellable);
}

/* Each round of boosting looks whether it was cancelled: after the word not one more booster is finished. */
static void
test_cancelled_between_two_boosters (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Watch watch = { cancellable, 0 };
  g_autoptr(AeqProgress) progress = aeq_progress_new (cancel_at_once, &watch);
  g_autoptr(GError) error = NULL;

  aeq_progress_set_steps (progress, "Learning", 1, NULL);
  g_assert_null (train_watched (f, progress, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (watch.after, ==, 0);
}

static void
test_little_history_is_told (void)
{
  g_autoptr(AeqTable) table = aeq_made_up_table (1, 30, .2, 5);
  g_autoptr(AeqTimeline) timeline = aeq_timeline_new (table->dates, table->n, NULL, 5, NULL, 0, NULL);
  g_autoptr(AeqShape) shape = aeq_shape_new (timeline, table->values[0], 29);
  g_autoptr(GError) error = NULL;
  AeqSteadySeries series = { shape, NULL, 0 };
  AeqSteadyParams params;

  aeq_steady_params_init (&params);
  g_assert_null (aeq_steady_train (&series, 1, 0, HORIZONS, 1, &params, NULL, NULL, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/forecast/steady/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("quantiles", test_quantiles_rise_and_cover);
  ADD ("past-rows", test_past_rows_were_not_seen);
  ADD ("explanation", test_explanation_sums_to_the_median);
  ADD ("save-load", test_saved_and_loaded_says_the_same);
  ADD ("cancel", test_cancelled_before_it_begins);
  ADD ("cancel-between", test_cancelled_between_two_boosters);
#undef ADD
  g_test_add_func ("/forecast/steady/little-history", test_little_history_is_told);
  return g_test_run ();
}
