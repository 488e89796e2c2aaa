/* SPDX-License-Identifier: MIT */
#include "aeq-job-forecast.h"

#include <math.h>
#include <string.h>

#include "aeq-desk-calibration.h"
#include "aeq-error.h"
#include "aeq-forecast-issue.h"
#include "aeq-forecast-sets.h"
#include "aeq-forecast-store.h"
#include "aeq-job-crisis.h"
#include "aeq-parallel.h"

#define N_PATHS 1000
#define PLAIN "plain"

static void
account_free (gpointer data)
{
  AeqForecastAccount *self = data;

  g_clear_pointer (&self->desk, aeq_desk_view_free);
  g_clear_pointer (&self->intraday, aeq_desk_forecast_free);
  g_clear_pointer (&self->drivers, g_array_unref);
  g_free (self->days);
  g_free (self);
}

void
aeq_forecast_result_free (AeqForecastResult *self)
{
  g_free (self->model);
  g_free (self->crisis_model);
  g_free (self->scenario);
  g_free (self->scenario_version);
  g_free (self->json);
  g_free (self->data_hash);
  g_clear_pointer (&self->sets, g_ptr_array_unref);
  g_ptr_array_unref (self->accounts);
  g_free (self);
}

AeqInstant
aeq_forecast_bucket_start (const AeqForecastAccount *account, guint bucket)
{
  const AeqDeskSeries *series = &account->desk->rest;

  return aeq_zone_from_local (account->desk->account->zone, series->today, (gint64) bucket * series->bucket_minutes * AEQ_MINUTE);
}

static gboolean
load_regime (AeqLedger *ledger, AeqForecastResult *result, GError **error)
{
  AeqRegimeReading reading;

  result->p[0] = result->p[1] = result->p[2] = NAN;
  if (!aeq_job_regime_at (ledger, aeq_zone_date (aeq_zone_utc (), ledger->now), &reading, &result->has_regime, error))
    return FALSE;
  if (result->has_regime)
    {
      result->regime = reading.state;
      memcpy (result->p, reading.p, sizeof result->p);
    }
  return TRUE;
}

static double
naive_of (const AeqDeskSeries *series, AeqDate date)
{
  for (gsize i = series->n_days; i > 0 && series->days[i - 1] >= date - 35; i--)
    if ((date - series->days[i - 1]) % 7 == 0)
      return series->net[i - 1];
  return NAN;
}

static double
square (double x)
{
  return x * x;
}

/* Deviation from the median of two views of one day: of the rest, where @share of what is usually announced is announced already,
 * and of everything, where it is not yet. Squares are mixed, as variances of independent parts are. */
static double
mix_deviation (double rest, double full, double share)
{
  double size = sqrt (share * square (rest) + (1 - share) * square (full));

  return rest + full < 0 ? -size : size;
}

/* A day ahead: the rest, what is announced for it, and that part of the usually announced flows that is not announced yet. */
static void
combine_net (AeqForecastDay *day, const AeqDeskDay *rest, const AeqDeskDay *full, double share)
{
  double rest_median = rest->net[AEQ_MEDIAN_INDEX];
  double full_median = full->net[AEQ_MEDIAN_INDEX];
  double median = rest_median + day->known + (1 - share) * (full_median - rest_median);

  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    day->net[i] = median + mix_deviation (rest->net[i] - rest_median, full->net[i] - full_median, share);
}

/* Closing balances: medians add up; the spread grows by what each day adds to the square of its view's spread. */
static void
combine_closing (AeqForecastDay *day, const AeqForecastDay *before, const AeqDeskDay rest[2], const AeqDeskDay full[2], double share)
{
  double median = before->closing[AEQ_MEDIAN_INDEX] + day->net[AEQ_MEDIAN_INDEX];

  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    {
      double grown_rest = square (rest[1].closing[i] - rest[1].closing[AEQ_MEDIAN_INDEX]) -
                          square (rest[0].closing[i] - rest[0].closing[AEQ_MEDIAN_INDEX]);
      double grown_full = square (full[1].closing[i] - full[1].closing[AEQ_MEDIAN_INDEX]) -
                          square (full[0].closing[i] - full[0].closing[AEQ_MEDIAN_INDEX]);
      double spread = square (before->closing[i] - before->closing[AEQ_MEDIAN_INDEX]) +
                      MAX (0, share * grown_rest + (1 - share) * grown_full);

      day->closing[i] = median + (i < AEQ_MEDIAN_INDEX ? -sqrt (spread) : sqrt (spread));
    }
}

