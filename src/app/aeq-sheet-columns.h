/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "aeq-sheet.h"

G_BEGIN_DECLS

/* Adds the columns of a sheet to a view of AeqRow (AeqSheetRow): each can be sorted by, and its header tells what it
 * is. */
void aeq_sheet_columns_add (GtkColumnView *view, const AeqSheet *sheet);

G_END_DECLS
