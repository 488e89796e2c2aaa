/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-stores.h"

G_BEGIN_DECLS

/* Makes a new key in the key file at @path, seals every secret of all databases by it, and forgets the keys before.
 * Whatever it is stopped by, nothing is lost: the keys before go last. Not while a server runs. @n (out): secrets. */
gboolean aeq_rotate_keys (AeqStores *stores, const char *path, gint64 *n, GError **error);

G_END_DECLS
