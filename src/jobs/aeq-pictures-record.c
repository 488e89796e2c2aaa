/* SPDX-License-Identifier: MIT */
#include "aeq-pictures-private.h"

#include <math.h>
#include <string.h>

#include "aeq-error.h"
#include "aeq-job-backtest.h"
#include "aeq-mixture.h"

#define BACKTEST_DAYS 250
#define PIT_BINS 10
#define N_GROUPS 5

/* A forecast of the walk for the next business day. */
typedef struct
{
  AeqDate  origin;
  double   weights[AEQ_N_CANDIDATES];
  gboolean below[AEQ_N_QUANTILES]; /* the outcome came to lie below the quantile, or on it */
} Day;

/* Candidates that are much alike share a line; the last takes all others. */
static const struct
{
  const char *words;
  AeqInk      ink;
  const char *names[3];
} GROUPS[N_GROUPS] = {
  { "trees", AEQ_INK_FORECAST, { "xgboost" } },
  { "STL", AEQ_INK_OUT, { "stl_exponential_smoothing", "stl_arima" } },
  { "smoothing, theta", AEQ_INK_OTHER, { "exponential_smoothing", "theta" } },
  { "weekday mean, median", AEQ_INK_ACTUAL, { "weekday_mean", "weekday_median" } },
  { "others", AEQ_INK_EXPECTED, { NULL } },
};

static void
note_day (const AeqPrediction *prediction, gpointer user_data)
{
  GArray *days = user_data;
  Day     day = { .origin = prediction->origin };

  /* The walk looks 1, 5 and 10 days ahead, and five business days are a week. */
  if (prediction->date - prediction->origin >= 7)
    return;
  memcpy (day.weights, prediction->weights, sizeof day.weights);
  for (int k = 0; k < AEQ_N_QUANTILES; k++)
    day.below[k] = prediction->actual <= prediction->quantiles[k];
  g_array_append_val (days, day);
}

static int
group_of (guint candidate)
{
  for (int g = 0; g < N_GROUPS - 1; g++)
    for (gsize i = 0; i < G_N_ELEMENTS (GROUPS[g].names); i++)
      if (g_strcmp0 (GROUPS[g].names[i], aeq_candidate_name (candidate)) == 0)
        return g;
  return N_GROUPS - 1;
}

static double
weight_of (const Day *day, int group)
{
  double sum = 0;

  for (guint c = 0; c < AEQ_N_CANDIDATES; c++)
    if (group_of (c) == group)
      sum += day->weights[c];
  return sum;
}

static gboolean
draw_weights (const AeqPictures *self, GArray *days, GError **error)
{
  g_autoptr (AeqChart) chart =
      aeq_chart_new ("Weights of the candidates, one day ahead", AEQ_AXIS_DATE, NULL, "share of the forecast");
  g_autofree double *x = g_new (double, days->len);
  g_autofree double *y = g_new (double, days->len);

  for (int g = 0; g < N_GROUPS; g++)
    {
      for (guint i = 0; i < days->len; i++)
        {
          x[i] = g_array_index (days, Day, i).origin;
          y[i] = weight_of (&g_array_index (days, Day, i), g);
        }
      aeq_chart_add_line (chart, GROUPS[g].words, GROUPS[g].ink, x, y, days->len);
    }
  aeq_chart_set_y_range (chart, 0, 1);
  return aeq_pictures_draw (self, "weights.svg", chart, error);
}

/* Share of outcomes below each quantile, over the band in which chance keeps it when the quantile is right. */
static gboolean
draw_calibration (const AeqPictures *self, GArray *days, GError **error)
{
  static const double LEVELS[] = { .025, .5, .975 };
  g_autoptr (AeqChart) chart = aeq_chart_new ("Share of outcomes below each quantile, one day ahead", AEQ_AXIS_NUMBER,
                                              "level of the quantile", "share");
  double band[AEQ_N_QUANTILES][3], share[AEQ_N_QUANTILES] = { 0 };

  for (int k = 0; k < AEQ_N_QUANTILES; k++)
    {
      for (guint i = 0; i < days->len; i++)
        share[k] += g_array_index (days, Day, i).below[k] ? 1.0 / days->len : 0;
      band[k][1] = AEQ_QUANTILE_LEVELS[k];
      aeq_binomial_band (days->len, AEQ_QUANTILE_LEVELS[k], &band[k][0], &band[k][2]);
    }
  aeq_chart_add_fan (chart, "promised", AEQ_QUANTILE_LEVELS, AEQ_N_QUANTILES, LEVELS, 3, band[0]);
  aeq_chart_add_dots (chart, "came", AEQ_INK_OUT, AEQ_QUANTILE_LEVELS, share, AEQ_N_QUANTILES);
  aeq_chart_set_x_range (chart, 0, 1);
  aeq_chart_set_y_range (chart, 0, 1);
  return aeq_pictures_draw (self, "calibration.svg", chart, error);
}

