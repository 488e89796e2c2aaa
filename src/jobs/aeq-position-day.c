/* SPDX-License-Identifier: MIT */
#include "aeq-position-private.h"

#include <math.h>

#include "aeq-balance.h"
#include "aeq-error.h"

static const char BOOKED_SQL[] =
    "SELECT amount FROM flow WHERE account_id = ?1 AND status = 0 AND settle_ts >= ?2 AND settle_ts < ?3";
static const char OPEN_SQL[] = "SELECT amount FROM flow WHERE account_id = ?1 AND status IN (1, 2) AND superseded_by "
                               "IS NULL AND settle_ts >= ?2 AND settle_ts < ?3";

void
aeq_position_free (AeqPosition *self)
{
  g_free (self->number);
  g_free (self->name);
  g_free (self);
}

double
aeq_position_limit_use (const AeqPosition *self, gint64 balance)
{
  double room;

  if (self->limit == AEQ_POSITION_NONE || balance == AEQ_POSITION_NONE || self->opening == AEQ_POSITION_NONE)
    return NAN;
  room = (double)self->opening - (double)self->limit;
  if (room <= 0)
    return balance < self->limit ? INFINITY : 0;
  return fmax (0, ((double)self->opening - (double)balance) / room);
}

static gboolean
too_large (GError **error)
{
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW, "the sum of the day's flows is too large");
  return FALSE;
}

/* Sums what comes in and what goes out of the statement's [from, to). */
static gboolean
sum_flows (AeqLedger *ledger, const char *sql, gint64 account, AeqInstant from, AeqInstant to, gint64 *in, gint64 *out,
           GError **error)
{
  g_autoptr (AeqStatement) stmt = aeq_store_prepare (ledger->store, sql, error);
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
        return too_large (error);
    }
  return FALSE;
}

/* The lowest balance from the open to @until, and when. */
static gboolean
find_lowest (AeqLedger *ledger, const AeqAccount *account, AeqPosition *row, AeqInstant start, AeqInstant until,
             GError **error)
{
  g_autoptr (GArray) points = aeq_cumulative_position (ledger, account, row->day, error);

  if (points == NULL)
    return FALSE;
  row->so_far = row->opening;
  row->so_far_at = start;
  for (guint i = 0; i < points->len; i++)
    {
      const AeqPositionPoint *point = &g_array_index (points, AeqPositionPoint, i);
      gint64                  balance;

      if (point->at > until)
        break;
      if (!aeq_money_add (row->opening, point->net, &balance))
        return too_large (error);
      if (balance < row->so_far)
        {
          row->so_far = balance;
          row->so_far_at = point->at;
        }
    }
  return TRUE;
}

/* @until is the last instant that counts: now, or the end of a day that is over. */
static gboolean
read_booked (AeqLedger *ledger, const AeqAccount *account, AeqPosition *row, AeqInstant start, AeqInstant until,
             GError **error)
{
  AeqBalance balance;

  row->in = row->out = 0;
  if (!aeq_balance_at (ledger, account, start - 1, &balance, error))
    return FALSE;
  row->opening = balance.minor;
  if (!sum_flows (ledger, BOOKED_SQL, account->id, start, until + 1, &row->in, &row->out, error) ||
      !aeq_balance_at (ledger, account, until, &balance, error))
    return FALSE;
  row->balance = balance.minor;
  row->balance_at = balance.as_of;
  return find_lowest (ledger, account, row, start, until, error);
}

static gboolean
read_limit (AeqLedger *ledger, const AeqAccount *account, AeqPosition *row, GError **error)
{
  AeqLimit limit;

  if (!aeq_limit_get (ledger, account, &limit, error))
    return FALSE;
  row->limit = limit.has ? limit.floor_amount : AEQ_POSITION_NONE;
  row->warning = limit.has && limit.has_early_warning ? limit.early_warning : AEQ_POSITION_NONE;
  return TRUE;
}

static gboolean
read_today (AeqLedger *ledger, const AeqAccount *account, AeqPosition *row, AeqInstant start, AeqInstant end,
            GError **error)
{
  gint64 due_in = 0, due_out = 0;

  if (!read_booked (ledger, account, row, start, ledger->now, error) ||
      !sum_flows (ledger, OPEN_SQL, account->id, start, end, &due_in, &due_out, error))
    return FALSE;
  row->expected = due_in + due_out; /* of opposite signs: cannot overflow */
  return TRUE;
}

