/* SPDX-License-Identifier: MIT */
#include "aeq-sheet.h"

#include <glib/gi18n.h>

#include "aeq-error.h"

static const AeqSheetColumn COLUMNS[] = {
  { N_("Account"), NULL, AEQ_VALUE_TEXT, 180, "account" },
  { N_("Day"), N_("The newest day for which the account’s holdings are known"), AEQ_VALUE_DATE, 96, "date" },
  { N_("Instrument"), NULL, AEQ_VALUE_TEXT, 0, "instrument" },
  { N_("ISIN"), NULL, AEQ_VALUE_TEXT, 120, "isin" },
  { N_("Quantity"), NULL, AEQ_VALUE_DECIMAL, 120, "quantity" },
  { N_("Price"), NULL, AEQ_VALUE_DECIMAL, 100, "price" },
  { N_("Market Value"), N_("As the custodian reported it for the day"), AEQ_VALUE_MONEY, 150, "market_value" },
  { N_("Currency"), NULL, AEQ_VALUE_TEXT, 72, "currency" },
};

static const char ROWS_SQL[] =
    "SELECT uid, day, instrument, isin, quantity, price, market_value, currency FROM position"
    " WHERE account_id = ?1 AND day = (SELECT MAX (day) FROM position WHERE account_id = ?1 AND (?2 IS NULL OR day <= "
    "?2))"
    " ORDER BY instrument, uid";

static gboolean
add_row (AeqSheet *sheet, const AeqAccount *account, AeqStatement *stmt, GError **error)
{
  const AeqCurrency *currency = aeq_currency_lookup (aeq_statement_get_text (stmt, 7), -1);
  AeqDate day = AEQ_DATE_NONE;
  AeqSheetRow *row;
  AeqId uid;

  if (currency == NULL || !aeq_statement_get_id (stmt, 0, &uid))
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID,
                   "a position of account %s has a currency that is not in ISO 4217: run check", account->number);
      return FALSE;
    }
  aeq_date_parse_iso (aeq_statement_get_text (stmt, 1), -1, &day);
  row = aeq_sheet_add (sheet, account, &uid);
  row->values[0] = aeq_value_text (account->number);
  row->values[1] = aeq_value_date (day);
  row->values[2] = aeq_value_text (aeq_statement_get_text (stmt, 2));
  row->values[3] = aeq_value_text (aeq_statement_get_text (stmt, 3));
  row->values[4] = aeq_value_decimal (aeq_statement_get_text (stmt, 4));
  row->values[5] = aeq_value_decimal (aeq_statement_get_text (stmt, 5));
  if (!aeq_statement_is_null (stmt, 6))
    row->values[6] = aeq_value_money (aeq_statement_get_int64 (stmt, 6), currency);
  row->values[7] = aeq_value_text (currency->code);
  return TRUE;
}

static gboolean
add_account (AeqSheet *sheet, AeqLedger *ledger, const AeqAccount *account, AeqDate date, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, ROWS_SQL, error);
  char text[AEQ_DATE_TEXT_SIZE];
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, account->id);
  aeq_statement_bind_text (stmt, 2, date != AEQ_DATE_NONE ? aeq_date_format (date, text) : NULL);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      if (!add_row (sheet, account, stmt, error))
        return FALSE;
    }
  return FALSE;
}

AeqSheet *
aeq_sheet_positions (AeqLedger *ledger, const AeqSheetScope *scope, GCancellable *cancellable, GError **error)
{
  return aeq_sheet_read (ledger, COLUMNS, G_N_ELEMENTS (COLUMNS), scope, add_account, cancellable, error);
}
