/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Cards in as many columns as the width has room for, each put below the others of the column that is shortest; the
 * last ones reach down to the same line. */
#define AEQ_TYPE_CARD_LAYOUT (aeq_card_layout_get_type ())
G_DECLARE_FINAL_TYPE (AeqCardLayout, aeq_card_layout, AEQ, CARD_LAYOUT, GtkLayoutManager)

G_END_DECLS
