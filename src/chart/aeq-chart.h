/* SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

#include "aeq-instant.h"

G_BEGIN_DECLS

/* A picture of numbers as plain data: axes and layers, no accounts, no widgets. It is filled once from arrays, which
 * are copied, and not changed after it was handed on, so any thread may draw it (aeq-chart-draw.h) and an export may
 * read it (aeq-chart-data.h). */
typedef struct _AeqChart AeqChart;

/* What x counts. */
typedef enum
{
  AEQ_AXIS_NUMBER,
  AEQ_AXIS_TIME, /* seconds of wall clock since midnight of the day that is shown */
  AEQ_AXIS_DATE, /* AeqDate: days since 1970-01-01 */
  AEQ_AXIS_INSTANT /* seconds since 1970-01-01T00:00:00Z, shown as wall clock of aeq_chart_set_zone() */
} AeqAxisKind;

/* What a layer stands for; the palette has a colour for each. */
typedef enum
{
  AEQ_INK_ACTUAL,
  AEQ_INK_FORECAST,
  AEQ_INK_EXPECTED,
  AEQ_INK_IN,
  AEQ_INK_OUT,
  AEQ_INK_OTHER,
  AEQ_INK_LIMIT,
  AEQ_N_INKS
} AeqInk;

/* @title and the axis titles may be NULL; @y_title names the unit: "USD". */
AeqChart *aeq_chart_new   (const char *title, AeqAxisKind x_kind, const char *x_title, const char *y_title);
AeqChart *aeq_chart_ref   (AeqChart *self);
void      aeq_chart_unref (AeqChart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqChart, aeq_chart_unref)

/* Layers are drawn in the order in which they are added. @name (nullable) stands in the legend. @x rises; a NaN in @y
 * is a gap. */
void aeq_chart_add_line   (AeqChart *self, const char *name, AeqInk ink, const double *x, const double *y, gsize n);
/* The value holds until the next x. */
void aeq_chart_add_step   (AeqChart *self, const char *name, AeqInk ink, const double *x, const double *y, gsize n);
/* A step that is filled down to 0: a share of a whole. A smaller one is added after the one it is a part of. */
void aeq_chart_add_area   (AeqChart *self, const char *name, AeqInk ink, const double *x, const double *y, gsize n);
void aeq_chart_add_dots   (AeqChart *self, const char *name, AeqInk ink, const double *x, const double *y, gsize n);
/* A bar from 0 to y, @width wide in units of x, beginning at x. */
void aeq_chart_add_bars (AeqChart *self, const char *name, AeqInk ink, const double *x, const double *y, gsize n,
                         double width);
/* Quantiles of a forecast: @levels (an odd number of them, rising, the middle one the median) and @q with @n rows of
 * @n_levels values. A band joins the first and the last level, the second and the last but one, and so on. */
void aeq_chart_add_fan (AeqChart *self, const char *name, const double *x, gsize n, const double *levels,
                        gsize n_levels, const double *q);
/* A map of @n columns, @width wide in units of x and beginning at @x, by @n_rows named rows: @values has @n times
 * @n_rows of them, column by column. The rows take the place of the y axis, the first on top, so a map shares a chart
 * with states at most. */
void aeq_chart_add_heat (AeqChart *self, const char *name, AeqInk ink, const double *x, gsize n, double width,
                         const char *const *rows, gsize n_rows, const double *values);
/* A strip under the plot: from x[i] to the next, of the last to @end, state names[state[i]] holds. The names rise in
 * gravity. */
void aeq_chart_add_states (AeqChart *self, const char *name, const double *x, const guint *state, gsize n, double end,
                           const char *const *names, gsize n_names);
/* A level with its label: a limit, an early warning. */
void aeq_chart_add_limit  (AeqChart *self, const char *label, double y);
/* A point with its label: the lowest point. */
void aeq_chart_add_marker (AeqChart *self, const char *label, double x, double y);
/* An upright line with its label: now. */
void aeq_chart_add_moment (AeqChart *self, const char *label, double x);
/* Of an axis of instants; else UTC. */
void aeq_chart_set_zone (AeqChart *self, const AeqZone *zone);
/* Else the axes reach over all layers. */
void aeq_chart_set_x_range (AeqChart *self, double from, double to);
void aeq_chart_set_y_range (AeqChart *self, double from, double to);

G_END_DECLS
