/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-chart-data.h"
#include "aeq-lxw.h"
#include "aeq-xlsx-style.h"

G_BEGIN_DECLS

/* Charts of the spreadsheet's own. Their data stand on a sheet "Chart data", block under block. */
typedef struct
{
  lxw_workbook  *book;
  lxw_worksheet *data;
  lxw_row_t      row;  /* next */
  AeqXlsxStyle  *style;
} AeqXlsxCharts;

/* Writes the data and puts the chart on @sheet with its corner at (@row, @column): a fan as stacked areas with the
 * median as a line, lines, steps and limits as lines, bars as columns. AEQ_XLSX_CHART_ROWS rows high. */
#define AEQ_XLSX_CHART_ROWS 18
void aeq_xlsx_charts_add (AeqXlsxCharts *self, const AeqChart *chart, lxw_worksheet *sheet, lxw_row_t row,
                          lxw_col_t column);

G_END_DECLS
