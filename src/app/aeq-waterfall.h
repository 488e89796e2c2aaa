/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A waterfall from left to right, a line for each part: its name, a bar that begins where the one before ended, its amount. The last line
 * is the sum. Every line is text, too. */
#define AEQ_TYPE_WATERFALL (aeq_waterfall_get_type ())
G_DECLARE_FINAL_TYPE (AeqWaterfall, aeq_waterfall, AEQ, WATERFALL, GtkWidget)

/* What is shown before goes; @amounts may be in any one unit. */
void aeq_waterfall_clear (AeqWaterfall *self);
/* @name and @text are copied; @total stands from 0 to @amount and is told apart. Call aeq_waterfall_done() after the last. */
void aeq_waterfall_add   (AeqWaterfall *self, const char *name, const char *text, double amount, gboolean total);
void aeq_waterfall_done  (AeqWaterfall *self);

G_END_DECLS
