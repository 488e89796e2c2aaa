/* SPDX-License-Identifier: MIT */
#include "aeq-desk-private.h"

#include <string.h>

guint
aeq_desk_run_known_as (const AeqDeskRun *self, const AeqDeskAccount *account)
{
  return self->model != NULL ? aeq_model_find (self->model, account->input->id) : G_MAXUINT;
}

static void
collect_series (AeqDeskRun *self)
{
  self->series = g_new0 (AeqSteadySeries, MAX (self->accounts->len, 1));
  self->index = g_new (gsize, MAX (self->accounts->len, 1));
  for (guint i = 0; i < self->accounts->len; i++)
    {
      const AeqDeskAccount *account = g_ptr_array_index (self->accounts, i);
      AeqSteadySeries *series = &self->series[self->n_series];

      self->index[i] = account->shape != NULL ? self->n_series : G_MAXSIZE;
      if (account->shape == NULL)
        continue;
      aeq_desk_account_series (account, aeq_desk_run_known_as (self, account), series);
      if (self->model != NULL && account->input->n_market != aeq_steady_n_market (self->model->steady))
        series->market = NULL;
      self->n_series++;
    }
}

/* The record of this run: what the model knows of each account, in the order of the run. */
static void
take_record (AeqDeskRun *self)
{
  self->record = aeq_track_record_new (MAX (self->n_series, 1), aeq_desk_horizons (), AEQ_DESK_HORIZONS);
  if (self->model == NULL)
    return;
  memcpy (self->record->pool, self->model->record->pool, self->record->n_groups * sizeof (AeqMixture));
  for (gsize s = 0; s < self->n_series; s++)
    if (self->series[s].known_as != G_MAXUINT)
      memcpy (&self->record->tracks[s * self->record->n_groups],
              &self->model->record->tracks[self->series[s].known_as * self->record->n_groups],
              self->record->n_groups * sizeof (AeqTrack));
}

void
aeq_desk_run_add_issue (GArray *issues, gsize series, guint horizon_index, gsize origin)
{
  AeqIssue issue;

  memset (&issue, 0, sizeof issue);
  issue.series = (guint32) series;
  issue.horizon_index = horizon_index;
  issue.origin = (guint32) origin;
  issue.target = (guint32) (origin + horizon_index + 1);
  g_array_append_val (issues, issue);
}

gboolean
aeq_desk_run_prepare (AeqDeskRun *self, const AeqDeskSeries *series, gsize n, GError **error)
{
  self->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_desk_account_free);
  for (gsize i = 0; i < n; i++)
    {
      AeqDeskAccount *account = aeq_desk_account_new (&series[i], error);

      if (account == NULL)
        return FALSE;
      g_ptr_array_add (self->accounts, account);
    }
  collect_series (self);
  take_record (self);
  self->forecaster = aeq_forecaster_new (self->series, self->n_series, self->model != NULL ? self->model->steady : NULL,
                                         self->record);
  self->forecaster->keep_errors = TRUE;
  return TRUE;
}

/* Row of the last day that taught the model, @last less @days without one; -1 for a series that the model does not know. */
static int
taught_until (const AeqDeskRun *self, const AeqDeskAccount *account, gsize s, guint days)
{
  guint known = self->series[s].known_as;

  if (self->model == NULL)
    return (int) MAX ((gint64) account->today - 1 - days, 0);
  return known != G_MAXUINT ? aeq_timeline_find (account->timeline, self->model->trained_to[known]) : -1;
}

/* Forecasts that would have been issued since the training, their days being over, in the order of those days. Those of a trial begin
 * with its first day, whatever else the model has not seen: models and plain methods must be judged by the same forecasts. */
static void
add_past_issues (const AeqDeskRun *self, GArray *issues, const AeqDeskAccount *account, gsize s, guint days, gboolean trial)
{
  int taught = taught_until (self, account, s, days);
  gsize last = account->today - 1;
  gsize first = last > days ? last - days : 0;

  if (trial)
    taught = MAX (taught, (int) first);

  if (self->model != NULL && self->series[s].known_as == G_MAXUINT)
    return;
  for (gsize target = MAX (first, (gsize) (taught + 1)); target <= last; target++)
    for (guint k = 0; k < AEQ_DESK_HORIZONS && k + 1 <= target; k++)
      if (target - k - 1 >= (gsize) MAX (taught, 0))
        aeq_desk_run_add_issue (issues, s, k, target - k - 1);
}

gboolean
aeq_desk_run_catch_up (AeqDeskRun *self, guint days, AeqDeskTrial *trial, GError **error)
{
  g_autoptr(GArray) issues = g_array_new (FALSE, FALSE, sizeof (AeqIssue));

  for (guint i = 0; (self->model != NULL || trial != NULL) && i < self->accounts->len; i++)
    if (self->index[i] != G_MAXSIZE)
      add_past_issues (self, issues, g_ptr_array_index (self->accounts, i), self->index[i], days, trial != NULL);
  if (!aeq_forecaster_candidates (self->forecaster, (AeqIssue *) issues->data, issues->len, NULL, error))
    return FALSE;
  for (guint i = 0; i < issues->len; i++)
    {
      AeqIssue *issue = &g_array_index (issues, AeqIssue, i);
      const AeqShape *shape = self->series[issue->series].shape;

      aeq_forecaster_combine (self->forecaster, issue);
      if (shape->filled[issue->target])
        continue;
      if (trial != NULL)
        aeq_desk_trial_add (trial, issue, shape);
      aeq_forecaster_learn (self->forecaster, issue, shape->values[issue->target]);
    }
  return TRUE;
}

void
aeq_desk_run_clear (AeqDeskRun *self)
{
  aeq_forecaster_free (self->forecaster);
  aeq_track_record_free (self->record);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_free (self->series);
  g_free (self->index);
}
