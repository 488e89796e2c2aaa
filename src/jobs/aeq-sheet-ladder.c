/* SPDX-License-Identifier: MIT */
#include <glib/gi18n.h>

#include "aeq-job-intraday.h"
#include "aeq-sheet.h"

#define Q05 1
#define Q95 7

static const AeqSheetColumn COLUMNS[] = {
  { N_("From"), N_("Start of the time slice on the account’s clock"), AEQ_VALUE_INSTANT, 130, "from" },
  { N_("In"), N_("Booked receipts of the slice"), AEQ_VALUE_MONEY, 110, "in" },
  { N_("Out"), N_("Booked payments of the slice"), AEQ_VALUE_MONEY, 110, "out" },
  { N_("Net"), N_("Receipts less payments of the slice"), AEQ_VALUE_MONEY, 110, "net" },
  { N_("Position"), N_("Cumulative net position: sum of the day’s booked flows until the end of the slice"), AEQ_VALUE_MONEY, 116, "position" },
  { N_("Balance"), N_("Ledger balance at the end of the slice"), AEQ_VALUE_MONEY, 120, "balance" },
  { N_("Announced In"), N_("Announced receipts that have not come"), AEQ_VALUE_MONEY, 110, "announced_in" },
  { N_("Announced Out"), N_("Announced payments that have not gone"), AEQ_VALUE_MONEY, 110, "announced_out" },
  { /* xgettext:no-c-format */ N_("Forecast, 5 %"), N_("Balance that one outcome in twenty is below"), AEQ_VALUE_MONEY, 120, "forecast_5_percent" },
  { N_("Forecast, Median"), N_("Balance that half of the outcomes are below"), AEQ_VALUE_MONEY, 120, "forecast_median" },
  { /* xgettext:no-c-format */ N_("Forecast, 95 %"), N_("Balance that one outcome in twenty is above"), AEQ_VALUE_MONEY, 120, "forecast_95_percent" },
};

static AeqValue
quantile (const AeqLadder *ladder, const AeqRung *rung, int level)
{
  if (rung->forecast == NULL || rung->forecast->balance[level] == AEQ_ISSUED_NONE)
    return (AeqValue) { .kind = AEQ_VALUE_NONE };
  return aeq_value_money (rung->forecast->balance[level], ladder->currency);
}

/* What lies after now has no booked figures yet. */
static void
add_rung (AeqSheet *sheet, const AeqLadder *ladder, guint i)
{
  const AeqRung *rung = &ladder->rungs[i];
  AeqInstant start = aeq_buckets_start (&ladder->buckets, i);
  const gint64 booked[] = { rung->in, rung->out, rung->in + rung->out, rung->position, rung->balance };
  AeqSheetRow *row = aeq_sheet_add (sheet, NULL, NULL);

  row->values[0] = aeq_value_instant (start, ladder->zone);
  for (guint k = 0; k < G_N_ELEMENTS (booked) && start <= ladder->now; k++)
    row->values[1 + k] = aeq_value_money (booked[k], ladder->currency);
  row->values[2].tone = row->values[3].tone = AEQ_TONE_PLAIN; /* a movement is no state */
  row->values[6] = aeq_value_money (rung->expected_in, ladder->currency);
  row->values[7] = aeq_value_money (rung->expected_out, ladder->currency);
  row->values[7].tone = AEQ_TONE_PLAIN;
  row->values[8] = quantile (ladder, rung, Q05);
  row->values[9] = quantile (ladder, rung, AEQ_MEDIAN_INDEX);
  row->values[10] = quantile (ladder, rung, Q95);
}

AeqSheet *
aeq_sheet_ladder (AeqLedger *ledger, const AeqSheetScope *scope, GCancellable *cancellable, GError **error)
{
  AeqIntradayRequest request = AEQ_INTRADAY_REQUEST_DEFAULT;
  g_autoptr(AeqSheet) sheet = aeq_sheet_new (ledger->now, COLUMNS, G_N_ELEMENTS (COLUMNS));
  g_autoptr(AeqIntradayDay) day = NULL;

  if (!scope->one_account)
    return g_steal_pointer (&sheet);
  request.what = AEQ_INTRADAY_ACCOUNT;
  request.account = scope->account;
  request.day = scope->date;
  if ((day = aeq_job_intraday (ledger, &request, cancellable, error)) == NULL)
    return NULL;
  for (guint i = 0; i < day->ladder.buckets.count; i++)
    add_rung (sheet, &day->ladder, i);
  return g_steal_pointer (&sheet);
}
