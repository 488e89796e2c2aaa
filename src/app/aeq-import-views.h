/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The two lists that the preview of a file shows: flows of a format without columns, and rows that cannot be read. */
void aeq_import_view_add_flow_columns (GtkColumnView *view); /* of AeqPreviewFlow */
void aeq_import_view_add_bad_columns  (GtkColumnView *view); /* of AeqRowError */
/* @items (nullable) of such rows; they point into the preview, which outlives them. */
void aeq_import_view_fill             (GtkColumnView *view, GPtrArray *items);

G_END_DECLS
