/* SPDX-License-Identifier: MIT */
#include "aeq-error.h"

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
  GString *text = g_string_new (NULL);
  const char *file = aeq_error_get_file (error);
  const char *field = aeq_error_get_field (error);
  guint64 line = aeq_error_get_line (error);

  if (file != NULL)
    g_string_append (text, file);
  if (line != 0)
    g_string_append_printf (text, "%sline %" G_GUINT64_FORMAT, text->len > 0 ? ", " : "", line);
  if (field != NULL)
    g_string_append_printf (text, "%sfield %s", text->len > 0 ? ", " : "", field);
  if (text->len > 0)
    g_string_append (text, ": ");
  g_string_append (text, error->message);
  return g_string_free (text, FALSE);
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
