/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-stores.h"

G_BEGIN_DECLS

/* Are the catalog, all ledgers and their logs whole? Adds a line for each database to @out. @sound (out): nothing was
 * wrong. */
gboolean aeq_server_check (AeqStores *stores, GString *out, gboolean *sound, GError **error);

G_END_DECLS
