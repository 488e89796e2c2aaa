/* SPDX-License-Identifier: MIT */
#include "aeq-error.h"
#include "aeq-made-up.h"
#include "aeq-test.h"

#include <math.h>
#include <string.h>

typedef struct
{
  AeqMadeUpDesk *desk;
  AeqModel      *model;
  AeqDeskOptions options;
} Fixture;

static AeqModel *trained;

static void
set_up (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  f->desk = aeq_made_up_desk (2, 110, 12, 4, 1);
  /* One training serves all tests. */
  if (trained == NULL)
    trained = aeq_desk_train (f->desk->series, f->desk->n, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  f->model = trained;
  aeq_desk_options_init (&f->options);
  f->options.n_paths = 500;
  f->options.n_days = 10;
}

static void
tear_down (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  aeq_made_up_desk_free (f->desk);
}

static AeqDeskForecast *
forecast_one (const AeqModel *model, const AeqDeskSeries *series, const AeqDeskOptions *options)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) all = aeq_desk_forecast (model, series, 1, options, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 1);
  g_ptr_array_set_free_func (all, NULL);
  return g_ptr_array_index (all, 0);
}

static void
assert_rising (const double *q)
{
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    {
      g_assert_true (isfinite (q[i]));
      if (i > 0)
        g_assert_cmpfloat (q[i - 1], <=, q[i]);
    }
}

static void
assert_sound (const AeqDeskForecast *forecast)
{
  for (guint j = 0; j < forecast->n_rest; j++)
    {
      assert_rising (forecast->balance + j * AEQ_N_QUANTILES);
      assert_rising (forecast->cumulative + j * AEQ_N_QUANTILES);
    }
  for (guint h = 0; h <= forecast->n_days; h++)
    {
      assert_rising (forecast->days[h].net);
      assert_rising (forecast->days[h].closing);
    }
  assert_rising (forecast->lowest);
  assert_rising (forecast->peak_usage);
  g_assert_cmpfloat (forecast->peak_usage[0], >=, 0);
}

static void
test_a_forecast_is_whole_and_in_order (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(AeqDeskForecast) forecast = NULL;
  double sum = 0;

  f->options.explain = TRUE;
  forecast = forecast_one (f->model, f->desk->series, &f->options);
  assert_sound (forecast);
  g_assert_true (forecast->trained);
  g_assert_cmpuint (forecast->n_rest, ==, 8);
  g_assert_cmpuint (forecast->n_days, ==, 10);
  g_assert_cmpint (forecast->days[0].date, ==, f->desk->series[0].today);
  g_assert_cmpuint (forecast->n_drivers, >, 3);
  for (guint c = 0; c < forecast->n_weights; c++)
    sum += forecast->weights[c].weight;
  g_assert_cmpfloat_with_epsilon (sum, 1, 1e-9);
  /* The closing of today is the balance after its last bucket. */
  g_assert_cmpfloat_with_epsilon (forecast->days[0].closing[4], forecast->balance[7 * AEQ_N_QUANTILES + 4], 1e-3);
}

static void
test_same_seed_same_forecast (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(AeqDeskForecast) a = forecast_one (f->model, f->desk->series, &f->options);
  g_autoptr(AeqDeskForecast) b = forecast_one (f->model, f->desk->series, &f->options);
  g_autoptr(AeqDeskForecast) c = NULL;

  g_assert_cmpmem (a->balance, 8 * AEQ_N_QUANTILES * sizeof (double), b->balance, 8 * AEQ_N_QUANTILES * sizeof (double));
  g_assert_cmpmem (a->days, 11 * sizeof (AeqDeskDay), b->days, 11 * sizeof (AeqDeskDay));
  f->options.seed = 99;
  c = forecast_one (f->model, f->desk->series, &f->options);
  g_assert_true (memcmp (a->balance, c->balance, sizeof (double)) != 0);
}

