/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-stats.h"

G_BEGIN_DECLS

/* Scores of forecasts as the desk's handbook defines them. y is the actual value, q the forecast quantiles at
 * AEQ_QUANTILE_LEVELS, f the point forecast (the median). Rates come as NaN when nothing was scored. */

double aeq_pinball        (double level, double y, double q);
/* Sum over the nine levels, as WQL needs it. */
double aeq_pinball_sum    (const double *q, double y);
/* The integral over all levels of 2 * pinball, the quantile function being read as aeq_quantiles_at() reads it. */
double aeq_crps_quantiles (const double *q, double y);
/* mean|x - y| - 0.5 mean|x - x'|; @samples is sorted by the call. */
double aeq_crps_samples   (double *samples, gsize n, double y);
/* mean||X - y|| - 0.5 mean||X - X'|| of @n paths of @length steps, one path after another; Euclidean norm. */
double aeq_energy_score   (const double *paths, gsize n, gsize length, const double *y);
double aeq_interval_score (double alpha, double lower, double upper, double y);
/* 1 - loss / reference; NaN when the reference has no loss. */
double aeq_skill          (double loss, double reference);
double aeq_brier          (const double *probability, const gboolean *outcome, gsize n);

/* A running tally of scored forecasts; add in any order, read at any time. */
typedef struct
{
  guint64 n;
  double  abs_error;    /* sum |y - f| */
  double  error;        /* sum (f - y) */
  double  abs_actual;   /* sum of the denominator: |y|, or gross for net flows */
  double  sum_abs_y;    /* sum |y| */
  double  smape;        /* sum 200|y - f| / (|y| + |f|) */
  double  pinball;      /* sum over levels and forecasts */
  double  crps;
  guint64 inside[4];    /* of the 50, 80, 90, 95 % intervals */
  double  width[4];
  double  interval[4];
} AeqTally;

extern const double AEQ_INTERVALS[4];         /* .5 .8 .9 .95 */
#define AEQ_INTERVAL_90 2
#define AEQ_LOWER_90 1 /* its ends among the nine quantiles */
#define AEQ_UPPER_90 7

/* Missing y or forecasts are left out. @basis is what the errors are divided by: |y|, or in + out for net flows. */
void   aeq_tally_add   (AeqTally *self, double y, const double *q, double basis);
/* The same for a method that gives a point only. */
void   aeq_tally_add_point (AeqTally *self, double y, double f);
void   aeq_tally_merge (AeqTally *self, const AeqTally *other);
double aeq_tally_wape  (const AeqTally *self);
double aeq_tally_bias  (const AeqTally *self);
/* @scale is aeq_mase_scale() of the training values. */
double aeq_tally_mase  (const AeqTally *self, double scale);
double aeq_tally_smape (const AeqTally *self);
double aeq_tally_wql   (const AeqTally *self);
double aeq_tally_crps  (const AeqTally *self); /* divided by mean of the basis */
double aeq_tally_coverage (const AeqTally *self, int interval);
double aeq_tally_width    (const AeqTally *self, int interval); /* mean width / mean |y| */

/* mean|y_t - y_(t-lag)| over the pairs where both are there; NaN without any. */
double aeq_mase_scale (const double *y, gsize n, gsize lag);

/* The 95 % band (normal approximation with continuity) within which the share of @n trials lies when its rate is
 * @rate. */
void   aeq_binomial_band (guint64 n, double rate, double *lower, double *upper);
/* Kupiec's proportion-of-failures test: the likelihood ratio, and in @p_value (nullable) its chance under chi2(1). */
double aeq_kupiec        (guint64 n, guint64 breaches, double rate, double *p_value);
/* Share of PIT values in each of @bins equal bins. */
void   aeq_pit_histogram (const double *pit, gsize n, guint bins, double *share);
/* Kolmogorov distance of PIT values from the uniform distribution: 0 is perfect. */
double aeq_pit_distance  (const double *pit, gsize n);
/* Lowest coverage of @window trials in a row; NaN when there are fewer. */
double aeq_worst_run     (const guint8 *inside, gsize n, gsize window);

G_END_DECLS
