/* SPDX-License-Identifier: MIT */
#include "aeq-job-crisis.h"

#include <math.h>
#include <string.h>

#include "aeq-crisis-weeks.h"
#include "aeq-error.h"
#include "aeq-forecast-store.h"
#include "aeq-json.h"

#define SHIPPED "v1.0"

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

static double
figure_of (const AeqCrisisWeek *week, int category, AeqShockFigure figure)
{
  if (figure == AEQ_SHOCK_DELAY)
    return week->timed[category] > 0 ? week->minutes[category] / week->timed[category] : NAN;
  return week->sum[category][figure == AEQ_SHOCK_INFLOW];
}

/* Mean over the last steady weeks before @at; NaN when there are too few. */
static double
usual_before (const AeqCrisisWeeks *self, guint at, int category, AeqShockFigure figure)
{
  double sum = 0;
  guint n = 0;

  for (guint i = at; i > 0 && n < AEQ_CRISIS_USUAL_WEEKS; i--)
    {
      double value = figure_of (&self->weeks[i - 1], category, figure);

      if (aeq_crisis_week_state (&self->weeks[i - 1]) != AEQ_REGIME_STEADY || isnan (value))
        continue;
      sum += value;
      n++;
    }
  return n >= AEQ_CRISIS_LEAST_USUAL ? sum / n : NAN;
}

static GArray *
stress_weeks (const AeqCrisisWeeks *self, AeqRegime state, int category, AeqShockFigure figure)
{
  GArray *weeks = g_array_new (FALSE, FALSE, sizeof (AeqShockWeek));

  for (guint i = 0; i < self->n; i++)
    {
      double value = figure_of (&self->weeks[i], category, figure);
      double usual = usual_before (self, i, category, figure);
      AeqShockWeek week = { value, usual };

      if (aeq_crisis_week_state (&self->weeks[i]) != state || isnan (value) || !(usual > 0))
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
fit_figure (const AeqCrisisWeeks *self, AeqCrisisResult *result, AeqRegime state, int category, AeqShockFigure figure)
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

static void
fit_lift (const AeqCrisisWeeks *self, AeqCrisisResult *result, AeqRegime state)
{
  g_autoptr(GArray) weeks = aeq_crisis_lift_weeks (self, state);
  AeqShockTerms *terms = state == AEQ_REGIME_CRISIS ? &result->table.crisis_terms : &result->table.elevated_terms;

  aeq_shock_fit_lift ((const AeqShockWeek *) weeks->data, weeks->len, terms->correlation_lift, &result->lift[state]);
  terms->correlation_lift = result->lift[state].used;
}

static gboolean
fit_table (const AeqCrisisWeeks *self, AeqCrisisResult *result, GError **error)
{
  for (guint i = 0; i < self->n; i++)
    if (aeq_crisis_week_state (&self->weeks[i]) != AEQ_N_REGIMES)
      result->weeks[aeq_crisis_week_state (&self->weeks[i])]++;
  if (result->weeks[AEQ_REGIME_ELEVATED] + result->weeks[AEQ_REGIME_CRISIS] == 0)
    {
      g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND,
                           "no week with flows was one of stress, as far as the ledger's market series tell: the assumed table stays");
      return FALSE;
    }
  result->table = *aeq_shock_table_default ();
  for (AeqRegime state = AEQ_REGIME_ELEVATED; state <= AEQ_REGIME_CRISIS; state++)
    {
      for (int category = 0; category < AEQ_N_SHOCKS; category++)
        for (int figure = 0; figure < AEQ_N_SHOCK_FIGURES; figure++)
          fit_figure (self, result, state, category, (AeqShockFigure) figure);
      fit_lift (self, result, state);
    }
  return TRUE;
}

static void
write_evidence (AeqJson *json, AeqRegime state, const char *category, const char *figure,
                const AeqShockEvidence *evidence)
{
  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "regime", aeq_regime_name (state));
  aeq_json_text (json, "category", category);
  aeq_json_text (json, "figure", figure);
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
    {
      for (int category = 0; category < AEQ_N_SHOCKS; category++)
        for (int figure = 0; figure < AEQ_N_SHOCK_FIGURES; figure++)
          write_evidence (json, state, aeq_shock_category_name ((AeqShockCategory) category), FIGURE_NAMES[figure],
                          &result->evidence[state][category][figure]);
      write_evidence (json, state, "all", AEQ_CRISIS_LIFT, &result->lift[state]);
    }
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
  AeqCrisisWeeks weeks;
  gboolean ok;

  *result = (AeqCrisisResult) { 0 };
  aeq_progress_set_steps (progress, "Reading the weeks", 80, "Comparing them", 20, NULL);
  ok = aeq_crisis_weeks_load (&weeks, ledger, cancellable, error);
  aeq_progress_next (progress);
  ok = ok && fit_table (&weeks, result, error) && register_table (ledger, result, error);
  aeq_crisis_weeks_clear (&weeks);
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
