/* SPDX-License-Identifier: MIT */
#include "aeq-forecast-row.h"
#include "aeq-job-issued.h"

static const char RUNS_SQL[] =
    "SELECT r.uid, r.as_of, r.model_version, r.regime, r.scenario,"
    " (SELECT COUNT(*) FROM forecast_quantile q WHERE q.run_id = r.id AND q.account_id = ?1),"
    " (SELECT COUNT(*) FROM forecast_score s WHERE s.run_id = r.id AND s.account_id = ?1)"
    " FROM forecast_run r ORDER BY r.as_of DESC, r.id DESC LIMIT ?2";

static const char SCORES_SQL[] =
    "SELECT s.day, s.horizon, s.actual, " AEQ_QUANTILE_COLUMNS ("q.")
    " FROM forecast_run r JOIN forecast_score s ON s.run_id = r.id"
    " JOIN forecast_quantile q ON q.run_id = s.run_id AND q.account_id = s.account_id AND q.horizon = s.horizon"
    " WHERE r.uid = ?1 AND s.account_id = ?2 ORDER BY s.day";

static const char OVERRIDES_SQL[] =
    "SELECT uid, settle_ts, amount, reason FROM forecast_override WHERE account_id = ?1 AND settle_ts >= ?2 ORDER BY settle_ts, id";

static void
run_free (AeqIssuedRun *self)
{
  g_free (self->model);
  g_free (self->regime);
  g_free (self->scenario);
  g_free (self);
}

static void
override_free (AeqIssuedOverride *self)
{
  g_free (self->reason);
  g_free (self);
}

static AeqIssuedRun *
read_run (AeqStatement *stmt)
{
  AeqIssuedRun *self = g_new0 (AeqIssuedRun, 1);

  aeq_statement_get_id (stmt, 0, &self->uid);
  self->as_of = aeq_statement_get_int64 (stmt, 1);
  self->model = g_strdup (aeq_statement_get_text (stmt, 2));
  self->regime = g_strdup (aeq_statement_get_text (stmt, 3));
  self->scenario = g_strdup (aeq_statement_get_text (stmt, 4));
  self->n_days = aeq_statement_get_int64 (stmt, 5);
  self->n_scored = aeq_statement_get_int64 (stmt, 6);
  return self;
}

static gboolean
count_runs (AeqIssuedView *self, AeqLedger *ledger, GError **error)
{
  g_autoptr (AeqStatement) stmt = aeq_store_prepare (ledger->store, "SELECT COUNT(*) FROM forecast_run", error);
  gboolean has_row;

  if (stmt == NULL || !aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  self->n_runs = aeq_statement_get_int64 (stmt, 0);
  return TRUE;
}

gboolean
aeq_issued_list_runs (AeqIssuedView *self, AeqLedger *ledger, guint limit, GError **error)
{
  g_autoptr (AeqStatement) stmt = aeq_store_prepare (ledger->store, RUNS_SQL, error);
  gboolean has_row;

  self->runs = g_ptr_array_new_with_free_func ((GDestroyNotify)run_free);
  if (stmt == NULL || !count_runs (self, ledger, error))
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, self->account->id);
  aeq_statement_bind_int64 (stmt, 2, limit);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      g_ptr_array_add (self->runs, read_run (stmt));
    }
  return FALSE;
}

static gboolean
read_score (AeqStatement *stmt, gpointer row)
{
  AeqIssuedScore *score = row;

  score->day = aeq_forecast_row_get_day (stmt, 0);
  score->horizon = aeq_statement_get_int64 (stmt, 1);
  score->net = aeq_statement_get_int64 (stmt, 2);
  aeq_forecast_row_get_quantiles (stmt, 3, score->q);
  return TRUE;
}

gboolean
aeq_issued_list_scores (AeqIssuedView *self, AeqLedger *ledger, GError **error)
{
  g_autoptr (AeqStatement) stmt = aeq_store_prepare (ledger->store, SCORES_SQL, error);
  AeqId uid;

  if (stmt == NULL || !aeq_id_parse (self->issued->id, &uid))
    return FALSE;
  aeq_statement_bind_id (stmt, 1, &uid);
  aeq_statement_bind_int64 (stmt, 2, self->account->id);
  g_clear_pointer (&self->scores, g_array_unref);
  self->scores = aeq_forecast_rows_collect (stmt, sizeof (AeqIssuedScore), read_score, error);
  return self->scores != NULL;
}

gboolean
aeq_issued_list_overrides (AeqIssuedView *self, AeqLedger *ledger, GError **error)
{
  g_autoptr (AeqStatement) stmt = aeq_store_prepare (ledger->store, OVERRIDES_SQL, error);
  AeqInstant               start, end;
  gboolean                 has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_zone_day_bounds (self->account->zone, aeq_zone_date (self->account->zone, ledger->now), &start, &end);
  self->overrides = g_ptr_array_new_with_free_func ((GDestroyNotify)override_free);
  aeq_statement_bind_int64 (stmt, 1, self->account->id);
  aeq_statement_bind_int64 (stmt, 2, start);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqIssuedOverride *one;

      if (!has_row)
        return TRUE;
      one = g_new0 (AeqIssuedOverride, 1);
      aeq_statement_get_id (stmt, 0, &one->uid);
      one->at = aeq_statement_get_int64 (stmt, 1);
      one->amount = aeq_statement_get_int64 (stmt, 2);
      one->reason = g_strdup (aeq_statement_get_text (stmt, 3));
      g_ptr_array_add (self->overrides, one);
    }
  return FALSE;
}
