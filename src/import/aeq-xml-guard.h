/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* libxml2 compares each attribute of an element with all others, so a single tag of a megabyte would cost minutes. Fed with
 * the bytes before the parser sees them, block by block (@equals begins as 0), this is TRUE when a tag has more than 512. */
gboolean aeq_xml_guard_trips (glong *equals, const char *data, gsize length);

G_END_DECLS
