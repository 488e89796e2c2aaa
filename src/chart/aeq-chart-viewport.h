/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-chart-data.h"

G_BEGIN_DECLS

/* What of a chart is looked at. Filled with zeroes: all of it. Where it is only read NULL says the same. */
typedef struct
{
  double  x_from; /* x_from < x_to, else the range of the chart */
  double  x_to;
  guint64 hidden; /* bit k: layer k is not drawn; from the 65th on all are */
} AeqViewport;

gboolean aeq_viewport_is_zoomed (const AeqViewport *self);
gboolean aeq_viewport_shows     (const AeqViewport *self, gsize layer);
/* What the axes reach over: x as chosen; y over what of the layers that are shown lies there. A limit further off than
 * the data reach does not press them flat. A y range set for the chart stays. */
void     aeq_viewport_x_range   (const AeqViewport *self, const AeqChart *chart, double *from, double *to);
void     aeq_viewport_y_range   (const AeqViewport *self, const AeqChart *chart, double *from, double *to);

/* Shows [from, to], as much of it as the chart has; not less than three days, ten seconds or a millionth of it. */
void aeq_viewport_show (AeqViewport *self, const AeqChart *chart, double from, double to);
/* Shows @factor times as much, @at staying where it is: below 1 comes nearer. */
void aeq_viewport_zoom (AeqViewport *self, const AeqChart *chart, double at, double factor);
/* Moves on by @by units of x, to the ends of the chart. */
void aeq_viewport_pan  (AeqViewport *self, const AeqChart *chart, double by);

G_END_DECLS
