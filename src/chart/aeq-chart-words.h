/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-chart-viewport.h"

G_BEGIN_DECLS

/* A chart in words, for who hears it and for a readout beside the pointer. All texts are the caller's. */

/* The marks of groups and of decimals in the words of all charts, "," and "." until they are set; main thread only. What
 * is copied or drawn as a tick is not touched by them. Texts are static. */
void aeq_chart_words_set_marks (const char *group, const char *point);

/* "41,200,000" or "0.25": as many digits as the size of the chart's values makes sense of; a dash when not a number. */
char *aeq_chart_format_y (const AeqChart *self, double y);
/* "14:35", "20 Feb 2026", "20 Feb 2026 14:35". */
char *aeq_chart_format_x (const AeqChart *self, double x);

/* The values of one layer at @x: "41,200,000", of a fan "41,200,000 (90 %: 38,000,000 to 44,000,000)" with its
 * outermost band, of states the name; NULL when it has none there. */
char *aeq_chart_layer_words (const AeqChart *self, gsize layer, double x);
/* Of a fan apart: "41,200,000" and, by @band (nullable), "38,000,000 to 44,000,000"; @share is that of the outcomes in
 * between, in percent. NULL when it says nothing there. */
char *aeq_chart_fan_words (const AeqChart *self, const AeqChartLayer *fan, double x, char **band, double *share);
/* All of them in one sentence: "14:35: Booked 41,200,000; Forecast …". */
char *aeq_chart_words_at    (const AeqChart *self, const AeqViewport *viewport, double x);

/* What a look tells: from when to when, and of each layer that is shown the last, lowest and highest value and when;
 * how often it lies below a limit and from when. A paragraph. */
char *aeq_chart_describe (const AeqChart *self, const AeqViewport *viewport);

G_END_DECLS
