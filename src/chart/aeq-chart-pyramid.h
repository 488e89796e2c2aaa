/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The lowest and highest of ever longer stretches of a series, so that those of any stretch are known after a few
 * looks. */
typedef struct _AeqPyramid AeqPyramid;

/* @y is only read here; aeq_pyramid_extremes() wants the same one. */
AeqPyramid *aeq_pyramid_new  (const double *y, gsize n);
void        aeq_pyramid_free (AeqPyramid *self);

/* Of y[first] to y[last - 1], passing over what is not a number; FALSE, with @low above @high, when nothing is left.
 * @self (nullable): without one every value is looked at. */
gboolean aeq_pyramid_extremes (const AeqPyramid *self, const double *y, gsize first, gsize last, double *low,
                               double *high);

G_END_DECLS
