/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-booster.h"
#include "aeq-steady.h"

G_BEGIN_DECLS

struct _AeqSteady
{
  gsize       n_market;
  gsize       n_features;
  gsize       n_trained;
  double      unit;                     /* targets were divided by this */
  AeqBooster *median[AEQ_FOLDS];
  AeqBooster *spread[AEQ_FOLDS];
  double      shape[AEQ_N_QUANTILES];   /* quantiles of the standardised errors of all series */
  gsize       n_series;
  double     *own_shape;                /* and of each series, shrunk towards them: nine a series */
  GArray     *rows;                     /* of AeqSteadyRow */
};

/* What the trees start from, on the learned scale. */
double aeq_steady_start (const AeqShape *shape, gsize t, gsize r);
/* Fills one row of features. */
void aeq_steady_features (const AeqSteady *self, const AeqSteadySeries *series, gsize t, gsize r, float *out);
/* Lowers params->rounds to what still helps on time that was not seen; leaves it where there is too little to tell. */
gboolean aeq_steady_rounds (const AeqMatrix *matrix, const float *target, const AeqSteadyRow *rows,
                            const AeqSteadySeries *series, AeqBoosterParams *params, GCancellable *cancellable,
                            GError **error);
const double *aeq_steady_shape_of (const AeqSteady *self, guint series);

G_END_DECLS
