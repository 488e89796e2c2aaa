/* SPDX-License-Identifier: MIT */
#include "aeq-scenario-load.h"

#include <math.h>

#include "aeq-desk-history.h"
#include "aeq-liquidity.h"
#include "aeq-match.h"
#include "aeq-obligation.h"
#include "aeq-stats.h"

void
aeq_scenario_account_free (AeqScenarioAccount *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->known);
  g_array_unref (self->usual);
  g_array_unref (self->sources);
  g_array_unref (self->lines);
  g_ptr_array_unref (self->owned);
  g_string_chunk_free (self->texts);
  g_free (self->starts);
  g_free (self->due);
  g_free (self);
}

static void
take_known (AeqScenarioAccount *self)
{
  const AeqDeskView *desk = self->forecast->desk;

  for (gsize k = 0; k < desk->rest.n_known; k++)
    {
      const AeqKnownFlow *flow = &desk->rest.known[k];
      const AeqKnownTag *tag = &g_array_index (desk->tags, AeqKnownTag, k);
      AeqShockCategory shock = aeq_desk_history_shock (tag->category, flow->amount > 0);
      AeqStressKnown known = { { tag->category, aeq_shock_category_name (shock), tag->counterparty }, flow->amount,
                               flow->bucket < 0, tag->booked };

      g_array_append_val (self->known, known);
    }
}

static gboolean
load_sources (AeqScenarioAccount *self, AeqLedger *ledger, GError **error)
{
  const AeqDeskView *desk = self->forecast->desk;
  g_autoptr(GPtrArray) sources = aeq_liquidity_sources (ledger, desk->account, desk->rest.today, error);
  AeqStressSource row;

  for (guint i = 0; sources != NULL && i < sources->len; i++)
    {
      const AeqLiquiditySource *source = sources->pdata[i];

      row.before = source->before;
      row.haircut_bp = source->haircut_bp;
      if (aeq_liquidity_holds (sources, i, desk->rest.today) && aeq_bcbs_source_parse (source->kind, &row.kind))
        g_array_append_val (self->sources, row);
    }
  return sources != NULL;
}

static gboolean
load_lines (AeqScenarioAccount *self, AeqLedger *ledger, GError **error)
{
  const AeqDeskView *desk = self->forecast->desk;
  AeqDate today = desk->rest.today;
  g_autoptr(GPtrArray) lines = aeq_credit_lines (ledger, desk->account, today, today, error);
  g_autoptr(GPtrArray) granted = lines != NULL ? aeq_customer_lines (ledger, desk->account, today, today, error) : NULL;

  if (granted == NULL)
    return FALSE;
  for (guint i = 0; i < lines->len; i++)
    {
      const AeqCreditLine *line = lines->pdata[i];
      AeqStressLine row = { line->minor, line->committed, line->secured };

      g_array_append_val (self->lines, row);
    }
  for (guint i = 0; i < granted->len; i++)
    {
      const AeqCreditLine *line = granted->pdata[i];
      gint64 undrawn = line->minor - (line->use_known ? line->peak_use : 0);

      if (undrawn > 0 && !aeq_money_add (self->day.customer_undrawn, undrawn, &self->day.customer_undrawn))
        self->day.customer_undrawn = G_MAXINT64;
    }
  return TRUE;
}

/* What has come in and gone out of the buckets that are over. */
static gboolean
load_gross (AeqScenarioAccount *self, AeqLedger *ledger, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "SELECT SUM (CASE WHEN amount > 0 THEN amount ELSE 0 END), SUM (CASE WHEN amount < 0 THEN -amount ELSE 0 END) FROM flow"
    " WHERE account_id = ?1 AND status = 0 AND settle_ts >= ?2 AND settle_ts < ?3 AND settle_ts <= ?4", error);
  AeqInstant end = self->day.now < self->day.n_buckets ? self->starts[self->day.now] : G_MAXINT64;
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, self->forecast->desk->account->id);
  aeq_statement_bind_int64 (stmt, 2, self->starts[0]);
  aeq_statement_bind_int64 (stmt, 3, end);
  aeq_statement_bind_int64 (stmt, 4, ledger->now);
  if (!aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  self->leg.received = (double) aeq_statement_get_int64 (stmt, 0) / self->day.scale;
  self->leg.sent = (double) aeq_statement_get_int64 (stmt, 1) / self->day.scale;
  return TRUE;
}

static gboolean
offer_flows (AeqObligations *obligations, AeqLedger *ledger, const AeqAccount *account, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "SELECT settle_ts, amount, timed, reference, bank_reference, counterparty FROM flow WHERE account_id = ?1 AND status = 0"
    " AND amount < 0 AND settle_ts >= ?2 AND settle_ts < ?3 ORDER BY settle_ts", error);
  AeqInstant from, to;
  gboolean has_row;

  if (stmt == NULL || !aeq_obligations_reach (obligations, &from, &to))
    return stmt != NULL;
  aeq_statement_bind_int64 (stmt, 1, account->id);
  aeq_statement_bind_int64 (stmt, 2, from);
  aeq_statement_bind_int64 (stmt, 3, MIN (to, ledger->now + 1));
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        {
          aeq_obligations_settle (obligations);
          return TRUE;
        }
      aeq_obligations_offer (obligations, aeq_statement_get_int64 (stmt, 0), aeq_statement_get_int64 (stmt, 1),
                             aeq_statement_get_int64 (stmt, 2) == 0, aeq_statement_get_text (stmt, 3),
                             aeq_statement_get_text (stmt, 4), aeq_statement_get_text (stmt, 5));
    }
  return FALSE;
}

