/* SPDX-License-Identifier: MIT */
#include "aeq-bcbs-charts.h"

#include <glib/gi18n.h>
#include <math.h>

#define BAR_WIDTH 0.8 /* of a day */

typedef gint64 (*DayFunc) (const AeqBcbsDay *day);

static gint64 surplus (const AeqBcbsDay *day) { return day->reported.surplus; }
static gint64 usage_below (const AeqBcbsDay *day) { return -day->reported.usage; }
static gint64 received (const AeqBcbsDay *day) { return day->received; }
static gint64 sent_below (const AeqBcbsDay *day) { return -day->sent; }
static gint64 available (const AeqBcbsDay *day) { return day->available_total; }

/* @known: only days of which something was entered. */
static void
add_bars (AeqChart *chart, const char *name, AeqInk ink, const AeqBcbsSection *self, DayFunc func, gboolean known)
{
  const AeqBcbs *figures = self->figures;
  double scale = (double) aeq_money_scale (self->currency->exponent);
  g_autofree double *x = g_new (double, figures->n_days + 1);
  g_autofree double *y = g_new (double, figures->n_days + 1);
  gsize n = 0;

  for (guint i = 0; i < figures->n_days; i++)
    if (!known || figures->days[i].available.known)
      {
        x[n] = figures->days[i].date - BAR_WIDTH / 2;
        y[n++] = (double) func (&figures->days[i]) / scale;
      }
  if (n > 0)
    aeq_chart_add_bars (chart, name, ink, x, y, n, BAR_WIDTH);
}

static AeqChart *
new_chart (const AeqBcbsSection *self)
{
  return aeq_chart_new (NULL, AEQ_AXIS_DATE, NULL, self->currency->code);
}

AeqChart *
aeq_bcbs_usage_picture (const AeqBcbsSection *self)
{
  AeqChart *chart = new_chart (self);

  add_bars (chart, _("Surplus"), AEQ_INK_IN, self, surplus, FALSE);
  add_bars (chart, _("Usage (below 0)"), AEQ_INK_OUT, self, usage_below, FALSE);
  return chart;
}

AeqChart *
aeq_bcbs_gross_picture (const AeqBcbsSection *self)
{
  AeqChart *chart = new_chart (self);

  add_bars (chart, _("Received"), AEQ_INK_IN, self, received, FALSE);
  add_bars (chart, _("Sent (below 0)"), AEQ_INK_OUT, self, sent_below, FALSE);
  return chart;
}

AeqChart *
aeq_bcbs_available_picture (const AeqBcbsSection *self)
{
  AeqChart *chart = new_chart (self);

  add_bars (chart, _("Available at the open"), AEQ_INK_FORECAST, self, available, TRUE);
  return chart;
}

AeqChart *
aeq_bcbs_throughput_picture (const AeqBcbsSection *self)
{
  AeqChart *chart = aeq_chart_new (NULL, AEQ_AXIS_TIME, NULL, "%");
  double x[AEQ_BCBS_SLOTS + 1] = { 0 };
  double y[AEQ_BCBS_SLOTS + 1] = { 0 };

  for (guint slot = 0; slot < AEQ_BCBS_SLOTS; slot++)
    {
      x[slot + 1] = (slot + 1) * 15 * 60;
      y[slot + 1] = self->figures->throughput[slot];
    }
  if (self->figures->n_sent_days > 0)
    aeq_chart_add_line (chart, _("Sent, mean of the days"), AEQ_INK_ACTUAL, x, y, G_N_ELEMENTS (x));
  aeq_chart_set_y_range (chart, 0, 100);
  return chart;
}
