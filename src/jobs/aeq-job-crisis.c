/* SPDX-License-Identifier: MIT */
#include "aeq-job-crisis.h"

#include <math.h>
#include <string.h>

#include "aeq-desk-history.h"
#include "aeq-error.h"
#include "aeq-forecast-store.h"
#include "aeq-job-regime.h"
#include "aeq-json.h"

#define SHIPPED "v1.0"
#define STRESS_DAYS 3    /* of a week: from then on it is a week of stress */
#define USUAL_WEEKS 26   /* the steady weeks before that say what is usual */
#define LEAST_USUAL 8

/* Gross flows of one week over all accounts, by category. */
typedef struct
{
  double sum[AEQ_N_SHOCKS][2];  /* [0] out, [1] in */
  double minutes[AEQ_N_SHOCKS]; /* of receipts: time of day times amount */
  double timed[AEQ_N_SHOCKS];   /* of receipts with a time: amount */
  guint  days[AEQ_N_REGIMES];
} Week;

typedef struct
{
  AeqLedger *ledger;
  int        first; /* week of @weeks[0]; weeks are counted from the epoch */
  guint      n;
  Week      *weeks;
} Fit;

static const char *const FIGURE_NAMES[AEQ_N_SHOCK_FIGURES] = { "outflow", "inflow", "delay_minutes" };

const char *
aeq_shock_figure_name (AeqShockFigure figure)
{
  return FIGURE_NAMES[figure];
}

void
aeq_crisis_result_clear (AeqCrisisResult *self)
{
  g_clear_pointer (&self->version, g_free);
  g_clear_pointer (&self->metadata, g_free);
}

static int
week_of (AeqDate date)
{
  return (int) floor ((double) date / 7);
}

static void
add_flow (Fit *self, const AeqAccount *account, const AeqDeskHistory *history, const AeqPastFlow *flow, double unit)
{
  gboolean inflow = flow->amount > 0;
  AeqShockCategory category = aeq_desk_history_shock (history->categories->pdata[flow->category], inflow);
  double amount = fabs (flow->amount) / unit;
  gint64 time_of_day;
  AeqDate date;
  Week *week;

  aeq_zone_to_local (account->zone, flow->settle_ts, &date, &time_of_day);
  if (week_of (date) < self->first || week_of (date) >= self->first + (int) self->n)
    return;
  week = &self->weeks[week_of (date) - self->first];
  week->sum[category][inflow] += amount;
  if (!inflow || !flow->timed)
    return;
  week->minutes[category] += amount * (double) time_of_day / AEQ_MINUTE;
  week->timed[category] += amount;
}

static gboolean
add_account (Fit *self, const AeqAccount *account, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqDeskHistory) history = aeq_desk_history_load (self->ledger, account, 1, cancellable, error);
  double gross = 0;

  if (history == NULL)
    return FALSE;
  for (guint i = 0; i < history->flows->len; i++)
    gross += fabs (g_array_index (history->flows, AeqPastFlow, i).amount);
  for (guint i = 0; i < history->flows->len && gross > 0; i++)
    add_flow (self, account, history, &g_array_index (history->flows, AeqPastFlow, i), gross / history->flows->len);
  return TRUE;
}

static gboolean
load_weeks (Fit *self, GCancellable *cancellable, GError **error)
{
  AeqDate today = aeq_zone_date (aeq_zone_utc (), self->ledger->now);
  g_autoptr(GArray) readings = aeq_job_regime_history (self->ledger, AEQ_DATE_NONE, today, error);
  g_autoptr(GPtrArray) accounts = readings != NULL ? aeq_account_list (self->ledger, error) : NULL;

  if (accounts == NULL)
    return FALSE;
  self->first = readings->len > 0 ? week_of (g_array_index (readings, AeqRegimeReading, 0).date) : week_of (today);
  self->n = (guint) (week_of (today) - self->first); /* the running week is not over */
  self->weeks = g_new0 (Week, self->n + 1);
  for (guint i = 0; i < readings->len; i++)
    {
      const AeqRegimeReading *reading = &g_array_index (readings, AeqRegimeReading, i);

      self->weeks[MIN ((guint) (week_of (reading->date) - self->first), self->n)].days[reading->state]++;
    }
  for (guint i = 0; i < accounts->len; i++)
    if (!add_account (self, accounts->pdata[i], cancellable, error))
      return FALSE;
  return TRUE;
}

