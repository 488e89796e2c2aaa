/* SPDX-License-Identifier: MIT */
#include "aeq-balance.h"

#include <string.h>

#include "aeq-error.h"
#include "aeq-words.h"

/* Full days come from the day sums, so that a balance over years reads hundreds of rows and not a million. */
static const char DAYS_SQL[] =
  "SELECT SUM (credit) - SUM (debit) FROM flow_day WHERE account_id = ?1 AND status = 0 AND day >= ?2 AND day < ?3";
static const char EDGE_SQL[] =
  "SELECT SUM (amount) FROM flow WHERE account_id = ?1 AND status = 0 AND settle_ts >= ?2 AND settle_ts < ?3";

#define FIRST_DAY "0001-01-01"

static gboolean
overflow (const AeqAccount *account, GError **error)
{
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW, N_("the flows of account %s add up to more than can be kept"), account->number);
  return FALSE;
}

static gboolean
add_days (AeqLedger *ledger, const AeqAccount *account, const char *from, const char *to, gint64 *net, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, DAYS_SQL, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, account->id);
  aeq_statement_bind_text (stmt, 2, from);
  aeq_statement_bind_text (stmt, 3, to);
  return aeq_statement_step (stmt, &has_row, error) &&
         (aeq_money_add (*net, aeq_statement_get_int64 (stmt, 0), net) || overflow (account, error));
}

static gboolean
add_edge (AeqLedger *ledger, const AeqAccount *account, AeqInstant from, AeqInstant to, gint64 *net, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, EDGE_SQL, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, account->id);
  aeq_statement_bind_int64 (stmt, 2, from);
  aeq_statement_bind_int64 (stmt, 3, to);
  return aeq_statement_step (stmt, &has_row, error) &&
         (aeq_money_add (*net, aeq_statement_get_int64 (stmt, 0), net) || overflow (account, error));
}

gboolean
aeq_balance_net (AeqLedger *ledger, const AeqAccount *account, AeqInstant from, AeqInstant to, gint64 *net, GError **error)
{
  AeqDate last = aeq_zone_date (account->zone, to);
  AeqDate first = from == AEQ_INSTANT_NONE ? AEQ_DATE_NONE : aeq_zone_date (account->zone, from);
  char first_text[AEQ_DATE_TEXT_SIZE] = FIRST_DAY;
  char last_text[AEQ_DATE_TEXT_SIZE];
  AeqInstant day_end;
  AeqInstant day_start;

  *net = 0;
  if (from != AEQ_INSTANT_NONE && from >= to)
    return TRUE;
  aeq_zone_day_bounds (account->zone, last, &day_start, &day_end);
  if (first == last)
    return add_edge (ledger, account, from, to, net, error);
  if (!add_edge (ledger, account, day_start, to, net, error))
    return FALSE;
  if (first != AEQ_DATE_NONE)
    {
      aeq_zone_day_bounds (account->zone, first, &day_start, &day_end);
      if (from > day_start && !add_edge (ledger, account, from, day_end, net, error))
        return FALSE;
      aeq_date_format (from > day_start ? first + 1 : first, first_text); /* a bank's balance is often of midnight: its day is a full one */
    }
  return add_days (ledger, account, first_text, aeq_date_format (last, last_text), net, error);
}

static gboolean
find_anchor (AeqLedger *ledger, const AeqAccount *account, const char *sql, AeqInstant at, gboolean *found, AeqBalance *anchor,
             GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, sql, error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, account->id);
  aeq_statement_bind_int64 (stmt, 2, at);
  if (!aeq_statement_step (stmt, found, error))
    return FALSE;
  if (*found)
    {
      anchor->as_of = aeq_statement_get_int64 (stmt, 0);
      anchor->minor = aeq_statement_get_int64 (stmt, 1);
    }
  return TRUE;
}

static gboolean
last_flow (AeqLedger *ledger, const AeqAccount *account, AeqInstant at, AeqBalance *balance, GError **error)
{
  AeqBalance last = { 0, AEQ_INSTANT_NONE, FALSE };
  gboolean found;

  if (!find_anchor (ledger, account,
                    "SELECT settle_ts, 0 FROM flow WHERE account_id = ?1 AND settle_ts <= ?2 AND status = 0"
                    " ORDER BY settle_ts DESC LIMIT 1", at, &found, &last, error))
    return FALSE;
  if (found && (balance->as_of == AEQ_INSTANT_NONE || last.as_of > balance->as_of))
    balance->as_of = last.as_of;
  return TRUE;
}

