/* SPDX-License-Identifier: MIT */
#include "aeq-intraday-private.h"

#include "aeq-account-set.h"
#include "aeq-cash-series.h"
#include "aeq-error.h"
#include "aeq-flow-list.h"
#include "aeq-obligation.h"

static const char STAMP_SQL[] =
  "SELECT (SELECT COALESCE (MAX (no), 0) FROM change), (SELECT COALESCE (MAX (id), 0) FROM forecast_run)";

static void
due_clear (gpointer data)
{
  g_free (((AeqIntradayDue *) data)->name);
}

void
aeq_intraday_day_free (AeqIntradayDay *self)
{
  if (self == NULL)
    return;
  aeq_ladder_clear (&self->ladder);
  g_clear_pointer (&self->course, g_array_unref);
  g_clear_pointer (&self->expected, g_array_unref);
  g_clear_pointer (&self->troughs, g_array_unref);
  g_clear_pointer (&self->dues, g_array_unref);
  g_clear_pointer (&self->issued, aeq_issued_free);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_free (self->joint_set);
  g_free (self);
}

/* Changes and imports have the one count, forecasts the other; both only grow. */
gboolean
aeq_job_intraday_stamp (AeqLedger *ledger, gint64 *stamp, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, STAMP_SQL, error);
  gboolean has_row;

  if (stmt == NULL || !aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  *stamp = aeq_statement_get_int64 (stmt, 0) * (G_GINT64_CONSTANT (1) << 20) + aeq_statement_get_int64 (stmt, 1);
  return TRUE;
}

gboolean
aeq_intraday_is_stale (const AeqIntradayDay *self, AeqInstant now, gint64 stamp)
{
  return stamp != self->stamp || (self->next != AEQ_INSTANT_NONE && now >= self->next);
}

static gboolean
offer (const AeqFlow *flow, const AeqId *uid G_GNUC_UNUSED, const AeqId *superseded_by G_GNUC_UNUSED,
       gpointer user_data, GError **error G_GNUC_UNUSED)
{
  if (flow->minor < 0)
    aeq_obligations_offer (user_data, flow->settle_ts, flow->minor, flow->day_only, flow->reference,
                           flow->bank_reference, flow->counterparty);
  return TRUE;
}

static gboolean
settle (AeqObligations *obligations, AeqLedger *ledger, const AeqAccount *account, GCancellable *cancellable,
        GError **error)
{
  AeqFlowFilter filter = AEQ_FLOW_FILTER_ALL;

  if (!aeq_obligations_reach (obligations, &filter.from, &filter.to))
    return TRUE;
  filter.account = account->id;
  filter.status = AEQ_FLOW_ACTUAL;
  filter.to = MIN (filter.to, ledger->now + 1);
  if (!aeq_flow_foreach (ledger, &filter, offer, obligations, cancellable, error))
    return FALSE;
  aeq_obligations_settle (obligations);
  return TRUE;
}

static gboolean
add_dues (AeqIntradayDay *self, AeqLedger *ledger, const AeqAccount *account, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqObligations) obligations =
    aeq_obligations_load (ledger, account, self->ladder.buckets.start, self->ladder.buckets.end, error);
  GPtrArray *list;

  if (obligations == NULL || !settle (obligations, ledger, account, cancellable, error))
    return FALSE;
  list = aeq_obligations_list (obligations);
  for (guint i = 0; i < list->len; i++)
    {
      const AeqObligation *one = list->pdata[i];
      const AeqBcbsObligation plain = { one->due, one->settled_at, one->minor, one->paid };
      const AeqIntradayDue    due = { one->due, one->minor, g_strdup (one->name),
                                      aeq_bcbs_settlement (&plain, ledger->now) };

      g_array_append_val (self->dues, due);
    }
  return TRUE;
}

static gint
compare_dues (gconstpointer a, gconstpointer b)
{
  const AeqIntradayDue *left = a;
  const AeqIntradayDue *right = b;

  return (left->due > right->due) - (left->due < right->due);
}

static gboolean
fill_dues (AeqIntradayDay *self, AeqLedger *ledger, GCancellable *cancellable, GError **error)
{
  self->dues = g_array_new (FALSE, FALSE, sizeof (AeqIntradayDue));
  g_array_set_clear_func (self->dues, due_clear);
  for (guint i = 0; i < self->accounts->len; i++)
    if (!add_dues (self, ledger, self->accounts->pdata[i], cancellable, error))
      return FALSE;
  g_array_sort (self->dues, compare_dues);
  return TRUE;
}

