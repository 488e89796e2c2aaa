/* SPDX-License-Identifier: MIT */
#include "aeq-score-cell.h"

#include "aeq-forecast-row.h"

#define COLUMNS                                                                                                                     \
  "day, account_id, horizon, hour, regime, model_version, n, abs_error, error, gross, n_naive, naive_error, inside, overridden,"    \
  " helped, error_with, error_without, pit0, pit1, pit2, pit3, pit4, pit5, pit6, pit7, pit8, pit9"
#define FIRST_PIT 17
#define ADD(column) #column " = score_cell." #column " + excluded." #column

static const char ADD_SQL[] =
  "INSERT INTO score_cell (" COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,"
  " ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27)"
  " ON CONFLICT (day, account_id, horizon, hour, regime, model_version) DO UPDATE SET " ADD (n) ", " ADD (abs_error) ", " ADD (error)
  ", " ADD (gross) ", " ADD (n_naive) ", " ADD (naive_error) ", " ADD (inside) ", " ADD (overridden) ", " ADD (helped) ", "
  ADD (error_with) ", " ADD (error_without) ", " ADD (pit0) ", " ADD (pit1) ", " ADD (pit2) ", " ADD (pit3) ", " ADD (pit4) ", "
  ADD (pit5) ", " ADD (pit6) ", " ADD (pit7) ", " ADD (pit8) ", " ADD (pit9);

static void
bind_sums (AeqStatement *stmt, const AeqScoreSums *sums)
{
  aeq_statement_bind_int64 (stmt, 7, sums->n);
  aeq_statement_bind_double (stmt, 8, sums->abs_error);
  aeq_statement_bind_double (stmt, 9, sums->error);
  aeq_statement_bind_double (stmt, 10, sums->gross);
  aeq_statement_bind_int64 (stmt, 11, sums->n_naive);
  aeq_statement_bind_double (stmt, 12, sums->naive_error);
  aeq_statement_bind_int64 (stmt, 13, sums->inside);
  for (int i = 0; i < AEQ_SCORE_PIT_BINS; i++)
    aeq_statement_bind_int64 (stmt, FIRST_PIT + 1 + i, sums->pit[i]);
}

gboolean
aeq_score_cell_add (AeqLedger *ledger, const AeqScoreCell *cell, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, ADD_SQL, error);

  if (stmt == NULL)
    return FALSE;
  aeq_forecast_row_bind_day (stmt, 1, cell->day);
  aeq_statement_bind_int64 (stmt, 2, cell->account);
  aeq_statement_bind_int64 (stmt, 3, cell->horizon);
  aeq_statement_bind_int64 (stmt, 4, cell->hour);
  aeq_statement_bind_text (stmt, 5, cell->regime);
  aeq_statement_bind_text (stmt, 6, cell->model);
  bind_sums (stmt, &cell->sums);
  aeq_statement_bind_int64 (stmt, 14, cell->overrides.n);
  aeq_statement_bind_int64 (stmt, 15, cell->overrides.helped);
  aeq_statement_bind_double (stmt, 16, cell->overrides.error_with);
  aeq_statement_bind_double (stmt, 17, cell->overrides.error_without);
  return aeq_statement_run (stmt, error);
}

static void
read_sums (AeqStatement *stmt, AeqScoreSums *sums)
{
  sums->n = aeq_statement_get_int64 (stmt, 6);
  sums->abs_error = aeq_statement_get_double (stmt, 7);
  sums->error = aeq_statement_get_double (stmt, 8);
  sums->gross = aeq_statement_get_double (stmt, 9);
  sums->n_naive = aeq_statement_get_int64 (stmt, 10);
  sums->naive_error = aeq_statement_get_double (stmt, 11);
  sums->inside = aeq_statement_get_int64 (stmt, 12);
  for (int i = 0; i < AEQ_SCORE_PIT_BINS; i++)
    sums->pit[i] = aeq_statement_get_int64 (stmt, FIRST_PIT + i);
}

static void
read_cell (AeqStatement *stmt, AeqScoreCell *cell)
{
  cell->day = aeq_forecast_row_get_day (stmt, 0);
  cell->account = aeq_statement_get_int64 (stmt, 1);
  cell->horizon = (int) aeq_statement_get_int64 (stmt, 2);
  cell->hour = (int) aeq_statement_get_int64 (stmt, 3);
  cell->regime = aeq_statement_get_text (stmt, 4);
  cell->model = aeq_statement_get_text (stmt, 5);
  read_sums (stmt, &cell->sums);
  cell->overrides.n = aeq_statement_get_int64 (stmt, 13);
  cell->overrides.helped = aeq_statement_get_int64 (stmt, 14);
  cell->overrides.error_with = aeq_statement_get_double (stmt, 15);
  cell->overrides.error_without = aeq_statement_get_double (stmt, 16);
}

gboolean
aeq_score_cell_each (AeqLedger *ledger, gint64 account, AeqDate from, AeqDate to, AeqScoreCellFunc func, gpointer user_data,
                              GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "SELECT " COLUMNS " FROM score_cell WHERE (?1 = 0 OR account_id = ?1) AND day >= ?2 AND day <= ?3"
    " ORDER BY day, account_id, horizon, hour, regime, model_version", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, account);
  aeq_forecast_row_bind_days (stmt, 2, from, to);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqScoreCell cell;

      if (!has_row)
        return TRUE;
      read_cell (stmt, &cell);
      if (!func (&cell, user_data, error))
        return FALSE;
    }
  return FALSE;
}

gboolean
aeq_score_cell_lacking (AeqLedger *ledger, gboolean *lacking, GError **error)
{
  gint64 value;

  if (!aeq_store_query_int64 (ledger->store, "SELECT CASE WHEN EXISTS (SELECT 1 FROM forecast_score) AND NOT EXISTS"
                              " (SELECT 1 FROM score_cell) THEN 1 ELSE 0 END", 0, &value, error))
    return FALSE;
  *lacking = value != 0;
  return TRUE;
}

GHashTable *
aeq_score_cell_mean_gross (AeqLedger *ledger, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store, "SELECT a.currency, SUM (c.gross) / SUM (c.n) FROM score_cell c JOIN account a ON a.id = c.account_id GROUP BY a.currency",
    error);

  return stmt != NULL ? aeq_forecast_row_means (stmt, error) : NULL;
}

static void
label_free (gpointer data)
{
  AeqRunLabel *self = data;

  g_free (self->regime);
  g_free (self->model);
  g_free (self);
}

GHashTable *
aeq_run_labels (AeqLedger *ledger, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, "SELECT id, regime, model_version FROM forecast_run", error);
  g_autoptr(GHashTable) labels = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, label_free);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqRunLabel *label;

      if (!has_row)
        return g_steal_pointer (&labels);
      label = g_new (AeqRunLabel, 1);
      label->id = aeq_statement_get_int64 (stmt, 0);
      label->regime = g_strdup (aeq_statement_get_text (stmt, 1));
      label->model = g_strdup (aeq_statement_get_text (stmt, 2));
      g_hash_table_insert (labels, &label->id, label);
    }
  return NULL;
}
