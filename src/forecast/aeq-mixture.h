/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-baseline.h"

G_BEGIN_DECLS

/* The candidates: the plain methods, and last the model. */
#define AEQ_CANDIDATE_MODEL AEQ_N_BASELINES
#define AEQ_N_CANDIDATES (AEQ_N_BASELINES + 1)

/* How good each candidate has been lately: exponentially weighted mean pinball losses, so that the plain median speaks
 * where and when it has been best. A plain struct that can be stored as it is. */
typedef struct
{
  double n;                      /* weight of what has been seen, levels off at 1 / (1 - lambda) */
  double size;                   /* mean loss of all candidates */
  double loss[AEQ_N_CANDIDATES];
} AeqMixture;

const char *aeq_candidate_name   (guint candidate);
/* @loss: NaN for candidates that said nothing. @unit divides the losses (1 for none). @n_series write into it: what they share
 * remembers as many days as one series alone does. */
void        aeq_mixture_add      (AeqMixture *self, const double loss[AEQ_N_CANDIDATES], double unit, gsize n_series);
/* Weights that sum to 1, 0 for candidates that are not @available. @pool: what all series say, in units of their size,
 * counts like a few dozen forecasts of the series' own. */
void        aeq_mixture_weights  (const AeqMixture *self, const AeqMixture *pool,
                                  const gboolean available[AEQ_N_CANDIDATES], double weights[AEQ_N_CANDIDATES]);

G_END_DECLS
