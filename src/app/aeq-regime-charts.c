/* SPDX-License-Identifier: MIT */
#include "aeq-regime-charts.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aeq-words.h"

gboolean
aeq_regime_extent (const AeqRegimeView *self, AeqDate *first, AeqDate *last)
{
  *first = self->date;
  *last = self->date;
  if (self->readings->len > 0)
    {
      *first = g_array_index (self->readings, AeqRegimeReading, 0).date;
      return TRUE;
    }
  for (guint i = 0; i < self->series->len; i++)
    *first = MIN (*first, (AeqDate) ((const AeqMarketSeries *) self->series->pdata[i])->x[0]);
  return self->series->len > 0;
}

static void
set_range (AeqChart *chart, const AeqRegimeView *self)
{
  AeqDate first;
  AeqDate last;

  if (aeq_regime_extent (self, &first, &last))
    aeq_chart_set_x_range (chart, first, last + 1);
}

/* The smaller share is drawn over the one that it is a part of. */
static void
add_bands (AeqChart *chart, const AeqRegimeView *self)
{
  guint n = self->readings->len;
  g_autofree double *x = g_new (double, n);
  g_autofree double *stressed = g_new (double, n);
  g_autofree double *crisis = g_new (double, n);

  for (guint i = 0; i < n; i++)
    {
      const AeqRegimeReading *reading = &g_array_index (self->readings, AeqRegimeReading, i);

      x[i] = reading->date;
      crisis[i] = 100 * reading->p[AEQ_REGIME_CRISIS];
      stressed[i] = crisis[i] + 100 * reading->p[AEQ_REGIME_ELEVATED];
    }
  aeq_chart_add_area (chart, _("Elevated or crisis"), AEQ_INK_EXPECTED, x, stressed, n);
  aeq_chart_add_area (chart, _("Crisis"), AEQ_INK_LIMIT, x, crisis, n);
}

/* A run of a state is one piece of the strip. */
static void
add_states (AeqChart *chart, const AeqRegimeView *self)
{
  const char *const names[AEQ_N_REGIMES] = { _("Steady"), _("Elevated"), _("Crisis") };
  guint n = 0;
  g_autofree double *x = g_new (double, self->readings->len);
  g_autofree guint *state = g_new (guint, self->readings->len);

  for (guint i = 0; i < self->readings->len; i++)
    {
      const AeqRegimeReading *reading = &g_array_index (self->readings, AeqRegimeReading, i);

      if (n > 0 && state[n - 1] == reading->state)
        continue;
      x[n] = reading->date;
      state[n++] = reading->state;
    }
  aeq_chart_add_states (chart, _("State"), x, state, n, self->date + 1, names, AEQ_N_REGIMES);
}

static void
add_events (AeqChart *chart, const AeqRegimeView *self)
{
  gsize n;
  const AeqMarketEvent *events = aeq_market_event_table (&n);

  for (gsize i = 0; i < n; i++)
    {
      AeqDate day = aeq_regime_view_event (self, &events[i]);

      if (day != AEQ_DATE_NONE)
        aeq_chart_add_moment (chart, aeq_words_get (events[i].name), day);
    }
}

AeqChart *
aeq_regime_timeline_chart (const AeqRegimeView *self)
{
  AeqChart *chart = aeq_chart_new (NULL, AEQ_AXIS_DATE, NULL, "%");

  add_bands (chart, self);
  add_states (chart, self);
  add_events (chart, self);
  aeq_chart_set_y_range (chart, 0, 100);
  set_range (chart, self);
  return chart;
}

/* VIX is read as a logarithm, because it moves in proportion to itself. */
static gboolean
is_logarithmic (const AeqMarketSeries *series)
{
  return series->input && g_str_equal (series->id, "VIXCLS");
}

static const char *
axis_title (const AeqMarketSeries *series)
{
  if (is_logarithmic (series))
    return _("ln of points");
  if (series->unit == NULL)
    return NULL;
  return g_str_equal (series->unit, "percent") ? "%" : aeq_words_get (series->unit);
}

AeqChart *
aeq_regime_series_chart (const AeqRegimeView *self, const AeqMarketSeries *series)
{
  AeqChart *chart = aeq_chart_new (NULL, AEQ_AXIS_DATE, NULL, axis_title (series));
  g_autofree double *logarithms = NULL;

  if (is_logarithmic (series))
    {
      logarithms = g_new (double, series->n);
      for (gsize i = 0; i < series->n; i++)
        logarithms[i] = series->y[i] > 0 ? log (series->y[i]) : NAN;
    }
  aeq_chart_add_line (chart, logarithms != NULL ? _("ln VIXCLS") : series->id, AEQ_INK_FORECAST, series->x,
                      logarithms != NULL ? logarithms : series->y, series->n);
  set_range (chart, self);
  return chart;
}
