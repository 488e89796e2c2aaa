/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The few lines of text and figures on a card. */

typedef enum
{
  AEQ_CARD_TEXT,  /* takes the room there is, its end is left out */
  AEQ_CARD_NUMBER /* right-aligned, tabular figures, always whole */
} AeqCardCell;

/* The label is the grid's. */
GtkLabel *aeq_card_grid_add (GtkGrid *grid, int column, int row, const char *text, AeqCardCell kind);
void      aeq_card_grid_clear (GtkGrid *grid);

G_END_DECLS