/* A week with a few days of stress is neither. AEQ_N_REGIMES: neither, or nothing moved. */
static AeqRegime
state_of (const Week *week)
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

static double
figure_of (const Week *week, int category, AeqShockFigure figure)
{
  if (figure == AEQ_SHOCK_DELAY)
    return week->timed[category] > 0 ? week->minutes[category] / week->timed[category] : NAN;
  return week->sum[category][figure == AEQ_SHOCK_INFLOW];
}

/* Mean over the last steady weeks before @at; NaN when there are too few. */
static double
usual_before (const Fit *self, guint at, int category, AeqShockFigure figure)
{
  double sum = 0;
  guint n = 0;

  for (guint i = at; i > 0 && n < USUAL_WEEKS; i--)
    {
      double value = figure_of (&self->weeks[i - 1], category, figure);

      if (state_of (&self->weeks[i - 1]) != AEQ_REGIME_STEADY || isnan (value))
        continue;
      sum += value;
      n++;
    }
  return n >= LEAST_USUAL ? sum / n : NAN;
}

static GArray *
stress_weeks (const Fit *self, AeqRegime state, int category, AeqShockFigure figure)
{
  GArray *weeks = g_array_new (FALSE, FALSE, sizeof (AeqShockWeek));

  for (guint i = 0; i < self->n; i++)
    {
      double value = figure_of (&self->weeks[i], category, figure);
      double usual = usual_before (self, i, category, figure);
      AeqShockWeek week = { value, usual };

      if (state_of (&self->weeks[i]) != state || isnan (value) || !(usual > 0))
        continue;
      if (figure == AEQ_SHOCK_DELAY)
        week = (AeqShockWeek) { value - usual, 1 };
      g_array_append_val (weeks, week);
    }
  return weeks;
}

static double *
figure_in (AeqShockTable *table, AeqRegime state, int category, AeqShockFigure figure)
{
  AeqShock *shock = state == AEQ_REGIME_CRISIS ? &table->crisis[category] : &table->elevated[category];

  return figure == AEQ_SHOCK_DELAY ? &shock->delay_minutes : figure == AEQ_SHOCK_INFLOW ? &shock->inflow : &shock->outflow;
}

static void
fit_figure (const Fit *self, AeqCrisisResult *result, AeqRegime state, int category, AeqShockFigure figure)
{
  g_autoptr(GArray) weeks = stress_weeks (self, state, category, figure);
  AeqShockEvidence *evidence = &result->evidence[state][category][figure];
  double *value = figure_in (&result->table, state, category, figure);

  if (figure == AEQ_SHOCK_DELAY)
    aeq_shock_fit_delay ((const AeqShockWeek *) weeks->data, weeks->len, *value, evidence);
  else
    aeq_shock_fit_factor ((const AeqShockWeek *) weeks->data, weeks->len, *value, evidence);
  *value = evidence->used;
}

static gboolean
fit_table (const Fit *self, AeqCrisisResult *result, GError **error)
{
  for (guint i = 0; i < self->n; i++)
    if (state_of (&self->weeks[i]) != AEQ_N_REGIMES)
      result->weeks[state_of (&self->weeks[i])]++;
  if (result->weeks[AEQ_REGIME_ELEVATED] + result->weeks[AEQ_REGIME_CRISIS] == 0)
    {
      g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND,
                           "no week with flows was one of stress, as far as the ledger's market series tell: the assumed table stays");
      return FALSE;
    }
  result->table = *aeq_shock_table_default ();
  for (AeqRegime state = AEQ_REGIME_ELEVATED; state <= AEQ_REGIME_CRISIS; state++)
    for (int category = 0; category < AEQ_N_SHOCKS; category++)
      for (int figure = 0; figure < AEQ_N_SHOCK_FIGURES; figure++)
        fit_figure (self, result, state, category, (AeqShockFigure) figure);
  return TRUE;
}