static void
test_a_known_flow_moves_everything_after_it (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  AeqDeskSeries series = f->desk->series[0];
  const AeqKnownFlow known[] = { { -5e6, 0, 8, 1, 0, 0 }, { 3e6, 2, 5, 1, 0, 0 } };
  g_autoptr(AeqDeskForecast) without = forecast_one (f->model, &series, &f->options);
  g_autoptr(AeqDeskForecast) with = NULL;

  series.known = known;
  series.n_known = 2;
  with = forecast_one (f->model, &series, &f->options);
  g_assert_cmpfloat (with->balance[3 * AEQ_N_QUANTILES], ==, without->balance[3 * AEQ_N_QUANTILES]); /* bucket 7 */
  for (guint j = 4; j < 8; j++)
    g_assert_cmpfloat_with_epsilon (with->balance[j * AEQ_N_QUANTILES + 4], without->balance[j * AEQ_N_QUANTILES + 4] - 5e6,
                                    1e-3);
  g_assert_cmpfloat_with_epsilon (with->days[2].net[4], without->days[2].net[4] + 3e6, 1e-3);
  g_assert_cmpfloat_with_epsilon (with->days[1].net[4], without->days[1].net[4], 1e-3);
  g_assert_cmpfloat (with->p_breach, ==, 1);
  g_assert_cmpint (with->first_breach_bucket, ==, 8);
  g_assert_cmpint (with->lowest_bucket, >=, 8);
}

static void
test_a_doubtful_flow_comes_a_day_later (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  AeqDeskSeries series = f->desk->series[0];
  const AeqKnownFlow never = { 5e6, 0, 8, 0, 0, 0 };
  g_autoptr(AeqDeskForecast) without = forecast_one (f->model, &series, &f->options);
  g_autoptr(AeqDeskForecast) with = NULL;

  series.known = &never;
  series.n_known = 1;
  with = forecast_one (f->model, &series, &f->options);
  g_assert_cmpfloat_with_epsilon (with->days[0].net[4], without->days[0].net[4], 1e-3);
  g_assert_cmpfloat_with_epsilon (with->days[1].net[4], without->days[1].net[4] + 5e6, 1e-3);
}

static void
test_a_crisis_lowers_the_path (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  AeqDeskSeries series = f->desk->series[0];
  const AeqFlowShare shares[] = { { AEQ_SHOCK_MARGIN_CALL, 0, .3 }, { AEQ_SHOCK_RECEIPT, 1, 0 } };
  g_autoptr(AeqDeskForecast) calm = NULL, tense = NULL, crisis = NULL;

  series.shares = shares;
  series.n_shares = 2;
  calm = forecast_one (f->model, &series, &f->options);
  f->options.p_elevated = 1;
  tense = forecast_one (f->model, &series, &f->options);
  f->options.p_elevated = 0;
  f->options.p_crisis = 1;
  crisis = forecast_one (f->model, &series, &f->options);
  g_assert_cmpfloat (tense->lowest[4], <, calm->lowest[4]);
  g_assert_cmpfloat (crisis->lowest[4], <, tense->lowest[4]);
  g_assert_cmpfloat (crisis->p_breach, >=, calm->p_breach);
}

static void
test_an_unknown_account_falls_back (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  AeqDeskSeries series = f->desk->series[0];
  g_autoptr(AeqDeskForecast) stranger = NULL, plain = NULL;

  series.id = "somebody-else/EUR";
  stranger = forecast_one (f->model, &series, &f->options);
  assert_sound (stranger);
  g_assert_false (stranger->trained);
  plain = forecast_one (NULL, &series, &f->options);
  assert_sound (plain);
}

static void
test_days_after_the_training_are_taken_in (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqModel) older = NULL;
  AeqDeskSeries before = f->desk->series[0];
  g_autoptr(AeqDeskForecast) forecast = NULL;

  before.n_days -= 30;
  before.n_matrix -= 30;
  older = aeq_desk_train (&before, 1, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  forecast = forecast_one (older, f->desk->series, &f->options);
  assert_sound (forecast);
  g_assert_true (forecast->trained);
}

