/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-chart-viewport.h"
#include "aeq-chart-draw.h"

G_BEGIN_DECLS

/* Asking a chart what is where: for a crosshair, a cursor that walks from datum to datum, a click. */

/* The first index whose x is not below @at; n when there is none. */
gsize    aeq_layer_search   (const AeqChartLayer *layer, double at);
/* A layer that has data: no limit, marker or moment. */
gboolean aeq_layer_is_data  (const AeqChartLayer *layer);
/* The lowest and highest that are drawn in [from, to], lines cut at its edges; of bars 0 too. FALSE when nothing lies
 * there. */
gboolean aeq_layer_extremes (const AeqChartLayer *layer, double from, double to, double *low, double *high);
/* What the layer says at @at: a line and a fan's level @level between their points, a step and a state what holds, a
 * bar the one that stands there, a dot the one exactly there, a limit its height. NaN when nothing. */
double   aeq_layer_value_at (const AeqChartLayer *layer, double at, gsize level);

/* The x of the datum that follows (@direction 1) or precedes (-1) @at in layer @layer, or in any that is shown when
 * @layer is -1; NaN when there is none in the chart. */
double   aeq_chart_next_datum (const AeqChart *self, const AeqViewport *viewport, int layer, double at, int direction);
/* The next place worth a stop: a marker, a moment, or a trough of @layer: a low of at least a twentieth of its range
 * on both sides. NaN when there is none. */
double   aeq_chart_next_stop  (const AeqChart *self, const AeqViewport *viewport, int layer, double at, int direction);
/* The layer that is drawn nearest to the point (x, y) of @area, at most @reach away; -1 when none is. */
int aeq_chart_hit (const AeqChart *self, const AeqViewport *viewport, const AeqPlotArea *area, double x, double y,
                   double reach);

G_END_DECLS
