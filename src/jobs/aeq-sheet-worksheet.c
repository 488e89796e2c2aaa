/* SPDX-License-Identifier: MIT */
#include <glib/gi18n.h>
#include <math.h>

#include "aeq-position-private.h"
#include "aeq-sheet.h"

static const AeqSheetColumn COLUMNS[] = {
  { N_("Account"), NULL, AEQ_VALUE_TEXT, 200, "account" },
  { N_("Currency"), NULL, AEQ_VALUE_TEXT, 76, "currency" },
  { N_("Opening"), N_("Balance at the start of the day on the account’s clock"), AEQ_VALUE_MONEY, 124, "opening" },
  { N_("In"), N_("Booked receipts of the day"), AEQ_VALUE_MONEY, 118, "in" },
  { N_("Out"), N_("Booked payments of the day"), AEQ_VALUE_MONEY, 122, "out" },
  { N_("Balance"), N_("Ledger balance now, or at the end of a past day"), AEQ_VALUE_MONEY, 124, "balance" },
  { N_("Still Expected"), N_("Net of announced and pending flows that have not come"), AEQ_VALUE_MONEY, 118, "still_expected" },
  { N_("Closing"), N_("Median of the forecast; of a past day the balance at its end"), AEQ_VALUE_MONEY, 124, "closing" },
  { N_("Lowest Point"), N_("Today the lowest point of the forecast from now on; of a past day its lowest balance"), AEQ_VALUE_MONEY, 124, "lowest_point" },
  { N_("At"), N_("When the lowest point is, on the account’s clock"), AEQ_VALUE_INSTANT, 122, "at" },
  { N_("Limit"), N_("A balance below it is a breach"), AEQ_VALUE_MONEY, 110, "limit" },
  { N_("Breach, %"), N_("Chance that the balance falls below the limit, by the newest forecast"), AEQ_VALUE_DECIMAL, 80, "breach_percent" },
};

static AeqValue
money (gint64 minor, const AeqCurrency *currency)
{
  return minor != AEQ_POSITION_NONE ? aeq_value_money (minor, currency) : (AeqValue) { .kind = AEQ_VALUE_NONE };
}

/* A movement is no state: what goes out is below 0 and no alarm. */
static AeqValue
movement (gint64 minor, const AeqCurrency *currency)
{
  AeqValue value = money (minor, currency);

  value.tone = AEQ_TONE_PLAIN;
  return value;
}

static AeqValue
name_of (const AeqPosition *row)
{
  g_autofree char *text = NULL;

  if (row->n == 0)
    return aeq_value_text (row->number);
  text = g_strdup_printf (ngettext ("All %s (%u account)", "All %s (%u accounts)", row->n), row->currency->code, row->n);
  return aeq_value_text (text);
}

static void
add_row (AeqSheet *sheet, const AeqPosition *position)
{
  AeqSheetRow *row = aeq_sheet_add (sheet, NULL, NULL);
  const AeqCurrency *currency = position->currency;
  gboolean one = position->n == 0;

  row->account = position->uid;
  row->values[0] = name_of (position);
  row->values[1] = aeq_value_text (currency->code);
  row->values[2] = money (position->opening, currency);
  row->values[3] = movement (position->in, currency);
  row->values[4] = movement (position->out, currency);
  row->values[5] = money (position->balance, currency);
  row->values[6] = movement (position->expected, currency);
  if (!one)
    return;
  row->values[7] = money (position->closing, currency);
  row->values[8] = money (position->lowest, currency);
  if (position->lowest != AEQ_POSITION_NONE)
    row->values[9] = aeq_value_instant (position->lowest_at, position->zone);
  row->values[10] = money (position->limit, currency);
  row->values[11] = aeq_value_percent (position->p_breach);
}

AeqSheet *
aeq_sheet_worksheet (AeqLedger *ledger, const AeqSheetScope *scope, GCancellable *cancellable, GError **error)
{
  AeqPositionScope what = AEQ_POSITION_SCOPE_DEFAULT;
  g_autoptr(AeqPositionTable) table = NULL;
  AeqSheet *sheet;

  what.has_account = scope->one_account;
  what.account = scope->account;
  what.currency = scope->currency;
  what.date = scope->date;
  what.rows_only = TRUE;
  if ((table = aeq_job_position (ledger, &what, cancellable, error)) == NULL || !aeq_position_add_sums (table->rows, error))
    return NULL;
  sheet = aeq_sheet_new (table->as_of, COLUMNS, G_N_ELEMENTS (COLUMNS));
  for (guint i = 0; i < table->rows->len; i++)
    add_row (sheet, table->rows->pdata[i]);
  return sheet;
}
