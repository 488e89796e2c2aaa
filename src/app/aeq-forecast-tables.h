/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "aeq-job-forecast-diff.h"
#include "aeq-job-issued.h"

G_BEGIN_DECLS

/* The tables of the Forecast page: columns for a view, and lists of AeqRow for its model, which point into what they were made of. */

void        aeq_forecast_add_run_columns (GtkColumnView *view);
GListModel *aeq_forecast_run_rows        (const AeqIssuedView *self); /* a row for each of its runs, in their order */

void        aeq_forecast_add_day_columns (GtkColumnView *view);
GListModel *aeq_forecast_day_rows        (const AeqIssuedView *self);
/* Lines of cells between tabs, of the days of @selected or, when it is empty, of all; plain numbers. */
char       *aeq_forecast_day_text        (const AeqIssuedView *self, GtkBitset *selected, gboolean headers);

void        aeq_forecast_add_change_columns (GtkColumnView *view);
GListModel *aeq_forecast_change_rows        (const AeqDiffAccount *pair);

void        aeq_forecast_add_override_columns (GtkColumnView *view);
GListModel *aeq_forecast_override_rows        (const AeqIssuedView *self);

G_END_DECLS