/* How many outcomes fell below the 10 % quantile, between 10 and 20 %, ...: even when the quantiles are right. */
static gboolean
draw_pit (const AeqPictures *self, const AeqAccuracyPart *part, GError **error)
{
  g_autoptr (AeqChart) chart = aeq_chart_new ("Where the outcomes fell among the quantiles", AEQ_AXIS_NUMBER,
                                              "level of the forecast", "share of outcomes");
  double x[PIT_BINS], y[PIT_BINS] = { 0 };

  for (guint i = 0; i < part->pit->len; i++)
    y[CLAMP ((int)(g_array_index (part->pit, double, i) * PIT_BINS), 0, PIT_BINS - 1)] += 1.0 / part->pit->len;
  for (int i = 0; i < PIT_BINS; i++)
    x[i] = (double)i / PIT_BINS;
  aeq_chart_add_bars (chart, NULL, AEQ_INK_ACTUAL, x, y, PIT_BINS, .09);
  aeq_chart_add_limit (chart, "even", 1.0 / PIT_BINS);
  return aeq_pictures_draw (self, "pit.svg", chart, error);
}

/* Share of the last 60 outcomes within the 90 % band, day after day. */
static gboolean
draw_coverage (const AeqPictures *self, const AeqAccuracyPart *part, GError **error)
{
  g_autoptr (AeqChart) chart = aeq_chart_new ("Share of the last 60 days within the 90 % band, one day ahead",
                                              AEQ_AXIS_NUMBER, "business days of the backtest", "share");
  g_autoptr (GArray) x = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) y = g_array_new (FALSE, FALSE, sizeof (double));
  double inside = 0, lower, upper;

  for (guint i = 0; i < part->inside->len; i++)
    {
      double at = i + 1, share;

      inside += g_array_index (part->inside, guint8, i);
      if (i >= AEQ_ACCURACY_WINDOW)
        inside -= g_array_index (part->inside, guint8, i - AEQ_ACCURACY_WINDOW);
      share = inside / AEQ_ACCURACY_WINDOW;
      if (i + 1 < AEQ_ACCURACY_WINDOW)
        continue;
      g_array_append_val (x, at);
      g_array_append_val (y, share);
    }
  aeq_chart_add_line (chart, NULL, AEQ_INK_FORECAST, (const double *)x->data, (const double *)y->data, x->len);
  aeq_binomial_band (AEQ_ACCURACY_WINDOW, .9, &lower, &upper);
  aeq_chart_add_limit (chart, "promised", .9);
  aeq_chart_add_limit (chart, "lower end of chance", lower);
  aeq_chart_add_limit (chart, "upper end of chance", upper);
  aeq_chart_set_y_range (chart, .7, 1);
  return aeq_pictures_draw (self, "coverage.svg", chart, error);
}

gboolean
aeq_pictures_draw_record (const AeqPictures *self, GError **error)
{
  AeqBacktestRequest request = AEQ_BACKTEST_REQUEST_DEFAULT;
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (Day));
  g_autoptr (AeqAccuracy) accuracy = NULL;
  const AeqAccuracyPart *part;

  request.account = self->account;
  request.on_prediction = note_day;
  request.user_data = days;
  request.to = aeq_zone_date (aeq_zone_utc (), self->ledger->now) - 1;
  request.from = request.to - BACKTEST_DAYS * 7 / 5;
  request.refit_days = BACKTEST_DAYS;
  if ((accuracy = aeq_job_backtest (self->ledger, &request, NULL, self->cancellable, error)) == NULL)
    return FALSE;
  if (accuracy->by_account->len == 0)
    {
      g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND, "the backtest of the sample desk is empty");
      return FALSE;
    }
  part = accuracy->by_account->pdata[0];
  return draw_weights (self, days, error) && draw_calibration (self, days, error) &&
         draw_pit (self, &accuracy->total, error) && draw_coverage (self, part, error);
}
