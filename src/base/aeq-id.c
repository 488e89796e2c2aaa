/* SPDX-License-Identifier: MIT */
#include "aeq-id.h"

#include <string.h>

static void
set_version (AeqId *id, guint8 version)
{
  id->bytes[6] = (guint8) ((id->bytes[6] & 0x0f) | (version << 4));
  id->bytes[8] = (guint8) ((id->bytes[8] & 0x3f) | 0x80);
}

void
aeq_id_from_digest (AeqId *id, const guint8 *digest)
{
  memcpy (id->bytes, digest, sizeof id->bytes);
  set_version (id, 8);
}

void
aeq_id_from_name (AeqId *id, const char *space, const void *name, gsize length)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;

  /* The NUL between them keeps ("a", "bc") apart from ("ab", "c"). */
  g_checksum_update (checksum, (const guchar *) space, (gssize) strlen (space) + 1);
  g_checksum_update (checksum, name, (gssize) length);
  g_checksum_get_digest (checksum, digest, &size);
  aeq_id_from_digest (id, digest);
}

void
aeq_id_from_counter (AeqId *id, gint64 instant, guint64 seed, guint64 counter)
{
  guint64 words[2] = { GUINT64_TO_BE (seed), GUINT64_TO_BE (counter) };
  guint64 milliseconds = (guint64) (instant / 1000);

  aeq_id_from_name (id, "aequitas-uuid7", words, sizeof words);
  for (int i = 0; i < 6; i++)
    id->bytes[i] = (guint8) (milliseconds >> (8 * (5 - i)));
  set_version (id, 7);
}

char *
aeq_id_format (const AeqId *id, char *buffer)
{
  static const char HEX[] = "0123456789abcdef";
  char *out = buffer;

  for (int i = 0; i < 16; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        *out++ = '-';
      *out++ = HEX[id->bytes[i] >> 4];
      *out++ = HEX[id->bytes[i] & 15];
    }
  *out = '\0';
  return buffer;
}

gboolean
aeq_id_parse (const char *text, AeqId *id)
{
  AeqId parsed;
  const char *p = text;

  for (int i = 0; i < 16; i++)
    {
      if ((i == 4 || i == 6 || i == 8 || i == 10) && *p++ != '-')
        return FALSE;
      if (!g_ascii_isxdigit (p[0]) || !g_ascii_isxdigit (p[1]))
        return FALSE;
      parsed.bytes[i] = (guint8) (g_ascii_xdigit_value (p[0]) * 16 + g_ascii_xdigit_value (p[1]));
      p += 2;
    }
  if (*p != '\0')
    return FALSE;
  *id = parsed;
  return TRUE;
}

gboolean
aeq_id_equal (const AeqId *a, const AeqId *b)
{
  return memcmp (a->bytes, b->bytes, sizeof a->bytes) == 0;
}

static guint
key_hash (gconstpointer key)
{
  guint hash;

  memcpy (&hash, ((const AeqId *) key)->bytes, sizeof hash);
  return hash;
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  return aeq_id_equal (a, b);
}

GHashTable *
aeq_id_table_new (GDestroyNotify free_key, GDestroyNotify free_value)
{
  return g_hash_table_new_full (key_hash, key_equal, free_key, free_value);
}
