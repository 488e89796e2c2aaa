/* SPDX-License-Identifier: MIT */
#include "aeq-position.h"

#include <string.h>

gboolean
aeq_position_put (AeqLedger *ledger, const AeqAccount *account, const AeqPosition *position, gint64 import_id, gboolean *added,
                  GError **error)
{
  char day[AEQ_DATE_TEXT_SIZE];
  g_autofree char *key = g_strdup_printf ("%s\n%s\n%s\n%s\n%s", account->number, account->currency->code,
                                          aeq_date_format (position->day, day), position->instrument,
                                          position->isin != NULL ? position->isin : "");
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "INSERT INTO position (id, uid, account_id, day, instrument, isin, quantity, price, currency, market_value, import_id)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT (uid) DO NOTHING", error);
  gint64 id;
  AeqId uid;

  if (stmt == NULL || !aeq_ledger_next_id (ledger, "position", &id, error))
    return FALSE;
  aeq_id_from_name (&uid, "position", key, strlen (key));
  aeq_statement_bind_int64 (stmt, 1, id);
  aeq_statement_bind_id (stmt, 2, &uid);
  aeq_statement_bind_int64 (stmt, 3, account->id);
  aeq_statement_bind_text (stmt, 4, day);
  aeq_statement_bind_text (stmt, 5, position->instrument);
  aeq_statement_bind_text (stmt, 6, position->isin);
  aeq_statement_bind_text (stmt, 7, position->quantity);
  aeq_statement_bind_text (stmt, 8, position->price);
  aeq_statement_bind_text (stmt, 9, position->currency->code);
  if (position->has_market_value)
    aeq_statement_bind_int64 (stmt, 10, position->market_value);
  if (import_id > 0)
    aeq_statement_bind_int64 (stmt, 11, import_id);
  if (!aeq_statement_run (stmt, error))
    return FALSE;
  *added = aeq_store_changes (ledger->store) > 0;
  return TRUE;
}

gboolean
aeq_position_foreach (AeqLedger *ledger, AeqDate until, AeqPositionFunc func, gpointer user_data, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "SELECT account_id, day, instrument, isin, quantity, price, currency, market_value FROM position p"
    " WHERE day = (SELECT MAX (day) FROM position q WHERE q.account_id = p.account_id AND (?1 IS NULL OR q.day <= ?1))"
    " ORDER BY account_id, instrument, uid", error);
  char day[AEQ_DATE_TEXT_SIZE];
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_text (stmt, 1, until != AEQ_DATE_NONE ? aeq_date_format (until, day) : NULL);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqPosition position = { 0 };

      if (!has_row)
        return TRUE;
      position.account = aeq_statement_get_int64 (stmt, 0);
      aeq_date_parse_iso (aeq_statement_get_text (stmt, 1), -1, &position.day);
      position.instrument = aeq_statement_get_text (stmt, 2);
      position.isin = aeq_statement_get_text (stmt, 3);
      position.quantity = aeq_statement_get_text (stmt, 4);
      position.price = aeq_statement_get_text (stmt, 5);
      position.currency = aeq_currency_lookup (aeq_statement_get_text (stmt, 6), -1);
      position.has_market_value = !aeq_statement_is_null (stmt, 7);
      position.market_value = aeq_statement_get_int64 (stmt, 7);
      if (!func (&position, user_data, error))
        return FALSE;
    }
  return FALSE;
}
