/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-chart-plot.h"

G_BEGIN_DECLS

/* Everything the texture depends on besides the chart, which has a version. */
typedef struct
{
  guint         version;
  AeqViewport   viewport;
  int           width;
  int           height;
  int           scale;
  AeqChartTheme theme;
  double        font_size;
  guint         family; /* hash of its name */
} AeqTextureKey;

typedef enum
{
  AEQ_DRAG_NONE,
  AEQ_DRAG_BAND, /* spans what is zoomed to */
  AEQ_DRAG_PAN
} AeqDrag;

struct _AeqChartPlot
{
  GtkWidget     parent_instance;
  AeqChart     *chart; /* (nullable) */
  guint         version;
  AeqViewport   viewport;
  AeqPlotArea   area;    /* of the texture */
  GdkTexture   *texture; /* (nullable) */
  AeqTextureKey key;
  guint         n_drawn;
  double        cursor; /* NaN: none */
  gboolean      cursor_by_key;
  int           layer;
  AeqDrag       drag;
  double        drag_from; /* x of the chart */
  double        drag_to;
  AeqViewport   drag_viewport; /* as it was when a drag or pinch began */
  double        pointer_x;     /* of the widget */
  gboolean      wheel_scrolls; /* the page, unless with Ctrl or Shift */
};

/* aeq-chart-plot.c */
double aeq_chart_plot_x_at    (AeqChartPlot *self, double widget_x);
double aeq_chart_plot_font    (AeqChartPlot *self, char **family);
void   aeq_chart_plot_zoom    (AeqChartPlot *self, double at, double factor);
void   aeq_chart_plot_pan     (AeqChartPlot *self, double by);
void   aeq_chart_plot_reset   (AeqChartPlot *self);
void   aeq_chart_plot_activate (AeqChartPlot *self, double x, int layer);
void   aeq_chart_plot_changed (AeqChartPlot *self, gboolean quietly);
/* aeq-chart-hands.c: pointer, wheel and touch; aeq-chart-keys.c: the keyboard. */
void   aeq_chart_plot_add_hands (AeqChartPlot *self);
void   aeq_chart_plot_add_keys  (AeqChartPlot *self);
/* aeq-chart-glass.c: what lies over the picture: rubber band, crosshair, values. */
void   aeq_chart_plot_snapshot_glass (AeqChartPlot *self, GtkSnapshot *snapshot);

G_END_DECLS
