/* SPDX-License-Identifier: MIT */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What clients send: one JSON object, at most AEQ_BODY_DEPTH deep. Refusals are AEQ_ERROR_INVALID with the field. */

#define AEQ_BODY_DEPTH 16

/* Owned. @text may be NULL when @length is 0. */
JsonObject *aeq_body_parse (const char *text, gsize length, GError **error);
/* Every member must be one of @names, a NULL-terminated list. */
gboolean    aeq_body_only  (JsonObject *body, const char *const *names, GError **error);
/* A text of 1 to @most bytes without control characters. @value is borrowed. */
gboolean    aeq_body_text     (JsonObject *body, const char *name, gsize most, const char **value, GError **error);
/* The same, or none: NULL. */
gboolean    aeq_body_optional (JsonObject *body, const char *name, gsize most, const char **value, GError **error);
/* A list of 1 to @most_texts of such texts. Free @values with g_strfreev(). */
gboolean aeq_body_texts    (JsonObject *body, const char *name, guint most_texts, gsize most, char ***values,
                            GError **error);
gboolean aeq_body_int (JsonObject *body, const char *name, gint64 least, gint64 most, gint64 fallback, gint64 *value,
                       GError **error);

G_END_DECLS
