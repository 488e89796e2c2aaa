/* SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Which of some files are ledgers: those that begin as SQLite files do. What cannot be read is none, so that the import says why. */

/* @paths are copied. Reads on another thread. */
void     aeq_file_kinds_read   (const char *const *paths, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* FALSE after a cancel. Free both with g_strfreev(). */
gboolean aeq_file_kinds_finish (GAsyncResult *result, char ***ledgers, char ***others, GError **error);

G_END_DECLS
