/* SPDX-License-Identifier: MIT */
#include "aeq-desk-history.h"

#include <math.h>
#include <string.h>

#include "aeq-flow.h"

#define CANCEL_ROWS 8192
#define MINUTES_A_DAY 1440

/* All from the index flow_by_account; only of flows that are not booked is the row fetched, for what fulfilled them. */
static const char PAST_SQL[] =
  "SELECT settle_ts, amount, category, timed, uid, status, CASE WHEN status <> 0 AND superseded_by IS NOT NULL"
  " AND NOT EXISTS (SELECT 1 FROM import_file i WHERE i.id = f.import_id AND i.imported_at > ?2) THEN superseded_by END"
  " FROM flow f WHERE account_id = ?1 AND (status <> 0 OR settle_ts <= ?2) ORDER BY settle_ts, uid";

void
aeq_desk_history_free (AeqDeskHistory *self)
{
  g_array_unref (self->flows);
  g_hash_table_unref (self->indexes);
  g_ptr_array_unref (self->categories);
  g_free (self);
}

guint16
aeq_desk_history_category (const AeqDeskHistory *self, const char *name)
{
  return name != NULL ? (guint16) GPOINTER_TO_UINT (g_hash_table_lookup (self->indexes, name)) : 0;
}

static guint16
intern_category (AeqDeskHistory *self, const char *name)
{
  guint16 found = aeq_desk_history_category (self, name);

  if (found > 0 || name == NULL || *name == '\0' || self->categories->len >= G_MAXUINT16)
    return found;
  g_ptr_array_add (self->categories, g_strdup (name));
  g_hash_table_insert (self->indexes, self->categories->pdata[self->categories->len - 1],
                       GUINT_TO_POINTER (self->categories->len - 1));
  return (guint16) (self->categories->len - 1);
}

static gboolean
find_known_until (AeqDeskHistory *self, AeqLedger *ledger, const AeqAccount *account, GError **error)
{
  AeqInstant newest;

  if (self->flows->len > 0)
    self->known_until = aeq_zone_date (account->zone, g_array_index (self->flows, AeqPastFlow, self->flows->len - 1).settle_ts);
  if (!aeq_balance_newest (ledger, account, &newest, error))
    return FALSE;
  /* A balance at the end of a day is true at the start of the next one. */
  if (newest != AEQ_INSTANT_NONE && newest <= ledger->now)
    self->known_until = MAX (self->known_until, aeq_zone_date (account->zone, newest - 1));
  return TRUE;
}

/* Booked flows as they are read, and which of them fulfilled an expectation. */
typedef struct
{
  AeqDeskHistory *history;
  double          scale;
  GArray         *uids;     /* AeqId, of each of the flows */
  GHashTable     *foretold; /* set of AeqId* */
} Past;

static void
take_row (Past *self, AeqStatement *stmt)
{
  AeqPastFlow flow = { .settle_ts = aeq_statement_get_int64 (stmt, 0) };
  AeqId uid;

  if (aeq_statement_get_int64 (stmt, 5) != AEQ_FLOW_ACTUAL)
    {
      if (aeq_statement_get_id (stmt, 6, &uid))
        g_hash_table_add (self->foretold, g_memdup2 (&uid, sizeof uid));
      return;
    }
  flow.amount = (double) aeq_statement_get_int64 (stmt, 1) / self->scale;
  flow.category = intern_category (self->history, aeq_statement_get_text (stmt, 2));
  flow.timed = aeq_statement_get_int64 (stmt, 3) != 0;
  aeq_statement_get_id (stmt, 4, &uid);
  g_array_append_val (self->history->flows, flow);
  g_array_append_val (self->uids, uid);
}

static void
mark_foretold (Past *self)
{
  for (guint i = 0; g_hash_table_size (self->foretold) > 0 && i < self->uids->len; i++)
    g_array_index (self->history->flows, AeqPastFlow, i).foretold =
      g_hash_table_contains (self->foretold, &g_array_index (self->uids, AeqId, i));
}

static gboolean
read_past (Past *self, AeqLedger *ledger, const AeqAccount *account, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, PAST_SQL, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, account->id);
  aeq_statement_bind_int64 (stmt, 2, ledger->now);
  for (guint64 n = 1; aeq_statement_step (stmt, &has_row, error); n++)
    {
      if (!has_row)
        {
          mark_foretold (self);
          return TRUE;
        }
      if (n % CANCEL_ROWS == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      take_row (self, stmt);
    }
  return FALSE;
}

