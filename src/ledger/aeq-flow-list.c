/* SPDX-License-Identifier: MIT */
#include "aeq-flow-list.h"

#define CANCEL_ROWS 4096 /* rows between looks at the cancellable */

static char *
filter_sql (const AeqFlowFilter *filter)
{
  GString *sql = g_string_new (
    "SELECT uid, account_id, status, settle_ts, timed, value_date, booking_date, amount, category, counterparty, reference,"
    " bank_reference, narrative, source_line, superseded_by FROM flow WHERE 1 = 1");

  if (filter->account > 0)
    g_string_append (sql, " AND account_id = ?1");
  if (filter->from != AEQ_INSTANT_NONE)
    g_string_append (sql, " AND settle_ts >= ?2");
  if (filter->to != AEQ_INSTANT_NONE)
    g_string_append (sql, " AND settle_ts < ?3");
  if (filter->open_only)
    g_string_append (sql, " AND status <> 0 AND superseded_by IS NULL AND status <> 3");
  else if (filter->status >= 0)
    g_string_append (sql, " AND status = ?4");
  if (filter->category != NULL)
    g_string_append (sql, " AND category = ?5");
  /* Without an account a sort by time would read every row; rows lie in the order of their arrival anyway. */
  if (filter->account > 0)
    g_string_append (sql, filter->limit > 0 ? " ORDER BY settle_ts DESC, id DESC" : " ORDER BY settle_ts, id");
  else
    g_string_append (sql, filter->limit > 0 ? " ORDER BY id DESC" : " ORDER BY id");
  if (filter->limit > 0)
    g_string_append (sql, " LIMIT ?6");
  return g_string_free (sql, FALSE);
}

static void
bind_filter (AeqStatement *stmt, const AeqFlowFilter *filter)
{
  if (filter->account > 0)
    aeq_statement_bind_int64 (stmt, 1, filter->account);
  if (filter->from != AEQ_INSTANT_NONE)
    aeq_statement_bind_int64 (stmt, 2, filter->from);
  if (filter->to != AEQ_INSTANT_NONE)
    aeq_statement_bind_int64 (stmt, 3, filter->to);
  if (!filter->open_only && filter->status >= 0)
    aeq_statement_bind_int64 (stmt, 4, filter->status);
  if (filter->category != NULL)
    aeq_statement_bind_text (stmt, 5, filter->category);
  if (filter->limit > 0)
    aeq_statement_bind_int64 (stmt, 6, filter->limit);
}

static AeqDate
get_date (AeqStatement *stmt, int column)
{
  const char *text = aeq_statement_get_text (stmt, column);
  AeqDate date;

  return text != NULL && aeq_date_parse_iso (text, -1, &date) ? date : AEQ_DATE_NONE;
}

static void
read_flow (AeqStatement *stmt, AeqFlow *flow)
{
  *flow = (AeqFlow) {
    .account = aeq_statement_get_int64 (stmt, 1),
    .status = (AeqFlowStatus) aeq_statement_get_int64 (stmt, 2),
    .settle_ts = aeq_statement_get_int64 (stmt, 3),
    .day_only = aeq_statement_get_int64 (stmt, 4) == 0,
    .value_date = get_date (stmt, 5),
    .booking_date = get_date (stmt, 6),
    .minor = aeq_statement_get_int64 (stmt, 7),
    .category = aeq_statement_get_text (stmt, 8),
    .counterparty = aeq_statement_get_text (stmt, 9),
    .reference = aeq_statement_get_text (stmt, 10),
    .bank_reference = aeq_statement_get_text (stmt, 11),
    .narrative = aeq_statement_get_text (stmt, 12),
    .line = (guint64) aeq_statement_get_int64 (stmt, 13),
  };
}

gboolean
aeq_flow_foreach (AeqLedger *ledger, const AeqFlowFilter *filter, AeqFlowFunc func, gpointer user_data,
                  GCancellable *cancellable, GError **error)
{
  g_autofree char *sql = filter_sql (filter);
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  bind_filter (stmt, filter);
  for (guint64 n = 1; aeq_statement_step (stmt, &has_row, error); n++)
    {
      AeqId uid, superseded_by;
      AeqFlow flow;

      if (!has_row)
        return TRUE;
      if (n % CANCEL_ROWS == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      read_flow (stmt, &flow);
      aeq_statement_get_id (stmt, 0, &uid);
      if (!func (&flow, &uid, aeq_statement_get_id (stmt, 14, &superseded_by) ? &superseded_by : NULL, user_data, error))
        return FALSE;
    }
  return FALSE;
}
