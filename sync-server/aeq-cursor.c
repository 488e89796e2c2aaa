/* SPDX-License-Identifier: MIT */
#include "aeq-cursor.h"

#include <sodium.h>
#include <string.h>

#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define SEAL 16 /* bytes of the MAC that go into the text */

typedef struct
{
  guint64 key;
  guint64 id;
  guint8  seal[SEAL];
} Packed;

static void
make_seal (const guint8 *secret, const AeqId *organisation, const char *list, Packed *packed)
{
  crypto_auth_hmacsha256_state state;
  guint8 mac[crypto_auth_hmacsha256_BYTES];

  crypto_auth_hmacsha256_init (&state, secret, crypto_auth_hmacsha256_KEYBYTES);
  crypto_auth_hmacsha256_update (&state, (const guint8 *) "cursor", sizeof "cursor");
  crypto_auth_hmacsha256_update (&state, organisation->bytes, sizeof organisation->bytes);
  crypto_auth_hmacsha256_update (&state, (const guint8 *) packed, G_STRUCT_OFFSET (Packed, seal));
  crypto_auth_hmacsha256_update (&state, (const guint8 *) list, strlen (list));
  crypto_auth_hmacsha256_final (&state, mac);
  memcpy (packed->seal, mac, SEAL);
}

char *
aeq_cursor_write (const guint8 *secret, const AeqId *organisation, const char *list, const AeqCursor *cursor)
{
  Packed packed = { GUINT64_TO_LE ((guint64) cursor->key), GUINT64_TO_LE ((guint64) cursor->id), { 0 } };
  char *text = g_malloc (sodium_base64_ENCODED_LEN (sizeof packed, VARIANT));

  make_seal (secret, organisation, list, &packed);
  return sodium_bin2base64 (text, sodium_base64_ENCODED_LEN (sizeof packed, VARIANT), (const guint8 *) &packed,
                            sizeof packed, VARIANT);
}

gboolean
aeq_cursor_read (const guint8 *secret, const AeqId *organisation, const char *list, const char *text, AeqCursor *cursor)
{
  Packed packed, wanted;
  gsize size;

  if (sodium_base642bin ((guint8 *) &packed, sizeof packed, text, strlen (text), NULL, &size, NULL, VARIANT) != 0 ||
      size != sizeof packed)
    return FALSE;
  wanted = packed;
  make_seal (secret, organisation, list, &wanted);
  if (sodium_memcmp (packed.seal, wanted.seal, SEAL) != 0)
    return FALSE;
  *cursor = (AeqCursor) { (gint64) GUINT64_FROM_LE (packed.key), (gint64) GUINT64_FROM_LE (packed.id) };
  return TRUE;
}
