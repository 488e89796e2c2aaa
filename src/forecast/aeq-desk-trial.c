/* SPDX-License-Identifier: MIT */
#include "aeq-desk-private.h"

AeqDeskSeries *
aeq_desk_trial_cut (const AeqDeskSeries *series, gsize n)
{
  AeqDeskSeries *cut = g_memdup2 (series, n * sizeof *series);

  for (gsize i = 0; i < n; i++)
    {
      gsize days = MIN (cut[i].n_days, AEQ_TRIAL_DAYS);

      if (days == 0)
        continue;
      cut[i].n_days -= days;
      cut[i].n_matrix -= MIN (cut[i].n_matrix, days);
      cut[i].today = cut[i].days[cut[i].n_days];
      cut[i].now = 0;
      cut[i].n_known = 0;
    }
  return cut;
}

void
aeq_desk_trial_add (AeqDeskTrial *trial, const AeqIssue *issue, const AeqShape *shape)
{
  double size = aeq_stats_mean_abs (shape->values, issue->origin + 1);

  if (issue->horizon_index >= AEQ_TRIAL_HORIZON || shape->timeline->facts[issue->origin].date < trial->since || !(size > 0))
    return;
  trial->n++;
  trial->sum += aeq_pinball_sum (issue->issued, shape->values[issue->target]) / size;
}

gboolean
aeq_desk_trial_run (const AeqModel *model, const AeqDeskSeries *series, gsize n, AeqDeskTrial *trial, GError **error)
{
  g_auto(AeqDeskRun) run = { .model = model };

  return aeq_desk_run_prepare (&run, series, n, error) && aeq_desk_run_catch_up (&run, AEQ_TRIAL_DAYS, trial, error);
}
