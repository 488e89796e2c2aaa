/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "aeq-app-desk.h"
#include "aeq-job-filters.h"

G_BEGIN_DECLS

/* The list of saved filters behind a button: pick one, take one away, keep what is set under a name. Each change can be
 * undone. Signals: "picked" (const AeqFilter *), and "asked", which returns what is set now (AeqFilter *, taken over).
 */
#define AEQ_TYPE_SAVED_FILTERS (aeq_saved_filters_get_type ())
G_DECLARE_FINAL_TYPE (AeqSavedFilters, aeq_saved_filters, AEQ, SAVED_FILTERS, GtkPopover)

AeqSavedFilters *aeq_saved_filters_new      (void);
void             aeq_saved_filters_set_desk (AeqSavedFilters *self, AeqAppDesk *desk); /* once */
void             aeq_saved_filters_refresh  (AeqSavedFilters *self);

G_END_DECLS
