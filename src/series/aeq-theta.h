/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The theta method of Assimakopoulos and Nikolopoulos (2000) as Hyndman and Billah (2003) put it: simple exponential
 * smoothing with half the slope of the trend line as drift, on a series without season. */
typedef struct
{
  double alpha;
  double slope;  /* of the straight line through all values, a step */
  double weight; /* of the innovations ever taken in: 1 - (1 - alpha)^n */
  double level;
  double sigma;  /* typical size of an innovation; one beyond four of them counts as four */
} AeqTheta;

/* The weight with the least squared error one step ahead. @x: @n values, none NaN. */
double aeq_theta_alpha    (const double *x, gsize n);
/* The weight with the least absolute error one step, one season of @period steps and four seasons ahead together: the
 * best level for tomorrow alone is too nervous for the weeks after. */
double aeq_level_alpha    (const double *x, gsize n, gsize period);
/* Runs through @x with a given weight and takes the slope of the line from it. */
void   aeq_theta_init     (AeqTheta *self, double alpha, const double *x, gsize n);
/* The next value; NaN: not seen. */
void   aeq_theta_step     (AeqTheta *self, double x);
double aeq_theta_forecast (const AeqTheta *self, guint steps);

/* Whether a season of @period steps shows in @x at the 90 % level, from its autocorrelations. */
gboolean aeq_is_seasonal     (const double *x, gsize n, gsize period);
/* The classical additive season: each step's median distance from the moving mean over a season, summing to zero. FALSE
 * when there are not two seasons. */
gboolean aeq_classical_season (const double *x, gsize n, gsize period, double *season);

G_END_DECLS
