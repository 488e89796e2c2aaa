/* SPDX-License-Identifier: MIT */
#include "aeq-sheet.h"

#include <glib/gi18n.h>

#include "aeq-desk-owed.h"

static const AeqSheetColumn COLUMNS[] = {
  { N_("Due"), N_("The time by which it must settle, on the account’s clock"), AEQ_VALUE_INSTANT, 132, "due" },
  { N_("Account"), NULL, AEQ_VALUE_TEXT, 160, "account" },
  { N_("Amount"), N_("What is owed"), AEQ_VALUE_MONEY, 118, "amount" },
  { N_("Currency"), NULL, AEQ_VALUE_TEXT, 64, "currency" },
  { N_("State"), N_("Settled, settled late, overdue or open, by the booked flows that match it"), AEQ_VALUE_TEXT, 92, "state" },
  { N_("Paid"), N_("By the flows that match its reference, or its counterparty and amount"), AEQ_VALUE_MONEY, 118, "paid" },
  { N_("Settled"), N_("When it was paid in full"), AEQ_VALUE_INSTANT, 132, "settled" },
  { N_("Name"), NULL, AEQ_VALUE_TEXT, 100, "name" },
  { N_("Counterparty"), NULL, AEQ_VALUE_TEXT, 130, "counterparty" },
  { N_("Reference"), NULL, AEQ_VALUE_TEXT, 0, "reference" },
};

static AeqValue
state_of (const AeqObligation *obligation, AeqInstant now)
{
  gboolean settled = obligation->settled_at != AEQ_INSTANT_NONE;
  AeqValue value = aeq_value_text (settled ? obligation->settled_at > obligation->due ? _("Settled late") : _("Settled")
                                           : obligation->due < now ? _("Overdue") : _("Open"));

  value.tone = settled ? obligation->settled_at > obligation->due ? AEQ_TONE_WARNING : AEQ_TONE_GOOD
                       : obligation->due < now ? AEQ_TONE_BAD : AEQ_TONE_PLAIN;
  return value;
}

static void
add_row (AeqSheet *sheet, const AeqAccount *account, const AeqObligation *obligation)
{
  AeqSheetRow *row = aeq_sheet_add (sheet, account, &obligation->uid);

  row->values[0] = aeq_value_instant (obligation->due, account->zone);
  row->values[1] = aeq_value_text (account->number);
  row->values[2] = aeq_value_money (obligation->minor, account->currency);
  row->values[3] = aeq_value_text (account->currency->code);
  row->values[4] = state_of (obligation, sheet->as_of);
  row->values[5] = aeq_value_money (obligation->paid, account->currency);
  row->values[6] = aeq_value_instant (obligation->settled_at, account->zone);
  row->values[7] = aeq_value_text (obligation->name);
  row->values[8] = aeq_value_text (obligation->counterparty);
  row->values[9] = aeq_value_text (obligation->reference);
}

static gboolean
add_account (AeqSheet *sheet, AeqLedger *ledger, const AeqAccount *account, AeqDate date, GError **error)
{
  g_autoptr(AeqObligations) obligations = NULL;
  AeqInstant from = G_MININT64 + 1;
  AeqInstant to = G_MAXINT64;
  GPtrArray *list;

  if (date != AEQ_DATE_NONE)
    aeq_zone_day_bounds (account->zone, date, &from, &to);
  if ((obligations = aeq_desk_obligations (ledger, account, from, to, error)) == NULL)
    return FALSE;
  list = aeq_obligations_list (obligations);
  for (guint i = 0; i < list->len; i++)
    add_row (sheet, account, list->pdata[i]);
  return TRUE;
}

static int
compare_due (gconstpointer a, gconstpointer b)
{
  return -aeq_value_compare (&(*(AeqSheetRow *const *) a)->values[0], &(*(AeqSheetRow *const *) b)->values[0]);
}

AeqSheet *
aeq_sheet_obligations (AeqLedger *ledger, const AeqSheetScope *scope, GCancellable *cancellable, GError **error)
{
  AeqSheet *sheet = aeq_sheet_read (ledger, COLUMNS, G_N_ELEMENTS (COLUMNS), scope, add_account, cancellable, error);

  if (sheet != NULL)
    g_ptr_array_sort (sheet->rows, compare_due);
  return sheet;
}
