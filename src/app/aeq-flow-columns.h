/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The columns of a table of flows: what a cell shows of an AeqFlowEntry, in the order of what is copied. */
typedef enum
{
  AEQ_FLOW_COLUMN_SETTLES,
  AEQ_FLOW_COLUMN_ACCOUNT,
  AEQ_FLOW_COLUMN_AMOUNT,
  AEQ_FLOW_COLUMN_CURRENCY,
  AEQ_FLOW_COLUMN_STATUS,
  AEQ_FLOW_COLUMN_CATEGORY,
  AEQ_FLOW_COLUMN_COUNTERPARTY,
  AEQ_FLOW_COLUMN_REFERENCE,
  AEQ_FLOW_COLUMN_NARRATIVE,
  AEQ_FLOW_N_COLUMNS
} AeqFlowColumn;

/* @menus: a header menu for each column, or NULL. */
void  aeq_flow_columns_add    (GtkColumnView *view, GMenuModel *const menus[AEQ_FLOW_N_COLUMNS]);
/* The titles as a line of tab-separated values. Free it. */
char *aeq_flow_columns_header (void);

G_END_DECLS
