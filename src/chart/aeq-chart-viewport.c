/* SPDX-License-Identifier: MIT */
#include "aeq-chart-viewport.h"

#include <math.h>

#include "aeq-chart-probe.h"

/* The least that is shown: three days, ten seconds, a millionth of what there is. */
static double
closest (const AeqChart *chart, double whole)
{
  switch (aeq_chart_get_x_kind (chart))
    {
    case AEQ_AXIS_DATE:
      return MIN (whole, 3);
    case AEQ_AXIS_TIME:
    case AEQ_AXIS_INSTANT:
      return MIN (whole, 10);
    case AEQ_AXIS_NUMBER:
    default:
      return whole * 1e-6;
    }
}

gboolean
aeq_viewport_is_zoomed (const AeqViewport *self)
{
  return self != NULL && self->x_from < self->x_to;
}

gboolean
aeq_viewport_shows (const AeqViewport *self, gsize layer)
{
  return self == NULL || layer >= 64 || (self->hidden >> layer & 1) == 0;
}

void
aeq_viewport_x_range (const AeqViewport *self, const AeqChart *chart, double *from, double *to)
{
  aeq_chart_get_x_range (chart, from, to);
  if (aeq_viewport_is_zoomed (self))
    {
      *from = self->x_from;
      *to = self->x_to;
    }
}

static void
take_in (double *range, double value)
{
  range[0] = MIN (range[0], value);
  range[1] = MAX (range[1], value);
}

/* Lines that cross the whole picture, and points with a label, are taken in when they are near what the data reach
 * over. */
static void
take_in_near (double *range, const AeqChart *chart, const AeqViewport *self, double from, double to)
{
  const double data[2] = { range[0], range[1] };

  for (gsize i = 0; i < aeq_chart_get_n_layers (chart); i++)
    {
      const AeqChartLayer *layer = aeq_chart_get_layer (chart, i);
      gboolean in_sight = layer->kind == AEQ_LAYER_LIMIT ||
                          (layer->kind == AEQ_LAYER_MARKER && layer->x[0] >= from && layer->x[0] <= to);

      if (!in_sight || !aeq_viewport_shows (self, i) || !isfinite (layer->y[0]))
        continue;
      if (layer->y[0] >= data[0] - (data[1] - data[0]) && layer->y[0] <= data[1] + (data[1] - data[0]))
        take_in (range, layer->y[0]);
    }
}

static gboolean
data_range (const AeqViewport *self, const AeqChart *chart, double *range)
{
  double from;
  double to;

  aeq_viewport_x_range (self, chart, &from, &to);
  range[0] = INFINITY;
  range[1] = -INFINITY;
  for (gsize i = 0; i < aeq_chart_get_n_layers (chart); i++)
    {
      double low;
      double high;

      if (aeq_viewport_shows (self, i) && aeq_layer_extremes (aeq_chart_get_layer (chart, i), from, to, &low, &high))
        {
          take_in (range, low);
          take_in (range, high);
        }
    }
  if (range[0] > range[1])
    return FALSE;
  take_in_near (range, chart, self, from, to);
  return TRUE;
}

void
aeq_viewport_y_range (const AeqViewport *self, const AeqChart *chart, double *from, double *to)
{
  double range[2];

  aeq_chart_get_y_range (chart, from, to);
  if (aeq_chart_has_fixed_y (chart) || !(aeq_viewport_is_zoomed (self) || (self != NULL && self->hidden != 0)) ||
      !data_range (self, chart, range))
    return;
  if (range[0] == range[1])
    {
      double room = MAX ((*to - *from) / 100, fabs (range[0]) * 1e-6);

      range[0] -= room;
      range[1] += room;
    }
  *from = range[0];
  *to = range[1];
}

void
aeq_viewport_show (AeqViewport *self, const AeqChart *chart, double from, double to)
{
  double whole[2];
  double least;

  aeq_chart_get_x_range (chart, &whole[0], &whole[1]);
  least = closest (chart, whole[1] - whole[0]);
  if (to - from < least)
    {
      double middle = CLAMP ((from + to) / 2, whole[0] + least / 2, whole[1] - least / 2);

      from = middle - least / 2;
      to = middle + least / 2;
    }
  self->x_from = MAX (from, whole[0]);
  self->x_to = MIN (to, whole[1]);
  if (self->x_from >= self->x_to || (self->x_from == whole[0] && self->x_to == whole[1]))
    self->x_from = self->x_to = 0;
}

void
aeq_viewport_zoom (AeqViewport *self, const AeqChart *chart, double at, double factor)
{
  double from;
  double to;

  aeq_viewport_x_range (self, chart, &from, &to);
  at = CLAMP (at, from, to);
  aeq_viewport_show (self, chart, at - (at - from) * factor, at + (to - at) * factor);
}

void
aeq_viewport_pan (AeqViewport *self, const AeqChart *chart, double by)
{
  double whole[2];

  if (!aeq_viewport_is_zoomed (self))
    return;
  aeq_chart_get_x_range (chart, &whole[0], &whole[1]);
  by = CLAMP (by, whole[0] - self->x_from, whole[1] - self->x_to);
  self->x_from += by;
  self->x_to += by;
}