/* @full is NULL when nothing is known beforehand: the one view there is says it all. */
static void
combine_days (AeqForecastAccount *account, const AeqDeskForecast *full)
{
  const AeqDeskForecast *rest = account->intraday;
  AeqDeskView *desk = account->desk;

  account->n_days = rest->n_days + 1;
  account->days = g_new0 (AeqForecastDay, account->n_days);
  for (guint i = 0; i < account->n_days; i++)
    {
      AeqForecastDay *day = &account->days[i];

      day->date = rest->days[i].date;
      day->known = aeq_forecast_sum_on (desk->ahead, day->date);
      day->naive = naive_of (&desk->full, day->date);
      if (i == 0 || full == NULL)
        {
          memcpy (day->net, rest->days[i].net, sizeof day->net);
          memcpy (day->closing, rest->days[i].closing, sizeof day->closing);
          continue;
        }
      combine_net (day, &rest->days[i], &full->days[i], desk->announced_share[i]);
      combine_closing (day, day - 1, &rest->days[i - 1], &full->days[i - 1], desk->announced_share[i]);
    }
}

/* The views that give today, and those that stand beside them for the days ahead. */
static void
split_views (GPtrArray *desks, gboolean today_only, AeqDeskSeries *today, AeqDeskSeries *beside, gsize *n_beside)
{
  *n_beside = 0;
  for (guint i = 0; i < desks->len; i++)
    {
      const AeqDeskView *desk = desks->pdata[i];

      today[i] = desk->has_rest ? desk->rest : desk->full;
      if (desk->has_rest && !today_only)
        beside[(*n_beside)++] = desk->full;
    }
}

static void
fill_options (AeqDeskOptions *options, const AeqLedger *ledger, const AeqForecastRequest *request, const AeqForecastResult *result,
              const AeqShockTable *shocks)
{
  aeq_desk_options_init (options);
  options->shocks = shocks;
  options->n_days = request->today_only ? 0 : request->days;
  options->n_paths = N_PATHS;
  options->seed = ledger->seed;
  options->explain = request->explain;
  options->keep_paths = request->account == NULL || request->keep_paths;
  if (result->has_regime)
    {
      options->p_elevated = result->p[1];
      options->p_crisis = result->p[2];
    }
}

static void
take_account (AeqForecastResult *result, GPtrArray *desks, GPtrArray *today, GPtrArray *beside, guint *used, gboolean explain)
{
  AeqForecastAccount *account = g_new0 (AeqForecastAccount, 1);
  const AeqDeskForecast *full;

  account->desk = g_ptr_array_steal_index (desks, 0);
  account->intraday = g_ptr_array_steal_index (today, 0);
  full = beside != NULL && account->desk->has_rest ? beside->pdata[(*used)++] : NULL;
  combine_days (account, full);
  if (explain)
    account->drivers = aeq_forecast_drivers (account, full);
  g_ptr_array_add (result->accounts, account);
}

/* The two views of all accounts, forecast side by side. */
typedef struct
{
  const AeqModel       *model;
  const AeqDeskSeries  *series[2];
  gsize                 n[2];
  const AeqDeskOptions *options[2];
  GCancellable         *cancellable;
  GPtrArray            *forecasts[2];
  GError               *errors[2];
} Views;

static void
forecast_view (gsize i, gpointer data)
{
  Views *views = data;

  if (views->n[i] > 0)
    views->forecasts[i] = aeq_desk_forecast (views->model, views->series[i], views->n[i], views->options[i], views->cancellable,
                                             &views->errors[i]);
}

static gboolean
forecast_views (Views *views, GError **error)
{
  aeq_parallel_run (G_N_ELEMENTS (views->n), forecast_view, views);
  if (views->errors[0] == NULL && views->errors[1] == NULL)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (views->n); i++)
    g_clear_pointer (&views->forecasts[i], g_ptr_array_unref);
  g_propagate_error (error, views->errors[0] != NULL ? g_steal_pointer (&views->errors[0]) : g_steal_pointer (&views->errors[1]));
  g_clear_error (&views->errors[1]);
  return FALSE;
}

