/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-id.h"

G_BEGIN_DECLS

/* Secrets that have to be read again (of second factors, of connections): encrypted and authenticated under a key that
 * is kept in a file outside the database, so that a copy of the database alone gives nothing away. What is sealed is
 * bound to a purpose and an owner and opens for no other. The file may hold several keys, newest first: the newest
 * seals, all open. */
typedef struct _AeqSeal AeqSeal;

/* Makes the file, for the user alone, when there is none. */
AeqSeal *aeq_seal_load (const char *path, GError **error);
void     aeq_seal_free (AeqSeal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqSeal, aeq_seal_free)

/* Owned. */
GBytes *aeq_seal_close (const AeqSeal *self, const char *purpose, const AeqId *owner, const void *secret, gsize length);
/* @secret of @size bytes, which must be its length. FALSE with status 500 when it was changed, or its key is lost. */
gboolean aeq_seal_open  (const AeqSeal *self, const char *purpose, const AeqId *owner, const void *sealed, gsize length,
                         void *secret, gsize size, GError **error);
/* How long a secret is that was sealed to @length bytes; 0: that is none. */
gsize    aeq_seal_secret_size (gsize length);

/* Rotation: a new key goes before the others; when everything is sealed by it, the others go. */
gboolean aeq_seal_add_key     (const char *path, GError **error);
gboolean aeq_seal_keep_newest (const char *path, GError **error);

G_END_DECLS
