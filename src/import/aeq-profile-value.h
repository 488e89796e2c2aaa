/* SPDX-License-Identifier: MIT */
#pragma once

#include <json-glib/json-glib.h>

#include "aeq-json.h"

G_BEGIN_DECLS

/* The members of a profile's JSON document. */

/* Sets "profile: MEMBER cannot be VALUE" and returns FALSE; @value NULL says "missing". */
gboolean     aeq_profile_refuse      (GError **error, const char *member, const char *value);
/* (nullable) the member when it is a string. Borrowed. */
const char  *aeq_profile_get_text    (JsonObject *object, const char *member);
/* FALSE when it is missing, no whole number, or outside of @low to @high. */
gboolean     aeq_profile_get_integer (JsonObject *object, const char *member, gint64 low, gint64 high, gint64 *value);
JsonArray   *aeq_profile_get_array   (JsonObject *object, const char *member); /* NULL when it is none; borrowed */
JsonObject  *aeq_profile_get_element (JsonArray *array, guint i);              /* NULL when it is no object; borrowed */
/* NULL when the member is no array; what is no text in it is left out. Free with g_strfreev(). */
char       **aeq_profile_get_words   (JsonObject *object, const char *member);
/* The index of the member's text among @choices; @value stays when the member is missing. */
gboolean     aeq_profile_get_choice  (JsonObject *object, const char *member, const char *const *choices, int *value,
                                      GError **error);
/* An array of texts; nothing when @words is NULL. */
void         aeq_profile_write_words (AeqJson *json, const char *name, char **words);

G_END_DECLS
