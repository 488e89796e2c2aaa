/* SPDX-License-Identifier: MIT */
#include "aeq-desk-load.h"

#include <math.h>

#include "aeq-cash-series.h"
#include "aeq-desk-history.h"
#include "aeq-desk-lateness.h"
#include "aeq-desk-owed.h"

void
aeq_desk_view_free (AeqDeskView *self)
{
  g_clear_pointer (&self->account, aeq_account_free);
  g_clear_pointer (&self->calendar, aeq_calendar_unref);
  g_clear_pointer (&self->tags, g_array_unref);
  g_clear_pointer (&self->announced, g_hash_table_unref);
  g_clear_pointer (&self->ahead, g_array_unref);
  g_clear_pointer (&self->overrides, g_array_unref);
  g_clear_pointer (&self->owned, g_ptr_array_unref);
  g_free (self->full_id);
  g_free (self->rest_id);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqDeskView, aeq_desk_view_free)

/* Business day and buckets that are over. The bucket that runs counts as over from its half on, so that the error either way is
 * half a bucket at most. */
static void
place_now (AeqDeskView *self, AeqInstant now, guint bucket_minutes)
{
  AeqDeskSeries *series = &self->full;
  gint64 bucket = bucket_minutes * AEQ_MINUTE;
  gint64 time_of_day;
  AeqDate date;

  aeq_zone_to_local (self->account->zone, now, &date, &time_of_day);
  series->today = aeq_calendar_add (self->calendar, date, 0);
  series->bucket_minutes = bucket_minutes;
  series->n_buckets = 1440 / bucket_minutes;
  series->now = series->today == date ? (guint) ((time_of_day + bucket / 2) / bucket) : 0;
  series->now = MIN (series->now, series->n_buckets - 1);
}

/* Open flows and what else is known of the days to come. */
typedef struct
{
  AeqDeskView *desk;
  AeqDeskHistory *history;
  AeqLateness    *lateness;
  AeqInstant      now;
  GArray         *today;      /* AeqKnownFlow */
  guint8         *announced;  /* a byte a category */
  guint          *lead;       /* business days that the category is announced ahead */
} Known;

static const char *
keep_text (AeqDeskView *desk, const char *text)
{
  char *copy;

  if (text == NULL || *text == '\0')
    return "";
  copy = g_strdup (text);
  g_ptr_array_add (desk->owned, copy);
  return copy;
}

/* @lateness (nullable): what an expected flow's counterparty is known for; other flows come as they are. The texts of @tag are copied,
 * and may be NULL. */
static void
add_known (Known *known, AeqInstant settle_ts, gboolean timed, double amount, const AeqLateness *lateness, AeqKnownTag tag)
{
  AeqDeskView *desk = known->desk;
  const AeqDeskSeries *series = &desk->full;
  gint64 time_of_day;
  AeqDate date;
  int bucket;

  aeq_zone_to_local (desk->account->zone, settle_ts, &date, &time_of_day);
  bucket = timed && series->n_buckets > 0 ? (int) (time_of_day / (series->bucket_minutes * AEQ_MINUTE)) : -1;
  if (aeq_calendar_add (desk->calendar, date, 0) == series->today)
    {
      /* What should have come by now and has not is expected next. */
      AeqKnownFlow flow = { .amount = amount, .bucket = timed ? MAX (bucket, (int) series->now) : -1, .probability = 1.0 };

      if (lateness != NULL)
        aeq_lateness_apply (lateness, tag.counterparty, series->bucket_minutes, &flow);
      g_array_append_val (known->today, flow);
      tag.category = keep_text (desk, tag.category);
      tag.counterparty = keep_text (desk, tag.counterparty);
      g_array_append_val (desk->tags, tag);
    }
  else
    {
      AeqAhead ahead = { amount, aeq_calendar_add (desk->calendar, date, 0), bucket };

      g_array_append_val (desk->ahead, ahead);
    }
}

static void
announce (Known *known, const char *category, AeqInstant settle_ts)
{
  guint16 index = aeq_desk_history_category (known->history, category);
  AeqDate day = aeq_zone_date (known->desk->account->zone, settle_ts);
  int lead = aeq_calendar_between (known->desk->calendar, known->desk->full.today, day);

  if (index == 0)
    return;
  known->announced[index] = 1;
  g_hash_table_add (known->desk->announced, g_strdup (category));
  known->lead[index] = MAX (known->lead[index], (guint) MAX (lead, 0));
}

