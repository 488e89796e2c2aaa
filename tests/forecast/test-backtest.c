/* SPDX-License-Identifier: MIT */
#include "aeq-backtest.h"
#include "aeq-error.h"
#include "aeq-made-up.h"
#include "aeq-mixture.h"
#include "aeq-parallel.h"
#include "aeq-test.h"

#include <math.h>

static const guint HORIZONS[] = { 1, 5 };

static AeqBacktestSpec
rolling (const AeqTable *table)
{
  return (AeqBacktestSpec) {
    .table = table, .season = 5, .rolling = TRUE, .from = table->dates[300], .to = table->dates[table->n - 6],
    .horizons = HORIZONS, .n_horizons = 2, .refit_days = 60, .seed = 3,
  };
}

static void
add_prediction (const AeqPrediction *prediction, gpointer data)
{
  GArray *all = data;

  g_array_append_vals (all, prediction->quantiles, AEQ_N_QUANTILES);
}

static GArray *
predict (AeqBacktestSpec spec)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqBacktest) result = NULL;

  spec.on_prediction = add_prediction;
  spec.user_data = all;
  result = aeq_backtest_run (&spec, NULL, NULL, &error);
  g_assert_no_error (error);
  return all;
}

static void
test_better_than_naive_and_well_covered (void)
{
  g_autoptr(AeqTable) table = aeq_made_up_table (2, 560, .25, 11);
  AeqBacktestSpec spec = rolling (table);
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqBacktest) result = aeq_backtest_run (&spec, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (result->total.tally.n, >, 900);
  g_assert_cmpfloat (result->total.mase, <, .85);
  g_assert_cmpfloat_with_epsilon (aeq_tally_coverage (&result->total.tally, AEQ_INTERVAL_90), .9, .04);
  g_assert_cmpfloat_with_epsilon (aeq_tally_coverage (&result->total.tally, 0), .5, .08);
}

/* A window that holds every day has the scores of all. */
static void
test_a_window_is_scored_alike (void)
{
  g_autoptr(AeqTable) table = aeq_made_up_table (1, 360, .25, 24);
  AeqBacktestSpec spec = rolling (table);
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqBacktest) result = NULL;

  spec.has_window = TRUE;
  spec.window_from = table->dates[0];
  spec.window_to = table->dates[table->n - 1];
  result = aeq_backtest_run (&spec, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->window.tally.n, ==, result->total.tally.n);
  g_assert_cmpfloat (result->window.mase, >, 0);
  g_assert_cmpfloat_with_epsilon (result->window.mase, result->total.mase, 1e-12);
  for (gsize k = 0; k < result->n_horizons; k++)
    g_assert_cmpfloat (result->window_by_horizon[k].mase, ==, result->by_horizon[k].mase);
}

/* Two days of three without a movement: no ratio has a meaning there, and still nothing comes below zero. */
static void
test_what_was_never_negative_stays_so (void)
{
  g_autoptr(AeqTable) table = aeq_made_up_table (1, 400, .25, 23);
  AeqBacktestSpec spec = rolling (table);
  g_autoptr(GArray) all = NULL;

  for (gsize r = 0; r < table->n; r++)
    if (r * 7 % 3 != 0)
      table->values[0][r] = 0;
  all = predict (spec);
  g_assert_cmpuint (all->len, >, 0);
  for (guint i = 0; i < all->len; i++)
    g_assert_cmpfloat (g_array_index (all, double, i), >=, 0);
}

/* All values after the last origin of a block are changed, all forecasts of the block stay the same to the bit. */
static void
test_no_forecast_sees_the_future (void)
{
  g_autoptr(AeqTable) table = aeq_made_up_table (2, 380, .25, 12);
  AeqBacktestSpec spec = rolling (table);
  g_autoptr(GArray) before = NULL, after = NULL;
  const gsize cut = 330;

  spec.to = table->dates[cut];
  before = predict (spec);
  for (gsize s = 0; s < 2; s++)
    for (gsize r = cut + 1; r < table->n; r++)
      table->values[s][r] = r % 3 == 0 ? NAN : -1e6 * r;
  after = predict (spec);
  g_assert_cmpuint (before->len, ==, (cut - 300 + 1) * 2 * 2 * AEQ_N_QUANTILES);
  g_assert_cmpmem (before->data, before->len * sizeof (double), after->data, after->len * sizeof (double));
}

static void
test_same_seed_same_forecast (void)
{
  g_autoptr(AeqTable) table = aeq_made_up_table (1, 360, .25, 13);
  AeqBacktestSpec spec = rolling (table);
  g_autoptr(GArray) once = predict (spec);
  g_autoptr(GArray) again = predict (spec);

  g_assert_cmpmem (once->data, once->len * sizeof (double), again->data, again->len * sizeof (double));
}

