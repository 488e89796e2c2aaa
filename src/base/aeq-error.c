/* SPDX-License-Identifier: MIT */
#include "aeq-error.h"
#include "aeq-words.h"

typedef struct
{
  char    *file;
  char    *field;
  guint64  line;
} AeqErrorPrivate;

static void
aeq_error_private_init (AeqErrorPrivate *priv)
{
  priv->file = NULL;
  priv->field = NULL;
  priv->line = 0;
}

static void
aeq_error_private_copy (const AeqErrorPrivate *from, AeqErrorPrivate *to)
{
  to->file = g_strdup (from->file);
  to->field = g_strdup (from->field);
  to->line = from->line;
}

static void
aeq_error_private_clear (AeqErrorPrivate *priv)
{
  g_clear_pointer (&priv->file, g_free);
  g_clear_pointer (&priv->field, g_free);
}

G_DEFINE_EXTENDED_ERROR (AeqError, aeq_error)

void
aeq_error_set_place (GError *error, const char *file, guint64 line, const char *field)
{
  AeqErrorPrivate *priv;

  g_return_if_fail (error != NULL && error->domain == AEQ_ERROR);

  priv = aeq_error_get_private (error);
  if (file != NULL)
    {
      g_free (priv->file);
      priv->file = g_strdup (file);
    }
  if (line != 0)
    priv->line = line;
  if (field != NULL)
    {
      g_free (priv->field);
      priv->field = g_strdup (field);
    }
}

gboolean
aeq_error_refuse (GError **error, AeqError code, const char *file, guint64 line, const char *field, const char *message)
{
  GError *placed = g_error_new_literal (AEQ_ERROR, code, message);

  aeq_error_set_place (placed, file, line, field);
  g_propagate_error (error, placed);
  return FALSE;
}

const char *
aeq_error_get_file (const GError *error)
{
  return error->domain == AEQ_ERROR ? aeq_error_get_private (error)->file : NULL;
}

guint64
aeq_error_get_line (const GError *error)
{
  return error->domain == AEQ_ERROR ? aeq_error_get_private (error)->line : 0;
}

const char *
aeq_error_get_field (const GError *error)
{
  return error->domain == AEQ_ERROR ? aeq_error_get_private (error)->field : NULL;
}

char *
aeq_error_describe (const GError *error)
{
  const char *file = aeq_error_get_file (error);
  const char *field = aeq_error_get_field (error);
  guint64 line = aeq_error_get_line (error);
  g_autofree char *message = aeq_words_show (error->message);

  if (file != NULL && line != 0 && field != NULL)
    return g_strdup_printf (aeq_words_get (N_("%s, line %" PRIu64 ", field %s: %s")), file, line, field, message);
  if (file != NULL && line != 0)
    return g_strdup_printf (aeq_words_get (N_("%s, line %" PRIu64 ": %s")), file, line, message);
  if (file != NULL && field != NULL)
    return g_strdup_printf (aeq_words_get (N_("%s, field %s: %s")), file, field, message);
  if (line != 0 && field != NULL)
    return g_strdup_printf (aeq_words_get (N_("line %" PRIu64 ", field %s: %s")), line, field, message);
  if (line != 0)
    return g_strdup_printf (aeq_words_get (N_("line %" PRIu64 ": %s")), line, message);
  if (field != NULL)
    return g_strdup_printf (aeq_words_get (N_("field %s: %s")), field, message);
  return file != NULL ? g_strdup_printf ("%s: %s", file, message) : g_steal_pointer (&message);
}

const char *
aeq_error_code_name (const GError *error)
{
  static const char *const NAMES[] = {
    "failed", "invalid", "not-found", "exists", "overflow", "limit", "ambiguous", "usage",
  };

  if (error->domain == AEQ_ERROR && error->code >= 0 && error->code < (int) G_N_ELEMENTS (NAMES))
    return NAMES[error->code];
  return "failed";
}
