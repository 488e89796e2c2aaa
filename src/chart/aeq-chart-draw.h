/* SPDX-License-Identifier: MIT */
#pragma once

#include <cairo.h>

#include "aeq-chart-viewport.h"
#include "aeq-chart-palette.h"

G_BEGIN_DECLS

typedef struct
{
  AeqChartTheme theme;
  const char   *font;      /* (nullable) family, else sans */
  double        font_size; /* in units of the context */
  gboolean      no_title;  /* the place around it says it already */
  gboolean      no_legend;
} AeqChartStyle;

/* Where the data lie: for a crosshair, and for tests. */
typedef struct
{
  double left;
  double top;
  double width;
  double height;
  double x_from, x_to; /* of the axes */
  double y_from, y_to;
  double strips;       /* the height of the strips of states, right below the plot */
} AeqPlotArea;

/* Draws into [0, width] x [0, height] of any context, with its background; lines of more points than pixels are
 * thinned, at one pixel a unit of the context's device. @area (nullable) tells where the plot is. A chart without data
 * has a sentence in its place. */
void aeq_chart_draw (const AeqChart *self, cairo_t *cr, double width, double height, const AeqChartStyle *style,
                     AeqPlotArea *area);
/* The same of what @viewport (nullable) lets see. */
void aeq_chart_draw_view (const AeqChart *self, cairo_t *cr, double width, double height, const AeqChartStyle *style,
                          const AeqViewport *viewport, AeqPlotArea *area);

G_END_DECLS
