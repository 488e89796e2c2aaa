/* SPDX-License-Identifier: MIT */
#include "aeq-secret.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aeq-status.h"

#define TOKEN_BYTES 32
#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING

char *
aeq_password_hash (const char *password)
{
  char *hash = g_malloc (crypto_pwhash_STRBYTES);

  if (crypto_pwhash_str (hash, password, strlen (password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                         crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0)
    return hash;
  g_free (hash);
  return NULL;
}

static gpointer
make_decoy (gpointer data G_GNUC_UNUSED)
{
  return aeq_password_hash ("nobody has this password");
}

gboolean
aeq_password_verify (const char *hash, const char *password)
{
  static GOnce decoy = G_ONCE_INIT;
  const char *checked = hash != NULL ? hash : g_once (&decoy, make_decoy, NULL);

  return checked != NULL && crypto_pwhash_str_verify (checked, password, strlen (password)) == 0 && hash != NULL;
}

char *
aeq_password_read (const char *path, const char *name, GError **error)
{
  char *text = NULL;

  if (*path == '\0')
    return g_strdup ("");
  if (g_file_get_contents (path, &text, NULL, error))
    text[strcspn (text, "\r\n")] = '\0';
  else
    g_prefix_error (error, "%s: ", name);
  return text;
}

void
aeq_token_hash (const char *token, guint8 *hash)
{
  crypto_hash_sha256 (hash, (const guint8 *) token, strlen (token));
}

char *
aeq_token_new (guint8 *hash)
{
  guint8 random[TOKEN_BYTES];
  char *token = g_malloc (sodium_base64_ENCODED_LEN (TOKEN_BYTES, VARIANT));

  randombytes_buf (random, sizeof random);
  sodium_bin2base64 (token, sodium_base64_ENCODED_LEN (TOKEN_BYTES, VARIANT), random, sizeof random, VARIANT);
  aeq_token_hash (token, hash);
  return token;
}

/* Written beside and linked into place, so that a key is there whole or not at all, and the first of two programs
 * wins. */
static gboolean
make_key (const char *path, gsize size, GError **error)
{
  g_autofree char *temporary = g_strdup_printf ("%s.XXXXXX", path);
  g_autofree guint8 *key = g_malloc (size);
  int fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0600);
  gboolean ok;

  if (fd < 0)
    return aeq_status_refuse (error, 500, "cannot make the key file %s: %s", path, g_strerror (errno));
  randombytes_buf (key, size);
  ok = write (fd, key, size) == (gssize) size && fsync (fd) == 0;
  ok = close (fd) == 0 && ok && (link (temporary, path) == 0 || errno == EEXIST);
  if (!ok)
    aeq_status_refuse (error, 500, "cannot make the key file %s: %s", path, g_strerror (errno));
  g_unlink (temporary);
  sodium_memzero (key, size);
  return ok;
}

gboolean
aeq_key_file_read (const char *path, gsize size, char **content, gsize *length, GError **error)
{
  GStatBuf info;

  if (!g_file_test (path, G_FILE_TEST_EXISTS) && !make_key (path, size, error))
    return FALSE;
  if (g_stat (path, &info) == 0 && (info.st_mode & 077) != 0)
    return aeq_status_refuse (error, 500, "the key file %s can be read by others: chmod 600 it", path);
  return g_file_get_contents (path, content, length, error);
}

gboolean
aeq_key_load (const char *path, guint8 *key, gsize size, GError **error)
{
  g_autofree char *content = NULL;
  gsize length;

  if (!aeq_key_file_read (path, size, &content, &length, error))
    return FALSE;
  if (length != size)
    return aeq_status_refuse (error, 500, "the key file %s has %" G_GSIZE_FORMAT " bytes instead of %" G_GSIZE_FORMAT,
                              path, length, size);
  memcpy (key, content, size);
  sodium_memzero (content, length);
  return TRUE;
}
