/* SPDX-License-Identifier: MIT */
#include "aeq-margin.h"

#include <string.h>

static void
append_figure (GString *key, gboolean has, gint64 value)
{
  if (has)
    g_string_append_printf (key, "\n%" G_GINT64_FORMAT, value);
  else
    g_string_append (key, "\n");
}

/* The identity that every desk that reads the same statement finds. */
static void
make_uid (const AeqAccount *account, const AeqMargin *margin, AeqId *uid)
{
  g_autoptr(GString) key = g_string_new (NULL);

  g_string_printf (key, "%s\n%s\n%" G_GINT64_FORMAT "\n%s\n%s", account->number, account->currency->code, margin->as_of,
                   margin->methodology, margin->currency->code);
  append_figure (key, TRUE, margin->requirement);
  append_figure (key, margin->has_equity, margin->equity);
  append_figure (key, margin->has_excess, margin->excess);
  append_figure (key, margin->has_call, margin->call_amount);
  append_figure (key, margin->call_due_ts != AEQ_INSTANT_NONE, margin->call_due_ts);
  aeq_id_from_name (uid, "margin", key->str, key->len);
}

static void
bind_figure (AeqStatement *stmt, int index, gboolean has, gint64 value)
{
  if (has)
    aeq_statement_bind_int64 (stmt, index, value);
  else
    aeq_statement_bind_null (stmt, index);
}

static void
bind_margin (AeqStatement *stmt, const AeqAccount *account, const AeqMargin *margin)
{
  aeq_statement_bind_int64 (stmt, 3, account->id);
  aeq_statement_bind_int64 (stmt, 4, margin->as_of);
  aeq_statement_bind_text (stmt, 5, margin->methodology);
  aeq_statement_bind_text (stmt, 6, margin->currency->code);
  aeq_statement_bind_int64 (stmt, 7, margin->requirement);
  bind_figure (stmt, 8, margin->has_equity, margin->equity);
  bind_figure (stmt, 9, margin->has_excess, margin->excess);
  bind_figure (stmt, 10, margin->has_call, margin->call_amount);
  bind_figure (stmt, 11, margin->call_due_ts != AEQ_INSTANT_NONE, margin->call_due_ts);
}

gboolean
aeq_margin_put (AeqLedger *ledger, const AeqAccount *account, const AeqMargin *margin, gint64 import_id,
                gboolean *added, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "INSERT INTO margin (id, uid, account_id, as_of, methodology, revision, currency, requirement, equity, excess,"
    " call_amount, call_due_ts, import_id) VALUES (?1, ?2, ?3, ?4, ?5, (SELECT COALESCE (MAX (m.revision), 0) + 1 FROM margin m"
    " WHERE m.account_id = ?3 AND m.methodology = ?5 AND m.as_of = ?4), ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
    " ON CONFLICT (uid) DO NOTHING", error);
  gint64 id;
  AeqId uid;

  if (stmt == NULL || !aeq_ledger_next_id (ledger, "margin", &id, error))
    return FALSE;
  make_uid (account, margin, &uid);
  aeq_statement_bind_int64 (stmt, 1, id);
  aeq_statement_bind_id (stmt, 2, &uid);
  bind_margin (stmt, account, margin);
  bind_figure (stmt, 12, import_id > 0, import_id);
  if (!aeq_statement_run (stmt, error))
    return FALSE;
  *added = aeq_store_changes (ledger->store) > 0;
  return TRUE;
}

static gint64
figure (AeqStatement *stmt, int column, gboolean *has)
{
  *has = !aeq_statement_is_null (stmt, column);
  return aeq_statement_get_int64 (stmt, column);
}

static void
read_margin (AeqStatement *stmt, AeqMargin *margin)
{
  gboolean has_due;

  margin->account = aeq_statement_get_int64 (stmt, 0);
  margin->as_of = aeq_statement_get_int64 (stmt, 1);
  margin->methodology = aeq_statement_get_text (stmt, 2);
  margin->currency = aeq_currency_lookup (aeq_statement_get_text (stmt, 3), -1);
  margin->requirement = aeq_statement_get_int64 (stmt, 4);
  margin->equity = figure (stmt, 5, &margin->has_equity);
  margin->excess = figure (stmt, 6, &margin->has_excess);
  margin->call_amount = figure (stmt, 7, &margin->has_call);
  margin->call_due_ts = figure (stmt, 8, &has_due);
  if (!has_due)
    margin->call_due_ts = AEQ_INSTANT_NONE;
}

gboolean
aeq_margin_foreach (AeqLedger *ledger, AeqMarginFunc func, gpointer user_data, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "SELECT account_id, as_of, methodology, currency, requirement, equity, excess, call_amount, call_due_ts"
    " FROM margin m WHERE as_of = (SELECT MAX (n.as_of) FROM margin n WHERE n.account_id = m.account_id"
    " AND n.methodology = m.methodology)"
    " AND revision = (SELECT MAX (n.revision) FROM margin n WHERE n.account_id = m.account_id"
    " AND n.methodology = m.methodology AND n.as_of = m.as_of)"
    " ORDER BY account_id, methodology", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqMargin margin = { 0 };

      if (!has_row)
        return TRUE;
      read_margin (stmt, &margin);
      if (!func (&margin, user_data, error))
        return FALSE;
    }
  return FALSE;
}
