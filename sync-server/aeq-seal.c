/* SPDX-License-Identifier: MIT */
#include "aeq-seal.h"

#include <sodium.h>
#include <string.h>

#include "aeq-secret.h"
#include "aeq-status.h"

#define KEY crypto_aead_xchacha20poly1305_ietf_KEYBYTES
#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG crypto_aead_xchacha20poly1305_ietf_ABYTES
#define MARK 8 /* tells which key it was */
#define OVERHEAD (MARK + NONCE + TAG)
#define MAX_KEYS 8
#define MAX_PURPOSE 32

struct _AeqSeal
{
  guint  n_keys;
  guint8 keys[MAX_KEYS][KEY];
};

static void
mark_of (const guint8 *key, guint8 *mark)
{
  guint8 hash[crypto_generichash_BYTES_MIN];

  crypto_generichash (hash, sizeof hash, (const guint8 *) "aequitas seal", strlen ("aequitas seal"), key, KEY);
  memcpy (mark, hash, MARK);
}

AeqSeal *
aeq_seal_load (const char *path, GError **error)
{
  g_autofree char *content = NULL;
  AeqSeal *self;
  gsize length;

  if (!aeq_key_file_read (path, KEY, &content, &length, error))
    return NULL;
  if (length == 0 || length % KEY != 0 || length > MAX_KEYS * KEY)
    {
      aeq_status_refuse (error, 500, "the key file %s is damaged; put back the one that was there", path);
      return NULL;
    }
  self = g_new0 (AeqSeal, 1);
  self->n_keys = (guint) (length / KEY);
  memcpy (self->keys, content, length);
  sodium_memzero (content, length);
  return self;
}

void
aeq_seal_free (AeqSeal *self)
{
  if (self == NULL)
    return;
  sodium_memzero (self, sizeof *self);
  g_free (self);
}

/* What the secret is bound to: the purpose, padded, and the owner. */
static void
bind (const char *purpose, const AeqId *owner, guint8 *bound)
{
  memset (bound, 0, MAX_PURPOSE);
  memcpy (bound, purpose, MIN (strlen (purpose), MAX_PURPOSE));
  memcpy (bound + MAX_PURPOSE, owner->bytes, sizeof owner->bytes);
}

GBytes *
aeq_seal_close (const AeqSeal *self, const char *purpose, const AeqId *owner, const void *secret, gsize length)
{
  guint8 *out = g_malloc (length + OVERHEAD);
  guint8 bound[MAX_PURPOSE + sizeof owner->bytes];

  mark_of (self->keys[0], out);
  randombytes_buf (out + MARK, NONCE);
  bind (purpose, owner, bound);
  crypto_aead_xchacha20poly1305_ietf_encrypt (out + MARK + NONCE, NULL, secret, length, bound, sizeof bound, NULL,
                                              out + MARK, self->keys[0]);
  return g_bytes_new_take (out, length + OVERHEAD);
}

gsize
aeq_seal_secret_size (gsize length)
{
  return length > OVERHEAD ? length - OVERHEAD : 0;
}

static const guint8 *
find_key (const AeqSeal *self, const guint8 *wanted)
{
  guint8 mark[MARK];

  for (guint i = 0; i < self->n_keys; i++)
    {
      mark_of (self->keys[i], mark);
      if (memcmp (mark, wanted, MARK) == 0)
        return self->keys[i];
    }
  return NULL;
}

gboolean
aeq_seal_open (const AeqSeal *self, const char *purpose, const AeqId *owner, const void *sealed, gsize length,
               void *secret, gsize size, GError **error)
{
  const guint8 *in = sealed;
  const guint8 *key = length == size + OVERHEAD ? find_key (self, in) : NULL;
  guint8 bound[MAX_PURPOSE + sizeof owner->bytes];

  bind (purpose, owner, bound);
  if (key != NULL && crypto_aead_xchacha20poly1305_ietf_decrypt (secret, NULL, NULL, in + MARK + NONCE,
                                                                 length - MARK - NONCE, bound, sizeof bound,
                                                                 in + MARK, key) == 0)
    return TRUE;
  return aeq_status_refuse (error, 500, "a sealed secret (%s) %s", purpose,
                            key != NULL ? "was changed" : "needs a key that the key file does not have");
}

static gboolean
write_keys (const char *path, const AeqSeal *keys, GError **error)
{
  return g_file_set_contents_full (path, (const char *) keys->keys, (gssize) (keys->n_keys * KEY),
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

gboolean
aeq_seal_add_key (const char *path, GError **error)
{
  g_autoptr(AeqSeal) keys = aeq_seal_load (path, error);

  if (keys == NULL)
    return FALSE;
  if (keys->n_keys == MAX_KEYS)
    return aeq_status_refuse (error, 500, "the key file %s is full of keys of rotations that did not end", path);
  memmove (keys->keys[1], keys->keys[0], keys->n_keys * KEY);
  randombytes_buf (keys->keys[0], KEY);
  keys->n_keys++;
  return write_keys (path, keys, error);
}

gboolean
aeq_seal_keep_newest (const char *path, GError **error)
{
  g_autoptr(AeqSeal) keys = aeq_seal_load (path, error);

  if (keys == NULL)
    return FALSE;
  keys->n_keys = 1;
  return write_keys (path, keys, error);
}
