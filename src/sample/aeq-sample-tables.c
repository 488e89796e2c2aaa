/* SPDX-License-Identifier: MIT */
#include "aeq-sample-files.h"
#include "aeq-money.h"

#include <string.h>

/* The CSV files. */

#define EXTRACT_DAYS 30

/* USD operating and CHF operating: a busy account and a quiet one, of two currencies. */
static gboolean
is_extracted (gint64 account)
{
  return account == 1 || account == 11;
}

/* Quotes only where the text needs them. */
static void
append_field (GString *out, const char *text, char end)
{
  if (text != NULL && strpbrk (text, ",\"\r\n") != NULL)
    {
      g_string_append_c (out, '"');
      for (const char *p = text; *p != '\0'; p++)
        {
          if (*p == '"')
            g_string_append_c (out, '"');
          g_string_append_c (out, *p);
        }
      g_string_append_c (out, '"');
    }
  else if (text != NULL)
    g_string_append (out, text);
  g_string_append_c (out, end);
}

static void
append_date (GString *out, AeqDate date, char end)
{
  char text[AEQ_DATE_TEXT_SIZE];

  append_field (out, date != AEQ_DATE_NONE ? aeq_date_format (date, text) : NULL, end);
}

static void
append_money (GString *out, gint64 minor, guint exponent, char end)
{
  char text[AEQ_MONEY_TEXT_SIZE];

  append_field (out, aeq_money_format (minor, exponent, text), end);
}

void
aeq_sample_positions_csv (const AeqSampleDesk *desk, GString *out)
{
  g_string_append (out, "account,date,instrument,isin,quantity,price,currency,market_value\n");
  for (gsize i = 0; i < desk->n_positions; i++)
    {
      const AeqSamplePosition *position = &desk->positions[i];
      const AeqSampleAccount *account = &desk->accounts[position->account - 1];

      append_field (out, account->number, ',');
      append_date (out, position->date, ',');
      append_field (out, position->instrument, ',');
      append_field (out, position->isin, ',');
      append_field (out, position->quantity, ',');
      append_field (out, position->price, ',');
      append_field (out, position->currency, ',');
      append_money (out, position->market_value, account->exponent, '\n');
    }
}

static void
append_flow (GString *out, const AeqSampleAccount *account, const AeqFlow *flow)
{
  char instant[AEQ_INSTANT_TEXT_SIZE];

  append_field (out, account->number, ',');
  append_field (out, aeq_instant_format (flow->settle_ts, instant), ',');
  append_date (out, flow->value_date, ',');
  append_date (out, flow->booking_date, ',');
  append_money (out, flow->minor, account->exponent, ',');
  append_field (out, account->currency, ',');
  append_field (out, flow->category, ',');
  append_field (out, flow->counterparty, ',');
  append_field (out, flow->reference, ',');
  append_field (out, flow->bank_reference, ',');
  append_field (out, flow->narrative, ',');
  append_field (out, aeq_flow_status_name (flow->status), '\n');
}

void
aeq_sample_transactions_csv (const AeqSampleDesk *desk, GString *out)
{
  g_string_append (out, "account,settle_ts,value_date,booking_date,amount,currency,category,counterparty,reference,"
                        "bank_reference,narrative,status\n");
  for (gsize i = 0; i < desk->n_flows; i++)
    if (is_extracted (desk->flows[i].account) && desk->flows[i].value_date >= desk->today - EXTRACT_DAYS)
      append_flow (out, &desk->accounts[desk->flows[i].account - 1], &desk->flows[i]);
}

void
aeq_sample_indicators_csv (const AeqSampleDesk *desk, GString *out)
{
  g_string_append (out, "date,series,value\n");
  for (gsize i = 0; i < desk->n_observations; i++)
    {
      const AeqSampleObservation *observation = &desk->observations[i];
      gboolean exact_in_cents = observation->value_e4 % 100 == 0;

      append_date (out, observation->date, ',');
      append_field (out, observation->series, ',');
      append_money (out, exact_in_cents ? observation->value_e4 / 100 : observation->value_e4, exact_in_cents ? 2 : 4,
                    '\n');
    }
}

/* Net flows of each account and day from @from on, without the sweeps, which only mirror them. */
static gint64 *
daily_nets (const AeqSampleDesk *desk, AeqDate from, AeqDate to)
{
  gint64 *nets = g_new0 (gint64, (gsize) (to - from + 1) * desk->n_accounts);

  for (gsize i = 0; i < desk->n_flows; i++)
    {
      const AeqFlow *flow = &desk->flows[i];

      if (flow->status == AEQ_FLOW_ACTUAL && flow->value_date >= from && flow->value_date <= to
          && strcmp (flow->category, "treasury_transfer") != 0)
        nets[(gsize) (flow->value_date - from) * desk->n_accounts + (gsize) (flow->account - 1)] += flow->minor;
    }
  return nets;
}

/* "USD operating" becomes usd_operating. */
static void
append_column_name (GString *out, const char *name)
{
  g_string_append_c (out, ',');
  for (; *name != '\0'; name++)
    g_string_append_c (out, *name == ' ' ? '_' : g_ascii_tolower (*name));
}

static void
append_day (GString *out, const AeqSampleDesk *desk, AeqCalendar **calendars, AeqDate date, const gint64 *nets)
{
  append_date (out, date, ',');
  append_field (out, date < desk->crisis_first - 12 ? "train" : "test", ',');
  g_string_append (out, aeq_sample_regime_name (aeq_sample_desk_regime (desk, date)));
  for (gsize i = 0; i < desk->n_accounts; i++)
    {
      char text[AEQ_MONEY_TEXT_SIZE];

      g_string_append_c (out, ',');
      if (aeq_calendar_is_business_day (calendars[i], date))
        g_string_append (out, aeq_money_format (nets[i], desk->accounts[i].exponent, text));
    }
  g_string_append_c (out, '\n');
}

/* A year before the crisis, the crisis, and two months after it. */
void
aeq_sample_backtest_csv (const AeqSampleDesk *desk, GString *out)
{
  AeqDate from = desk->crisis_first - 365, to = desk->crisis_last + 61;
  g_autofree gint64 *nets = daily_nets (desk, from, to);
  AeqCalendar *calendars[AEQ_SAMPLE_N_ACCOUNTS];

  g_string_append (out, "date,split,regime");
  for (gsize i = 0; i < desk->n_accounts; i++)
    {
      append_column_name (out, desk->accounts[i].name);
      calendars[i] = aeq_calendar_get (desk->accounts[i].calendar, NULL);
    }
  g_string_append_c (out, '\n');
  for (AeqDate date = from; date <= to; date++)
    if (aeq_date_weekday (date) <= AEQ_FRIDAY)
      append_day (out, desk, calendars, date, nets + (gsize) (date - from) * desk->n_accounts);
  for (gsize i = 0; i < desk->n_accounts; i++)
    aeq_calendar_unref (calendars[i]);
}