gboolean
aeq_balance_at (AeqLedger *ledger, const AeqAccount *account, AeqInstant at, AeqBalance *balance, GError **error)
{
  gboolean found;
  gint64 net;

  *balance = (AeqBalance) { 0, AEQ_INSTANT_NONE, FALSE };
  if (!find_anchor (ledger, account,
                    "SELECT as_of, amount FROM balance WHERE account_id = ?1 AND kind = 'ledger' AND as_of <= ?2"
                    " ORDER BY as_of DESC LIMIT 1", at, &found, balance, error))
    return FALSE;
  balance->anchored = found;
  /* A snapshot counts what settled before it, so flows at its very instant come after it. */
  if (!found &&
      !find_anchor (ledger, account,
                    "SELECT as_of, amount FROM balance WHERE account_id = ?1 AND kind = 'ledger' AND as_of > ?2"
                    " ORDER BY as_of LIMIT 1", at, &balance->anchored, balance, error))
    return FALSE;
  if (!found && balance->anchored)
    {
      if (!aeq_balance_net (ledger, account, at + 1, balance->as_of, &net, error))
        return FALSE;
      balance->as_of = AEQ_INSTANT_NONE;
      net = -net;
    }
  else if (!aeq_balance_net (ledger, account, balance->as_of, at + 1, &net, error))
    return FALSE;
  if (!aeq_money_add (balance->minor, net, &balance->minor))
    return overflow (account, error);
  return last_flow (ledger, account, at, balance, error);
}

gboolean
aeq_balance_newest (AeqLedger *ledger, const AeqAccount *account, AeqInstant *as_of, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store, "SELECT MAX (as_of) FROM balance WHERE account_id = ?1 AND kind = 'ledger'", error);
  gboolean has_row;

  *as_of = AEQ_INSTANT_NONE;
  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, account->id);
  if (!aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  if (has_row && !aeq_statement_is_null (stmt, 0))
    *as_of = aeq_statement_get_int64 (stmt, 0);
  return TRUE;
}

/* Balances of the instant that a statement opens with the one before has closed with already. */
#define OPENING "opening"

static const char KEEP_HAND_SQL[] =
  "INSERT INTO balance_source (account_id, kind, as_of, import_id, amount, source)"
  " SELECT account_id, kind, as_of, 0, amount, source FROM balance"
  " WHERE account_id = ?1 AND kind = ?2 AND as_of = ?3 AND import_id IS NULL ON CONFLICT DO NOTHING";
static const char SOURCE_SQL[] =
  "INSERT INTO balance_source (account_id, kind, as_of, import_id, amount, source) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
  " ON CONFLICT (account_id, kind, as_of, import_id) DO UPDATE SET amount = excluded.amount, source = excluded.source"
  " WHERE excluded.source IS NULL OR excluded.source <> '" OPENING "'";
static const char PUT_SQL[] =
  "INSERT INTO balance (id, uid, account_id, as_of, kind, amount, source, import_id)"
  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
  " ON CONFLICT (account_id, kind, as_of) DO UPDATE SET amount = excluded.amount, source = excluded.source,"
  " import_id = excluded.import_id WHERE balance.amount <> excluded.amount"
  " AND (excluded.source IS NULL OR excluded.source <> '" OPENING "' OR balance.source = '" OPENING "')";

static gboolean
keep_source (AeqLedger *ledger, const AeqAccount *account, AeqInstant as_of, const char *kind, gint64 minor, const char *source,
             gint64 import_id, GError **error)
{
  g_autoptr(AeqStatement) hand = aeq_store_prepare (ledger->store, KEEP_HAND_SQL, error);
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, SOURCE_SQL, error);

  if (hand == NULL || stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (hand, 1, account->id);
  aeq_statement_bind_text (hand, 2, kind);
  aeq_statement_bind_int64 (hand, 3, as_of);
  aeq_statement_bind_int64 (stmt, 1, account->id);
  aeq_statement_bind_text (stmt, 2, kind);
  aeq_statement_bind_int64 (stmt, 3, as_of);
  aeq_statement_bind_int64 (stmt, 4, import_id);
  aeq_statement_bind_int64 (stmt, 5, minor);
  aeq_statement_bind_text (stmt, 6, source);
  return aeq_statement_run (hand, error) && aeq_statement_run (stmt, error);
}

