/* SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The person's keyring: the only place where a secret of a connection is kept. A secret has a kind ("fred", "jp-morgan") and the name of
 * what it belongs to; both are visible to who looks at the keyring and hold nothing secret. Nothing here logs a secret or puts one
 * into an error. What happened is a state and not an error, because a keyring that cannot be used is an ordinary day: everything else
 * of the program works without it.
 *
 * The plain functions block, a store on a locked keyring as long as its question stands: the desktop calls those named _async. */

typedef enum
{
  AEQ_SECRET_STORED,     /* it is there, and can be read */
  AEQ_SECRET_NONE,       /* the keyring is open, and has none of this kind and name */
  AEQ_SECRET_LOCKED,     /* whether there is one cannot be seen, or it cannot be read, before the keyring is unlocked */
  AEQ_SECRET_NO_SERVICE, /* no keyring runs in this session */
  AEQ_SECRET_REFUSED     /* the keyring, or the person it asked, said no */
} AeqSecretState;

#define AEQ_SECRET_MAX_BYTES 65536

/* One sentence, in English and not yet translated: pass it through gettext(). Static. */
const char *aeq_secret_state_words (AeqSecretState state);
/* Overwrites a secret, then frees it. NULL is nothing. */
void        aeq_secret_free        (char *secret);

/* Replaces what was there. @secret: UTF-8, 1 to AEQ_SECRET_MAX_BYTES bytes, else AEQ_SECRET_REFUSED. */
AeqSecretState aeq_keyring_store  (const char *kind, const char *name, const char *secret, GCancellable *cancellable);
/* Whether there is one, without asking anybody to unlock the keyring. */
AeqSecretState aeq_keyring_peek   (const char *kind, const char *name, GCancellable *cancellable);
/* @secret (out, optional): the secret when AEQ_SECRET_STORED, else NULL. Free with aeq_secret_free(). A locked keyring asks the person to unlock
 * it. */
AeqSecretState aeq_keyring_lookup (const char *kind, const char *name, char **secret, GCancellable *cancellable);
/* AEQ_SECRET_NONE when it is gone, also when there was none. */
AeqSecretState aeq_keyring_clear  (const char *kind, const char *name, GCancellable *cancellable);

/* The same on another thread; @done runs in the caller's main context. What was handed in is copied, and the copy wiped. */
void aeq_keyring_store_async  (const char *kind, const char *name, const char *secret, GCancellable *cancellable, GAsyncReadyCallback done,
                               gpointer user_data);
void aeq_keyring_peek_async   (const char *kind, const char *name, GCancellable *cancellable, GAsyncReadyCallback done, gpointer user_data);
void aeq_keyring_lookup_async (const char *kind, const char *name, GCancellable *cancellable, GAsyncReadyCallback done, gpointer user_data);
void aeq_keyring_clear_async  (const char *kind, const char *name, GCancellable *cancellable, GAsyncReadyCallback done, gpointer user_data);
/* Ends any of the four. @secret (out, optional) as for aeq_keyring_lookup(). The only error is G_IO_ERROR_CANCELLED; the state is
 * AEQ_SECRET_REFUSED then. */
AeqSecretState aeq_keyring_finish (GAsyncResult *result, char **secret, GError **error);

G_END_DECLS
