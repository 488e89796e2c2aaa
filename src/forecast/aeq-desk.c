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

/* Level of each of @n errors among them, in place. */
static void
level_errors (double *errors, gsize n)
{
  double sorted[RANK_DAYS];
  gsize m = 0;

  for (gsize i = 0; i < n; i++)
    if (!isnan (errors[i]))
      sorted[m++] = errors[i];
  aeq_stats_sort (sorted, m);
  for (gsize i = 0; i < n; i++)
    {
      gsize below = 0, same = 0;

      if (isnan (errors[i]))
        continue;
      for (gsize k = 0; k < m; k++)
        {
          below += sorted[k] < errors[i];
          same += sorted[k] == errors[i];
        }
      errors[i] = (below + .5 * same) / m;
    }
}

/* Row of the day that stands for @h days ahead in the stretch that begins with row @day: the first business day at or after it. */
static gsize
row_ahead (const AeqDeskAccount *account, gsize day, gsize h)
{
  const AeqDayFacts *facts = account->timeline->facts;
  AeqDate wanted = aeq_block_ahead (facts[account->today].date, facts[account->today + h].date, facts[day].date);
  gsize row = day;

  if (wanted == AEQ_DATE_NONE)
    return day + h;
  while (row < account->today && facts[row].date < wanted)
    row++;
  return row;
}

/* Levels of past errors among their like: the days of one past fortnight moved together, and so do those of a path. A stretch that
 * begins on day r holds the errors of the forecasts made the evening before, for r, the day after r, and so on up to yesterday. */
static void
fill_ranks (AeqDeskOutlook *outlook, AeqBaselines *baselines, const AeqDeskAccount *account)
{
  gsize last = account->today - 1, n[AEQ_DESK_HORIZONS];
  g_autofree double *errors = g_new (double, AEQ_DESK_HORIZONS * RANK_DAYS);

  if (last < AEQ_DESK_HORIZONS + 20)
    return;
  aeq_block_days (account->input->today, account->input->days, account->input->n_days, &outlook->days);
  outlook->ranks = g_new (double, (AEQ_BLOCK_REACH + 1) * AEQ_DESK_HORIZONS);
  for (gsize h = 0; h < AEQ_DESK_HORIZONS; h++)
    {
      n[h] = aeq_baselines_errors (baselines, AEQ_BASELINE_MEDIAN, h + 1, last - h - 1, errors + h * RANK_DAYS, RANK_DAYS);
      level_errors (errors + h * RANK_DAYS, n[h]);
    }
  for (guint age = 1; age <= AEQ_BLOCK_REACH; age++)
    for (gsize h = 0; h < AEQ_DESK_HORIZONS; h++)
      {
        gsize day = outlook->days.row[age], row = row_ahead (account, day, h), g = row - day;
        gboolean known = day >= 1 && row <= last && g < AEQ_DESK_HORIZONS && last - row < n[g];

        outlook->ranks[age * AEQ_DESK_HORIZONS + h] = known ? errors[g * RANK_DAYS + last - row] : NAN;
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
      fill_ranks (outlook, self->forecaster->baselines[s], account);
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
  if (self->options->keep_paths)
    forecast->paths = g_steal_pointer (&paths);
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
  aeq_desk_paths_free (self->paths);
  g_free (self->id);
  g_free (self->balance);
  g_free (self->cumulative);
  g_free (self->days);
  g_free (self->drivers);
  g_free (self->weights);
  g_free (self->intraday_weights);
  g_free (self);
}
