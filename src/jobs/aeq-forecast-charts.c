/* SPDX-License-Identifier: MIT */
#include "aeq-forecast-charts.h"

#include <math.h>

static double
major (gint64 minor, const AeqCurrency *currency)
{
  return minor != AEQ_ISSUED_NONE ? (double)minor / (double)aeq_money_scale (currency->exponent) : NAN;
}

AeqChart *
aeq_days_chart (const AeqIssuedAccount *account)
{
  g_autofree char   *title = g_strdup_printf ("%s %s, closing balance", account->number, account->currency->code);
  AeqChart          *chart = aeq_chart_new (title, AEQ_AXIS_DATE, NULL, account->currency->code);
  g_autofree double *x = g_new (double, account->days->len);
  g_autofree double *q = g_new (double, account->days->len *AEQ_N_QUANTILES);

  for (guint i = 0; i < account->days->len; i++)
    {
      const AeqIssuedDay *day = &g_array_index (account->days, AeqIssuedDay, i);

      x[i] = day->date;
      for (int k = 0; k < AEQ_N_QUANTILES; k++)
        q[i * AEQ_N_QUANTILES + (guint)k] = major (day->closing[k], account->currency);
    }
  aeq_chart_add_fan (chart, "Forecast", x, account->days->len, AEQ_QUANTILE_LEVELS, AEQ_N_QUANTILES, q);
  if (account->limit != AEQ_ISSUED_NONE)
    aeq_chart_add_limit (chart, "limit", major (account->limit, account->currency));
  return chart;
}

static double
clock_seconds (const AeqIssuedAccount *account, AeqInstant at, AeqDate day)
{
  gint64  clock;
  AeqDate date;

  aeq_zone_to_local (account->zone, at, &date, &clock);
  return (double)(date - day) * 86400.0 + (double)clock / (double)AEQ_SECOND;
}

/* The document has the balance at the end of each slice. */
AeqChart *
aeq_today_chart (const AeqIssuedAccount *account)
{
  g_autofree char *title =
      g_strdup_printf ("%s %s, balance in the rest of the day", account->number, account->currency->code);
  AeqChart          *chart = aeq_chart_new (title, AEQ_AXIS_TIME, NULL, account->currency->code);
  guint              n = account->slices->len;
  g_autofree double *x = g_new (double, n);
  g_autofree double *q = g_new (double, n *AEQ_N_QUANTILES);
  AeqDate day = n > 0 ? aeq_zone_date (account->zone, g_array_index (account->slices, AeqIssuedSlice, 0).start) : 0;

  for (guint i = 0; i < n; i++)
    {
      const AeqIssuedSlice *slice = &g_array_index (account->slices, AeqIssuedSlice, i);

      const AeqIssuedSlice *next = slice + (i + 1 < n ? 1 : 0);
      const AeqIssuedSlice *last = slice - (i + 1 < n || i == 0 ? 0 : 1);

      x[i] = clock_seconds (
          account, slice->start + (next != slice ? next->start - slice->start : slice->start - last->start), day);
      for (int k = 0; k < AEQ_N_QUANTILES; k++)
        q[i * AEQ_N_QUANTILES + (guint)k] = major (slice->balance[k], account->currency);
    }
  aeq_chart_add_fan (chart, "Forecast", x, n, AEQ_QUANTILE_LEVELS, AEQ_N_QUANTILES, q);
  if (account->limit != AEQ_ISSUED_NONE)
    aeq_chart_add_limit (chart, "limit", major (account->limit, account->currency));
  if (account->lowest_at != AEQ_INSTANT_NONE)
    aeq_chart_add_marker (chart, "lowest", clock_seconds (account, account->lowest_at, day),
                          major (account->lowest[AEQ_MEDIAN_INDEX], account->currency));
  return chart;
}
