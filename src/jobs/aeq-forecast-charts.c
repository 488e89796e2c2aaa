/* SPDX-License-Identifier: MIT */
#include "aeq-forecast-charts.h"

#include <math.h>

double
aeq_forecast_major (gint64 minor, const AeqCurrency *currency)
{
  return minor != AEQ_ISSUED_NONE ? (double)minor / (double)aeq_money_scale (currency->exponent) : NAN;
}

double
aeq_forecast_clock (const AeqZone *zone, AeqInstant at, AeqDate day)
{
  gint64  clock;
  AeqDate date;

  aeq_zone_to_local (zone, at, &date, &clock);
  return (double)(date - day) * 86400.0 + (double)clock / (double)AEQ_SECOND;
}

static AeqDate
first_day (const AeqIssuedAccount *account)
{
  return account->slices->len > 0
             ? aeq_zone_date (account->zone, g_array_index (account->slices, AeqIssuedSlice, 0).start)
             : 0;
}

void
aeq_forecast_add_days (AeqChart *chart, const char *name, const AeqIssuedAccount *account)
{
  g_autofree double *x = g_new (double, account->days->len);
  g_autofree double *q = g_new (double, account->days->len *AEQ_N_QUANTILES);

  for (guint i = 0; i < account->days->len; i++)
    {
      const AeqIssuedDay *day = &g_array_index (account->days, AeqIssuedDay, i);

      x[i] = day->date;
      for (int k = 0; k < AEQ_N_QUANTILES; k++)
        q[i * AEQ_N_QUANTILES + (guint)k] = aeq_forecast_major (day->closing[k], account->currency);
    }
  aeq_chart_add_fan (chart, name, x, account->days->len, AEQ_QUANTILE_LEVELS, AEQ_N_QUANTILES, q);
}

/* What was known when the forecast was made. */
static gint64
known_balance (const AeqIssuedAccount *account)
{
  gint64 balance;

  if (account->opening == AEQ_ISSUED_NONE || account->settled == AEQ_ISSUED_NONE ||
      !aeq_money_add (account->opening, account->settled, &balance))
    return AEQ_ISSUED_NONE;
  return balance;
}

/* The document has the balance at the end of each slice. */
void
aeq_forecast_add_today (AeqChart *chart, const char *name, const AeqIssuedAccount *account, gboolean from_now)
{
  guint              n = account->slices->len;
  guint              first = from_now && n > 0 && known_balance (account) != AEQ_ISSUED_NONE ? 1 : 0;
  g_autofree double *x = g_new (double, n + 1);
  g_autofree double *q = g_new (double, (n + 1) * AEQ_N_QUANTILES);
  AeqDate            day = first_day (account);

  if (first > 0)
    x[0] = aeq_forecast_clock (account->zone, g_array_index (account->slices, AeqIssuedSlice, 0).start, day);
  for (int k = 0; k < AEQ_N_QUANTILES; k++)
    q[k] = aeq_forecast_major (known_balance (account), account->currency);
  for (guint i = 0; i < n; i++)
    {
      const AeqIssuedSlice *slice = &g_array_index (account->slices, AeqIssuedSlice, i);

      x[first + i] = aeq_forecast_clock (account->zone, aeq_issued_slice_end (account, i), day);
      for (int k = 0; k < AEQ_N_QUANTILES; k++)
        q[(first + i) * AEQ_N_QUANTILES + (guint)k] = aeq_forecast_major (slice->balance[k], account->currency);
    }
  aeq_chart_add_fan (chart, name, x, first + n, AEQ_QUANTILE_LEVELS, AEQ_N_QUANTILES, q);
}

AeqChart *
aeq_days_chart (const AeqIssuedAccount *account)
{
  g_autofree char *title = g_strdup_printf ("%s %s, closing balance", account->number, account->currency->code);
  AeqChart        *chart = aeq_chart_new (title, AEQ_AXIS_DATE, NULL, account->currency->code);

  aeq_forecast_add_days (chart, "Forecast", account);
  if (account->limit != AEQ_ISSUED_NONE)
    aeq_chart_add_limit (chart, "limit", aeq_forecast_major (account->limit, account->currency));
  return chart;
}

AeqChart *
aeq_today_chart (const AeqIssuedAccount *account)
{
  g_autofree char *title =
      g_strdup_printf ("%s %s, balance in the rest of the day", account->number, account->currency->code);
  AeqChart *chart = aeq_chart_new (title, AEQ_AXIS_TIME, NULL, account->currency->code);

  aeq_forecast_add_today (chart, "Forecast", account, FALSE);
  if (account->limit != AEQ_ISSUED_NONE)
    aeq_chart_add_limit (chart, "limit", aeq_forecast_major (account->limit, account->currency));
  if (account->lowest_at != AEQ_INSTANT_NONE)
    aeq_chart_add_marker (chart, "lowest", aeq_forecast_clock (account->zone, account->lowest_at, first_day (account)),
                          aeq_forecast_major (account->lowest[AEQ_MEDIAN_INDEX], account->currency));
  return chart;
}
