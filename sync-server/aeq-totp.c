/* SPDX-License-Identifier: MIT */
#include "aeq-totp.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define STEP (30 * AEQ_SECOND)
#define SHA1 20

guint
aeq_totp_code (const guint8 *secret, gsize size, gint64 step)
{
  g_autoptr(GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA1, secret, size);
  guint64 counter = GUINT64_TO_BE ((guint64) step);
  guint8 digest[SHA1];
  gsize length = sizeof digest;
  const guint8 *part;

  g_hmac_update (hmac, (const guint8 *) &counter, sizeof counter);
  g_hmac_get_digest (hmac, digest, &length);
  part = digest + (digest[SHA1 - 1] & 0xf);
  return (((guint) part[0] & 0x7f) << 24 | (guint) part[1] << 16 | (guint) part[2] << 8 | part[3]) % 1000000;
}

/* All steps are compared, each in the same time. */
gboolean
aeq_totp_match (const guint8 *secret, gsize size, const char *text, AeqInstant now, gint64 after, gint64 *step)
{
  gint64 current = now / STEP;
  gboolean found = FALSE;

  if (strlen (text) != AEQ_TOTP_DIGITS)
    return FALSE;
  for (gint64 tried = current - 1; tried <= current + 1; tried++)
    {
      char code[16];

      snprintf (code, sizeof code, "%06u", aeq_totp_code (secret, size, tried));
      if (sodium_memcmp (code, text, AEQ_TOTP_DIGITS) == 0 && tried > after)
        {
          *step = tried;
          found = TRUE;
        }
    }
  return found;
}

char *
aeq_base32 (const guint8 *bytes, gsize size)
{
  static const char DIGITS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  GString *out = g_string_new (NULL);
  guint held = 0, bits = 0;

  for (gsize i = 0; i < size; i++)
    {
      held = held << 8 | bytes[i];
      for (bits += 8; bits >= 5; bits -= 5)
        g_string_append_c (out, DIGITS[held >> (bits - 5) & 31]);
      held &= (1u << bits) - 1;
    }
  if (bits > 0)
    g_string_append_c (out, DIGITS[held << (5 - bits) & 31]);
  return g_string_free (out, FALSE);
}
