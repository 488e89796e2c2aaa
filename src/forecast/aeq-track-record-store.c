/* SPDX-License-Identifier: MIT */
#include "aeq-model-private.h"

#define TYPE "(tauadad)"
#define MIXTURE_NUMBERS (2 + AEQ_N_CANDIDATES)
#define ACI_NUMBERS (2 + AEQ_ACI_WINDOW)
#define TRACK_NUMBERS (MIXTURE_NUMBERS + 4 * ACI_NUMBERS)

/* Tracks are written number by number: structs have padding, whose bytes may differ between equal models. */
static double *
put_mixture (const AeqMixture *mixture, double *to)
{
  *to++ = mixture->n;
  *to++ = mixture->size;
  for (int c = 0; c < AEQ_N_CANDIDATES; c++)
    *to++ = mixture->loss[c];
  return to;
}

static const double *
take_mixture (AeqMixture *mixture, const double *from)
{
  mixture->n = *from++;
  mixture->size = *from++;
  for (int c = 0; c < AEQ_N_CANDIDATES; c++)
    mixture->loss[c] = *from++;
  return from;
}

static void
put_track (const AeqTrack *track, double *to)
{
  to = put_mixture (&track->mixture, to);
  for (int i = 0; i < 4; i++)
    {
      const AeqAci *aci = &track->calibration.interval[i];

      *to++ = aci->alpha;
      *to++ = aci->n;
      for (int k = 0; k < AEQ_ACI_WINDOW; k++)
        *to++ = aci->score[k];
    }
}

static void
take_track (AeqTrack *track, const double *from)
{
  from = take_mixture (&track->mixture, from);
  for (int i = 0; i < 4; i++)
    {
      AeqAci *aci = &track->calibration.interval[i];

      aci->alpha = CLAMP (*from, 0, 1);
      from++;
      aci->n = (guint32) CLAMP (*from, 0, G_MAXUINT32);
      from++;
      for (int k = 0; k < AEQ_ACI_WINDOW; k++)
        aci->score[k] = (float) *from++;
    }
}

static GVariant *
numbers (const double *values, gsize n)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_DOUBLE, values, n, sizeof *values);
}

GVariant *
aeq_track_record_save (const AeqTrackRecord *self)
{
  gsize n_tracks = self->n_series * self->n_groups;
  g_autofree double *tracks = g_new (double, MAX (n_tracks, 1) * TRACK_NUMBERS);
  g_autofree double *pool = g_new (double, self->n_groups * MIXTURE_NUMBERS);

  for (gsize i = 0; i < n_tracks; i++)
    put_track (&self->tracks[i], tracks + i * TRACK_NUMBERS);
  for (guint g = 0; g < self->n_groups; g++)
    put_mixture (&self->pool[g], pool + g * MIXTURE_NUMBERS);
  return g_variant_new ("(t@au@ad@ad)", (guint64) self->n_series,
                        g_variant_new_fixed_array (G_VARIANT_TYPE_UINT32, self->horizons, self->n_horizons,
                                                   sizeof (guint32)),
                        numbers (tracks, n_tracks * TRACK_NUMBERS), numbers (pool, self->n_groups * MIXTURE_NUMBERS));
}

static gboolean
horizons_ok (const guint32 *horizons, gsize n)
{
  for (gsize k = 0; k < n; k++)
    if (horizons[k] == 0 || horizons[k] > 1000 || (k > 0 && horizons[k] <= horizons[k - 1]))
      return FALSE;
  return n > 0;
}

AeqTrackRecord *
aeq_track_record_load (GVariant *variant)
{
  g_autoptr(GVariant) horizons = NULL, tracks = NULL, pool = NULL;
  g_autoptr(AeqTrackRecord) self = NULL;
  gsize n_horizons, n_tracks, n_pool;
  const guint32 *h;
  const double *t, *p;
  guint64 n_series;

  if (!g_variant_is_of_type (variant, G_VARIANT_TYPE (TYPE)))
    return NULL;
  g_variant_get (variant, "(t@au@ad@ad)", &n_series, &horizons, &tracks, &pool);
  h = g_variant_get_fixed_array (horizons, &n_horizons, sizeof *h);
  t = g_variant_get_fixed_array (tracks, &n_tracks, sizeof *t);
  p = g_variant_get_fixed_array (pool, &n_pool, sizeof *p);
  if (!horizons_ok (h, n_horizons) || n_series > n_tracks)
    return NULL;
  self = aeq_track_record_new (n_series, h, (guint) n_horizons);
  if (n_tracks != n_series * self->n_groups * TRACK_NUMBERS || n_pool != (gsize) self->n_groups * MIXTURE_NUMBERS)
    return NULL;
  for (gsize i = 0; i < n_series * self->n_groups; i++)
    take_track (&self->tracks[i], t + i * TRACK_NUMBERS);
  for (guint g = 0; g < self->n_groups; g++)
    take_mixture (&self->pool[g], p + g * MIXTURE_NUMBERS);
  return g_steal_pointer (&self);
}