static void
test_threads_change_nothing (void)
{
  g_autoptr(AeqTable) table = aeq_made_up_table (5, 360, .25, 18);
  AeqBacktestSpec spec = { .table = table, .season = 5, .tail = 20, .seed = 3 };
  g_autoptr(GArray) one = NULL;

  aeq_parallel_set_threads (1);
  one = predict (spec);
  for (guint threads = 2; threads <= 3; threads++)
    {
      g_autoptr(GArray) more = NULL;

      aeq_parallel_set_threads (threads);
      more = predict (spec);
      g_assert_cmpmem (one->data, one->len * sizeof (double), more->data, more->len * sizeof (double));
    }
  aeq_parallel_set_threads (0);
}

/* The columns turned round. */
static void
test_the_order_of_series_changes_nothing (void)
{
  g_autoptr(AeqTable) table = aeq_made_up_table (4, 360, .25, 19);
  AeqBacktestSpec spec = { .table = table, .season = 5, .tail = 20, .seed = 3 };
  g_autoptr(GArray) before = predict (spec), after = NULL;

  for (guint s = 0; s < 2; s++)
    {
      char *name = table->names[s];
      double *values = table->values[s];

      table->names[s] = table->names[3 - s];
      table->values[s] = table->values[3 - s];
      table->names[3 - s] = name;
      table->values[3 - s] = values;
    }
  after = predict (spec);
  g_assert_cmpmem (before->data, before->len * sizeof (double), after->data, after->len * sizeof (double));
}

/* All of them ran, their shares sum to one, and the issued forecast is not worse than most of them. */
static void
test_every_candidate_is_reported (void)
{
  g_autoptr(AeqTable) table = aeq_made_up_table (2, 420, .25, 20);
  AeqBacktestSpec spec = { .table = table, .season = 5, .tail = 20, .seed = 3 };
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqBacktest) result = aeq_backtest_run (&spec, NULL, NULL, &error);
  double weights = 0;
  guint worse = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (result->n_candidates, ==, AEQ_N_CANDIDATES);
  for (guint c = 0; c < result->n_candidates; c++)
    {
      const AeqBacktestCandidate *one = &result->candidates[c];

      g_assert_cmpstr (one->name, ==, aeq_candidate_name (c));
      g_assert_cmpuint (one->tally.n, ==, 40);
      weights += one->weight;
      worse += aeq_tally_wql (&one->tally) >= aeq_tally_wql (&result->total.tally);
    }
  g_assert_cmpfloat_with_epsilon (weights, 1, 1e-9);
  g_assert_cmpuint (worse, >, AEQ_N_CANDIDATES / 2);
}

static void
test_what_is_known_is_taken_as_it_is (void)
{
  g_autoptr(AeqTable) table = aeq_made_up_table (1, 400, .25, 14);
  g_autoptr(AeqTable) known = aeq_made_up_table (1, 400, .25, 14);
  AeqBacktestSpec spec = rolling (table);
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqBacktest) result = NULL;

  /* Everything but a tenth is known. */
  for (gsize r = 0; r < 400; r++)
    known->values[0][r] *= .9;
  spec.known = known;
  result = aeq_backtest_run (&spec, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (aeq_tally_wape (&result->total.tally), <, .035);
}

static AeqTable *
strange (int kind)
{
  AeqTable *table = aeq_made_up_table (1, 120, .25, 15);

  for (gsize r = 0; r < table->n; r++)
    {
      double *v = &table->values[0][r];

      switch (kind)
        {
        case 0:
          *v = 7;
          break;
        case 1:
          *v = 0;
          break;
        case 2:
          *v = NAN;
          break;
        case 3:
          *v = r == 5 ? 3 : NAN;
          break;
        case 4:
          *v *= 1e15;
          break;
        case 5:
          *v *= -1;
          break;
        case 6:
          *v = r % 2 ? 0 : *v;
          break;
        default:
          *v = r == 60 ? 1e300 : *v;
          break;
        }
    }
  return table;
}

static void
check_finite (const AeqPrediction *prediction, gpointer data)
{
  gboolean *any = data;

  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    g_assert_true (isfinite (prediction->quantiles[i]) || isnan (prediction->quantiles[i]));
  for (int i = 1; i < AEQ_N_QUANTILES && isfinite (prediction->quantiles[0]); i++)
    g_assert_cmpfloat (prediction->quantiles[i - 1], <=, prediction->quantiles[i]);
  *any = *any || isfinite (prediction->quantiles[4]);
}

