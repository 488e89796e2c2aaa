/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-app-desk.h"
#include "aeq-job-filters.h"

G_BEGIN_DECLS

/* What is looked for among flows: text, status, days and order, and the filters that were saved. Signal "changed". */
#define AEQ_TYPE_FILTER_BAR (aeq_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (AeqFilterBar, aeq_filter_bar, AEQ, FILTER_BAR, AdwBin)

/* Once. */
void       aeq_filter_bar_set_desk (AeqFilterBar *self, AeqAppDesk *desk);
/* Reads the saved filters again. */
void       aeq_filter_bar_refresh  (AeqFilterBar *self);
/* What is set now, without a name; an unreadable day is marked and filters nothing. Free it. */
AeqFilter *aeq_filter_bar_get      (AeqFilterBar *self);
void       aeq_filter_bar_set      (AeqFilterBar *self, const AeqFilter *filter);
void       aeq_filter_bar_sort     (AeqFilterBar *self, AeqFlowSort sort, gboolean descending);
void       aeq_filter_bar_find     (AeqFilterBar *self);
/* What is set, for the next time that the ledger is opened. */
void       aeq_filter_bar_keep     (AeqFilterBar *self, GVariantDict *state);
void       aeq_filter_bar_recall   (AeqFilterBar *self, GVariantDict *state);

G_END_DECLS
