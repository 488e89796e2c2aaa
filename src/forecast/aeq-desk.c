/* SPDX-License-Identifier: MIT */
#include "aeq-desk-private.h"

#include <math.h>
#include <string.h>

#define DEFAULT_PATHS 1000
#define RANK_DAYS 120
/* Days since the training whose outcomes the record takes in before it speaks: it remembers a few dozen anyway. */
#define CATCH_UP_DAYS 25

void
aeq_desk_options_init (AeqDeskOptions *options)
{
  *options = (AeqDeskOptions) { .n_days = AEQ_MAX_DAYS, .n_paths = DEFAULT_PATHS, .seed = 1 };
}

/* Levels of past errors among their like: the days of one past fortnight moved together, and so do those of a path. */
static void
fill_ranks (AeqDeskOutlook *outlook, AeqBaselines *baselines, gsize last)
{
  double errors[RANK_DAYS], sorted[RANK_DAYS];
  gsize reach = AEQ_DESK_HORIZONS; /* the furthest, so that a day does not depend on how many are asked for */

  if (last < reach + 20)
    return;
  outlook->n_ranks = MIN (last - reach, RANK_DAYS);
  outlook->ranks = g_new (double, outlook->n_ranks * AEQ_DESK_HORIZONS);
  for (gsize h = 0; h < reach; h++)
    {
      gsize n = aeq_baselines_errors (baselines, AEQ_BASELINE_MEDIAN, h + 1, last - reach, errors, outlook->n_ranks);

      memcpy (sorted, errors, n * sizeof *sorted);
      for (gsize i = 0; i < n; i++)
        sorted[i] = isnan (sorted[i]) ? 0 : sorted[i];
      aeq_stats_sort (sorted, n);
      for (gsize i = 0; i < outlook->n_ranks; i++)
        {
          double e = i < n && !isnan (errors[i]) ? errors[i] : 0;
          gsize below = 0, same = 0;

          for (gsize k = 0; k < n; k++)
            {
              below += sorted[k] < e;
              same += sorted[k] == e;
            }
          outlook->ranks[i * AEQ_DESK_HORIZONS + h] = n > 0 ? (below + .5 * MAX (same, 1)) / n : .5;
        }
    }
}

static void
take_issues (AeqDeskOutlook *outlook, const AeqDeskRun *self, AeqIssue *issues)
{
  for (guint h = 0; h <= outlook->n_days; h++)
    {
      aeq_forecaster_combine (self->forecaster, &issues[h]);
      for (int q = 0; q < AEQ_N_QUANTILES; q++)
        outlook->daily[h][q] = isfinite (issues[h].issued[q]) ? issues[h].issued[q] : 0;
    }
  memcpy (outlook->weights, issues[MIN (1, outlook->n_days)].weight, sizeof outlook->weights);
}

static gboolean
look_ahead (const AeqDeskRun *self, guint i, AeqDeskOutlook *outlook, GError **error)
{
  const AeqDeskAccount *account = g_ptr_array_index (self->accounts, i);
  g_autoptr(GArray) issues = g_array_new (FALSE, FALSE, sizeof (AeqIssue));
  g_autoptr(GError) local = NULL;
  gsize s = self->index[i];

  outlook->account = account;
  outlook->n_days = MIN (self->options->n_days, AEQ_MAX_DAYS);
  if (s != G_MAXSIZE)
    {
      for (guint h = 0; h <= outlook->n_days; h++)
        aeq_desk_run_add_issue (issues, s, h, account->today - 1);
      if (!aeq_forecaster_candidates (self->forecaster, (AeqIssue *) issues->data, issues->len, NULL, error))
        return FALSE;
      take_issues (outlook, self, (AeqIssue *) issues->data);
      fill_ranks (outlook, self->forecaster->baselines[s], account->today - 1);
    }
  if (account->curves != NULL && account->input->now < account->input->n_buckets)
    outlook->rest = aeq_rest_new (account->curves, self->model != NULL ? self->model->intraday : NULL,
                                  account->input->now, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
outlook_clear (AeqDeskOutlook *self)
{
  g_free (self->ranks);
  aeq_rest_free (self->rest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AeqDeskOutlook, outlook_clear)

static void
put_weights (AeqDeskForecast *forecast, const AeqDeskOutlook *outlook)
{
  forecast->n_weights = AEQ_N_CANDIDATES;
  forecast->weights = g_new (AeqCandidateWeight, AEQ_N_CANDIDATES);
  for (guint c = 0; c < AEQ_N_CANDIDATES; c++)
    forecast->weights[c] = (AeqCandidateWeight) { aeq_candidate_name (c), outlook->weights[c] };
  if (outlook->rest == NULL)
    return;
  forecast->n_intraday_weights = AEQ_N_REST_CANDIDATES;
  forecast->intraday_weights = g_new (AeqCandidateWeight, AEQ_N_REST_CANDIDATES);
  for (guint c = 0; c < AEQ_N_REST_CANDIDATES; c++)
    forecast->intraday_weights[c] = (AeqCandidateWeight) { aeq_rest_candidate_name (c), outlook->rest->weights[c] };
}

static AeqDeskForecast *
forecast_account (const AeqDeskRun *self, guint i, GError **error)
{
  const AeqDeskAccount *account = g_ptr_array_index (self->accounts, i);
  g_auto(AeqDeskOutlook) outlook = { 0 };
  g_autoptr(AeqDeskPaths) paths = NULL;
  g_autoptr(AeqDeskForecast) forecast = NULL;

  if (!look_ahead (self, i, &outlook, error))
    return NULL;
  paths = aeq_desk_paths_new (&outlook, self->options,
                              aeq_rng_hash (self->options->seed, g_str_hash (account->input->id)));
  forecast = g_new0 (AeqDeskForecast, 1);
  forecast->id = g_strdup (account->input->id);
  forecast->trained = aeq_desk_run_known_as (self, account) != G_MAXUINT;
  forecast->shocked = paths->shocked;
  aeq_desk_paths_read (paths, account, forecast);
  put_weights (forecast, &outlook);
  if (self->options->explain && !aeq_desk_explain (self->model, account, paths, forecast, error))
    return NULL;
  return g_steal_pointer (&forecast);
}

GPtrArray *
aeq_desk_forecast (const AeqModel *model, const AeqDeskSeries *series, gsize n, const AeqDeskOptions *options,
                   GCancellable *cancellable, GError **error)
{
  g_auto(AeqDeskRun) run = { .model = model, .options = options };
  g_autoptr(GPtrArray) forecasts = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_desk_forecast_free);

  if (!aeq_desk_run_prepare (&run, series, n, error) || !aeq_desk_run_catch_up (&run, CATCH_UP_DAYS, NULL, error))
    return NULL;
  for (guint i = 0; i < run.accounts->len; i++)
    {
      AeqDeskForecast *forecast;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !(forecast = forecast_account (&run, i, error)))
        return NULL;
      g_ptr_array_add (forecasts, forecast);
    }
  return g_steal_pointer (&forecasts);
}

void
aeq_desk_forecast_free (AeqDeskForecast *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->balance);
  g_free (self->cumulative);
  g_free (self->days);
  g_free (self->drivers);
  g_free (self->weights);
  g_free (self->intraday_weights);
  g_free (self);
}
