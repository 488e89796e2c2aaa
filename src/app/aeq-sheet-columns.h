/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "aeq-sheet.h"

G_BEGIN_DECLS

/* Adds the columns of a sheet to a view of AeqRow (AeqSheetRow): each can be sorted by, and its header tells what it
 * is. */
void aeq_sheet_columns_add (GtkColumnView *view, const AeqSheet *sheet);

/* Which columns of the sheet are seen, from the left: people may move them. @order has room for AEQ_SHEET_MAX_COLUMNS;
 * returns how many. */
guint aeq_sheet_columns_order (GtkColumnView *view, guint *order);

G_END_DECLS