static void
test_strange_series_are_forecast (void)
{
  for (int kind = 0; kind < 8; kind++)
    {
      g_autoptr(AeqTable) table = strange (kind);
      gboolean any = FALSE;
      AeqBacktestSpec spec = {
        .table = table, .tail = 10, .seed = 1, .on_prediction = check_finite, .user_data = &any
      };
      g_autoptr(GError) error = NULL;
      g_autoptr(AeqBacktest) result = aeq_backtest_run (&spec, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (result);
      g_assert_true (any == (kind != 2));
    }
}

static void
test_bad_questions_are_refused (void)
{
  g_autoptr(AeqTable) table = aeq_made_up_table (1, 20, .25, 16);
  AeqBacktestSpec none = { .table = table };
  AeqBacktestSpec all = { .table = table, .tail = 20 };
  AeqBacktestSpec outside = {
    .table = table, .rolling = TRUE, .from = 1, .to = 2, .horizons = HORIZONS, .n_horizons = 2
  };
  const guint falling[] = { 5, 1 };
  AeqBacktestSpec disorder = { .table = table, .rolling = TRUE, .from = table->dates[5], .to = table->dates[9],
                               .horizons = falling, .n_horizons = 2 };
  const AeqBacktestSpec *specs[] = { &none, &all, &outside, &disorder };

  for (guint i = 0; i < G_N_ELEMENTS (specs); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (aeq_backtest_run (specs[i], NULL, NULL, &error));
      g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
    }
}

static void
test_cancelled (void)
{
  g_autoptr(AeqTable) table = aeq_made_up_table (1, 400, .25, 17);
  AeqBacktestSpec spec = rolling (table);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (aeq_backtest_run (&spec, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

typedef struct
{
  GCancellable *cancellable;
  guint         calls;
} Cancelling;

static void
cancel_at_the_first (G_GNUC_UNUSED const AeqPrediction *prediction, gpointer data)
{
  Cancelling *self = data;

  self->calls++;
  g_cancellable_cancel (self->cancellable);
}

/* What was already worked out when somebody cancels is handed out; nothing is begun after it, no second training. */
static void
test_cancelled_between_two_trainings (void)
{
  g_autoptr(AeqTable) table = aeq_made_up_table (1, 400, .25, 21);
  AeqBacktestSpec spec = rolling (table);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  Cancelling cancelling = { cancellable, 0 };

  spec.refit_days = 10;
  spec.on_prediction = cancel_at_the_first;
  spec.user_data = &cancelling;
  g_assert_null (aeq_backtest_run (&spec, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  /* Ten days hold eight business days at most, with two horizons each. */
  g_assert_cmpuint (cancelling.calls, <=, 16);
}

/* Protocol A on the real series: what must be reached. */
static void
test_real_cash_machines (void)
{
  g_autofree char *path = aeq_test_real_path ("data", "nn5_daily.csv", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqCalendar) calendar = NULL;
  g_autoptr(AeqTable) table = NULL;
  g_autoptr(AeqBacktest) result = NULL;
  AeqBacktestSpec spec = { .season = 7, .zeros_missing = TRUE, .seed = 1 };

  if (path == NULL)
    return;
  spec.table = table = aeq_table_read (path, &error);
  g_assert_no_error (error);
  spec.calendar = calendar = aeq_calendar_get ("uk_chaps", &error);
  result = aeq_backtest_run (&spec, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->total.tally.n, ==, 111 * 56 - 31);
  g_assert_cmpfloat (result->smape, <, 19.5);
  g_assert_cmpfloat (aeq_tally_wape (&result->total.tally), <, .172);
  g_assert_cmpfloat (aeq_tally_wql (&result->total.tally), <, .096);
  g_assert_cmpfloat_with_epsilon (aeq_tally_coverage (&result->total.tally, AEQ_INTERVAL_90), .905, .025);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forecast/backtest/better-than-naive", test_better_than_naive_and_well_covered);
  g_test_add_func ("/forecast/backtest/window", test_a_window_is_scored_alike);
  g_test_add_func ("/forecast/backtest/never-negative", test_what_was_never_negative_stays_so);
  g_test_add_func ("/forecast/backtest/no-future", test_no_forecast_sees_the_future);
  g_test_add_func ("/forecast/backtest/same-seed", test_same_seed_same_forecast);
  g_test_add_func ("/forecast/backtest/threads", test_threads_change_nothing);
  g_test_add_func ("/forecast/backtest/series-order", test_the_order_of_series_changes_nothing);
  g_test_add_func ("/forecast/backtest/candidates", test_every_candidate_is_reported);
  g_test_add_func ("/forecast/backtest/known", test_what_is_known_is_taken_as_it_is);
  g_test_add_func ("/forecast/backtest/strange", test_strange_series_are_forecast);
  g_test_add_func ("/forecast/backtest/bad-questions", test_bad_questions_are_refused);
  g_test_add_func ("/forecast/backtest/cancelled", test_cancelled);
  g_test_add_func ("/forecast/backtest/cancelled-between", test_cancelled_between_two_trainings);
  g_test_add_func ("/forecast/backtest/real-cash-machines", test_real_cash_machines);
  return g_test_run ();
}
