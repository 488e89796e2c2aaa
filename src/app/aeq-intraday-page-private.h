/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-chart-view.h"
#include "aeq-intraday-page.h"
#include "aeq-intraday-words.h"
#include "aeq-stretch-pane.h"

G_BEGIN_DECLS

struct _AeqIntradayPage
{
  AdwBin             parent_instance;
  AeqAppDesk           *desk;        /* (nullable) */
  GCancellable      *reading;     /* of the newest reading: an older one is of no interest any more */
  GCancellable      *looking;     /* of the flows of a low */
  AeqIntradayDay       *day;         /* (nullable) lives as long as the rows that point into it */
  AeqInstant         minute;      /* up to which the charts are drawn */
  AeqInstant         trough;      /* the low that is looked at; AEQ_INSTANT_NONE: the deepest */
  GPtrArray         *totals;      /* AeqCurrency, in the order of the chooser after the first */
  gboolean           filling;     /* what the chooser tells now is our own doing */
  gboolean           by_key;      /* the cursor of the chart moves by the keyboard */
  guint              minutes;
  guint              tick_id;
  guint              scroll_id;
  GtkMultiSelection *selection;
  GtkStack          *stack;       /* template children */
  GtkLabel          *title;
  GtkLabel          *note;
  GtkLabel          *as_of;
  GtkWidget         *controls;
  GtkDropDown       *chooser;
  GtkToggleButton   *balance;
  GtkToggleButton   *quarter;
  GtkToggleButton   *half;
  GtkToggleButton   *hour;
  AdwFlap           *flap;
  AeqChartView      *position;
  AeqChartView      *bars;
  AeqChartView      *throughput;
  GtkStack          *lower;
  GtkColumnView     *table;
  AeqStretchPane    *pane;
  AdwStatusPage     *failure;
  GtkLabel          *figures[AEQ_INTRADAY_N_FIGURES];
  GtkLabel          *captions[AEQ_INTRADAY_N_FIGURES];
};

/* aeq-intraday-page.c */
void aeq_intraday_page_renew      (GCancellable **cancellable);
void aeq_intraday_page_read_again (AeqIntradayPage *self);
/* aeq-intraday-show.c: what of the day stands where. */
void aeq_intraday_page_show_words   (AeqIntradayPage *self);
void aeq_intraday_page_show_figures (AeqIntradayPage *self);
void aeq_intraday_page_show_charts  (AeqIntradayPage *self);
void aeq_intraday_page_show_table   (AeqIntradayPage *self);
void aeq_intraday_page_set_range    (AeqIntradayPage *self, double from, double to);
/* aeq-intraday-lows.c: from a low to the flows that made it. */
void aeq_intraday_page_look_at_trough (AeqIntradayPage *self);
void aeq_intraday_page_bind_lows      (GtkWidgetClass *widget_class);
/* aeq-intraday-clock.c: while the page is seen. */
void aeq_intraday_page_start_clock (AeqIntradayPage *self);
void aeq_intraday_page_stop_clock  (AeqIntradayPage *self);

G_END_DECLS