gboolean
aeq_balance_put (AeqLedger *ledger, const AeqAccount *account, AeqInstant as_of, const char *kind, gint64 minor,
                 const char *source, gint64 import_id, GError **error)
{
  g_autofree char *key = g_strdup_printf ("%s\n%s\n%s\n%" G_GINT64_FORMAT, account->number, account->currency->code, kind, as_of);
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, PUT_SQL, error);
  gint64 id;
  AeqId uid;

  if (stmt == NULL || !aeq_ledger_next_id (ledger, "balance", &id, error) ||
      (import_id > 0 && !keep_source (ledger, account, as_of, kind, minor, source, import_id, error)))
    return FALSE;
  aeq_id_from_name (&uid, "balance", key, strlen (key));
  aeq_statement_bind_int64 (stmt, 1, id);
  aeq_statement_bind_id (stmt, 2, &uid);
  aeq_statement_bind_int64 (stmt, 3, account->id);
  aeq_statement_bind_int64 (stmt, 4, as_of);
  aeq_statement_bind_text (stmt, 5, kind);
  aeq_statement_bind_int64 (stmt, 6, minor);
  aeq_statement_bind_text (stmt, 7, source);
  if (import_id > 0)
    aeq_statement_bind_int64 (stmt, 8, import_id);
  return aeq_statement_run (stmt, error);
}

/* The newest of what is left, a closing before an opening, what a person entered last of all. */
#define LEFT(column) "(SELECT " column " FROM balance_source s WHERE s.account_id = balance.account_id AND s.kind = balance.kind" \
  " AND s.as_of = balance.as_of AND s.import_id <> ?1" \
  " ORDER BY CASE WHEN s.source = '" OPENING "' THEN 1 ELSE 0 END, s.import_id DESC LIMIT 1)"

static const char *const UNDO_SQL[] = {
  "UPDATE balance SET amount = " LEFT ("s.amount") ", source = " LEFT ("s.source") ", import_id = NULLIF (" LEFT ("s.import_id")
  ", 0) WHERE import_id = ?1 AND " LEFT ("s.import_id") " IS NOT NULL",
  "DELETE FROM balance WHERE import_id = ?1",
  "DELETE FROM balance_source WHERE import_id = ?1",
};

gboolean
aeq_balance_undo (AeqLedger *ledger, gint64 import_id, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (UNDO_SQL); i++)
    {
      g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, UNDO_SQL[i], error);

      if (stmt == NULL)
        return FALSE;
      aeq_statement_bind_int64 (stmt, 1, import_id);
      if (!aeq_statement_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}

GArray *
aeq_cumulative_position (AeqLedger *ledger, const AeqAccount *account, AeqDate day, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "SELECT settle_ts, SUM (amount) FROM flow WHERE account_id = ?1 AND status = 0 AND settle_ts >= ?2 AND settle_ts < ?3"
    " GROUP BY settle_ts ORDER BY settle_ts", error);
  g_autoptr(GArray) points = g_array_new (FALSE, FALSE, sizeof (AeqPositionPoint));
  AeqPositionPoint point = { 0, 0 };
  AeqInstant start;
  AeqInstant end;
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  aeq_zone_day_bounds (account->zone, day, &start, &end);
  aeq_statement_bind_int64 (stmt, 1, account->id);
  aeq_statement_bind_int64 (stmt, 2, start);
  aeq_statement_bind_int64 (stmt, 3, end);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&points);
      point.at = aeq_statement_get_int64 (stmt, 0);
      if (!aeq_money_add (point.net, aeq_statement_get_int64 (stmt, 1), &point.net))
        {
          overflow (account, error);
          return NULL;
        }
      g_array_append_val (points, point);
    }
  return NULL;
}

gboolean
aeq_limit_get (AeqLedger *ledger, const AeqAccount *account, AeqLimit *limit, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store, "SELECT floor_amount, early_warning FROM limit_line WHERE account_id = ?1", error);

  *limit = (AeqLimit) { 0 };
  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, account->id);
  if (!aeq_statement_step (stmt, &limit->has, error))
    return FALSE;
  if (limit->has)
    {
      limit->floor_amount = aeq_statement_get_int64 (stmt, 0);
      limit->has_early_warning = !aeq_statement_is_null (stmt, 1);
      limit->early_warning = aeq_statement_get_int64 (stmt, 1);
    }
  return TRUE;
}
