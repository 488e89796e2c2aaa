/* SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

#include "aeq-chart-table.h"

G_BEGIN_DECLS

/* The rows of a data table as a list; a row is made when it is looked at. */
#define AEQ_TYPE_CHART_ROWS (aeq_chart_rows_get_type ())
G_DECLARE_FINAL_TYPE (AeqChartRows, aeq_chart_rows, AEQ, CHART_ROWS, GObject)

/* Takes the table. */
AeqChartRows        *aeq_chart_rows_new       (AeqChartTable *table);
const AeqChartTable *aeq_chart_rows_get_table (AeqChartRows *self);

#define AEQ_TYPE_CHART_ROW (aeq_chart_row_get_type ())
G_DECLARE_FINAL_TYPE (AeqChartRow, aeq_chart_row, AEQ, CHART_ROW, GObject)

gsize aeq_chart_row_get_index (AeqChartRow *self);
/* Of the list it is in, which it keeps. */
const AeqChartTable *aeq_chart_row_get_table (AeqChartRow *self);

G_END_DECLS
