/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  AEQ_LOG_ERROR,
  AEQ_LOG_WARNING,
  AEQ_LOG_INFO,
  AEQ_LOG_DEBUG
} AeqLogLevel;

gboolean aeq_log_level_parse (const char *text, AeqLogLevel *level);
void     aeq_log_set_level   (AeqLogLevel level);

/* One JSON object a line on standard error: time, level, event, then pairs of name and text up to a NULL name; a NULL
 * text is left out. Callers pass ids and codes, never passwords, tokens, bodies or query strings. Safe from any
 * thread. */
void aeq_log (AeqLogLevel level, const char *event, ...) G_GNUC_NULL_TERMINATED;

/* One line a request. @person and @organisation (nullable). */
void aeq_log_request (const char *id, const char *address, const char *method, const char *path, guint status,
                      gint64 bytes, gint64 microseconds, const char *person, const char *organisation);

G_END_DECLS
