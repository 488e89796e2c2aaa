/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "aeq-app-desk.h"

G_BEGIN_DECLS

/* The category of a cell, edited in its place. Signal "chosen" (text): Enter was pressed, "" for none. Goes away by
 * itself. */
#define AEQ_TYPE_CATEGORY_POPOVER (aeq_category_popover_get_type ())
G_DECLARE_FINAL_TYPE (AeqCategoryPopover, aeq_category_popover, AEQ, CATEGORY_POPOVER, GtkPopover)

/* Opens over @area of @parent for @n flows; @category (nullable) is what stands there. */
AeqCategoryPopover *aeq_category_popover_open (GtkWidget *parent, const GdkRectangle *area, AeqAppDesk *desk, guint n,
                                               const char *category);

/* Completes what is typed into @entry by the categories of the ledger, once they have been read. */
void aeq_category_complete (GtkEntry *entry, AeqAppDesk *desk);

G_END_DECLS
