/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-chart-plot.h"
#include "aeq-chart-table.h"
#include "aeq-chart-view.h"

G_BEGIN_DECLS

struct _AeqChartView
{
  GtkWidget           parent_instance;
  AeqChartPlot       *plot;
  GtkLabel           *heading;
  GtkWidget          *legend; /* of toggle buttons */
  char            *entries; /* (nullable) what the legend has */
  GtkWidget          *reset;
  GtkStack           *stack;  /* plot or table */
  GtkColumnView      *table;
  GtkPopoverMenu     *menu;
  GSimpleActionGroup *actions;
  GHashTable         *hidden; /* names of layers */
  char               *title;
  char               *description;
  guint               describe_id;
};

/* aeq-chart-view.c */
gboolean    aeq_chart_view_is_switched (const AeqChartLayer *layer); /* stands in the legend */
const char *aeq_chart_view_name        (AeqChartView *self);         /* what it is called; never NULL */

/* aeq-chart-view-words.c */
void aeq_chart_view_describe_later (AeqChartView *self);           /* the whole chart in words, when it has come to rest */
void aeq_chart_view_describe_at    (AeqChartView *self, double x); /* what stands at @x; NaN: the whole chart */
/* aeq-chart-view-keys.c */
void aeq_chart_view_add_keys (AeqChartView *self);
/* aeq-chart-parts.c */
void aeq_chart_view_add_parts (AeqChartView *self);
/* aeq-chart-legend-box.c */
void aeq_chart_view_fill_legend   (AeqChartView *self);
void aeq_chart_view_update_legend (AeqChartView *self);
/* aeq-chart-actions.c */
void aeq_chart_view_add_actions    (AeqChartView *self);
void aeq_chart_view_update_actions (AeqChartView *self);
void aeq_chart_view_popup_menu     (AeqChartView *self, double x, double y);
/* aeq-chart-picture.c */
void aeq_chart_view_copy_image (AeqChartView *self);
void aeq_chart_view_save       (AeqChartView *self);
/* The bytes of such a file. */
GBytes *aeq_chart_view_make_png (AeqChartView *self);
GBytes *aeq_chart_view_make_pdf (AeqChartView *self);
/* aeq-chart-table-view.c */
GtkColumnView *aeq_chart_table_view_new  (void);
void           aeq_chart_table_view_fill (GtkColumnView *view, AeqChart *chart, const AeqViewport *viewport);
/* The rows that are selected, or all in [from, to] when none is. */
char *aeq_chart_table_view_text (GtkColumnView *view, const AeqChartTable *table, double from, double to,
                                 gboolean titles);

G_END_DECLS
