/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A small automatic ARIMA (p, d, q) without seasons: d by the test of Kwiatkowski, Phillips, Schmidt and Shin (1992), p
 * and q by AICc over a small grid, coefficients by Hannan and Rissanen (1982) refined by least conditional squares. */
#define AEQ_ARMA_MOST_P 4
#define AEQ_ARMA_MOST_Q 2
/* Beyond so many (robust) standard deviations a value is no news of the process. */
#define AEQ_ARMA_CLIP 4.0
#define AEQ_ARMA_STATE (1 + AEQ_ARMA_MOST_P + AEQ_ARMA_MOST_Q)

typedef struct
{
  guint  p, d, q;
  double mean;                    /* of the series; 0 when d is 1 */
  double phi[AEQ_ARMA_MOST_P];
  double theta[AEQ_ARMA_MOST_Q];
  double sigma;                   /* of the innovations */
} AeqArma;

/* What must be remembered to go on: the last value, the last p values (differences when d is 1) less their mean, the
 * last q innovations, newest first. A plain array, so that it can be kept a row. */
typedef struct
{
  double at[AEQ_ARMA_STATE];
} AeqArmaState;

/* Fits @n values, none NaN. With too few, or all the same, what it learns is their mean. */
void   aeq_arma_fit      (AeqArma *self, const double *x, gsize n);
void   aeq_arma_start    (const AeqArma *self, AeqArmaState *state, double first);
/* Takes in the next value (NaN: not seen). An innovation beyond four sigma counts as four: an outlier must not run
 * through the days after it. */
void   aeq_arma_step     (const AeqArma *self, AeqArmaState *state, double x);
/* The forecast @steps ahead is mean + weights . state; AEQ_ARMA_STATE weights for each of 1 .. @steps. */
void   aeq_arma_weights  (const AeqArma *self, guint steps, double *weights);
double aeq_arma_forecast (const AeqArma *self, const AeqArmaState *state, const double *weights, guint step);

G_END_DECLS
