/* SPDX-License-Identifier: MIT */
#pragma once

#include <pango/pangocairo.h>

#include "aeq-chart-data.h"
#include "aeq-chart-draw.h"
#include "aeq-chart-probe.h"

G_BEGIN_DECLS

#define AEQ_BAR_ALPHA 0.85
#define AEQ_MOMENT_LINES 4

/* One drawing under way. */
typedef struct
{
  const AeqChart      *chart;
  cairo_t             *cr;
  const AeqChartStyle *style;
  const AeqViewport   *viewport; /* (nullable) */
  const AeqPalette    *palette;
  PangoLayout         *layout; /* one for all texts */
  AeqPlotArea          area;
  double              *thin_x; /* room for thinned lines */
  double              *thin_y;
  gsize                room;
  double               moments[AEQ_MOMENT_LINES]; /* where the label of the last moment ends, in each line of labels */
} AeqDrawing;

double aeq_drawing_x (const AeqDrawing *self, double x);
double aeq_drawing_y (const AeqDrawing *self, double y);
void   aeq_drawing_ink (const AeqDrawing *self, const AeqColour *colour, double alpha);
/* Text with its anchor at (x, y): @align_x 0 left, 0.5 middle, 1 right; @align_y 0 top, 1 bottom. */
void   aeq_drawing_text (const AeqDrawing *self, const char *text, double x, double y, double align_x, double align_y);
/* The same over data: with a rim of the ground's colour, so that it is read whatever lies below. */
void aeq_drawing_label (const AeqDrawing *self, const AeqColour *ink, const char *text, double x, double y,
                        double align_x, double align_y);
void   aeq_drawing_measure (const AeqDrawing *self, const char *text, double *width, double *height);

gboolean aeq_drawing_has_data (const AeqDrawing *self);

/* aeq-chart-frame.c: makes room for what stands around the plot, and draws it. */
void aeq_drawing_frame (AeqDrawing *self, double width, double height);
/* aeq-chart-layers.c */
void aeq_drawing_layers (AeqDrawing *self);
/* aeq-chart-lines.c */
void aeq_drawing_line (AeqDrawing *self, const AeqChartLayer *layer);
void aeq_drawing_fan  (AeqDrawing *self, const AeqChartLayer *layer);
/* aeq-chart-dense.c: whether there are so many points that only the extremes of each column of pixels are seen; draws
 * these. */
gboolean aeq_drawing_is_dense (const AeqDrawing *self, gsize n);
void     aeq_drawing_dense    (AeqDrawing *self, const AeqChartLayer *layer);
/* aeq-chart-cells.c */
void aeq_drawing_heat   (AeqDrawing *self, const AeqChartLayer *layer);
void aeq_drawing_strips (AeqDrawing *self);
guint aeq_drawing_n_strips (const AeqDrawing *self);
/* The indices [first, last) that may leave ink, with one neighbour on each side. */
void aeq_drawing_visible (const AeqDrawing *self, const AeqChartLayer *layer, gsize *first, gsize *last);
/* aeq-chart-legend.c: the line of samples; returns its height, 0 when there is nothing to say. */
double aeq_drawing_legend (const AeqDrawing *self, double left, double top, double width);
/* The share of the colour in band @band of a fan of @n_levels, from the outer 0. */
double aeq_drawing_band_alpha (gsize band, gsize n_levels);

G_END_DECLS
