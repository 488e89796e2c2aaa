/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Figures in columns of one width: all in one line, or in two or three where they would be cut, as with large text. */
#define AEQ_TYPE_FIGURE_LAYOUT (aeq_figure_layout_get_type ())
G_DECLARE_FINAL_TYPE (AeqFigureLayout, aeq_figure_layout, AEQ, FIGURE_LAYOUT, GtkLayoutManager)

G_END_DECLS
