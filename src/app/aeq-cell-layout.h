/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For the GtkInscription of a table's cell, with no lines or characters set: its size is that of its font, which is asked for once and not
 * once a cell. Pango needs 90 thousand instructions for it, which were a quarter of what a table of a few hundred cells took. */
#define AEQ_TYPE_CELL_LAYOUT (aeq_cell_layout_get_type ())
G_DECLARE_FINAL_TYPE (AeqCellLayout, aeq_cell_layout, AEQ, CELL_LAYOUT, GtkLayoutManager)

GtkLayoutManager *aeq_cell_layout_new (void);

G_END_DECLS
