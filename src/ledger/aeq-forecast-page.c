/* SPDX-License-Identifier: MIT */
#include "aeq-forecast-page.h"

#include "aeq-forecast-row.h"

static const char HEADS_SQL[] =
  "SELECT id, uid, as_of, model_version, regime, scenario, p_steady, p_elevated, p_crisis FROM forecast_run"
  " WHERE ?1 = 0 OR id < ?1 ORDER BY id DESC LIMIT ?2";

/* Whether a function that stopped did so for an error, which is passed on. */
static gboolean
stop (GError *local, GError **error)
{
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

static void
read_head (AeqStatement *stmt, AeqForecastHead *head)
{
  *head = (AeqForecastHead) {
    .id = aeq_statement_get_int64 (stmt, 0),
    .as_of = aeq_statement_get_int64 (stmt, 2),
    .model = aeq_statement_get_text (stmt, 3),
    .regime = aeq_statement_get_text (stmt, 4),
    .scenario = aeq_statement_get_text (stmt, 5),
    .p = { aeq_statement_get_double (stmt, 6), aeq_statement_get_double (stmt, 7), aeq_statement_get_double (stmt, 8) },
  };
  aeq_statement_get_id (stmt, 1, &head->uid);
}

gboolean
aeq_forecast_heads (AeqLedger *ledger, gint64 before, gint64 limit, AeqForecastHeadFunc func, gpointer user_data,
                    GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, HEADS_SQL, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, before);
  aeq_statement_bind_int64 (stmt, 2, limit);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqForecastHead head;
      GError *local = NULL;

      if (!has_row)
        return TRUE;
      read_head (stmt, &head);
      if (!func (&head, user_data, &local))
        return stop (local, error);
    }
  return FALSE;
}

#define LINES_SQL(account)                                                                                       \
  "SELECT q.account_id, a.uid, a.number, a.currency, q.horizon, q.day, q.known_net, q.naive, "                   \
  AEQ_QUANTILE_COLUMNS ("q.")                                                                                    \
  " FROM forecast_quantile q JOIN account a ON a.id = q.account_id WHERE q.run_id = ?1" account                  \
  " AND (q.account_id, q.horizon) > (?2, ?3) ORDER BY q.account_id, q.horizon LIMIT ?4"
#define QUANTILES 8 /* the first of these columns */

static void
read_line (AeqStatement *stmt, AeqForecastLine *line)
{
  *line = (AeqForecastLine) {
    .account = aeq_statement_get_int64 (stmt, 0),
    .number = aeq_statement_get_text (stmt, 2),
    .currency = aeq_currency_lookup (aeq_statement_get_text (stmt, 3), -1),
    .target = {
      .account = aeq_statement_get_int64 (stmt, 0),
      .horizon = (int) aeq_statement_get_int64 (stmt, 4),
      .day = aeq_forecast_row_get_day (stmt, 5),
      .known_net = aeq_statement_get_int64 (stmt, 6),
      .naive = aeq_statement_get_double (stmt, 7),
    },
  };
  aeq_statement_get_id (stmt, 1, &line->uid);
  aeq_forecast_row_get_quantiles (stmt, QUANTILES, line->target.q);
}

gboolean
aeq_forecast_lines (AeqLedger *ledger, const AeqForecastLines *lines, AeqForecastLineFunc func, gpointer user_data,
                    GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store, lines->account != NULL ? LINES_SQL (" AND a.uid = ?5") : LINES_SQL (""), error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, lines->run);
  aeq_statement_bind_int64 (stmt, 2, lines->after_account);
  aeq_statement_bind_int64 (stmt, 3, lines->after_account > 0 ? lines->after_horizon : -1);
  aeq_statement_bind_int64 (stmt, 4, lines->limit);
  if (lines->account != NULL)
    aeq_statement_bind_id (stmt, 5, lines->account);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqForecastLine line;
      GError *local = NULL;

      if (!has_row)
        return TRUE;
      read_line (stmt, &line);
      if (!func (&line, user_data, &local))
        return stop (local, error);
    }
  return FALSE;
}

char *
aeq_forecast_content (AeqLedger *ledger, const AeqId *uid, GError **error)
{
  g_autoptr(AeqStatement) stmt =
      aeq_store_prepare (ledger->store, "SELECT content FROM forecast_run WHERE uid = ?1", error);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_id (stmt, 1, uid);
  if (!aeq_statement_step (stmt, &has_row, error) || !has_row)
    return NULL;
  return g_strdup (aeq_statement_get_text (stmt, 0));
}
