/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-regime-multiple.h"
#include "aeq-regime-page.h"
#include "aeq-regime-words.h"
#include "aeq-sheet-view.h"

G_BEGIN_DECLS

struct _AeqRegimePage
{
  AdwBin         parent_instance;
  AeqAppDesk    *desk;     /* (nullable) */
  GCancellable  *reading;  /* (nullable) of what is under way */
  AeqRegimeView *view;     /* (nullable) */
  AeqSeenTable  *exported; /* (nullable) until the next one */
  gboolean       moving;   /* what the charts tell now is our own doing */
  gboolean       placed;   /* the charts show the period */
  GtkStack      *stack;    /* template children */
  GtkImage      *icon;
  GtkLabel      *title;
  GtkLabel      *figures[AEQ_REGIME_N_FIGURES];
  GtkLabel      *captions[AEQ_REGIME_N_FIGURES];
  GtkDropDown   *period;
  GtkInfoBar    *told;
  GtkLabel      *told_text;
  GtkLabel      *empty_told;
  GtkStack      *tabs;
  GtkWidget     *timeline_card;
  AeqChartView  *timeline;
  GtkLabel      *why;
  GtkWidget     *lacks_box;
  GtkLabel      *lacks;
  GtkBox        *inputs;
  GtkExpander   *rest;
  GtkBox        *others;
  AeqSheetView  *episodes;
  AeqSheetView  *series;
  GtkLabel      *as_of;
  AdwStatusPage *failure;
};

/* aeq-regime-show.c: what the view of the page says, in figures, words and charts that move together. */
void       aeq_regime_page_show          (AeqRegimePage *self);
/* Puts the charts onto the period that is chosen, as far as the history goes. */
void       aeq_regime_page_place         (AeqRegimePage *self);
/* Shows the series that the regime does not read, when they are unfolded. */
void       aeq_regime_page_show_rest     (AeqRegimePage *self);
void       aeq_regime_page_range_changed (AeqChartView *chart, double from, double to, AeqRegimePage *self);
void       aeq_regime_page_cursor_moved  (AeqChartView *chart, double x, AeqRegimePage *self);
/* All charts that have been made, the timeline first. Owned array of borrowed AeqChartView. */
GPtrArray *aeq_regime_page_list_charts   (AeqRegimePage *self);

G_END_DECLS