/* The limit is today's: earlier ones are not kept. */
static gboolean
read_past (AeqLedger *ledger, const AeqAccount *account, AeqPosition *row, AeqInstant start, AeqInstant end,
           GError **error)
{
  if (!read_booked (ledger, account, row, start, end - 1, error))
    return FALSE;
  row->closing = row->balance;
  row->lowest = row->so_far;
  row->lowest_at = row->so_far_at;
  if (row->limit != AEQ_POSITION_NONE)
    row->p_breach = row->lowest < row->limit ? 1 : 0;
  return TRUE;
}

static gboolean
read_day (AeqLedger *ledger, const AeqAccount *account, AeqPosition *row, GError **error)
{
  AeqInstant start, end;

  aeq_zone_day_bounds (account->zone, row->day, &start, &end);
  if (!read_limit (ledger, account, row, error))
    return FALSE;
  if (row->when == AEQ_POSITION_PAST)
    return read_past (ledger, account, row, start, end, error);
  return row->when == AEQ_POSITION_AHEAD || read_today (ledger, account, row, start, end, error);
}

AeqPosition *
aeq_position_read (AeqLedger *ledger, const AeqAccount *account, AeqDate date, GError **error)
{
  AeqPosition *row = g_new0 (AeqPosition, 1);
  AeqDate      today = aeq_zone_date (account->zone, ledger->now);

  row->uid = account->uid;
  row->number = g_strdup (account->number);
  row->name = g_strdup (account->name);
  row->currency = account->currency;
  row->zone = account->zone;
  row->day = date != AEQ_DATE_NONE ? date : today;
  row->when = row->day < today ? AEQ_POSITION_PAST : row->day > today ? AEQ_POSITION_AHEAD : AEQ_POSITION_TODAY;
  row->opening = row->in = row->out = row->balance = row->expected = AEQ_POSITION_NONE;
  row->closing = row->lowest = row->so_far = AEQ_POSITION_NONE;
  row->balance_at = row->lowest_at = row->so_far_at = AEQ_INSTANT_NONE;
  row->p_breach = NAN;
  if (read_day (ledger, account, row, error))
    return row;
  aeq_position_free (row);
  return NULL;
}

/* What is not known of one account is not known of the sum. */
static gboolean
add_amount (gint64 *sum, gint64 minor)
{
  if (*sum == AEQ_POSITION_NONE || minor == AEQ_POSITION_NONE)
    {
      *sum = AEQ_POSITION_NONE;
      return TRUE;
    }
  return aeq_money_add (*sum, minor, sum);
}

static AeqPosition *
sum_rows (GPtrArray *rows, guint from, guint n, GError **error)
{
  const AeqPosition *first = rows->pdata[from];
  AeqPosition       *sum = g_new0 (AeqPosition, 1);
  gboolean           fits = TRUE;

  sum->n = n;
  sum->currency = first->currency;
  sum->day = first->day;
  sum->when = first->when;
  sum->closing = sum->lowest = sum->so_far = sum->limit = sum->warning = AEQ_POSITION_NONE;
  sum->balance_at = sum->lowest_at = sum->so_far_at = AEQ_INSTANT_NONE;
  sum->p_breach = NAN;
  for (guint i = from; i < from + n && fits; i++)
    {
      const AeqPosition *row = rows->pdata[i];

      fits = add_amount (&sum->opening, row->opening) && add_amount (&sum->in, row->in) &&
             add_amount (&sum->out, row->out) && add_amount (&sum->balance, row->balance) &&
             add_amount (&sum->expected, row->expected);
    }
  if (fits)
    return sum;
  aeq_position_free (sum);
  too_large (error);
  return NULL;
}

gboolean
aeq_position_add_sums (GPtrArray *rows, GError **error)
{
  guint from = 0;

  for (guint i = 1; i <= rows->len; i++)
    {
      const AeqPosition *first = rows->pdata[from];
      AeqPosition       *sum;

      if (i < rows->len && ((AeqPosition *)rows->pdata[i])->currency == first->currency)
        continue;
      if (i - from > 1)
        {
          if ((sum = sum_rows (rows, from, i - from, error)) == NULL)
            return FALSE;
          g_ptr_array_insert (rows, (int)i, sum);
          i++;
        }
      from = i;
    }
  return TRUE;
}