/* What was open at ?2: in the ledger by then, and neither fulfilled by an actual that had come by then nor by a pending flow, which
 * stands for it. So an earlier forecast stays the same whatever is imported later. */
static const char OPEN_SQL[] =
  "SELECT settle_ts, timed, amount, category, status, counterparty FROM flow f"
  " WHERE account_id = ?1 AND settle_ts >= ?3 AND status IN (1, 2)"
  " AND NOT EXISTS (SELECT 1 FROM flow a WHERE a.uid = f.superseded_by AND (a.status = 2 OR (a.status = 0 AND a.settle_ts <= ?2)))"
  " AND NOT EXISTS (SELECT 1 FROM import_file i WHERE i.id = f.import_id AND i.imported_at > ?2)"
  " ORDER BY settle_ts, uid";

#define LATE_DAYS 30 /* what is overdue for longer is not even told as late */

static gboolean
load_open (Known *known, AeqLedger *ledger, GError **error)
{
  AeqDeskView *desk = known->desk;
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, OPEN_SQL, error);
  AeqInstant today_start;
  AeqInstant today_end;
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_zone_day_bounds (desk->account->zone, desk->full.today, &today_start, &today_end);
  aeq_statement_bind_int64 (stmt, 1, desk->account->id);
  aeq_statement_bind_int64 (stmt, 2, ledger->now);
  aeq_statement_bind_int64 (stmt, 3, today_start - LATE_DAYS * 24 * AEQ_HOUR);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqInstant settle_ts;
      gboolean expected;
      double amount;

      if (!has_row)
        return TRUE;
      settle_ts = aeq_statement_get_int64 (stmt, 0);
      amount = (double) aeq_statement_get_int64 (stmt, 2) / desk->scale;
      if (settle_ts < today_start)
        {
          desk->n_late++;
          desk->late_amount += amount;
          continue;
        }
      expected = aeq_statement_get_int64 (stmt, 4) == 1;
      add_known (known, settle_ts, aeq_statement_get_int64 (stmt, 1) != 0, amount, expected ? known->lateness : NULL,
                 (AeqKnownTag) { aeq_statement_get_text (stmt, 3), aeq_statement_get_text (stmt, 5), FALSE });
      if (expected)
        announce (known, aeq_statement_get_text (stmt, 3), settle_ts);
    }
  return FALSE;
}

/* The analyst's overrides. */
static const char OVERRIDES_SQL[] =
  "SELECT settle_ts, amount FROM forecast_override v WHERE account_id = ?1 AND settle_ts > ?2"
  " AND EXISTS (SELECT 1 FROM change c WHERE c.entity_uid = v.uid AND c.at <= ?2) ORDER BY 1, 2";

static void
add_override (AeqDeskView *desk, AeqInstant settle_ts, double amount)
{
  const AeqDeskSeries *series = &desk->full;
  AeqAhead override = { .amount = amount };
  gint64 time_of_day;
  AeqDate date;

  aeq_zone_to_local (desk->account->zone, settle_ts, &date, &time_of_day);
  override.day = aeq_calendar_add (desk->calendar, date, 0);
  override.bucket = (int) (time_of_day / (series->bucket_minutes * AEQ_MINUTE));
  if (override.day == series->today)
    override.bucket = MAX (override.bucket, (int) series->now);
  g_array_append_val (desk->overrides, override);
}

static gboolean
load_overrides (Known *known, AeqLedger *ledger, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, OVERRIDES_SQL, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, known->desk->account->id);
  aeq_statement_bind_int64 (stmt, 2, ledger->now);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqInstant settle_ts;
      double amount;

      if (!has_row)
        return TRUE;
      settle_ts = aeq_statement_get_int64 (stmt, 0);
      amount = (double) aeq_statement_get_int64 (stmt, 1) / known->desk->scale;
      add_known (known, settle_ts, TRUE, amount, NULL, (AeqKnownTag) { NULL, NULL, FALSE });
      add_override (known->desk, settle_ts, amount);
    }
  return FALSE;
}

/* An obligation must be paid: no lateness of anybody's makes it less certain, and overdue today it is still to be paid. */
static gboolean
load_owed (Known *known, AeqLedger *ledger, GError **error)
{
  g_autoptr(GArray) owed = NULL;
  AeqInstant start;
  AeqInstant end;

  aeq_zone_day_bounds (known->desk->account->zone, known->desk->full.today, &start, &end);
  if ((owed = aeq_desk_owed_load (ledger, known->desk->account, MIN (start, ledger->now), error)) == NULL)
    return FALSE;
  for (guint i = 0; i < owed->len; i++)
    {
      const AeqOwed *one = &g_array_index (owed, AeqOwed, i);

      add_known (known, one->due, TRUE, -(double) one->minor / known->desk->scale, NULL,
                 (AeqKnownTag) { NULL, NULL, FALSE });
    }
  return TRUE;
}