/* The view of the rest gives today; days ahead need the view of everything beside it, unless nothing is known beforehand. */
static gboolean
run_models (AeqForecastResult *result, GPtrArray *desks, const AeqModel *model, const AeqDeskOptions *options, gboolean today_only,
            GCancellable *cancellable, GError **error)
{
  g_autofree AeqDeskSeries *today_series = g_new0 (AeqDeskSeries, desks->len);
  g_autofree AeqDeskSeries *beside_series = g_new0 (AeqDeskSeries, desks->len);
  AeqDeskOptions plain = *options;
  Views views = { .model = model, .series = { today_series, beside_series }, .n = { desks->len }, .options = { options, &plain },
                  .cancellable = cancellable };
  g_autoptr(GPtrArray) today = NULL;
  g_autoptr(GPtrArray) beside = NULL;
  guint used = 0;

  split_views (desks, today_only, today_series, beside_series, &views.n[1]);
  plain.explain = plain.keep_paths = FALSE;
  if (!forecast_views (&views, error))
    return FALSE;
  today = views.forecasts[0];
  beside = views.forecasts[1];
  while (desks->len > 0)
    take_account (result, desks, today, beside, &used, options->explain);
  return TRUE;
}

static gboolean
check_request (const AeqForecastRequest *request, GError **error)
{
  if (request->days < 1 || request->days > AEQ_MAX_DAYS)
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "--days %u: give 1 to %d business days", request->days, AEQ_MAX_DAYS);
  else if (request->bucket_minutes != 15 && request->bucket_minutes != 30 && request->bucket_minutes != 60)
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "--bucket %u: give 15, 30 or 60 minutes", request->bucket_minutes);
  else
    return TRUE;
  return FALSE;
}

static gboolean
load_calibration (AeqLedger *ledger, GPtrArray *desks, GError **error)
{
  for (guint i = 0; i < desks->len; i++)
    if (!aeq_desk_calibration_load (ledger, desks->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
require_accounts (AeqLedger *ledger, GPtrArray *desks, GError **error)
{
  if (desks->len > 0)
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND,
               "%s has no booked flows to forecast from: import a file first, or fill an empty ledger with demo",
               aeq_store_get_uri (ledger->store));
  return FALSE;
}

static gboolean
start_model (AeqModelKeeper *keeper, AeqLedger *ledger, const AeqForecastRequest *request, AeqForecastResult *result, GError **error)
{
  if (!request->plain && !aeq_model_keeper_start (keeper, ledger, &result->model, error))
    return FALSE;
  if (result->model == NULL)
    result->model = g_strdup (PLAIN);
  return TRUE;
}

static gboolean
finish_model (AeqModelKeeper *keeper, const AeqForecastRequest *request, const AeqModel **model, GError **error)
{
  *model = NULL;
  return request->plain || aeq_model_keeper_finish (keeper, model, error);
}

AeqForecastResult *
aeq_forecast_make (AeqLedger *ledger, const AeqForecastRequest *request, AeqProgress *progress, GCancellable *cancellable,
                   GError **error)
{
  g_autoptr(AeqForecastResult) result = g_new0 (AeqForecastResult, 1);
  g_autoptr(AeqModelKeeper) own = request->keeper == NULL ? aeq_model_keeper_new () : NULL;
  AeqModelKeeper *keeper = own != NULL ? own : request->keeper;
  g_autoptr(GPtrArray) desks = NULL;
  const AeqModel *model;
  AeqDeskOptions options;
  AeqShockTable shocks;

  result->as_of = ledger->now;
  result->accounts = g_ptr_array_new_with_free_func (account_free);
  aeq_progress_set_steps (progress, "Reading the ledger", 40, "Forecasting", 55, "Storing", 5, NULL);
  if (!check_request (request, error) || !start_model (keeper, ledger, request, result, error) ||
      !load_regime (ledger, result, error) || !aeq_job_crisis_table (ledger, &shocks, &result->crisis_model, error) ||
      (desks = aeq_desk_load (ledger, request->account, request->bucket_minutes, cancellable, error)) == NULL ||
      !require_accounts (ledger, desks, error) || !load_calibration (ledger, desks, error) ||
      !finish_model (keeper, request, &model, error))
    return NULL;
  aeq_progress_next (progress);
  fill_options (&options, ledger, request, result, &shocks);
  result->data_hash = aeq_forecast_data_hash (desks);
  if (!run_models (result, desks, model, &options, request->today_only, cancellable, error) ||
      (result->sets = aeq_forecast_sets (ledger, result, error)) == NULL)
    return NULL;
  aeq_progress_next (progress);
  return g_steal_pointer (&result);
}

AeqForecastResult *
aeq_job_forecast (AeqLedger *ledger, const AeqForecastRequest *request, AeqProgress *progress, GCancellable *cancellable,
                  GError **error)
{
  g_autoptr(AeqForecastResult) result = aeq_forecast_make (ledger, request, progress, cancellable, error);

  if (result == NULL || !aeq_forecast_issue (ledger, result, error))
    return NULL;
  aeq_progress_done (progress);
  return g_steal_pointer (&result);
}