static void
take_obligation (AeqScenarioAccount *self, const AeqObligation *obligation)
{
  guint bucket = self->day.n_buckets - 1;

  if (obligation->settled_at != AEQ_INSTANT_NONE)
    {
      self->leg.due_settled += (double) obligation->minor / self->day.scale;
      return;
    }
  while (bucket > 0 && self->starts[bucket] > obligation->due)
    bucket--;
  /* What was due and is not paid is due now. */
  bucket = MIN (MAX (bucket, self->day.now), self->day.n_buckets - 1);
  self->due[bucket] += (double) (obligation->minor - obligation->paid) / self->day.scale;
}

static gboolean
load_obligations (AeqScenarioAccount *self, AeqLedger *ledger, GError **error)
{
  const AeqDeskView *desk = self->forecast->desk;
  g_autoptr(AeqObligations) obligations = NULL;
  AeqInstant start, end;
  GPtrArray *list;

  aeq_zone_day_bounds (desk->account->zone, desk->rest.today, &start, &end);
  if ((obligations = aeq_obligations_load (ledger, desk->account, start, end, error)) == NULL ||
      !offer_flows (obligations, ledger, desk->account, error))
    return FALSE;
  list = aeq_obligations_list (obligations);
  for (guint i = 0; i < list->len; i++)
    take_obligation (self, list->pdata[i]);
  return TRUE;
}

static double
usual_payments (const AeqDeskSeries *series)
{
  gsize n = MIN (series->n_days, AEQ_SCENARIO_USUAL_DAYS);
  double mean = n > 0 && series->gross_out != NULL ? aeq_stats_mean_abs (series->gross_out + series->n_days - n, n) : 0;

  return isfinite (mean) ? mean : 0;
}

static void
fill_day (AeqScenarioAccount *self)
{
  const AeqDeskView *desk = self->forecast->desk;
  AeqStressDay *day = &self->day;

  day->account = desk->account->number;
  day->account_kind = desk->account->kind;
  day->currency = desk->account->currency->code;
  day->scale = desk->scale;
  day->bucket_minutes = desk->rest.bucket_minutes;
  day->n_buckets = desk->rest.n_buckets;
  day->now = desk->rest.now;
  day->usual_out = usual_payments (&desk->full);
  day->balance = desk->opening;
  self->starts = g_new (AeqInstant, day->n_buckets + 1);
  self->due = g_new0 (double, day->n_buckets + 1);
  for (guint j = 0; j < day->n_buckets; j++)
    self->starts[j] = aeq_forecast_bucket_start (self->forecast, j);
}

static void
point_to (AeqScenarioAccount *self)
{
  AeqStressDay *day = &self->day;

  day->known = (const AeqStressKnown *) (gpointer) self->known->data;
  day->n_known = self->known->len;
  day->usual = (const AeqStressUsual *) (gpointer) self->usual->data;
  day->n_usual = self->usual->len;
  day->sources = (const AeqStressSource *) (gpointer) self->sources->data;
  day->n_sources = self->sources->len;
  day->lines = (const AeqStressLine *) (gpointer) self->lines->data;
  day->n_lines = self->lines->len;
}

static void
fill_leg (AeqScenarioAccount *self)
{
  const AeqDeskView *desk = self->forecast->desk;
  const AeqDeskPaths *samples = self->forecast->intraday->paths;
  AeqStressLeg *leg = &self->leg;

  leg->day = &self->day;
  leg->n_paths = samples->n_paths;
  leg->net = samples->net;
  leg->placed = samples->placed;
  leg->settled = desk->rest.settled;
  leg->opening = desk->rest.opening;
  leg->lowest_so_far = desk->rest.lowest_so_far;
  leg->widening = desk->rest.course->factor[AEQ_COURSE_USAGE];
  leg->limit = desk->limit.has ? (double) desk->limit.floor_amount / desk->scale : NAN;
  leg->lines = desk->credit_lines;
  leg->starts = self->starts;
  leg->due = self->due;
}

AeqScenarioAccount *
aeq_scenario_account_load (AeqLedger *ledger, const AeqForecastAccount *forecast, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqScenarioAccount) self = g_new0 (AeqScenarioAccount, 1);

  self->forecast = forecast;
  self->known = g_array_new (FALSE, TRUE, sizeof (AeqStressKnown));
  self->usual = g_array_new (FALSE, TRUE, sizeof (AeqStressUsual));
  self->sources = g_array_new (FALSE, TRUE, sizeof (AeqStressSource));
  self->lines = g_array_new (FALSE, TRUE, sizeof (AeqStressLine));
  self->owned = g_ptr_array_new_with_free_func (g_free);
  self->texts = g_string_chunk_new (1024);
  fill_day (self);
  take_known (self);
  if (!aeq_scenario_usual_load (self, ledger, cancellable, error) || !load_sources (self, ledger, error) ||
      !load_lines (self, ledger, error) || !load_gross (self, ledger, error) || !load_obligations (self, ledger, error))
    return NULL;
  point_to (self);
  fill_leg (self);
  return g_steal_pointer (&self);
}
