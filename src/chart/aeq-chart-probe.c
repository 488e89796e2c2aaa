/* SPDX-License-Identifier: MIT */
#include "aeq-chart-probe.h"

#include <math.h>

gboolean
aeq_layer_is_data (const AeqChartLayer *layer)
{
  return layer->kind < AEQ_LAYER_LIMIT;
}

gsize
aeq_layer_search (const AeqChartLayer *layer, double at)
{
  gsize low = 0;
  gsize high = layer->n;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (layer->x[middle] < at)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* The last index whose x is not above @at; n when there is none. */
static gsize
holds_at (const AeqChartLayer *layer, double at)
{
  gsize next = aeq_layer_search (layer, nextafter (at, INFINITY));

  return next > 0 ? next - 1 : layer->n;
}

static double
value (const AeqChartLayer *layer, gsize i, gsize level)
{
  return layer->y[layer->n_levels > 0 ? i * layer->n_levels + level : i];
}

static double
between (const AeqChartLayer *layer, double at, gsize level)
{
  gsize i = holds_at (layer, at);
  double left;

  if (i == layer->n)
    return NAN;
  left = value (layer, i, level);
  if (layer->x[i] == at)
    return left;
  if (i + 1 == layer->n)
    return NAN;
  return left + (value (layer, i + 1, level) - left) * (at - layer->x[i]) / (layer->x[i + 1] - layer->x[i]);
}

static double
heat_at (const AeqChartLayer *layer, double at, gsize row)
{
  gsize i = holds_at (layer, at);

  return i < layer->n && row < layer->n_levels && at < layer->x[i] + layer->width ? value (layer, i, row) : NAN;
}

static double
held (const AeqChartLayer *layer, double at)
{
  gsize i = holds_at (layer, at);

  if (i == layer->n || (layer->width > 0 && at >= layer->x[i] + layer->width))
    return NAN;
  return layer->y[i];
}

/* The last state ends, as it began, at a time that is given. */
static double
state_at (const AeqChartLayer *layer, double at)
{
  return layer->n > 0 && at < layer->x[layer->n - 1] + layer->width ? layer->y[holds_at (layer, at)] : NAN;
}

/* A step ends at its last point: what follows is not known. */
static double
stepped (const AeqChartLayer *layer, double at)
{
  return layer->n > 0 && at <= layer->x[layer->n - 1] ? held (layer, at) : NAN;
}

static double
exactly (const AeqChartLayer *layer, double at)
{
  gsize i = aeq_layer_search (layer, at);

  return i < layer->n && layer->x[i] == at ? layer->y[i] : NAN;
}

double
aeq_layer_value_at (const AeqChartLayer *layer, double at, gsize level)
{
  switch (layer->kind)
    {
    case AEQ_LAYER_LINE:
    case AEQ_LAYER_FAN:
      return between (layer, at, level);
    case AEQ_LAYER_STEP:
      return stepped (layer, at);
    case AEQ_LAYER_BARS:
      return held (layer, at);
    case AEQ_LAYER_STATES:
      return layer->n > 0 && at >= layer->x[0] ? state_at (layer, at) : NAN;
    case AEQ_LAYER_HEAT:
      return heat_at (layer, at, level);
    case AEQ_LAYER_LIMIT:
      return layer->y[0];
    case AEQ_LAYER_DOTS:
    case AEQ_LAYER_MARKER:
      return exactly (layer, at);
    case AEQ_LAYER_MOMENT:
    default:
      return NAN;
    }
}

static void
take_in (double *low, double *high, double value)
{
  if (!isfinite (value))
    return;
  *low = MIN (*low, value);
  *high = MAX (*high, value);
}

static void
edge (const AeqChartLayer *layer, double at, double *low, double *high)
{
  take_in (low, high, aeq_layer_value_at (layer, at, 0));
  if (layer->n_levels > 0)
    take_in (low, high, aeq_layer_value_at (layer, at, layer->n_levels - 1));
}

gboolean
aeq_layer_extremes (const AeqChartLayer *layer, double from, double to, double *low, double *high)
{
  gsize first;
  gsize last;
  gsize levels = MAX (layer->n_levels, 1);

  *low = INFINITY;
  *high = -INFINITY;
  if (layer->kind > AEQ_LAYER_FAN)
    return FALSE;
  first = aeq_layer_search (layer, from);
  last = aeq_layer_search (layer, nextafter (to, INFINITY));
  aeq_pyramid_extremes (layer->pyramid, layer->y, first * levels, last * levels, low, high);
  edge (layer, from, low, high);
  edge (layer, to, low, high);
  if (layer->kind == AEQ_LAYER_BARS && *low <= *high)
    take_in (low, high, 0);
  return *low <= *high;
}

static gboolean
is_walked (const AeqChart *self, const AeqViewport *viewport, int layer, gsize i)
{
  return (layer < 0 || (gsize) layer == i) && aeq_viewport_shows (viewport, i) &&
         aeq_layer_is_data (aeq_chart_get_layer (self, i));
}

static gboolean
is_nearer (double candidate, double best, int direction)
{
  return isnan (best) || (direction > 0 ? candidate < best : candidate > best);
}

double
aeq_chart_next_datum (const AeqChart *self, const AeqViewport *viewport, int layer, double at, int direction)
{
  double best = NAN;

  for (gsize i = 0; i < aeq_chart_get_n_layers (self); i++)
    {
      const AeqChartLayer *candidate = aeq_chart_get_layer (self, i);
      gsize k;

      if (!is_walked (self, viewport, layer, i))
        continue;
      k = aeq_layer_search (candidate, direction > 0 ? nextafter (at, INFINITY) : at);
      if (direction > 0 ? k == candidate->n : k == 0)
        continue;
      if (is_nearer (candidate->x[direction > 0 ? k : k - 1], best, direction))
        best = candidate->x[direction > 0 ? k : k - 1];
    }
  return best;
}

/* Walks from @at and remembers the lowest since the last high; when the values have risen enough from it, it was a
 * trough. */
static double
next_trough (const AeqChartLayer *layer, double at, int direction)
{
  gsize k = aeq_layer_search (layer, direction > 0 ? nextafter (at, INFINITY) : at);
  gsize level = layer->n_levels / 2;
  gsize lowest = layer->n;
  double high = aeq_layer_value_at (layer, at, level);
  double low;
  double rise;

  aeq_pyramid_extremes (layer->pyramid, layer->y, 0, layer->n * MAX (layer->n_levels, 1), &low, &rise);
  rise = (rise - low) / 20;
  for (; direction > 0 ? k < layer->n : k > 0; k += direction > 0 ? 1 : -1)
    {
      gsize i = direction > 0 ? k : k - 1;
      double y = value (layer, i, level);

      if (isnan (y))
        continue;
      if (lowest < layer->n && y >= value (layer, lowest, level) + rise)
        return layer->x[lowest];
      if (isnan (high) || y > high)
        high = y;
      if (y <= high - rise && (lowest == layer->n || y < value (layer, lowest, level)))
        lowest = i;
    }
  return lowest < layer->n ? layer->x[lowest] : NAN;
}

double
aeq_chart_next_stop (const AeqChart *self, const AeqViewport *viewport, int layer, double at, int direction)
{
  double best = NAN;

  for (gsize i = 0; i < aeq_chart_get_n_layers (self); i++)
    {
      const AeqChartLayer *candidate = aeq_chart_get_layer (self, i);
      double x = NAN;

      if (!aeq_viewport_shows (viewport, i))
        continue;
      if (candidate->kind == AEQ_LAYER_MARKER || candidate->kind == AEQ_LAYER_MOMENT)
        x = candidate->x[0];
      else if (is_walked (self, viewport, layer, i) && candidate->kind <= AEQ_LAYER_FAN && candidate->n > 0)
        x = next_trough (candidate, at, direction);
      if (isfinite (x) && (direction > 0 ? x > at : x < at) && is_nearer (x, best, direction))
        best = x;
    }
  return best;
}

static gsize
nearest (const AeqChartLayer *layer, double at)
{
  gsize i = aeq_layer_search (layer, at);

  return i == layer->n || (i > 0 && at - layer->x[i - 1] < layer->x[i] - at) ? i - 1 : i;
}

/* A line may be steep: what it passes within a pixel or two counts as being there. */
static double
around (const AeqChartLayer *layer, const AeqPlotArea *area, double at, int side)
{
  if (layer->kind == AEQ_LAYER_BARS || layer->kind == AEQ_LAYER_FAN)
    return at;
  return at + side * 2 * (area->x_to - area->x_from) / area->width;
}

/* How far the point is from the layer's ink, in the units of @area. */
static double
distance (const AeqChartLayer *layer, const AeqPlotArea *area, double x, double y)
{
  double at = area->x_from + (x - area->left) / area->width * (area->x_to - area->x_from);
  double scale = area->height / (area->y_to - area->y_from);
  double y_at = area->y_to - (y - area->top) / scale;
  double low;
  double high;

  if (layer->kind == AEQ_LAYER_MARKER || layer->kind == AEQ_LAYER_MOMENT || layer->kind == AEQ_LAYER_DOTS)
    {
      gsize i = nearest (layer, at);
      double across = (layer->x[i] - at) / (area->x_to - area->x_from) * area->width;

      return layer->kind == AEQ_LAYER_MOMENT ? fabs (across) : hypot (across, (layer->y[i] - y_at) * scale);
    }
  low = high = layer->kind == AEQ_LAYER_LIMIT ? layer->y[0] : NAN;
  if (layer->kind != AEQ_LAYER_LIMIT &&
      !aeq_layer_extremes (layer, around (layer, area, at, -1), around (layer, area, at, 1), &low, &high))
    return INFINITY;
  return MAX (0, MAX (low - y_at, y_at - high)) * scale;
}

/* Later layers lie on earlier ones, and a point is meant rather than the band behind it. */
int
aeq_chart_hit (const AeqChart *self, const AeqViewport *viewport, const AeqPlotArea *area, double x, double y,
               double reach)
{
  double best = INFINITY;
  int hit = -1;

  for (gsize i = 0; i < aeq_chart_get_n_layers (self); i++)
    {
      const AeqChartLayer *layer = aeq_chart_get_layer (self, i);
      double away;

      if (!aeq_viewport_shows (viewport, i) || layer->n == 0)
        continue;
      away = distance (layer, area, x, y);
      if (layer->kind == AEQ_LAYER_FAN || layer->kind == AEQ_LAYER_BARS)
        away += reach / 2; /* behind everything else that is near */
      if (away <= best)
        {
          best = away;
          hit = (int) i;
        }
    }
  return best <= reach ? hit : -1;
}
