/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Passwords, tokens, and the server's own key. */

#define AEQ_TOKEN_HASH_SIZE 32

/* argon2id, about 0.1 s and 64 MiB; only from a worker. NULL: no memory. Free it. */
char    *aeq_password_hash   (const char *password);
/* @hash NULL: there is no such person; takes as long and says FALSE. */
gboolean aeq_password_verify (const char *hash, const char *password);

/* A secret that nobody can guess, and what is kept of it. Free it. */
char    *aeq_token_new  (guint8 *hash);
void     aeq_token_hash (const char *token, guint8 *hash);

/* The first line of the file at @path, of which the setting @name speaks; "" when @path is. Wipe and free it. */
char    *aeq_password_read (const char *path, const char *name, GError **error);

/* The bytes of the key file at @path, which must be for the user alone; one of @size random bytes is made when there is
 * none. Wipe and free @content. */
gboolean aeq_key_file_read (const char *path, gsize size, char **content, gsize *length, GError **error);
/* Reads the key file at @path, making one for the user alone when there is none. @key of @size bytes. */
gboolean aeq_key_load (const char *path, guint8 *key, gsize size, GError **error);

G_END_DECLS