static void
write_evidence (AeqJson *json, const AeqCrisisResult *result, AeqRegime state, int category, AeqShockFigure figure)
{
  const AeqShockEvidence *evidence = &result->evidence[state][category][figure];

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "regime", aeq_regime_name (state));
  aeq_json_text (json, "category", aeq_shock_category_name ((AeqShockCategory) category));
  aeq_json_text (json, "figure", FIGURE_NAMES[figure]);
  aeq_json_int (json, "weeks", evidence->weeks);
  aeq_json_double (json, "assumed", evidence->assumed);
  aeq_json_double (json, "seen", evidence->seen);
  aeq_json_double (json, "fitted", evidence->fitted);
  aeq_json_double (json, "used", evidence->used);
  aeq_json_double (json, "loss_none", evidence->loss_none);
  aeq_json_double (json, "loss_assumed", evidence->loss_assumed);
  aeq_json_double (json, "loss_fitted", evidence->loss_fitted);
  aeq_json_end_object (json);
}

static char *
describe (const AeqCrisisResult *result)
{
  GString *out = g_string_new (NULL);
  g_autoptr(AeqJson) json = aeq_json_new (out);

  aeq_json_begin_object (json, NULL);
  aeq_json_int (json, "format", 1);
  aeq_json_begin_object (json, "weeks");
  for (int state = 0; state < AEQ_N_REGIMES; state++)
    aeq_json_int (json, aeq_regime_name ((AeqRegime) state), result->weeks[state]);
  aeq_json_end_object (json);
  aeq_json_int (json, "prior_weeks", AEQ_SHOCK_PRIOR_WEEKS);
  aeq_json_begin_array (json, "evidence");
  for (AeqRegime state = AEQ_REGIME_ELEVATED; state <= AEQ_REGIME_CRISIS; state++)
    for (int category = 0; category < AEQ_N_SHOCKS; category++)
      for (int figure = 0; figure < AEQ_N_SHOCK_FIGURES; figure++)
        write_evidence (json, result, state, category, (AeqShockFigure) figure);
  aeq_json_end_array (json);
  aeq_json_end_object (json);
  return g_string_free (out, FALSE);
}

static gboolean
register_table (AeqLedger *ledger, AeqCrisisResult *result, GError **error)
{
  g_autofree char *text = aeq_shock_table_json (&result->table);
  g_autoptr(GBytes) content = g_bytes_new (text, strlen (text));

  result->metadata = describe (result);
  if (!aeq_store_begin (ledger->store, error))
    return FALSE;
  if ((result->version = aeq_model_next (ledger, AEQ_MODEL_CRISIS, error)) != NULL &&
      aeq_model_put (ledger, AEQ_MODEL_CRISIS, result->version, "shadow", result->metadata, content, error) &&
      aeq_model_promote (ledger, result->version, error) && aeq_store_commit (ledger->store, error))
    return TRUE;
  aeq_store_rollback (ledger->store);
  return FALSE;
}

gboolean
aeq_job_crisis_fit (AeqLedger *ledger, AeqCrisisResult *result, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  Fit fit = { .ledger = ledger };
  gboolean ok;

  *result = (AeqCrisisResult) { 0 };
  aeq_progress_set_steps (progress, "Reading the weeks", 80, "Comparing them", 20, NULL);
  ok = load_weeks (&fit, cancellable, error);
  aeq_progress_next (progress);
  ok = ok && fit_table (&fit, result, error) && register_table (ledger, result, error);
  g_free (fit.weeks);
  if (ok)
    aeq_progress_done (progress);
  else
    aeq_crisis_result_clear (result);
  return ok;
}

gboolean
aeq_job_crisis_table (AeqLedger *ledger, AeqShockTable *table, char **version, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(GBytes) content = aeq_model_current (ledger, AEQ_MODEL_CRISIS, version, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (content != NULL)
    return aeq_shock_table_parse (g_bytes_get_data (content, NULL), (gssize) g_bytes_get_size (content), table, error);
  *table = *aeq_shock_table_default ();
  *version = g_strdup (SHIPPED);
  return TRUE;
}
