/* SPDX-License-Identifier: MIT */
#include "aeq-bcbs248-write.h"

#define BAR_WIDTH 0.8 /* of a day */

static char *
title_for (const AeqBcbsSection *section, const char *what)
{
  return g_strdup_printf ("%s, %s: %s", section->name, section->currency->code, what);
}

AeqChart *
aeq_bcbs_usage_chart (const AeqBcbsSection *section)
{
  g_autofree char *title = title_for (section, "usage and surplus by day");
  AeqChart *chart = aeq_chart_new (title, AEQ_AXIS_DATE, NULL, section->currency->code);
  guint n = section->figures->n_days;
  double scale = (double) aeq_money_scale (section->currency->exponent);
  g_autofree double *x = g_new (double, n);
  g_autofree double *usage = g_new (double, n);
  g_autofree double *surplus = g_new (double, n);

  for (guint i = 0; i < n; i++)
    {
      x[i] = section->figures->days[i].date;
      surplus[i] = (double) section->figures->days[i].reported.surplus / scale;
      usage[i] = -(double) section->figures->days[i].reported.usage / scale;
    }
  aeq_chart_add_bars (chart, "Surplus", AEQ_INK_IN, x, surplus, n, BAR_WIDTH);
  aeq_chart_add_bars (chart, "Usage (below 0)", AEQ_INK_OUT, x, usage, n, BAR_WIDTH);
  return chart;
}

AeqChart *
aeq_bcbs_throughput_chart (const AeqBcbsSection *section)
{
  g_autofree char *title = title_for (section, "share of the day's payments sent");
  AeqChart *chart = aeq_chart_new (title, AEQ_AXIS_TIME, NULL, "percent");
  double x[AEQ_BCBS_SLOTS + 1] = { 0 };
  double y[AEQ_BCBS_SLOTS + 1] = { 0 };

  for (guint slot = 0; slot < AEQ_BCBS_SLOTS; slot++)
    {
      x[slot + 1] = (slot + 1) * 15 * 60;
      y[slot + 1] = section->figures->throughput[slot];
    }
  aeq_chart_add_line (chart, "Sent, mean of the days", AEQ_INK_ACTUAL, x, y, G_N_ELEMENTS (x));
  aeq_chart_set_y_range (chart, 0, 100);
  return chart;
}
