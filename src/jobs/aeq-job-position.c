/* SPDX-License-Identifier: MIT */
#include "aeq-job-position.h"

#include <math.h>
#include <string.h>

#include "aeq-balance.h"
#include "aeq-error.h"
#include "aeq-export-issued.h"
#include "aeq-job-regime.h"

static const char BOOKED_SQL[] = "SELECT amount FROM flow WHERE account_id = ?1 AND status = 0 AND settle_ts >= ?2 AND settle_ts < ?3";
static const char OPEN_SQL[] =
  "SELECT amount FROM flow WHERE account_id = ?1 AND status IN (1, 2) AND superseded_by IS NULL AND settle_ts >= ?2 AND settle_ts < ?3";

static void
position_free (AeqPosition *self)
{
  g_free (self->number);
  g_free (self->name);
  g_free (self);
}

void
aeq_position_table_free (AeqPositionTable *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self->model);
  g_strfreev (self->reasons);
  g_free (self);
}

/* Sums what comes in and what goes out of the statement's [from, to). */
static gboolean
sum_flows (AeqLedger *ledger, const char *sql, gint64 account, AeqInstant from, AeqInstant to, gint64 *in, gint64 *out, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, account);
  aeq_statement_bind_int64 (stmt, 2, from);
  aeq_statement_bind_int64 (stmt, 3, to);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      gint64 minor, *sum;

      if (!has_row)
        return TRUE;
      minor = aeq_statement_get_int64 (stmt, 0);
      sum = minor < 0 ? out : in;
      if (!aeq_money_add (*sum, minor, sum))
        {
          g_set_error (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW, "the sum of the day's flows is too large");
          return FALSE;
        }
    }
  return FALSE;
}

static gboolean
read_today (AeqLedger *ledger, const AeqAccount *account, AeqPosition *row, GError **error)
{
  AeqInstant start, end;
  AeqBalance balance;
  AeqLimit limit;
  gint64 due_in = 0, due_out = 0;

  aeq_zone_day_bounds (account->zone, row->day, &start, &end);
  if (!aeq_balance_at (ledger, account, start - 1, &balance, error))
    return FALSE;
  row->opening = balance.minor;
  if (!sum_flows (ledger, BOOKED_SQL, account->id, start, ledger->now + 1, &row->in, &row->out, error) ||
      !sum_flows (ledger, OPEN_SQL, account->id, start, end, &due_in, &due_out, error) ||
      !aeq_balance_at (ledger, account, ledger->now, &balance, error) || !aeq_limit_get (ledger, account, &limit, error))
    return FALSE;
  row->expected = due_in + due_out; /* of opposite signs: cannot overflow */
  row->limit = limit.has ? limit.floor_amount : AEQ_POSITION_NONE;
  row->balance = balance.minor;
  row->balance_at = balance.as_of;
  return TRUE;
}

static AeqPosition *
read_row (AeqLedger *ledger, const AeqAccount *account, GError **error)
{
  AeqPosition *row = g_new0 (AeqPosition, 1);

  row->number = g_strdup (account->number);
  row->name = g_strdup (account->name);
  row->currency = account->currency;
  row->zone = account->zone;
  row->day = aeq_zone_date (account->zone, ledger->now);
  row->closing = row->lowest = AEQ_POSITION_NONE;
  row->lowest_at = AEQ_INSTANT_NONE;
  row->p_breach = NAN;
  if (read_today (ledger, account, row, error))
    return row;
  position_free (row);
  return NULL;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const AeqPosition *left = *(AeqPosition *const *) a;
  const AeqPosition *right = *(AeqPosition *const *) b;
  int order = strcmp (left->currency->code, right->currency->code);

  return order != 0 ? order : strcmp (left->number, right->number);
}

/* Only what was said of today: a forecast of yesterday has no say about today's close. */
static void
take_forecast (AeqPosition *row, const AeqIssuedAccount *account)
{
  const AeqIssuedDay *today = account->days->len > 0 ? &g_array_index (account->days, AeqIssuedDay, 0) : NULL;

  if (today == NULL || today->date != row->day || today->horizon != 0)
    return;
  row->closing = today->closing[AEQ_N_QUANTILES / 2];
  row->lowest = account->lowest[AEQ_N_QUANTILES / 2];
  row->lowest_at = account->lowest_at;
  row->p_breach = account->p_breach;
}

static void
join_forecast (AeqPositionTable *self, const AeqIssued *issued)
{
  self->forecast_at = issued->as_of;
  self->model = g_strdup (issued->model);
  for (guint i = 0; i < issued->accounts->len; i++)
    {
      const AeqIssuedAccount *account = issued->accounts->pdata[i];

      for (guint j = 0; j < self->rows->len; j++)
        {
          AeqPosition *row = self->rows->pdata[j];

          if (row->currency == account->currency && g_strcmp0 (row->number, account->number) == 0)
            take_forecast (row, account);
        }
    }
}

static gboolean
add_forecast (AeqPositionTable *self, AeqLedger *ledger, GPtrArray *accounts, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(AeqIssued) issued = aeq_issued_newest (ledger, accounts, NULL, &local);

  self->forecast_at = AEQ_INSTANT_NONE;
  if (issued != NULL)
    join_forecast (self, issued);
  else if (!g_error_matches (local, AEQ_ERROR, AEQ_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return TRUE;
}

static gboolean
add_regime (AeqPositionTable *self, AeqLedger *ledger, GError **error)
{
  if (!aeq_job_regime_at (ledger, aeq_zone_date (aeq_zone_utc (), ledger->now), &self->regime, &self->has_regime, error))
    return FALSE;
  if (self->has_regime)
    self->reasons = aeq_regime_reasons (&self->regime);
  return TRUE;
}

static AeqPositionTable *
read_table (AeqLedger *ledger, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqPositionTable) self = g_new0 (AeqPositionTable, 1);
  g_autoptr(GPtrArray) accounts = aeq_account_list (ledger, error);

  self->as_of = ledger->now;
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) position_free);
  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      AeqPosition *row;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) || (row = read_row (ledger, accounts->pdata[i], error)) == NULL)
        return NULL;
      g_ptr_array_add (self->rows, row);
    }
  if (accounts == NULL || !add_forecast (self, ledger, accounts, error) || !add_regime (self, ledger, error))
    return NULL;
  g_ptr_array_sort (self->rows, compare_rows);
  return g_steal_pointer (&self);
}

/* One view of the ledger over all of the queries. */
AeqPositionTable *
aeq_job_position (AeqLedger *ledger, GCancellable *cancellable, GError **error)
{
  AeqPositionTable *self;

  if (!aeq_store_begin_read (ledger->store, error))
    return NULL;
  self = read_table (ledger, cancellable, error);
  aeq_store_rollback (ledger->store);
  return self;
}
