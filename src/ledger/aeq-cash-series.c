/* SPDX-License-Identifier: MIT */
#include "aeq-cash-series.h"

#include "aeq-error.h"
#include "aeq-words.h"

gboolean
aeq_cash_range (AeqLedger *ledger, const AeqAccount *account, AeqDate *first, AeqDate *last, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store, "SELECT MIN (day), MAX (day) FROM flow_day WHERE account_id = ?1 AND status = 0", error);
  gboolean has_row;

  *first = *last = AEQ_DATE_NONE;
  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, account->id);
  if (!aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  if (has_row && !aeq_statement_is_null (stmt, 0))
    {
      aeq_date_parse_iso (aeq_statement_get_text (stmt, 0), -1, first);
      aeq_date_parse_iso (aeq_statement_get_text (stmt, 1), -1, last);
    }
  return TRUE;
}

static AeqDate
add_days (const AeqCalendar *calendar, AeqDate day, int n)
{
  return calendar != NULL ? aeq_calendar_add (calendar, day, n) : day + n;
}

static GArray *
empty_days (const AeqCalendar *calendar, AeqDate from, AeqDate to)
{
  GArray *days = g_array_new (FALSE, TRUE, sizeof (AeqCashDay));

  for (AeqDate day = add_days (calendar, from, 0); day <= to; day = add_days (calendar, day, 1))
    {
      AeqCashDay element = { day, 0, 0, 0 };

      g_array_append_val (days, element);
    }
  return days;
}

/* Both lists are in date order, so one walk is enough. Days after the last business day of the range are left out: they belong
 * to a business day beyond it. */
static gboolean
add_row (GArray *days, guint *i, AeqDate day, AeqStatement *stmt, GError **error)
{
  AeqCashDay *element;

  while (*i < days->len && g_array_index (days, AeqCashDay, *i).day < day)
    *i += 1;
  if (*i == days->len)
    return TRUE;
  element = &g_array_index (days, AeqCashDay, *i);
  element->n += aeq_statement_get_int64 (stmt, 1);
  if (aeq_money_add (element->credit, aeq_statement_get_int64 (stmt, 2), &element->credit) &&
      aeq_money_add (element->debit, aeq_statement_get_int64 (stmt, 3), &element->debit))
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW, N_("the sum of a day's flows is too large"));
  return FALSE;
}

GArray *
aeq_cash_by_day (AeqLedger *ledger, const AeqAccount *account, const AeqCalendar *calendar, AeqDate from, AeqDate to,
                 GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "SELECT day, n, credit, debit FROM flow_day WHERE account_id = ?1 AND status = 0 AND day > ?2 AND day <= ?3 ORDER BY day",
    error);
  g_autoptr(GArray) days = empty_days (calendar, from, to);
  char from_text[AEQ_DATE_TEXT_SIZE];
  char to_text[AEQ_DATE_TEXT_SIZE];
  gboolean has_row;
  guint i = 0;

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_int64 (stmt, 1, account->id);
  /* What settled since the business day before the range, on closed days, counts on its first day. */
  aeq_statement_bind_text (stmt, 2, aeq_date_format (add_days (calendar, from, -1), from_text));
  aeq_statement_bind_text (stmt, 3, aeq_date_format (to, to_text));
  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqDate day;

      if (!has_row)
        return g_steal_pointer (&days);
      if (aeq_date_parse_iso (aeq_statement_get_text (stmt, 0), -1, &day) && !add_row (days, &i, day, stmt, error))
        return NULL;
    }
  return NULL;
}

GArray *
aeq_cash_points (AeqLedger *ledger, const AeqAccount *account, AeqInstant from, AeqInstant to, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "SELECT settle_ts, amount FROM flow WHERE account_id = ?1 AND status = 0 AND settle_ts >= ?2 AND settle_ts < ?3"
    " ORDER BY settle_ts, id", error);
  g_autoptr(GArray) points = g_array_new (FALSE, FALSE, sizeof (AeqCashPoint));
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_int64 (stmt, 1, account->id);
  aeq_statement_bind_int64 (stmt, 2, from);
  aeq_statement_bind_int64 (stmt, 3, to);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqCashPoint point;

      if (!has_row)
        return g_steal_pointer (&points);
      point.settle_ts = aeq_statement_get_int64 (stmt, 0);
      point.minor = aeq_statement_get_int64 (stmt, 1);
      g_array_append_val (points, point);
    }
  return NULL;
}

gint64 *
aeq_cash_by_bucket (AeqLedger *ledger, const AeqAccount *account, AeqDate day, int minutes, guint n_buckets, GError **error)
{
  g_autoptr(GArray) points = NULL;
  g_autofree gint64 *sums = g_new0 (gint64, n_buckets);
  AeqInstant start;
  AeqInstant end;

  aeq_zone_day_bounds (account->zone, day, &start, &end);
  if ((points = aeq_cash_points (ledger, account, start, end, error)) == NULL)
    return NULL;
  for (guint i = 0; i < points->len; i++)
    {
      const AeqCashPoint *point = &g_array_index (points, AeqCashPoint, i);
      guint bucket = (guint) ((point->settle_ts - start) / (minutes * AEQ_MINUTE));

      bucket = MIN (bucket, n_buckets - 1);
      if (!aeq_money_add (sums[bucket], point->minor, &sums[bucket]))
        {
          g_set_error (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW, N_("the sum of a bucket's flows is too large"));
          return NULL;
        }
    }
  return g_steal_pointer (&sums);
}
