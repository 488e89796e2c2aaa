/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Robust statistics. NaN stands for "missing" everywhere and is left out; a statistic of nothing is NaN. */

/* The levels every forecast carries, in rising order; the fifth is the median. */
#define AEQ_N_QUANTILES 9
#define AEQ_MEDIAN_INDEX 4
extern const double AEQ_QUANTILE_LEVELS[AEQ_N_QUANTILES];

void   aeq_stats_sort     (double *values, gsize n); /* in place, no NaN among them */
/* The same for floats, several times as fast; @room: as many again. */
void   aeq_stats_sort_floats (float *values, gsize n, float *room);
/* One value more among @n sorted floats, or one less, which must be there: what aeq_stats_sort_floats() would make of them. */
void   aeq_stats_sorted_insert (float *sorted, gsize n, float value);
void   aeq_stats_sorted_remove (float *sorted, gsize n, float value);
double aeq_stats_mean     (const double *values, gsize n);
double aeq_stats_mean_abs (const double *values, gsize n);
double aeq_stats_median   (const double *values, gsize n);
/* Linear interpolation between order statistics (type 7 of Hyndman and Fan). */
double aeq_stats_quantile (const double *values, gsize n, double level);
/* The same for sorted values without NaN, no copy made. */
double aeq_stats_quantile_sorted (const double *sorted, gsize n, double level);
/* Median absolute deviation from the median, times 1.4826. */
double aeq_stats_mad      (const double *values, gsize n);
double aeq_stats_sd       (const double *values, gsize n);

double aeq_stats_normal_cdf      (double x);
double aeq_stats_normal_quantile (double p);
/* P(X > x) for a chi-squared variable with one degree of freedom. */
double aeq_stats_chi2_1_tail     (double x);

/* Reads the quantile function given by @q at the standard levels at @u in (0, 1): linear between the levels, and beyond
 * the outer ones with the slope of the outer pair, so that a path may leave the fan a little but never by much. */
double aeq_quantiles_at  (const double *q, double u);
/* The inverse: the level of @y, within [.005, .995]. */
double aeq_quantiles_pit (const double *q, double y);

G_END_DECLS
