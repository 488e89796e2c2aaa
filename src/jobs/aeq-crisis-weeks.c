/* SPDX-License-Identifier: MIT */
#include "aeq-crisis-weeks.h"

#include <math.h>

#include "aeq-desk-history.h"
#include "aeq-job-regime.h"

#define STRESS_DAYS 3 /* of a week: from then on it is a week of stress */

static int
week_of (AeqDate date)
{
  return (int)floor ((double)date / 7);
}

static void
add_flow (AeqCrisisWeeks *self, const AeqAccount *account, const AeqDeskHistory *history, const AeqPastFlow *flow,
          double unit, double *nets)
{
  gboolean         inflow = flow->amount > 0;
  AeqShockCategory category = aeq_desk_history_shock (history->categories->pdata[flow->category], inflow);
  double           amount = fabs (flow->amount) / unit;
  gint64           time_of_day;
  AeqDate          date;
  AeqCrisisWeek   *week;

  aeq_zone_to_local (account->zone, flow->settle_ts, &date, &time_of_day);
  if (week_of (date) < self->first || week_of (date) >= self->first + (int)self->n)
    return;
  week = &self->weeks[week_of (date) - self->first];
  week->sum[category][inflow] += amount;
  week->moved[date - 7 * week_of (date)] = TRUE;
  nets[date - 7 * self->first] += flow->amount / unit;
  if (!inflow || !flow->timed)
    return;
  week->minutes[category] += amount * (double)time_of_day / AEQ_MINUTE;
  week->timed[category] += amount;
}

static gboolean
add_account (AeqCrisisWeeks *self, AeqLedger *ledger, const AeqAccount *account, GCancellable *cancellable,
             GError **error)
{
  g_autoptr (AeqDeskHistory) history = aeq_desk_history_load (ledger, account, 1, cancellable, error);
  double *nets = self->nets[self->n_accounts++] = g_new0 (double, 7 * (gsize)MAX (self->n, 1));
  double  gross = 0;

  if (history == NULL)
    return FALSE;
  for (guint i = 0; i < history->flows->len; i++)
    gross += fabs (g_array_index (history->flows, AeqPastFlow, i).amount);
  for (guint i = 0; i < history->flows->len && gross > 0; i++)
    add_flow (self, account, history, &g_array_index (history->flows, AeqPastFlow, i), gross / history->flows->len,
              nets);
  return TRUE;
}

gboolean
aeq_crisis_weeks_load (AeqCrisisWeeks *self, AeqLedger *ledger, GCancellable *cancellable, GError **error)
{
  AeqDate today = aeq_zone_date (aeq_zone_utc (), ledger->now);
  g_autoptr (GArray) readings = aeq_job_regime_history (ledger, AEQ_DATE_NONE, today, error);
  g_autoptr (GPtrArray) accounts = readings != NULL ? aeq_account_list (ledger, error) : NULL;

  *self = (AeqCrisisWeeks){ 0 };
  if (accounts == NULL)
    return FALSE;
  self->first = readings->len > 0 ? week_of (g_array_index (readings, AeqRegimeReading, 0).date) : week_of (today);
  self->n = (guint)(week_of (today) - self->first);
  self->weeks = g_new0 (AeqCrisisWeek, self->n + 1);
  self->nets = g_new0 (double *, MAX (accounts->len, 1));
  for (guint i = 0; i < readings->len; i++)
    {
      const AeqRegimeReading *reading = &g_array_index (readings, AeqRegimeReading, i);

      self->weeks[MIN ((guint)(week_of (reading->date) - self->first), self->n)].days[reading->state]++;
    }
  for (guint i = 0; i < accounts->len; i++)
    if (!add_account (self, ledger, accounts->pdata[i], cancellable, error))
      return FALSE;
  return TRUE;
}

void
aeq_crisis_weeks_clear (AeqCrisisWeeks *self)
{
  for (guint i = 0; i < self->n_accounts; i++)
    g_free (self->nets[i]);
  g_free (self->nets);
  g_free (self->weeks);
}

AeqRegime
aeq_crisis_week_state (const AeqCrisisWeek *week)
{
  double moved = 0;

  for (int c = 0; c < AEQ_N_SHOCKS; c++)
    moved += week->sum[c][0] + week->sum[c][1];
  if (moved == 0)
    return AEQ_N_REGIMES;
  if (week->days[AEQ_REGIME_CRISIS] >= STRESS_DAYS)
    return AEQ_REGIME_CRISIS;
  if (week->days[AEQ_REGIME_ELEVATED] + week->days[AEQ_REGIME_CRISIS] >= STRESS_DAYS)
    return AEQ_REGIME_ELEVATED;
  return week->days[AEQ_REGIME_ELEVATED] + week->days[AEQ_REGIME_CRISIS] == 0 ? AEQ_REGIME_STEADY : AEQ_N_REGIMES;
}
