/* SPDX-License-Identifier: MIT */
#include "aeq-model-private.h"

#include "aeq-error.h"
#include "aeq-words.h"

#include <string.h>

/* Head: magic, then the SHA-256 of everything behind it, so that a damaged file is told from a good one. */
#define MAGIC "AEQMODEL1\n"
#define MAGIC_SIZE 10
#define DIGEST_SIZE 32
#define HEAD_SIZE 48 /* padded: the content must be aligned to 8 bytes */
#define TYPE "(ssasaivmvv)"

AeqModel *
aeq_model_ref (AeqModel *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
aeq_model_unref (AeqModel *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  aeq_steady_free (self->steady);
  aeq_intraday_free (self->intraday);
  aeq_track_record_free (self->record);
  g_strfreev (self->ids);
  g_free (self->trained_to);
  g_free (self->metadata);
  g_free (self->data_hash);
  g_free (self);
}

const char *
aeq_model_get_metadata (const AeqModel *self)
{
  return self->metadata;
}

const char *
aeq_model_get_data_hash (const AeqModel *self)
{
  return self->data_hash;
}

gsize
aeq_model_get_rows (const AeqModel *self)
{
  return aeq_steady_n_rows (self->steady) + (self->intraday != NULL ? aeq_intraday_n_rows (self->intraday) : 0);
}

AeqDate
aeq_model_get_trained_to (const AeqModel *self)
{
  AeqDate last = AEQ_DATE_NONE;

  for (guint i = 0; self->ids[i] != NULL; i++)
    last = MAX (last, self->trained_to[i]);
  return last;
}

guint
aeq_model_find (const AeqModel *self, const char *id)
{
  for (guint i = 0; self->ids[i] != NULL; i++)
    if (strcmp (self->ids[i], id) == 0)
      return i;
  return G_MAXUINT;
}

gboolean
aeq_model_knows (const AeqModel *self, const char *id)
{
  return aeq_model_find (self, id) != G_MAXUINT;
}

static void
digest_of (const guint8 *data, gsize size, guint8 digest[DIGEST_SIZE])
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length = DIGEST_SIZE;

  g_checksum_update (checksum, data, (gssize) size);
  g_checksum_get_digest (checksum, digest, &length);
}

static GVariant *
to_variant (const AeqModel *self)
{
  GVariant *steady = aeq_steady_save (self->steady, NULL);
  GVariant *intraday = self->intraday != NULL ? aeq_intraday_save (self->intraday, NULL) : NULL;

  /* Saving to memory fails only when the library is out of it, where GLib would have given up before. */
  g_assert (steady != NULL && (intraday != NULL || self->intraday == NULL));
  return g_variant_new ("(ss^as@aiv@mvv)", self->metadata, self->data_hash, self->ids,
                        g_variant_new_fixed_array (G_VARIANT_TYPE_INT32, self->trained_to, g_strv_length (self->ids),
                                                   sizeof (gint32)),
                        steady, g_variant_new_maybe (G_VARIANT_TYPE_VARIANT,
                                                     intraday != NULL ? g_variant_new_variant (intraday) : NULL),
                        aeq_track_record_save (self->record));
}

GBytes *
aeq_model_save (const AeqModel *self)
{
  g_autoptr(GVariant) variant = g_variant_ref_sink (to_variant (self));
  gsize size = g_variant_get_size (variant);
  guint8 *buffer = g_malloc0 (HEAD_SIZE + size);

  memcpy (buffer, MAGIC, MAGIC_SIZE);
  g_variant_store (variant, buffer + HEAD_SIZE);
  digest_of (buffer + HEAD_SIZE, size, buffer + MAGIC_SIZE);
  return g_bytes_new_take (buffer, HEAD_SIZE + size);
}

static gboolean
check_magic (GBytes *bytes, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (size > HEAD_SIZE && memcmp (data, MAGIC, MAGIC_SIZE) == 0)
    return TRUE;
  g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_INVALID, N_("This is not a model of Aequitas, or of a newer version"));
  return FALSE;
}

static gboolean
check_digest (GBytes *bytes, GError **error)
{
  guint8 digest[DIGEST_SIZE];
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  digest_of (data + HEAD_SIZE, size - HEAD_SIZE, digest);
  if (memcmp (digest, data + MAGIC_SIZE, DIGEST_SIZE) == 0)
    return TRUE;
  g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_INVALID, N_("The model is damaged: its checksum does not fit"));
  return FALSE;
}

static gboolean
load_parts (AeqModel *self, GVariant *steady, GVariant *intraday, GVariant *record, GError **error)
{
  if (!(self->steady = aeq_steady_load (steady, error)))
    return FALSE;
  if (intraday != NULL)
    {
      g_autoptr(GVariant) inner = g_variant_get_variant (intraday);

      if (!(self->intraday = aeq_intraday_load (inner, error)))
        return FALSE;
    }
  if (!(self->record = aeq_track_record_load (record)) || self->record->n_series != g_strv_length (self->ids))
    {
      g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_INVALID,
                           N_("The model's record was written by another version: train again"));
      return FALSE;
    }
  return TRUE;
}

AeqModel *
aeq_model_load_sound (GBytes *bytes, GError **error)
{
  gsize n_dates;
  g_autoptr(AeqModel) self = NULL;
  g_autoptr(GBytes) content = NULL;
  g_autoptr(GVariant) variant = NULL, dates = NULL, steady = NULL, intraday = NULL, record = NULL;
  const gint32 *trained_to;

  if (!check_magic (bytes, error))
    return NULL;
  content = g_bytes_new_from_bytes (bytes, HEAD_SIZE, g_bytes_get_size (bytes) - HEAD_SIZE);
  variant = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (TYPE), content, FALSE));
  self = g_new0 (AeqModel, 1);
  self->ref_count = 1;
  g_variant_get (variant, "(ss^as@aiv@mvv)", &self->metadata, &self->data_hash, &self->ids, &dates, &steady, &intraday,
                 &record);
  trained_to = g_variant_get_fixed_array (dates, &n_dates, sizeof *trained_to);
  if (n_dates != g_strv_length (self->ids))
    {
      g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_INVALID, N_("The model is damaged: dates are missing"));
      return NULL;
    }
  self->trained_to = g_memdup2 (trained_to, n_dates * sizeof *trained_to);
  {
    g_autoptr(GVariant) inner = g_variant_get_maybe (intraday);

    return load_parts (self, steady, inner, record, error) ? g_steal_pointer (&self) : NULL;
  }
}

AeqModel *
aeq_model_load (GBytes *bytes, GError **error)
{
  return check_magic (bytes, error) && check_digest (bytes, error) ? aeq_model_load_sound (bytes, error) : NULL;
}
