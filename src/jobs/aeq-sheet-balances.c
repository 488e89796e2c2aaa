/* SPDX-License-Identifier: MIT */
#include "aeq-sheet.h"

#include <glib/gi18n.h>

#include "aeq-balance.h"

static const AeqSheetColumn COLUMNS[] = {
  { N_("Account"), NULL, AEQ_VALUE_TEXT, 180, "account" },
  { N_("Balance"),
    N_("Ledger balance: the newest balance of the bank and what was booked since; pending and expected flows stay "
        "out"),
    AEQ_VALUE_MONEY, 150, "ledger" },
  { N_("Currency"), NULL, AEQ_VALUE_TEXT, 72, "currency" },
  { N_("At"), N_("The time for which the balance is told, on the account’s clock"), AEQ_VALUE_INSTANT, 132, "at" },
  { N_("Last Told"), N_("When the balance was last true at its source: a statement or the last flow"),
    AEQ_VALUE_INSTANT, 132, "as_of" },
  { N_("From"), N_("Statement: a balance of the bank lies behind it; flows: it is the sum of all flows"),
    AEQ_VALUE_TEXT, 100, "basis" },
  { N_("Bank"), NULL, AEQ_VALUE_TEXT, 150, "bank" },
  { N_("Name"), NULL, AEQ_VALUE_TEXT, 0, "name" },
};

static gboolean
add_account (AeqSheet *sheet, AeqLedger *ledger, const AeqAccount *account, AeqDate date, GError **error)
{
  AeqInstant at = ledger->now;
  AeqInstant start;
  AeqBalance balance;
  AeqSheetRow *row;

  if (date != AEQ_DATE_NONE)
    {
      aeq_zone_day_bounds (account->zone, date, &start, &at);
      at--;
    }
  if (!aeq_balance_at (ledger, account, at, &balance, error))
    return FALSE;
  row = aeq_sheet_add (sheet, account, NULL);
  row->values[0] = aeq_value_text (account->number);
  if (balance.as_of != AEQ_INSTANT_NONE)
    row->values[1] = aeq_value_money (balance.minor, account->currency);
  row->values[2] = aeq_value_text (account->currency->code);
  row->values[3] = aeq_value_instant (at, account->zone);
  row->values[4] = aeq_value_instant (balance.as_of, account->zone);
  row->values[5] = aeq_value_text (balance.anchored ? _("Statement") : _("Flows"));
  row->values[6] = aeq_value_text (account->bank);
  row->values[7] = aeq_value_text (account->name);
  return TRUE;
}

AeqSheet *
aeq_sheet_balances (AeqLedger *ledger, const AeqSheetScope *scope, GCancellable *cancellable, GError **error)
{
  return aeq_sheet_read (ledger, COLUMNS, G_N_ELEMENTS (COLUMNS), scope, add_account, cancellable, error);
}
