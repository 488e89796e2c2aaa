/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-forecast-store.h"

G_BEGIN_DECLS

/* What the tables of forecasts and their courses have in common: nine columns of quantiles, days, and how rows are read. */

#define AEQ_QUANTILE_COLUMNS(table) \
  table "q025, " table "q05, " table "q10, " table "q25, " table "q50, " table "q75, " table "q90, " table "q95, " table "q975"

/* Columns and parameters from @first on, AEQ_STORED_QUANTILES of them. */
void     aeq_forecast_row_get_quantiles  (AeqStatement *stmt, int first, double *q);
void     aeq_forecast_row_bind_quantiles (AeqStatement *stmt, int first, const double *q);
AeqDate  aeq_forecast_row_get_day        (AeqStatement *stmt, int column);
void     aeq_forecast_row_bind_day       (AeqStatement *stmt, int index, AeqDate day);
/* A range of days at @first and the parameter behind it; AEQ_DATE_NONE is no bound. */
void     aeq_forecast_row_bind_days      (AeqStatement *stmt, int first, AeqDate from, AeqDate to);
/* AEQ_INSTANT_NONE is NULL. */
void       aeq_forecast_row_bind_instant (AeqStatement *stmt, int index, AeqInstant at);
AeqInstant aeq_forecast_row_get_instant  (AeqStatement *stmt, int column);

/* Rows of a text and a number: char* -> double*. */
GHashTable *aeq_forecast_row_means (AeqStatement *stmt, GError **error);

/* Fills @row, all 0 before, from the current row; FALSE: it is left out. */
typedef gboolean (*AeqForecastRowFunc) (AeqStatement *stmt, gpointer row);
/* All rows, as elements of @size bytes. */
GArray  *aeq_forecast_rows_collect (AeqStatement *stmt, guint size, AeqForecastRowFunc read, GError **error);

G_END_DECLS
