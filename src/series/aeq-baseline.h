/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-shape.h"

G_BEGIN_DECLS

/* The plain methods that always run beside the models: on some bank flows, and in shocks, they are the best there
 * is. */
typedef enum
{
  AEQ_BASELINE_NAIVE,        /* the last row of the same phase: holidays have no row, so it steps over them */
  AEQ_BASELINE_MEAN,         /* of the last 8 of the same phase */
  AEQ_BASELINE_MEDIAN,
  AEQ_BASELINE_BUSINESS_DAY, /* median of the same business day of 6 months */
  AEQ_BASELINE_SMOOTH,       /* exponential smoothing with a season */
  AEQ_BASELINE_THETA,        /* theta, and two methods on what STL leaves: see aeq-decomposed.h */
  AEQ_BASELINE_STL_SMOOTH,
  AEQ_BASELINE_STL_ARIMA,
  AEQ_N_BASELINES
} AeqBaseline;

typedef struct _AeqBaselines AeqBaselines;

/* Keeps a pointer to @shape. Fits the smoothing to rows up to the shape's fit_row. */
AeqBaselines *aeq_baselines_new   (const AeqShape *shape);
void          aeq_baselines_free  (AeqBaselines *self);
/* "seasonal_naive", "weekday_mean", ... */
const char   *aeq_baseline_name   (AeqBaseline which);
/* All of them for row @r as seen from row @t; NaN where a method has nothing to go by. */
void          aeq_baselines_point (const AeqBaselines *self, gsize t, gsize r, double out[AEQ_N_BASELINES]);
/* The nine quantiles of each: its point moved by the quantiles of its own last errors at this horizon whose target is
 * not after @t. All NaN where it has no point. Errors are kept: asking again for later origins is cheap. */
void          aeq_baselines_quantiles (AeqBaselines *self, gsize t, gsize r,
                                       double out[AEQ_N_BASELINES][AEQ_N_QUANTILES]);

/* Lets go of the errors kept. */
void          aeq_baselines_forget (AeqBaselines *self);

/* Errors of one method at one horizon whose origins are @last, @last - 1, ...; NaN where there is none. Returns how
 * many were written, at most @max. */
gsize         aeq_baselines_errors (AeqBaselines *self, AeqBaseline which, gsize horizon, gsize last, double *out,
                                    gsize max);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqBaselines, aeq_baselines_free)

/* Exponential smoothing with an additive season on the scale of the series (its logarithm when it is positive), fitted
 * by least absolute error one step and one season ahead; a jump moves it by three typical errors at most. */
typedef struct _AeqSmooth AeqSmooth;

AeqSmooth *aeq_smooth_new   (const AeqShape *shape);
void       aeq_smooth_free  (AeqSmooth *self);
double     aeq_smooth_point (const AeqSmooth *self, gsize t, gsize r);

G_END_DECLS
