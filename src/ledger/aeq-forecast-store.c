/* SPDX-License-Identifier: MIT */
#include "aeq-forecast-store.h"

#include <string.h>

#include "aeq-change.h"
#include "aeq-error.h"
#include "aeq-forecast-course.h"
#include "aeq-forecast-row.h"

static gboolean
find_run (AeqLedger *ledger, const AeqId *uid, gboolean *found, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, "SELECT 1 FROM forecast_run WHERE uid = ?1", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, uid);
  return aeq_statement_step (stmt, found, error);
}

static gboolean
insert_run (AeqLedger *ledger, const AeqForecastRun *run, const char *hash, const AeqId *uid, gint64 *id, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "INSERT INTO forecast_run (id, uid, as_of, model_version, scenario, seed, regime, p_steady, p_elevated, p_crisis, content,"
    " content_hash, data_hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)", error);

  if (stmt == NULL || !aeq_ledger_next_id (ledger, "forecast_run", id, error))
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, *id);
  aeq_statement_bind_id (stmt, 2, uid);
  aeq_statement_bind_int64 (stmt, 3, run->as_of);
  aeq_statement_bind_text (stmt, 4, run->model_version);
  aeq_statement_bind_text (stmt, 5, run->scenario);
  aeq_statement_bind_int64 (stmt, 6, (gint64) ledger->seed);
  aeq_statement_bind_text (stmt, 7, run->regime);
  for (int i = 0; i < 3; i++)
    aeq_statement_bind_double (stmt, 8 + i, run->p[i]);
  aeq_statement_bind_text (stmt, 11, run->content);
  aeq_statement_bind_text (stmt, 12, hash);
  aeq_statement_bind_text (stmt, 13, run->data_hash);
  return aeq_statement_run (stmt, error);
}

static gboolean
insert_target (AeqLedger *ledger, gint64 run, const AeqForecastTarget *target, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "INSERT INTO forecast_quantile (run_id, account_id, horizon, day, known_net, naive, " AEQ_QUANTILE_COLUMNS ("")
    ", overridden) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, run);
  aeq_statement_bind_int64 (stmt, 2, target->account);
  aeq_statement_bind_int64 (stmt, 3, target->horizon);
  aeq_forecast_row_bind_day (stmt, 4, target->day);
  aeq_statement_bind_int64 (stmt, 5, target->known_net);
  aeq_statement_bind_double (stmt, 6, target->naive);
  aeq_forecast_row_bind_quantiles (stmt, 7, target->q);
  aeq_statement_bind_int64 (stmt, 7 + AEQ_STORED_QUANTILES, target->overridden);
  return aeq_statement_run (stmt, error);
}

static gboolean
put_new (AeqLedger *ledger, const AeqForecastRun *run, const char *hash, const AeqId *uid, GError **error)
{
  gint64 id;

  if (!insert_run (ledger, run, hash, uid, &id, error))
    return FALSE;
  for (guint i = 0; i < run->targets->len; i++)
    if (!insert_target (ledger, id, &g_array_index (run->targets, AeqForecastTarget, i), error))
      return FALSE;
  for (guint i = 0; run->courses != NULL && i < run->courses->len; i++)
    if (!aeq_forecast_course_put (ledger, id, &g_array_index (run->courses, AeqForecastCourse, i), error))
      return FALSE;
  return TRUE;
}

gboolean
aeq_forecast_put (AeqLedger *ledger, const AeqForecastRun *run, AeqId *uid, GError **error)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, run->content, -1);
  gboolean found = FALSE;

  aeq_id_from_name (uid, "forecast", hash, strlen (hash));
  if (!aeq_store_begin (ledger->store, error))
    return FALSE;
  if (find_run (ledger, uid, &found, error) && (found || put_new (ledger, run, hash, uid, error)) &&
      aeq_store_commit (ledger->store, error))
    return TRUE;
  aeq_store_rollback (ledger->store);
  return FALSE;
}

#define TARGET_COLUMNS \
  "q.run_id, r.as_of, q.account_id, q.horizon, q.day, q.known_net, q.naive, " AEQ_QUANTILE_COLUMNS ("") ", overridden"

static gboolean
read_target (AeqStatement *stmt, gpointer row)
{
  AeqScored *scored = row;
  AeqForecastTarget *target = &scored->target;

  scored->run = aeq_statement_get_int64 (stmt, 0);
  scored->as_of = aeq_statement_get_int64 (stmt, 1);
  target->account = aeq_statement_get_int64 (stmt, 2);
  target->horizon = (int) aeq_statement_get_int64 (stmt, 3);
  target->day = aeq_forecast_row_get_day (stmt, 4);
  target->known_net = aeq_statement_get_int64 (stmt, 5);
  target->naive = aeq_statement_get_double (stmt, 6);
  aeq_forecast_row_get_quantiles (stmt, 7, target->q);
  target->overridden = aeq_statement_get_int64 (stmt, 7 + AEQ_STORED_QUANTILES);
  return TRUE;
}