AeqDeskHistory *
aeq_desk_history_load (AeqLedger *ledger, const AeqAccount *account, double scale, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqDeskHistory) self = g_new0 (AeqDeskHistory, 1);
  g_autoptr(GArray) uids = g_array_new (FALSE, FALSE, sizeof (AeqId));
  g_autoptr(GHashTable) foretold = aeq_id_table_new (g_free, NULL);
  Past past = { self, scale, uids, foretold };

  self->flows = g_array_new (FALSE, FALSE, sizeof (AeqPastFlow));
  self->known_until = AEQ_DATE_NONE;
  self->categories = g_ptr_array_new_with_free_func (g_free);
  self->indexes = g_hash_table_new (g_str_hash, g_str_equal);
  g_ptr_array_add (self->categories, g_strdup (""));
  if (!read_past (&past, ledger, account, cancellable, error) || !find_known_until (self, ledger, account, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* Arrays of one fill while it is built. */
typedef struct
{
  const AeqDeskHistory *history;
  const AeqAccount     *account;
  const AeqCalendar    *calendar;
  const guint8         *leave_out;
  gboolean              rest;
  AeqDeskSeries        *series;
  AeqDate              *days;
  double               *net;
  double               *in;
  double               *out;
  double               *matrix;
  double               *so_far;
  double               *settled;
  double               *shares_in;  /* by shock category */
  double               *shares_out;
  double                timed;
  double                counted;
} Fill;

static gpointer
own (GPtrArray *owned, gpointer array)
{
  g_ptr_array_add (owned, array);
  return array;
}

/* The calendar days of business from the first flow, at most AEQ_DESK_HISTORY_DAYS back, to the day before today. */
static gsize
make_days (Fill *fill, GPtrArray *owned)
{
  const AeqPastFlow *first = fill->history->flows->len > 0 ? &g_array_index (fill->history->flows, AeqPastFlow, 0) : NULL;
  AeqDate oldest = aeq_calendar_add (fill->calendar, fill->series->today, -AEQ_DESK_HISTORY_DAYS);
  AeqDate from = first != NULL ? aeq_zone_date (fill->account->zone, first->settle_ts) : fill->series->today;
  g_autoptr(GArray) days = g_array_new (FALSE, FALSE, sizeof (AeqDate));
  gsize n;

  for (AeqDate day = aeq_calendar_add (fill->calendar, MAX (from, oldest), 0); day < fill->series->today;
       day = aeq_calendar_add (fill->calendar, day, 1))
    g_array_append_val (days, day);
  n = days->len;
  fill->days = own (owned, g_array_free (g_steal_pointer (&days), FALSE));
  return n;
}

/* Index of the business day on which a flow counts: its own day, or the next one when it is closed. -1 before the first day,
 * n for today and after. */
static gssize
find_day (const Fill *fill, AeqDate day)
{
  gsize low = 0;
  gsize high = fill->series->n_days;

  if (high > 0 && day < fill->days[0])
    return -1;
  while (low < high)
    {
      gsize middle = (low + high) / 2;

      if (fill->days[middle] < day)
        low = middle + 1;
      else
        high = middle;
    }
  return (gssize) low;
}

AeqShockCategory
aeq_desk_history_shock (const char *category, gboolean inflow)
{
  static const struct { const char *category; AeqShockCategory shock; } MAP[] = {
    { "margin_call", AEQ_SHOCK_MARGIN_CALL }, { "variation_margin", AEQ_SHOCK_MARGIN_CALL },
    { "initial_margin", AEQ_SHOCK_MARGIN_CALL }, { "repo_open", AEQ_SHOCK_REPO }, { "redemption", AEQ_SHOCK_REDEMPTION },
    { "prime_excess", AEQ_SHOCK_PRIME_EXCESS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (MAP); i++)
    if (g_str_equal (MAP[i].category, category))
      return MAP[i].shock;
  return inflow ? AEQ_SHOCK_RECEIPT : AEQ_SHOCK_OTHER;
}

static void
count_share (Fill *fill, const AeqPastFlow *flow)
{
  AeqShockCategory category = aeq_desk_history_shock (fill->history->categories->pdata[flow->category], flow->amount > 0);

  if (flow->amount > 0)
    fill->shares_in[category] += flow->amount;
  else
    fill->shares_out[category] -= flow->amount;
}

static gboolean
is_left_out (const Fill *fill, const AeqPastFlow *flow)
{
  return fill->rest && (flow->foretold || (fill->leave_out != NULL && fill->leave_out[flow->category]));
}

static void
add_past (Fill *fill, const AeqPastFlow *flow, gsize day, guint bucket)
{
  AeqDeskSeries *series = fill->series;
  gsize first_matrix = series->n_days - series->n_matrix;

  fill->net[day] += flow->amount;
  if (flow->amount > 0)
    fill->in[day] += flow->amount;
  else
    fill->out[day] -= flow->amount;
  if (day >= first_matrix && series->n_buckets > 0)
    fill->matrix[(day - first_matrix) * series->n_buckets + bucket] += flow->amount;
  fill->timed += flow->timed ? 1 : 0;
  fill->counted++;
  count_share (fill, flow);
}

static void
add_today (Fill *fill, const AeqPastFlow *flow, guint bucket)
{
  /* What has come in the bucket that is not over yet is handed over as known by the caller. */
  if (bucket >= fill->series->now)
    return;
  fill->settled[bucket] += flow->amount;
  if (!is_left_out (fill, flow))
    fill->so_far[bucket] += flow->amount;
}

static void
add_flow (Fill *fill, const AeqPastFlow *flow)
{
  AeqDeskSeries *series = fill->series;
  gint64 time_of_day;
  AeqDate date;
  gssize day;
  guint bucket;

  aeq_zone_to_local (fill->account->zone, flow->settle_ts, &date, &time_of_day);
  day = find_day (fill, date);
  bucket = series->n_buckets > 0 ? (guint) (time_of_day / (series->bucket_minutes * AEQ_MINUTE)) : 0;
  bucket = series->n_buckets > 0 ? MIN (bucket, series->n_buckets - 1) : 0;
  if (day < 0)
    return;
  if ((gsize) day < series->n_days)
    {
      if (!is_left_out (fill, flow))
        add_past (fill, flow, (gsize) day, bucket);
    }
  else if (date >= series->today && series->n_buckets > 0)
    add_today (fill, flow, bucket);
}

/* Nothing is known of the days after the last statement: they are missing, not without flows. */
static void
blank_unknown_days (Fill *fill)
{
  AeqDeskSeries *series = fill->series;
  gsize first_matrix = series->n_days - series->n_matrix;

  for (gsize day = series->n_days; day > 0 && fill->days[day - 1] > fill->history->known_until; day--)
    {
      fill->net[day - 1] = NAN;
      for (guint b = 0; day - 1 >= first_matrix && b < series->n_buckets; b++)
        fill->matrix[(day - 1 - first_matrix) * series->n_buckets + b] = NAN;
    }
}

static void
finish_shares (Fill *fill, GPtrArray *owned)
{
  AeqFlowShare *shares = own (owned, g_new0 (AeqFlowShare, AEQ_N_SHOCKS));
  double in = 0;
  double out = 0;

  for (int i = 0; i < AEQ_N_SHOCKS; i++)
    {
      in += fill->shares_in[i];
      out += fill->shares_out[i];
    }
  for (int i = 0; i < AEQ_N_SHOCKS; i++)
    shares[i] = (AeqFlowShare) { (AeqShockCategory) i, in > 0 ? fill->shares_in[i] / in : 0, out > 0 ? fill->shares_out[i] / out : 0 };
  fill->series->shares = shares;
  fill->series->n_shares = AEQ_N_SHOCKS;
}

/* Inside the day a forecast needs times. When most of the history knows only the day, the day is one bucket, which is over as soon
 * as anything of today is booked: such flows come in one statement. */
static void
decide_buckets (AeqDeskSeries *series, const AeqAccount *account, const GArray *flows)
{
  const AeqPastFlow *last = flows->len > 0 ? &g_array_index (flows, AeqPastFlow, flows->len - 1) : NULL;
  gsize timed = 0;

  for (guint i = 0; i < flows->len; i++)
    timed += g_array_index (flows, AeqPastFlow, i).timed;
  if (timed * 2 >= flows->len)
    return;
  series->n_buckets = 1;
  series->bucket_minutes = MINUTES_A_DAY;
  series->now = last != NULL && aeq_zone_date (account->zone, last->settle_ts) >= series->today;
}

void
aeq_desk_history_fill (const AeqDeskHistory *self, const AeqAccount *account, const AeqCalendar *calendar, gboolean rest,
                       const guint8 *leave_out, AeqDeskSeries *series, GPtrArray *owned)
{
  double shares_in[AEQ_N_SHOCKS] = { 0 };
  double shares_out[AEQ_N_SHOCKS] = { 0 };
  Fill fill = { .history = self, .account = account, .calendar = calendar, .leave_out = leave_out, .rest = rest, .series = series,
                .shares_in = shares_in, .shares_out = shares_out };

  decide_buckets (series, account, self->flows);
  series->n_days = make_days (&fill, owned);
  series->n_matrix = series->n_buckets > 0 ? MIN (series->n_days, AEQ_DESK_MATRIX_DAYS) : 0;
  fill.net = own (owned, g_new0 (double, series->n_days + 1));
  fill.in = own (owned, g_new0 (double, series->n_days + 1));
  fill.out = own (owned, g_new0 (double, series->n_days + 1));
  fill.matrix = own (owned, g_new0 (double, series->n_matrix * series->n_buckets + 1));
  fill.so_far = own (owned, g_new0 (double, series->now + 1));
  fill.settled = own (owned, g_new0 (double, series->now + 1));
  for (guint i = 0; i < self->flows->len; i++)
    add_flow (&fill, &g_array_index (self->flows, AeqPastFlow, i));
  blank_unknown_days (&fill);
  series->days = fill.days;
  series->net = fill.net;
  series->gross_in = fill.in;
  series->gross_out = fill.out;
  series->matrix = fill.matrix;
  series->so_far = fill.so_far;
  series->settled = fill.settled;
  finish_shares (&fill, owned);
}
