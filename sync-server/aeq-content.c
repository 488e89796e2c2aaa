/* SPDX-License-Identifier: MIT */
#include "aeq-content.h"

#include <sodium.h>
#include <string.h>

struct _AeqContent
{
  gatomicrefcount references;
  GBytes         *forms[AEQ_N_CODINGS];
  char            tag[AEQ_TAG_SIZE];
};

AeqContent *
aeq_content_new (GBytes *plain)
{
  AeqContent *self = g_new0 (AeqContent, 1);
  guint8 hash[(AEQ_TAG_SIZE - 1) / 2];
  gsize size;
  const guint8 *data = g_bytes_get_data (plain, &size);

  g_atomic_ref_count_init (&self->references);
  self->forms[AEQ_CODING_PLAIN] = g_bytes_ref (plain);
  crypto_generichash (hash, sizeof hash, data, size, NULL, 0);
  sodium_bin2hex (self->tag, sizeof self->tag, hash, sizeof hash);
  return self;
}

AeqContent *
aeq_content_ref (AeqContent *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
aeq_content_unref (AeqContent *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  for (int coding = 0; coding < AEQ_N_CODINGS; coding++)
    g_clear_pointer (&self->forms[coding], g_bytes_unref);
  g_free (self);
}

GBytes *
aeq_content_plain (AeqContent *self)
{
  return self->forms[AEQ_CODING_PLAIN];
}

GBytes *
aeq_content_get (AeqContent *self, AeqCoding *coding)
{
  GBytes *plain = self->forms[AEQ_CODING_PLAIN];

  if (g_bytes_get_size (plain) < AEQ_COMPRESS_FROM)
    *coding = AEQ_CODING_PLAIN;
  if (self->forms[*coding] == NULL)
    self->forms[*coding] = aeq_coding_encode (*coding, plain);
  if (self->forms[*coding] == NULL || g_bytes_get_size (self->forms[*coding]) >= g_bytes_get_size (plain))
    *coding = AEQ_CODING_PLAIN;
  return self->forms[*coding];
}

const char *
aeq_content_tag (AeqContent *self, AeqCoding coding, char *text)
{
  const char *name = aeq_coding_name (coding);

  g_snprintf (text, AEQ_ENTITY_TAG_SIZE, "\"%s%s%s\"", self->tag, name != NULL ? "-" : "", name != NULL ? name : "");
  return text;
}

/* @text of @length is between the quotes. */
static gboolean
is_tag (AeqContent *self, const char *text, gsize length)
{
  gsize own = sizeof self->tag - 1;

  if (length < own || memcmp (text, self->tag, own) != 0)
    return FALSE;
  if (length == own)
    return TRUE;
  for (int coding = AEQ_CODING_GZIP; coding < AEQ_N_CODINGS; coding++)
    {
      const char *name = aeq_coding_name ((AeqCoding) coding);

      if (text[own] == '-' && length == own + 1 + strlen (name) && memcmp (text + own + 1, name, strlen (name)) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
aeq_content_matches (AeqContent *self, const char *tags, gboolean weak)
{
  const char *p = tags + strspn (tags, " \t");

  if (*p == '*')
    return TRUE;
  while (*p != '\0')
    {
      gboolean is_weak = g_str_has_prefix (p, "W/");
      const char *end;

      p += is_weak ? 2 : 0;
      if (*p != '"' || (end = strchr (p + 1, '"')) == NULL)
        return FALSE;
      if ((weak || !is_weak) && is_tag (self, p + 1, (gsize) (end - p - 1)))
        return TRUE;
      p = end + 1;
      p += strspn (p, ", \t");
    }
  return FALSE;
}
