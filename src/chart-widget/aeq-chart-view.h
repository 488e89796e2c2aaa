/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-chart.h"

G_BEGIN_DECLS

/* A chart that is worked with: the picture with a legend that switches layers, zoom, a cursor that reads values, a data
 * table behind it.
 *
 * Pointer: wheel or pinch zooms at the pointer, a drag zooms to what it spans, Shift and drag, the middle button and
 * the horizontal wheel pan, a double click shows everything. Keys: Left and Right from datum to datum, with Ctrl to the
 * next trough or marker, with Shift pan; Up and Down choose the layer, + and - zoom, 0 or Home show everything, Enter
 * activates, Escape lets the cursor go, 1 to 9 switch layers, T turns to the table, Ctrl+C copies, Menu opens the menu.
 *
 * Properties: "chart" (AeqChart, as a pointer), "title" (string), "table-visible" (boolean), "wheel-scrolls" (boolean, writable: on a page
 * of many charts the wheel is the page's, and zooms with Ctrl).
 *
 * Signals:
 *   "activated" (double x, int layer)        a click or Enter; layer is -1 where none was meant
 *   "cursor-moved" (double x)                NaN when it is let go
 *   "range-changed" (double from, double to) what of x is seen, after zoom and pan; for charts that move together
 *
 * Actions of the view, in the group "chart": copy (b: with titles), copy-image, save, reset, table, layer-N. */
#define AEQ_TYPE_CHART_VIEW (aeq_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (AeqChartView, aeq_chart_view, AEQ, CHART_VIEW, GtkWidget)

GtkWidget *aeq_chart_view_new (void);

/* Takes a reference; NULL shows nothing. What is zoomed to stays when the new chart reaches over it and counts x alike,
 * and what is hidden stays hidden by its name: a chart that is refreshed does not jump. The chart is not to be changed
 * afterwards. */
void      aeq_chart_view_set_chart (AeqChartView *self, AeqChart *chart);
AeqChart *aeq_chart_view_get_chart (AeqChartView *self); /* (nullable) borrowed */

/* What the chart is called where it is not seen: its accessible name, the name of a picture. NULL: the title of the
 * chart. The chart's own title, when it has one, stands above the plot. */
void        aeq_chart_view_set_title       (AeqChartView *self, const char *title);
const char *aeq_chart_view_get_title       (AeqChartView *self); /* (nullable) borrowed */
/* The chart in words, as it is told to who cannot see it. Borrowed; kept until the chart or the range change. */
const char *aeq_chart_view_get_description (AeqChartView *self);

/* Moves the cursor without a signal, so that charts can follow each other; NaN lets it go. */
void   aeq_chart_view_set_cursor (AeqChartView *self, double x);
double aeq_chart_view_get_cursor (AeqChartView *self);
/* Shows [from, to] without a signal; from >= to shows everything. */
void   aeq_chart_view_set_range  (AeqChartView *self, double from, double to);
void   aeq_chart_view_get_range  (AeqChartView *self, double *from, double *to);

void     aeq_chart_view_set_layer_visible (AeqChartView *self, guint layer, gboolean visible);
gboolean aeq_chart_view_get_layer_visible (AeqChartView *self, guint layer);
void     aeq_chart_view_set_table_visible (AeqChartView *self, gboolean visible);
gboolean aeq_chart_view_get_table_visible (AeqChartView *self);

/* The rows of the data table as lines of cells between tabs: those that are selected in it, else those in sight. The
 * caller's. */
char *aeq_chart_view_get_text (AeqChartView *self, gboolean titles);
/* Puts them on the clipboard; what a page calls for Ctrl+C. */
void  aeq_chart_view_copy     (AeqChartView *self, gboolean titles);
/* Whether the keyboard is in the chart or its table: then Ctrl+C of the window is meant for it. */
gboolean aeq_chart_view_has_focus (AeqChartView *self);

G_END_DECLS
