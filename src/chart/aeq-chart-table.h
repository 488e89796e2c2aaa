/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-chart-viewport.h"

G_BEGIN_DECLS

/* The data behind a chart as a table: a row for each x at which some layer has a datum, in a column for each layer (of
 * a fan one for each level, of a heat map one for each row). Keeps a reference on the chart; only read once made. */
typedef struct _AeqChartTable AeqChartTable;

AeqChartTable *aeq_chart_table_new  (AeqChart *chart, const AeqViewport *viewport);
void           aeq_chart_table_free (AeqChartTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqChartTable, aeq_chart_table_free)

gsize       aeq_chart_table_get_n_rows    (const AeqChartTable *self);
/* The first is of x. */
guint       aeq_chart_table_get_n_columns (const AeqChartTable *self);
const char *aeq_chart_table_get_title     (const AeqChartTable *self, guint column);
double      aeq_chart_table_get_x         (const AeqChartTable *self, gsize row);
/* As it is read: the caller's; NULL for an empty cell. */
char       *aeq_chart_table_get_text      (const AeqChartTable *self, gsize row, guint column);
/* The rows [first, last) as lines of cells between tabs, numbers plain and exact, times by ISO 8601. */
void        aeq_chart_table_append_tsv    (const AeqChartTable *self, GString *out, gsize first, gsize last);
/* The line of titles. */
void        aeq_chart_table_append_titles (const AeqChartTable *self, GString *out);

G_END_DECLS
