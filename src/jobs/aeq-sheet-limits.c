/* SPDX-License-Identifier: MIT */
#include "aeq-sheet.h"

#include <glib/gi18n.h>

#include "aeq-balance.h"

static const AeqSheetColumn COLUMNS[] = {
  { N_("Account"), NULL, AEQ_VALUE_TEXT, 180, "account" },
  { N_("Floor"), N_("A balance below it is a breach"), AEQ_VALUE_MONEY, 140, "floor" },
  { N_("Early Warning"), N_("A balance below it is a warning"), AEQ_VALUE_MONEY, 140, "early_warning" },
  { N_("Balance"), N_("Ledger balance now"), AEQ_VALUE_MONEY, 140, "balance" },
  { N_("Headroom"), N_("Balance less floor"), AEQ_VALUE_MONEY, 140, "headroom" },
  { N_("State"), NULL, AEQ_VALUE_TEXT, 110, "state" },
  { N_("Currency"), NULL, AEQ_VALUE_TEXT, 72, "currency" },
  { N_("Name"), NULL, AEQ_VALUE_TEXT, 0, "name" },
};

static AeqValue
state_of (const AeqLimit *limit, gint64 balance)
{
  gboolean breach = balance < limit->floor_amount;
  gboolean warning = limit->has_early_warning && balance < limit->early_warning;
  AeqValue value = aeq_value_text (breach ? _("Breached") : warning ? _("Early warning") : _("Kept"));

  value.tone = breach ? AEQ_TONE_BAD : warning ? AEQ_TONE_WARNING : AEQ_TONE_GOOD;
  return value;
}

static void
fill_row (AeqSheetRow *row, const AeqAccount *account, const AeqLimit *limit, const AeqBalance *balance)
{
  gint64 headroom;

  row->values[0] = aeq_value_text (account->number);
  row->values[1] = aeq_value_money (limit->floor_amount, account->currency);
  if (limit->has_early_warning)
    row->values[2] = aeq_value_money (limit->early_warning, account->currency);
  if (balance->as_of != AEQ_INSTANT_NONE)
    {
      row->values[3] = aeq_value_money (balance->minor, account->currency);
      if (!__builtin_sub_overflow (balance->minor, limit->floor_amount, &headroom))
        row->values[4] = aeq_value_money (headroom, account->currency);
      row->values[5] = state_of (limit, balance->minor);
    }
  row->values[6] = aeq_value_text (account->currency->code);
  row->values[7] = aeq_value_text (account->name);
}

static gboolean
find_uid (AeqLedger *ledger, const AeqAccount *account, AeqId *uid, GError **error)
{
  g_autoptr(AeqStatement) stmt =
      aeq_store_prepare (ledger->store, "SELECT uid FROM limit_line WHERE account_id = ?1", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, account->id);
  return aeq_statement_step (stmt, &has_row, error) && (!has_row || aeq_statement_get_id (stmt, 0, uid));
}

static gboolean
add_account (AeqSheet *sheet, AeqLedger *ledger, const AeqAccount *account, AeqDate date G_GNUC_UNUSED, GError **error)
{
  AeqBalance balance;
  AeqLimit limit;
  AeqId uid = { 0 };

  if (!aeq_limit_get (ledger, account, &limit, error))
    return FALSE;
  if (!limit.has)
    return TRUE;
  if (!find_uid (ledger, account, &uid, error) || !aeq_balance_at (ledger, account, ledger->now, &balance, error))
    return FALSE;
  fill_row (aeq_sheet_add (sheet, account, &uid), account, &limit, &balance);
  return TRUE;
}

AeqSheet *
aeq_sheet_limits (AeqLedger *ledger, const AeqSheetScope *scope, GCancellable *cancellable, GError **error)
{
  return aeq_sheet_read (ledger, COLUMNS, G_N_ELEMENTS (COLUMNS), scope, add_account, cancellable, error);
}
