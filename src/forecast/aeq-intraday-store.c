/* SPDX-License-Identifier: MIT */
#include "aeq-intraday-private.h"

#include "aeq-error.h"
#include "aeq-words.h"

#define TYPE "(tiitaay)"

GVariant *
aeq_intraday_save (const AeqIntraday *self, GError **error)
{
  GVariantBuilder boosters;
  gsize n_features;

  aeq_intraday_features_info (&n_features);
  g_variant_builder_init (&boosters, G_VARIANT_TYPE ("aay"));
  for (int fold = 0; fold < AEQ_DAY_FOLDS; fold++)
    {
      g_autoptr(GBytes) bytes = aeq_booster_save (self->booster[fold], error);

      if (bytes == NULL)
        {
          g_variant_builder_clear (&boosters);
          return NULL;
        }
      g_variant_builder_add_value (&boosters, g_variant_new_from_bytes (G_VARIANT_TYPE ("ay"), bytes, TRUE));
    }
  return g_variant_new ("(tiitaay)", (guint64) self->n_rows, self->first, self->last, (guint64) n_features, &boosters);
}

AeqIntraday *
aeq_intraday_load (GVariant *variant, GError **error)
{
  g_autoptr(AeqIntraday) self = g_new0 (AeqIntraday, 1);
  g_autoptr(GVariant) boosters = NULL;
  guint64 n_rows = 0, n_features = 0;
  gsize expected;

  aeq_intraday_features_info (&expected);
  if (g_variant_is_of_type (variant, G_VARIANT_TYPE (TYPE)))
    g_variant_get (variant, "(tiit@aay)", &n_rows, &self->first, &self->last, &n_features, &boosters);
  if (boosters == NULL || n_features != expected || g_variant_n_children (boosters) != AEQ_DAY_FOLDS)
    {
      g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_INVALID,
                           N_("The model was made for other features than this version has: train again"));
      return NULL;
    }
  self->n_rows = n_rows;
  for (gsize fold = 0; fold < AEQ_DAY_FOLDS; fold++)
    {
      g_autoptr(GVariant) one = g_variant_get_child_value (boosters, fold);
      g_autoptr(GBytes) bytes = g_variant_get_data_as_bytes (one);

      if (!(self->booster[fold] = aeq_booster_load (bytes, error)))
        return NULL;
    }
  return g_steal_pointer (&self);
}
