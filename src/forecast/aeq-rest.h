/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-intraday.h"
#include "aeq-rng.h"

G_BEGIN_DECLS

/* The rest of one day: the candidates' forecasts combined by how good each has been at this time of day lately, and the
 * errors that the same mixture made on past days, whole paths at once. */
#define AEQ_REST_REGRESSION AEQ_N_CURVES
#define AEQ_REST_MODEL (AEQ_N_CURVES + 1)
#define AEQ_N_REST_CANDIDATES (AEQ_N_CURVES + 2)

typedef struct
{
  guint   rest;      /* buckets left */
  double *forecast;  /* a bucket */
  gsize   n_errors;  /* past days, the newest first */
  double *errors;    /* [n_errors][rest], brought to today's size */
  AeqDate *dates;    /* of the past days */
  double  widening;  /* of errors, so that the end of the day is covered as often as promised */
  double  weights[AEQ_N_REST_CANDIDATES];
  double  losses[AEQ_N_REST_CANDIDATES]; /* on the past days, divided by that of the best; NaN: said nothing */
} AeqRest;

const char *aeq_rest_candidate_name (guint candidate);
/* @model (nullable). NULL without an error when there is no past day to go by. */
AeqRest    *aeq_rest_new  (const AeqCurves *curves, const AeqIntraday *model, guint now, GError **error);
void        aeq_rest_free (AeqRest *self);
/* One path of bucket nets: the forecast and the errors of past day @source, shaken with those of @other. */
void        aeq_rest_path (const AeqRest *self, gsize source, gsize other, double *net);
/* Past day to draw: newer ones a little more often. */
gsize       aeq_rest_draw (const AeqRest *self, AeqRng *rng);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqRest, aeq_rest_free)

G_END_DECLS
