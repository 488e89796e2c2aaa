/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-stats.h"
#include "aeq-timeline.h"

G_BEGIN_DECLS

typedef struct _AeqDecomposed AeqDecomposed; /* aeq-decomposed.h */

/* One series prepared for learning. What is kept at row t was computed from rows up to t alone, so that a feature which
 * reads only rows up to its origin cannot see the future; the one exception is the filling of holes up to @fit_row. */
typedef struct
{
  AeqTimeline *timeline;
  gsize        n;
  gsize        fit_row;   /* the last row that fitting may look at */
  gboolean     positive;  /* amounts that are never negative: errors multiply, and logarithms are learned */
  gboolean     never_negative; /* so far; the positive ones and those that are often zero */
  double      *values;    /* holes filled; NaN before the first value */
  guint8      *filled;    /* 1 where the value was a hole */
  double      *base;      /* robust level at row t: median of the last 60 */
  double      *scale;     /* typical size of a deviation at row t, in the units of the series */
  double      *season;    /* the value at t against the median of the 8 same phases before it, transformed */
  AeqDecomposed *decomposed; /* what the methods that take the season off know at every row */
} AeqShape;

/* @values: one a row of @timeline, NaN = missing; rows beyond the data are NaN too. */
AeqShape *aeq_shape_new    (AeqTimeline *timeline, const double *values, gsize fit_row);
void      aeq_shape_free   (AeqShape *self);
/* To the scale the models learn on, as seen from row @t, and back. */
double    aeq_shape_to     (const AeqShape *self, gsize t, double value);
double    aeq_shape_from   (const AeqShape *self, gsize t, double transformed);
/* The value of row @t on a scale that is the same at every row, and back: its logarithm for positive series, where a
 * fiftieth of the level is as low as it gets; else the value itself. */
double    aeq_shape_plain      (const AeqShape *self, gsize t);
double    aeq_shape_from_plain (const AeqShape *self, double plain);
/* Whether there is a level at all at row @t. */
gboolean  aeq_shape_usable (const AeqShape *self, gsize t);
/* Values of the last up to @max rows with the phase of row @r, none after row @t, newest first; how many. */
gsize     aeq_shape_same_phase (const AeqShape *self, gsize t, gsize r, gsize max, double *out);
/* The same for the business day of the month of row @r. */
gsize     aeq_shape_same_day   (const AeqShape *self, gsize t, gsize r, gsize max, gboolean from_end, double *out);

/* Fills holes among rows 0 .. fit_row with the median of what stands 1, 2 and 3 seasons before and after, else with the
 * median of the phase; later rows from what stands before them only. @filled (nullable) gets 1 there. */
void      aeq_fill_holes   (const AeqTimeline *timeline, double *values, gsize n, gsize fit_row, guint8 *filled);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqShape, aeq_shape_free)

G_END_DECLS