GArray *
aeq_forecast_due (AeqLedger *ledger, AeqDate before, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "SELECT " TARGET_COLUMNS " FROM forecast_quantile q JOIN forecast_run r ON r.id = q.run_id WHERE q.day < ?1 AND NOT EXISTS"
    " (SELECT 1 FROM forecast_score s WHERE s.run_id = q.run_id AND s.account_id = q.account_id AND s.horizon = q.horizon)"
    " ORDER BY q.run_id, q.account_id, q.horizon", error);

  if (stmt == NULL)
    return NULL;
  aeq_forecast_row_bind_day (stmt, 1, before);
  return aeq_forecast_rows_collect (stmt, sizeof (AeqScored), read_target, error);
}

gboolean
aeq_forecast_score (AeqLedger *ledger, const AeqScored *scored, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "INSERT INTO forecast_score (run_id, account_id, horizon, day, actual, gross, scored_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, scored->run);
  aeq_statement_bind_int64 (stmt, 2, scored->target.account);
  aeq_statement_bind_int64 (stmt, 3, scored->target.horizon);
  aeq_forecast_row_bind_day (stmt, 4, scored->target.day);
  aeq_statement_bind_int64 (stmt, 5, scored->actual);
  aeq_statement_bind_int64 (stmt, 6, scored->gross);
  aeq_statement_bind_int64 (stmt, 7, ledger->now);
  return aeq_statement_run (stmt, error);
}

gboolean
aeq_forecast_scored (AeqLedger *ledger, gint64 account, int horizon, const char *regime, AeqDate from, AeqDate to,
                     AeqScoredFunc func, gpointer user_data, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "SELECT " TARGET_COLUMNS ", s.actual, s.gross, r.regime FROM forecast_score s"
    " JOIN forecast_quantile q ON q.run_id = s.run_id AND q.account_id = s.account_id AND q.horizon = s.horizon"
    " JOIN forecast_run r ON r.id = s.run_id"
    " WHERE (?1 = 0 OR s.account_id = ?1) AND (?2 < 0 OR s.horizon = ?2) AND (?3 IS NULL OR r.regime = ?3)"
    " AND s.day >= ?4 AND s.day <= ?5 ORDER BY s.day, s.run_id, s.account_id, s.horizon", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, account);
  aeq_statement_bind_int64 (stmt, 2, horizon);
  aeq_statement_bind_text (stmt, 3, regime);
  aeq_forecast_row_bind_days (stmt, 4, from, to);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqScored scored = { 0 };

      if (!has_row)
        return TRUE;
      read_target (stmt, &scored);
      scored.actual = aeq_statement_get_int64 (stmt, 17);
      scored.gross = aeq_statement_get_int64 (stmt, 18);
      scored.regime = aeq_statement_get_text (stmt, 19);
      if (!func (&scored, user_data, error))
        return FALSE;
    }
  return FALSE;
}

GHashTable *
aeq_forecast_mean_gross (AeqLedger *ledger, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "SELECT a.currency, SUM (s.gross * 1.0) / COUNT (*) FROM forecast_score s JOIN account a ON a.id = s.account_id"
    " GROUP BY a.currency", error);

  return stmt != NULL ? aeq_forecast_row_means (stmt, error) : NULL;
}

GBytes *
aeq_calibration_get (AeqLedger *ledger, gint64 account, const char *name, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store, "SELECT state FROM calibration WHERE account_id = ?1 AND name = ?2", error);
  gboolean has_row;
  const void *data;
  gsize length;

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_int64 (stmt, 1, account);
  aeq_statement_bind_text (stmt, 2, name);
  if (!aeq_statement_step (stmt, &has_row, error) || !has_row)
    return NULL;
  data = aeq_statement_get_bytes (stmt, 0, &length);
  return g_bytes_new (data, length);
}

gboolean
aeq_calibration_put (AeqLedger *ledger, gint64 account, const char *name, GBytes *state, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    state == NULL ? "DELETE FROM calibration WHERE account_id = ?1 AND name = ?2" :
    "INSERT INTO calibration (account_id, name, state, updated_at) VALUES (?1, ?2, ?3, ?4)"
    " ON CONFLICT (account_id, name) DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, account);
  aeq_statement_bind_text (stmt, 2, name);
  if (state != NULL)
    {
      aeq_statement_bind_bytes_static (stmt, 3, g_bytes_get_data (state, NULL), g_bytes_get_size (state));
      aeq_statement_bind_int64 (stmt, 4, ledger->now);
    }
  return aeq_statement_run (stmt, error);
}
