/* SPDX-License-Identifier: MIT */
#include "aeq-ladder.h"

#include "aeq-balance.h"
#include "aeq-cash-series.h"
#include "aeq-error.h"
#include "aeq-flow-list.h"

static gboolean
overflow (GError **error)
{
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW, "the sum of the day's flows is too large");
  return FALSE;
}

static gboolean
add_opening (AeqLadder *self, AeqLedger *ledger, const AeqAccount *account, GError **error)
{
  AeqBalance opening;

  if (!aeq_balance_at (ledger, account, self->buckets.start - 1, &opening, error))
    return FALSE;
  /* A sum is as old as its oldest part. */
  if (self->opening_as_of == AEQ_INSTANT_NONE || opening.as_of < self->opening_as_of)
    self->opening_as_of = opening.as_of;
  return aeq_money_add (self->opening, opening.minor, &self->opening) || overflow (error);
}

static gboolean
add_booked (AeqLadder *self, AeqLedger *ledger, const AeqAccount *account, GError **error)
{
  AeqInstant end = MIN (self->buckets.end, self->now + 1);
  g_autoptr (GArray) points =
      aeq_cash_points (ledger, account, self->buckets.start, MAX (end, self->buckets.start), error);

  for (guint i = 0; points != NULL && i < points->len; i++)
    {
      const AeqCashPoint *point = &g_array_index (points, AeqCashPoint, i);
      AeqRung *rung = &self->rungs[aeq_buckets_index (&self->buckets, point->settle_ts)];
      gint64 *side = point->minor > 0 ? &rung->in : &rung->out;

      if (!aeq_money_add (*side, point->minor, side))
        return overflow (error);
      g_array_append_val (self->points, *point);
    }
  return points != NULL;
}

static gboolean
add_announced (const AeqFlow *flow, const AeqId *uid G_GNUC_UNUSED, const AeqId *superseded_by G_GNUC_UNUSED,
               gpointer user_data, GError **error)
{
  AeqLadder *self = user_data;
  AeqRung *rung = &self->rungs[aeq_buckets_index (&self->buckets, flow->settle_ts)];
  gint64 *side = flow->minor > 0 ? &rung->expected_in : &rung->expected_out;
  const AeqAnnounced announced = { flow->settle_ts, flow->minor, flow->day_only };

  g_array_append_val (self->announced, announced);
  return aeq_money_add (*side, flow->minor, side) || overflow (error);
}

static gboolean
add_account (AeqLadder *self, AeqLedger *ledger, const AeqAccount *account, GCancellable *cancellable, GError **error)
{
  AeqFlowFilter filter = AEQ_FLOW_FILTER_ALL;

  filter.account = account->id;
  filter.from = self->buckets.start;
  filter.to = self->buckets.end;
  filter.open_only = TRUE;
  return add_opening (self, ledger, account, error) && add_booked (self, ledger, account, error) &&
         aeq_flow_foreach (ledger, &filter, add_announced, self, cancellable, error);
}

static gint
compare_points (gconstpointer a, gconstpointer b)
{
  const AeqCashPoint *left = a;
  const AeqCashPoint *right = b;

  return (left->settle_ts > right->settle_ts) - (left->settle_ts < right->settle_ts);
}

static gint
compare_announced (gconstpointer a, gconstpointer b)
{
  const AeqAnnounced *left = a;
  const AeqAnnounced *right = b;

  return (left->at > right->at) - (left->at < right->at);
}

static gboolean
add_up (AeqLadder *self, GError **error)
{
  gint64 balance = 0;

  for (guint i = 0; i < self->buckets.count; i++)
    {
      AeqRung *rung = &self->rungs[i];

      /* In and out have opposite signs: their sum is always in range. */
      if (!aeq_money_add (self->booked, rung->in + rung->out, &self->booked) ||
          !aeq_money_add (self->opening, self->booked, &balance))
        return overflow (error);
      rung->position = self->booked;
      rung->balance = balance;
    }
  return TRUE;
}

gboolean
aeq_ladder_load (AeqLadder *self, AeqLedger *ledger, GPtrArray *accounts, AeqDate day, guint minutes,
                 GCancellable *cancellable, GError **error)
{
  const AeqAccount *first = accounts->pdata[0];

  *self = (AeqLadder){
    .currency = first->currency, .zone = first->zone, .day = day, .now = ledger->now, .opening_as_of = AEQ_INSTANT_NONE
  };
  self->points = g_array_new (FALSE, FALSE, sizeof (AeqCashPoint));
  self->announced = g_array_new (FALSE, FALSE, sizeof (AeqAnnounced));
  if (!aeq_buckets_init (&self->buckets, first->zone, day, minutes, error))
    return FALSE;
  self->rungs = g_new0 (AeqRung, self->buckets.count);
  for (guint i = 0; i < accounts->len; i++)
    if (!add_account (self, ledger, accounts->pdata[i], cancellable, error))
      return FALSE;
  if (accounts->len > 1)
    {
      g_array_sort (self->points, compare_points);
      g_array_sort (self->announced, compare_announced);
    }
  return add_up (self, error);
}

void
aeq_ladder_clear (AeqLadder *self)
{
  g_clear_pointer (&self->rungs, g_free);
  g_clear_pointer (&self->points, g_array_unref);
  g_clear_pointer (&self->announced, g_array_unref);
}

void
aeq_ladder_set_forecast (AeqLadder *self, const AeqIssuedAccount *account)
{
  for (guint i = 0; i < account->slices->len; i++)
    {
      AeqInstant end = aeq_issued_slice_end (account, i);
      int index = aeq_buckets_index (&self->buckets, end - 1);

      if (index >= 0 && aeq_buckets_start (&self->buckets, (guint) index + 1) == end)
        self->rungs[index].forecast = &g_array_index (account->slices, AeqIssuedSlice, i);
    }
}

gboolean
aeq_issued_of_day (AeqLedger *ledger, GPtrArray *accounts, const AeqAccount *account, gboolean alone, AeqDate day,
                   AeqIssued **issued, GError **error)
{
  g_autoptr(GError) local = NULL;

  *issued = aeq_issued_newest (ledger, accounts, alone ? account : NULL, &local);
  if (*issued == NULL && !g_error_matches (local, AEQ_ERROR, AEQ_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (*issued != NULL && aeq_zone_date (account->zone, (*issued)->as_of) != day)
    g_clear_pointer (issued, aeq_issued_free);
  return TRUE;
}
