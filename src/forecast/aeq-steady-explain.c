/* SPDX-License-Identifier: MIT */
#include "aeq-steady-private.h"

#include <math.h>

static AeqFeatureGroup
group_of (const AeqFeatureInfo *info, gsize n, gsize feature)
{
  return feature < n ? info[feature].group : AEQ_GROUP_MARKET;
}

/* Contributions on the learned scale, the folds averaged. */
static gboolean
contributions (const AeqSteady *self, const float *features, double groups[AEQ_N_GROUPS], double *base, GError **error)
{
  g_autofree float *shap = g_new (float, self->n_features + 1);
  gsize n;
  const AeqFeatureInfo *info = aeq_features_info (&n);

  *base = 0;
  for (int g = 0; g < AEQ_N_GROUPS; g++)
    groups[g] = 0;
  for (int fold = 0; fold < AEQ_FOLDS; fold++)
    {
      if (!aeq_booster_explain (self->median[fold], features, 1, self->n_features, shap, error))
        return FALSE;
      for (gsize k = 0; k < self->n_features; k++)
        groups[group_of (info, n, k)] += shap[k] * self->unit / AEQ_FOLDS;
      *base += shap[self->n_features] * self->unit / AEQ_FOLDS;
    }
  return TRUE;
}

gboolean
aeq_steady_explain (const AeqSteady *self, const AeqSteadySeries *series, const AeqSteadyRequest *request,
                    double groups[AEQ_N_GROUPS], double *base, GError **error)
{
  const AeqSteadySeries *one = &series[request->series];
  g_autofree float *features = g_new (float, self->n_features);
  double start, total = 0, amount;

  aeq_steady_features (self, one, request->origin, request->target, features);
  if (!contributions (self, features, groups, base, error))
    return FALSE;
  *base += aeq_steady_start (one->shape, request->origin, request->target);
  start = aeq_shape_from (one->shape, request->origin, *base);
  for (int g = 0; g < AEQ_N_GROUPS; g++)
    total += groups[g];
  amount = aeq_shape_from (one->shape, request->origin, *base + total) - start;
  /* One factor turns the learned scale into amounts: the slope between start and forecast. */
  for (int g = 0; g < AEQ_N_GROUPS; g++)
    groups[g] *= fabs (total) > 1e-12 ? amount / total : 0;
  *base = start;
  return TRUE;
}
