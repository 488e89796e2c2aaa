/* SPDX-License-Identifier: MIT */
#include "aeq-position-private.h"

#include <math.h>
#include <string.h>

#include "aeq-accuracy.h"
#include "aeq-job-regime.h"
#include "aeq-job-scorecard.h"

void
aeq_position_table_free (AeqPositionTable *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->late, g_ptr_array_unref);
  g_clear_pointer (&self->deadlines, g_ptr_array_unref);
  g_clear_pointer (&self->chart, aeq_chart_unref);
  g_free (self->model);
  g_free (self->scenario);
  g_strfreev (self->reasons);
  g_free (self);
}

static gboolean
is_in_scope (const AeqPositionScope *scope, const AeqAccount *account)
{
  if (scope->has_account)
    return aeq_id_equal (&scope->account, &account->uid);
  return scope->currency == NULL || scope->currency == account->currency;
}

static int
compare_accounts (gconstpointer a, gconstpointer b)
{
  const AeqAccount *left = *(AeqAccount *const *)a;
  const AeqAccount *right = *(AeqAccount *const *)b;
  int               order = strcmp (left->currency->code, right->currency->code);

  return order != 0 ? order : strcmp (left->number, right->number);
}

static int
compare_late (gconstpointer a, gconstpointer b)
{
  const AeqLateReceipt *left = *(AeqLateReceipt *const *)a;
  const AeqLateReceipt *right = *(AeqLateReceipt *const *)b;

  return left->due != right->due ? (left->due < right->due ? -1 : 1) : strcmp (left->account, right->account);
}

static int
compare_deadlines (gconstpointer a, gconstpointer b)
{
  const AeqDeadline *left = *(AeqDeadline *const *)a;
  const AeqDeadline *right = *(AeqDeadline *const *)b;

  return left->at != right->at ? (left->at < right->at ? -1 : 1) : strcmp (left->name, right->name);
}

/* What is late and what is due is asked for today alone: of other days it is either over or not yet to be said. */
static gboolean
read_account (AeqPositionTable *self, AeqLedger *ledger, const AeqAccount *account, gboolean rows_only, GError **error)
{
  AeqPosition *row = aeq_position_read (ledger, account, self->date, error);

  if (row == NULL)
    return FALSE;
  g_ptr_array_add (self->rows, row);
  return row->when != AEQ_POSITION_TODAY || rows_only ||
         (aeq_position_add_late (self, ledger, account, error) &&
          aeq_position_add_deadlines (self, ledger, account, error));
}

static gboolean
read_accounts (AeqPositionTable *self, AeqLedger *ledger, const AeqPositionScope *scope, GPtrArray *accounts,
               GCancellable *cancellable, GError **error)
{
  self->n_accounts = accounts->len;
  g_ptr_array_sort (accounts, compare_accounts);
  for (guint i = 0; i < accounts->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        (is_in_scope (scope, accounts->pdata[i]) &&
         !read_account (self, ledger, accounts->pdata[i], scope->rows_only, error)))
      return FALSE;
  g_ptr_array_sort (self->late, compare_late);
  g_ptr_array_sort (self->deadlines, compare_deadlines);
  return TRUE;
}

static gboolean
add_regime (AeqPositionTable *self, AeqLedger *ledger, const AeqPositionScope *scope, GError **error)
{
  AeqDate today = aeq_zone_date (aeq_zone_utc (), ledger->now);
  AeqDate at = self->date != AEQ_DATE_NONE ? MIN (self->date, today) : today;

  if (scope->regime != NULL)
    {
      self->regime = *scope->regime;
      self->has_regime = TRUE;
    }
  else if (!aeq_job_regime_at (ledger, at, &self->regime, &self->has_regime, error))
    return FALSE;
  if (self->has_regime)
    self->reasons = aeq_regime_reasons (&self->regime);
  return TRUE;
}

static gboolean
add_score (AeqPositionTable *self, AeqLedger *ledger, const AeqPositionScope *scope, GCancellable *cancellable, GError **error)
{
  AeqDate today = aeq_zone_date (aeq_zone_utc (), ledger->now);
  const AeqScorecardScope what = { scope->has_account, scope->account, scope->currency, today - AEQ_POSITION_SCORED_DAYS, AEQ_DATE_NONE };
  g_autoptr (AeqScorecard) card = aeq_job_scorecard (ledger, &what, cancellable, error);
  double lower, upper;

  if (card == NULL)
    return FALSE;
  if ((self->score.n = (guint64) card->total.n) == 0)
    return TRUE;
  self->score.coverage = aeq_score_coverage (&card->total);
  self->score.wape = aeq_score_wape (&card->total);
  self->score.skill = aeq_score_skill (&card->total);
  aeq_binomial_band (card->n_account_days, AEQ_INTERVALS[AEQ_INTERVAL_90], &lower, &upper);
  self->score.far_off = self->score.coverage < lower || self->score.coverage > upper;
  return TRUE;
}

static AeqPositionTable *
table_new (AeqInstant now, AeqDate date)
{
  AeqPositionTable *self = g_new0 (AeqPositionTable, 1);

  self->as_of = now;
  self->date = date;
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)aeq_position_free);
  self->late = g_ptr_array_new_with_free_func ((GDestroyNotify)aeq_late_receipt_free);
  self->deadlines = g_ptr_array_new_with_free_func ((GDestroyNotify)aeq_deadline_free);
  return self;
}

static AeqPositionTable *
read_table (AeqLedger *ledger, const AeqPositionScope *scope, GCancellable *cancellable, GError **error)
{
  g_autoptr (AeqPositionTable) self = table_new (ledger->now, scope->date);
  g_autoptr (GPtrArray) accounts = aeq_account_list (ledger, error);

  if (accounts == NULL || !read_accounts (self, ledger, scope, accounts, cancellable, error) ||
      !aeq_position_add_forecast (self, ledger, scope, accounts, error))
    return NULL;
  if (!scope->rows_only && (!add_regime (self, ledger, scope, error) || !add_score (self, ledger, scope, cancellable, error) ||
                            !aeq_position_add_sums (self->rows, error)))
    return NULL;
  return g_steal_pointer (&self);
}

/* One view of the ledger over all of the queries. */
AeqPositionTable *
aeq_job_position (AeqLedger *ledger, const AeqPositionScope *scope, GCancellable *cancellable, GError **error)
{
  AeqPositionTable *self;

  if (!aeq_store_begin_read (ledger->store, error))
    return NULL;
  self = read_table (ledger, scope, cancellable, error);
  aeq_store_rollback (ledger->store);
  return self;
}
