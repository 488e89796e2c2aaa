/* SPDX-License-Identifier: MIT */
#include "aeq-steady-private.h"

#include "aeq-error.h"
#include "aeq-words.h"

#include <string.h>

#define TYPE "(tttdaayadad)"

/* Boosters as an array of byte strings. */
static GVariant *
save_boosters (const AeqSteady *self, GError **error)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aay"));
  for (int i = 0; i < 2 * AEQ_FOLDS; i++)
    {
      g_autoptr(GBytes) bytes =
        aeq_booster_save (i < AEQ_FOLDS ? self->median[i] : self->spread[i - AEQ_FOLDS], error);

      if (bytes == NULL)
        {
          g_variant_builder_clear (&builder);
          return NULL;
        }
      g_variant_builder_add_value (&builder, g_variant_new_from_bytes (G_VARIANT_TYPE ("ay"), bytes, TRUE));
    }
  return g_variant_builder_end (&builder);
}

GVariant *
aeq_steady_save (const AeqSteady *self, GError **error)
{
  GVariant *boosters = save_boosters (self, error);

  if (boosters == NULL)
    return NULL;
  return g_variant_new (
      "(tttd@aay@ad@ad)", (guint64)self->n_market, (guint64)self->n_features, (guint64)self->n_trained, self->unit,
      boosters, g_variant_new_fixed_array (G_VARIANT_TYPE_DOUBLE, self->shape, AEQ_N_QUANTILES, sizeof (double)),
      g_variant_new_fixed_array (G_VARIANT_TYPE_DOUBLE, self->own_shape, self->n_series * AEQ_N_QUANTILES,
                                 sizeof (double)));
}

static gboolean
load_boosters (AeqSteady *self, GVariant *boosters, GError **error)
{
  for (gsize i = 0; i < 2 * AEQ_FOLDS; i++)
    {
      g_autoptr(GVariant) one = g_variant_get_child_value (boosters, i);
      g_autoptr(GBytes) bytes = g_variant_get_data_as_bytes (one);
      AeqBooster *booster = aeq_booster_load (bytes, error);

      if (booster == NULL)
        return FALSE;
      if (i < AEQ_FOLDS)
        self->median[i] = booster;
      else
        self->spread[i - AEQ_FOLDS] = booster;
    }
  return TRUE;
}

static gboolean
load_shapes (AeqSteady *self, GVariant *pool, GVariant *own)
{
  gsize n_pool, n_own;
  const double *shape = g_variant_get_fixed_array (pool, &n_pool, sizeof (double));
  const double *own_shape = g_variant_get_fixed_array (own, &n_own, sizeof (double));

  if (n_pool != AEQ_N_QUANTILES || n_own % AEQ_N_QUANTILES != 0)
    return FALSE;
  memcpy (self->shape, shape, sizeof self->shape);
  self->own_shape = g_memdup2 (own_shape, n_own * sizeof (double));
  self->n_series = n_own / AEQ_N_QUANTILES;
  return TRUE;
}

AeqSteady *
aeq_steady_load (GVariant *variant, GError **error)
{
  g_autoptr(AeqSteady) self = g_new0 (AeqSteady, 1);
  g_autoptr(GVariant) boosters = NULL, pool = NULL, own = NULL;
  guint64 n_market = 0, n_features = 0, n_trained = 0;
  gsize expected;

  aeq_features_info (&expected);
  if (g_variant_is_of_type (variant, G_VARIANT_TYPE (TYPE)))
    g_variant_get (variant, "(tttd@aay@ad@ad)", &n_market, &n_features, &n_trained, &self->unit, &boosters, &pool,
                   &own);
  self->n_market = n_market;
  self->n_features = n_features;
  self->n_trained = n_trained;
  if (boosters == NULL || n_features != expected + n_market || g_variant_n_children (boosters) != 2 * AEQ_FOLDS ||
      !load_shapes (self, pool, own))
    {
      g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_INVALID,
                           N_("The model was made for other features than this version has: train again"));
      return NULL;
    }
  return load_boosters (self, boosters, error) ? g_steal_pointer (&self) : NULL;
}
