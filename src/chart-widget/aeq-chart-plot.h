/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-chart-probe.h"

G_BEGIN_DECLS

/* The picture of a chart: draws it once into a texture and again only when something about it changed. Signals as of
 * AeqChartView, "viewport-changed" and "menu" (double x, double y). */
#define AEQ_TYPE_CHART_PLOT (aeq_chart_plot_get_type ())
G_DECLARE_FINAL_TYPE (AeqChartPlot, aeq_chart_plot, AEQ, CHART_PLOT, GtkWidget)

GtkWidget         *aeq_chart_plot_new          (void);
void               aeq_chart_plot_set_chart    (AeqChartPlot *self, AeqChart *chart, guint64 hidden);
AeqChart          *aeq_chart_plot_get_chart    (AeqChartPlot *self);
const AeqViewport *aeq_chart_plot_get_viewport (AeqChartPlot *self);
void               aeq_chart_plot_set_hidden   (AeqChartPlot *self, guint64 hidden);
/* Both tell by signal unless @quietly. */
void               aeq_chart_plot_set_range    (AeqChartPlot *self, double from, double to, gboolean quietly);
void               aeq_chart_plot_set_cursor   (AeqChartPlot *self, double x, gboolean quietly);
double             aeq_chart_plot_get_cursor   (AeqChartPlot *self);
int                aeq_chart_plot_get_layer    (AeqChartPlot *self); /* chosen by Up and Down; -1: none */
AeqChartTheme      aeq_chart_plot_get_theme    (AeqChartPlot *self);
/* Whether the wheel is left to the page, and zooms with Ctrl only. */
void               aeq_chart_plot_set_wheel_scrolls (AeqChartPlot *self, gboolean scrolls);
/* As it is seen, without cursor; NULL before it has a size. Borrowed. */
GdkTexture        *aeq_chart_plot_get_texture  (AeqChartPlot *self);
/* How often the texture was drawn: tells tests and benchmarks whether it was kept. */
guint              aeq_chart_plot_get_n_drawn  (AeqChartPlot *self);

G_END_DECLS