/* Booked flows of the bucket that runs but does not count as over. */
static void
add_running_bucket (Known *known)
{
  const AeqDeskSeries *series = &known->desk->full;
  AeqInstant from = aeq_zone_from_local (known->desk->account->zone, series->today,
                                         (gint64) series->now * series->bucket_minutes * AEQ_MINUTE);
  GArray *flows = known->history->flows;

  for (guint i = flows->len; i > 0 && g_array_index (flows, AeqPastFlow, i - 1).settle_ts >= from; i--)
    {
      add_known (known, g_array_index (flows, AeqPastFlow, i - 1).settle_ts, TRUE, g_array_index (flows, AeqPastFlow, i - 1).amount,
                 NULL, (AeqKnownTag) { NULL, NULL, TRUE });
      known->desk->running += g_array_index (flows, AeqPastFlow, i - 1).amount;
    }
}

/* For each day ahead: the share of the volume of the announced categories that is announced so far ahead. */
static void
share_announced (Known *known)
{
  AeqDeskView *desk = known->desk;
  g_autofree double *volume = g_new0 (double, known->history->categories->len);
  double total = 0;

  for (guint i = 0; i < known->history->flows->len; i++)
    {
      const AeqPastFlow *flow = &g_array_index (known->history->flows, AeqPastFlow, i);

      volume[flow->category] += fabs (flow->amount);
      total += known->announced[flow->category] ? fabs (flow->amount) : 0;
    }
  for (guint day = 0; day <= AEQ_MAX_DAYS; day++)
    {
      double so_far = 0;

      for (guint i = 1; i < known->history->categories->len; i++)
        so_far += known->announced[i] && (day == 0 || known->lead[i] >= day) ? volume[i] : 0;
      desk->announced_share[day] = total > 0 ? so_far / total : 0;
    }
}

/* Lowest net position so far today, flow by flow: flows of one instant come together. */
static double
lowest_so_far (const Known *known)
{
  GArray *flows = known->history->flows;
  AeqInstant start;
  AeqInstant end;
  double sum = 0;
  double lowest = 0;
  guint i = flows->len;

  aeq_zone_day_bounds (known->desk->account->zone, known->desk->full.today, &start, &end);
  while (i > 0 && g_array_index (flows, AeqPastFlow, i - 1).settle_ts >= start)
    i--;
  for (; i < flows->len; i++)
    {
      const AeqPastFlow *flow = &g_array_index (flows, AeqPastFlow, i);

      sum += flow->amount;
      if (i + 1 == flows->len || flow[1].settle_ts > flow->settle_ts)
        lowest = MIN (lowest, sum);
    }
  return lowest;
}

static gboolean
load_balance (AeqDeskView *self, AeqLedger *ledger, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "SELECT SUM (amount) FROM credit_line WHERE account_id = ?1 AND committed = 1"
    " AND (valid_from IS NULL OR valid_from <= ?2) AND (valid_to IS NULL OR valid_to >= ?2)", error);
  char today[AEQ_DATE_TEXT_SIZE];
  AeqBalance balance;
  AeqInstant start;
  AeqInstant end;
  gboolean has_row;

  aeq_zone_day_bounds (self->account->zone, self->full.today, &start, &end);
  if (stmt == NULL || !aeq_balance_at (ledger, self->account, MIN (start - 1, ledger->now), &balance, error) ||
      !aeq_balance_net (ledger, self->account, start, MAX (ledger->now + 1, start), &self->known_net, error) ||
      !aeq_limit_get (ledger, self->account, &self->limit, error))
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, self->account->id);
  aeq_statement_bind_text (stmt, 2, aeq_date_format (self->full.today, today));
  if (!aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  self->credit_lines = (double) aeq_statement_get_int64 (stmt, 0) / self->scale;
  self->opening = balance.minor;
  self->full.opening = (double) balance.minor / self->scale;
  /* Headroom is the balance and the lines that the bank may not withdraw; a breach is headroom below the limit. */
  self->full.floor = self->limit.has ? (double) self->limit.floor_amount / self->scale - self->credit_lines : NAN;
  return TRUE;
}

