/* SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The pictures of docs/pictures, all of the sample desk of one seed and instant. */

/* Writes them as SVG into @folder, and made_with.txt. */
gboolean aeq_pictures_write     (const char *folder, GCancellable *cancellable, GError **error);
/* Libraries and font that pictures are made with here: with the same the same bytes come out. Free with g_free(). */
char    *aeq_pictures_made_with (void);

G_END_DECLS
