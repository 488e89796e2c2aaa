/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Days and times by a written format: YYYY, YY (1970 to 2069), CYY (century digit, 0 is 19..), MM, MMM (JAN), DD, DDD
 * (day of the year), hh, mm, ss; other characters than letters stand for themselves, and so does T. */

gboolean aeq_fixed_format_is_valid (const char *format);

/* Writes "2026-03-02", "2026-03-02T14:05:00" or "14:05:00" to @out; nothing for a day of zeros or nines, which says that
 * there is none. FALSE when @text is no day or time in @format. */
gboolean aeq_fixed_date_convert (const char *text, const char *format, GString *out);

G_END_DECLS