static gboolean
fill (AeqDeskView *self, AeqLedger *ledger, AeqDeskHistory *history, GError **error)
{
  g_autofree guint8 *announced = g_new0 (guint8, history->categories->len);
  g_autofree guint *lead = g_new0 (guint, history->categories->len);
  GArray *today = g_array_new (FALSE, TRUE, sizeof (AeqKnownFlow));
  g_autoptr(AeqLateness) lateness = aeq_lateness_load (ledger, self->account, self->full.today, error);
  Known known = { self, history, lateness, ledger->now, today, announced, lead };
  gboolean ok;

  aeq_desk_history_fill (history, self->account, self->calendar, FALSE, NULL, &self->full, self->owned);
  ok = lateness != NULL && load_open (&known, ledger, error) && load_owed (&known, ledger, error) && load_overrides (&known, ledger, error) &&
       load_balance (self, ledger, error);
  if (self->full.n_buckets > 0)
    add_running_bucket (&known);
  self->full.lowest_so_far = lowest_so_far (&known);
  self->has_rest = ok && today->len + self->ahead->len > 0;
  share_announced (&known);
  self->rest = self->full;
  self->rest.id = self->rest_id;
  if (self->has_rest)
    aeq_desk_history_fill (history, self->account, self->calendar, TRUE, announced, &self->rest, self->owned);
  /* Today is the view of the rest's; beside it, that of everything is for the days ahead only. */
  if (self->has_rest)
    self->full.n_buckets = self->full.now = 0;
  self->rest.n_known = today->len;
  self->rest.known = (AeqKnownFlow *) today->data;
  g_ptr_array_add (self->owned, g_array_free (today, FALSE));
  return ok;
}

static AeqDeskView *
load_account (AeqLedger *ledger, AeqAccount *account, guint bucket_minutes, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqDeskView) self = g_new0 (AeqDeskView, 1);
  g_autoptr(AeqDeskHistory) history = NULL;
  char uid[AEQ_ID_TEXT_SIZE];

  self->account = account;
  self->owned = g_ptr_array_new_with_free_func (g_free);
  self->tags = g_array_new (FALSE, TRUE, sizeof (AeqKnownTag));
  self->announced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->ahead = g_array_new (FALSE, TRUE, sizeof (AeqAhead));
  self->overrides = g_array_new (FALSE, TRUE, sizeof (AeqAhead));
  self->scale = (double) aeq_money_scale (account->currency->exponent);
  self->full_id = g_strdup (aeq_id_format (&account->uid, uid));
  self->rest_id = g_strconcat (uid, "/rest", NULL);
  if ((self->calendar = aeq_calendar_get (account->calendar, error)) == NULL ||
      (history = aeq_desk_history_load (ledger, account, self->scale, cancellable, error)) == NULL)
    return NULL;
  self->full.id = self->full_id;
  self->full.calendar = self->calendar;
  place_now (self, ledger->now, bucket_minutes);
  return fill (self, ledger, history, error) ? g_steal_pointer (&self) : NULL;
}

GPtrArray *
aeq_desk_load (AeqLedger *ledger, const AeqAccount *account, guint bucket_minutes, GCancellable *cancellable, GError **error)
{
  g_autoptr(GPtrArray) accounts = aeq_account_list (ledger, error);
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_desk_view_free);

  if (accounts == NULL)
    return NULL;
  while (accounts->len > 0)
    {
      AeqAccount *next = g_ptr_array_steal_index (accounts, 0);
      AeqDate first;
      AeqDate last;
      AeqDeskView *desk;

      if ((account != NULL && account->id != next->id) || !aeq_cash_range (ledger, next, &first, &last, error) ||
          first == AEQ_DATE_NONE)
        {
          aeq_account_free (next);
          if (error != NULL && *error != NULL)
            return NULL;
          continue;
        }
      if ((desk = load_account (ledger, next, bucket_minutes, cancellable, error)) == NULL)
        return NULL;
      g_ptr_array_add (list, desk);
    }
  return g_steal_pointer (&list);
}

AeqDeskSeries *
aeq_desk_all_series (GPtrArray *accounts, gsize *n)
{
  AeqDeskSeries *series = g_new0 (AeqDeskSeries, accounts->len * 2 + 1);

  *n = 0;
  for (guint i = 0; i < accounts->len; i++)
    {
      const AeqDeskView *account = accounts->pdata[i];

      series[(*n)++] = account->full;
      if (account->has_rest)
        series[(*n)++] = account->rest;
    }
  return series;
}
