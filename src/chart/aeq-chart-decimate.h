/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Thins a line that has more points than pixels: of the points in each column of pixels the first, lowest, highest and
 * last stay, in their order, so that what is drawn looks the same. @x rises; column k holds from + k * width <= x <
 * from + (k + 1) * width. A NaN in
 * @y stays as one gap a column. @out_x and @out_y have room for the lesser of @n and 5 * (columns + 2). Returns how
 * many were written. */
gsize aeq_chart_decimate (const double *x, const double *y, gsize n, double from, double width, guint columns,
                          double *out_x, double *out_y);

G_END_DECLS
