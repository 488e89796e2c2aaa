/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-chart-view.h"
#include "aeq-forecast-page.h"
#include "aeq-forecast-words.h"
#include "aeq-waterfall.h"

G_BEGIN_DECLS

struct _AeqForecastPage
{
  AdwBin             parent_instance;
  AeqAppDesk        *desk;      /* (nullable) */
  AeqIssuer         *issuer;    /* (nullable) */
  GCancellable      *reading;   /* of the newest of each: an older one is of no interest any more */
  GCancellable      *looking;
  GCancellable      *comparing;
  AeqIssuedView     *view;      /* (nullable) lives as long as the rows that point into it */
  AeqIssued         *look;      /* (nullable) the forecast as it would be now */
  AeqForecastDiff   *diff;      /* (nullable) */
  gboolean           has_run;   /* an older forecast is looked at; else the newest */
  AeqId              run;
  gboolean           changed;   /* data came since the newest forecast, although its time may not tell */
  gboolean           filling;   /* what is selected is set by the page itself */
  guint              limit;
  GtkMultiSelection *runs;
  GtkMultiSelection *days;
  GtkMultiSelection *changes;
  GtkMultiSelection *overrides;
  GtkStack          *stack;     /* template children */
  GtkLabel          *title;
  GtkDropDown       *schedule;
  AdwFlap           *flap;
  GtkToggleButton   *list;
  GtkColumnView     *runs_view;
  GtkLabel          *count;
  GtkButton         *more;
  GtkLabel          *head;
  GtkLabel          *now;
  AeqChartView      *chart;
  GtkStack          *lower;
  GtkColumnView     *days_view;
  GtkLabel          *no_drivers;
  GtkWidget         *drivers;
  AeqWaterfall      *today;
  AeqWaterfall      *next_day;
  GtkLabel          *change;
  GtkColumnView     *changes_view;
  GtkColumnView     *overrides_view;
  GtkButton         *remove;
  GtkLabel          *as_of;
  AdwStatusPage     *failure;
};

/* aeq-forecast-show.c: puts what was read where it is seen. */
void aeq_forecast_page_show         (AeqForecastPage *self);
void aeq_forecast_page_show_picture (AeqForecastPage *self);
void aeq_forecast_page_show_changes (AeqForecastPage *self, const GError *error); /* (nullable) */
void aeq_forecast_page_show_issuer  (AeqForecastPage *self);

/* aeq-forecast-compare.c: reads what changed between the two that are selected, or since the one before, when that is seen. */
void aeq_forecast_page_compare (AeqForecastPage *self);
/* aeq-forecast-look.c: what the forecast would be now, when the ledger has changed since it was issued. */
void aeq_forecast_page_look_again (AeqForecastPage *self);

G_END_DECLS
