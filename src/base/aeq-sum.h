/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A sum that tells bytes that came to harm from sound ones, as fast as they can be read, and the same on every machine. Not against
 * somebody who means harm: that is what SHA-256 is for. Any change within eight bytes changes it for certain. */
guint64 aeq_sum64 (const void *data, gsize size);

G_END_DECLS
