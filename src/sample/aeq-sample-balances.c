/* SPDX-License-Identifier: MIT */
#include "aeq-sample-holdings.h"

#define SNAPSHOT_DAYS 31

typedef struct
{
  const AeqZone *zone;
  AeqCalendar   *calendar;
  gint64         booked;  /* running balance */
  gsize          next;    /* flow to look at */
} Cursor;

/* The balance booked before @until, moving on through the flows. */
static gint64
balance_until (AeqSampleDesk *desk, Cursor *cursor, gint64 account, AeqInstant until)
{
  for (; cursor->next < desk->n_flows && desk->flows[cursor->next].settle_ts < until; cursor->next++)
    {
      const AeqFlow *flow = &desk->flows[cursor->next];

      if (flow->account == account && flow->status == AEQ_FLOW_ACTUAL)
        cursor->booked += flow->minor;
    }
  return cursor->booked;
}

static void
add_account (AeqSampleDesk *desk, GArray *balances, AeqSampleAccount *account, Cursor *cursor)
{
  AeqDate today = aeq_zone_date (cursor->zone, desk->now);

  for (AeqDate date = today - SNAPSHOT_DAYS; date <= today; date++)
    {
      AeqSampleBalance balance = { .account = account->account, .date = date };
      AeqInstant start, end;

      if (!aeq_calendar_is_business_day (cursor->calendar, date))
        continue;
      aeq_zone_day_bounds (cursor->zone, date, &start, &end);
      balance.at = start;
      balance.minor = balance_until (desk, cursor, account->account, start);
      g_array_append_val (balances, balance);
      if (end > desk->now)
        continue;
      balance.at = end;
      balance.closing = TRUE;
      balance.minor = balance_until (desk, cursor, account->account, end);
      g_array_append_val (balances, balance);
    }
}

void
aeq_sample_balances_fill (AeqSampleDesk *desk)
{
  GArray *balances = g_array_new (FALSE, FALSE, sizeof (AeqSampleBalance));

  for (gsize i = 0; i < desk->n_accounts; i++)
    {
      AeqSampleAccount *account = &desk->accounts[i];
      g_autoptr(AeqCalendar) calendar = aeq_calendar_get (account->calendar, NULL);
      Cursor cursor = { aeq_zone_get (account->zone, NULL), calendar, account->opening_minor, 0 };

      add_account (desk, balances, account, &cursor);
    }
  desk->balances = (AeqSampleBalance *) g_array_steal (balances, &desk->n_balances);
  g_array_unref (balances);
}