static void
test_short_and_empty_histories (void)
{
  AeqDeskOptions options;

  aeq_desk_options_init (&options);
  options.n_paths = 100;
  options.explain = TRUE;
  for (guint days = 0; days < 12; days++)
    for (guint buckets = 0; buckets <= 6; buckets += 6)
      {
        g_autoptr(AeqMadeUpDesk) desk = aeq_made_up_desk (1, days, buckets, buckets / 2, days);
        g_autoptr(AeqDeskForecast) forecast = NULL;

        desk->series[0].floor = NAN;
        forecast = forecast_one (NULL, desk->series, &options);
        assert_sound (forecast);
        g_assert_true (isnan (forecast->p_breach));
        g_assert_cmpuint (forecast->n_rest, ==, buckets - buckets / 2);
      }
}

static void
test_strange_amounts (void)
{
  AeqDeskOptions options;

  aeq_desk_options_init (&options);
  options.n_paths = 100;
  for (int kind = 0; kind < 5; kind++)
    {
      g_autoptr(AeqMadeUpDesk) desk = aeq_made_up_desk (1, 60, 6, 6, 3);
      g_autoptr(AeqDeskForecast) forecast = NULL;
      g_autoptr(AeqModel) model = NULL;
      double *net = (double *) desk->series[0].net, *matrix = (double *) desk->series[0].matrix;

      for (gsize d = 0; d < 60; d++)
        {
          net[d] = kind == 0 ? NAN : (kind == 1 ? 0 : (kind == 2 ? 7 : (kind == 3 ? net[d] * 1e9 : d == 40 ? 1e15 : net[d])));
          for (int j = 0; j < 6; j++)
            matrix[d * 6 + j] = net[d] / 6;
        }
      model = aeq_desk_train (desk->series, 1, 1, NULL, NULL, NULL);
      forecast = forecast_one (model, desk->series, &options);
      assert_sound (forecast);
    }
}

static void
test_what_cannot_be_forecast_is_refused (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  const AeqKnownFlow nothing = { NAN, 0, 1, 1, 0, 0 };
  AeqDeskSeries bad[4];

  for (guint i = 0; i < 4; i++)
    bad[i] = f->desk->series[0];
  bad[0].today = bad[0].days[10];
  bad[1].now = 13;
  bad[2].known = &nothing;
  bad[2].n_known = 1;
  bad[3].opening = NAN;
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (aeq_desk_forecast (f->model, &bad[i], 1, &f->options, NULL, &error));
      g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, "account-1/USD"));
    }
}

static void
test_cancelled (Fixture *f, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (aeq_desk_forecast (f->model, f->desk->series, 2, &f->options, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (aeq_desk_train (f->desk->series, 2, 1, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/forecast/desk/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("whole", test_a_forecast_is_whole_and_in_order);
  ADD ("same-seed", test_same_seed_same_forecast);
  ADD ("known-flow", test_a_known_flow_moves_everything_after_it);
  ADD ("doubtful-flow", test_a_doubtful_flow_comes_a_day_later);
  ADD ("crisis", test_a_crisis_lowers_the_path);
  ADD ("unknown-account", test_an_unknown_account_falls_back);
  ADD ("days-since-training", test_days_after_the_training_are_taken_in);
  ADD ("refused", test_what_cannot_be_forecast_is_refused);
  ADD ("cancelled", test_cancelled);
#undef ADD
  g_test_add_func ("/forecast/desk/short-histories", test_short_and_empty_histories);
  g_test_add_func ("/forecast/desk/strange-amounts", test_strange_amounts);
  result = g_test_run ();
  g_clear_pointer (&trained, aeq_model_unref);
  return result;
}