/* A set speaks for a total when it has the very accounts of it, and all of them had their paths. */
static gboolean
is_total (const AeqAccountSet *set, const AeqIntradayDay *self)
{
  guint n = 0;

  for (guint i = 0; i < set->accounts->len; i++)
    n += ((AeqAccount *) set->accounts->pdata[i])->currency == self->ladder.currency;
  return set->nets && n == self->accounts->len;
}

static void
take_joint (AeqIntradayDay *self, const AeqAccountSet *set)
{
  if (!aeq_issued_get_set (self->issued, set->name, self->ladder.currency, &self->joint) ||
      self->joint.n_accounts != self->accounts->len)
    return;
  self->joint_set = g_strdup (set->name);
}

static gboolean
fill_joint (AeqIntradayDay *self, AeqLedger *ledger, GError **error)
{
  g_autoptr(GPtrArray) sets = aeq_account_set_list (ledger, error);

  for (guint i = 0; sets != NULL && i < sets->len && self->joint_set == NULL; i++)
    if (is_total (sets->pdata[i], self))
      take_joint (self, sets->pdata[i]);
  return sets != NULL;
}

static gboolean
fill_forecast (AeqIntradayDay *self, AeqLedger *ledger, GError **error)
{
  const AeqAccount *first = self->accounts->pdata[0];
  gboolean alone = self->what != AEQ_INTRADAY_TOTAL;

  if (!aeq_issued_of_day (ledger, self->accounts, first, alone, self->ladder.day, &self->issued, error))
    return FALSE;
  if (self->issued == NULL)
    return TRUE;
  if (!alone)
    return fill_joint (self, ledger, error);
  self->forecast = self->issued->accounts->pdata[0];
  aeq_ladder_set_forecast (&self->ladder, self->forecast);
  return TRUE;
}

/* The first booked or announced instant of the day after now. */
static gboolean
fill_next (AeqIntradayDay *self, AeqLedger *ledger, GError **error)
{
  AeqInstant from = MAX (ledger->now + 1, self->ladder.buckets.start);

  self->next = from < self->ladder.buckets.end ? self->ladder.buckets.end : AEQ_INSTANT_NONE;
  for (guint i = 0; self->next != AEQ_INSTANT_NONE && i < self->accounts->len; i++)
    {
      g_autoptr(GArray) points = aeq_cash_points (ledger, self->accounts->pdata[i], from, self->next, error);

      if (points == NULL)
        return FALSE;
      if (points->len > 0)
        self->next = g_array_index (points, AeqCashPoint, 0).settle_ts;
    }
  for (guint i = 0; self->next != AEQ_INSTANT_NONE && i < self->ladder.announced->len; i++)
    if (g_array_index (self->ladder.announced, AeqAnnounced, i).at >= from)
      self->next = MIN (self->next, g_array_index (self->ladder.announced, AeqAnnounced, i).at);
  return TRUE;
}

static gboolean
fill (AeqIntradayDay *self, AeqLedger *ledger, const AeqIntradayRequest *request, GCancellable *cancellable,
      GError **error)
{
  g_autoptr(GPtrArray) all = aeq_account_list (ledger, error);
  const AeqAccount *first;
  AeqDate day = request->day;

  if (all == NULL || !aeq_intraday_fill_scope (self, ledger, request, all, cancellable, error))
    return FALSE;
  first = self->accounts->pdata[0];
  if (day == AEQ_DATE_NONE)
    day = aeq_zone_date (first->zone, ledger->now);
  return aeq_ladder_load (&self->ladder, ledger, self->accounts, day, request->minutes, cancellable, error) &&
         aeq_intraday_fill_course (self, error) &&
         aeq_intraday_fill_throughput (self, ledger, request->usual_days, error) &&
         fill_dues (self, ledger, cancellable, error) && fill_forecast (self, ledger, error) &&
         fill_next (self, ledger, error) &&
         (self->what == AEQ_INTRADAY_TOTAL || aeq_limit_get (ledger, first, &self->limit, error)) &&
         aeq_job_intraday_stamp (ledger, &self->stamp, error);
}

/* One view of the ledger over all of the queries. */
AeqIntradayDay *
aeq_job_intraday (AeqLedger *ledger, const AeqIntradayRequest *request, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqIntradayDay) self = g_new0 (AeqIntradayDay, 1);
  gboolean ok;

  self->as_of = ledger->now;
  if (!aeq_store_begin_read (ledger->store, error))
    return NULL;
  ok = fill (self, ledger, request, cancellable, error);
  aeq_store_rollback (ledger->store);
  return ok ? g_steal_pointer (&self) : NULL;
}
