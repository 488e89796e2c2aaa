/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes one JSON document into a GString, commas and escapes by itself, no tree in memory. Reading JSON is json-glib's. */
typedef struct _AeqJson AeqJson;

AeqJson *aeq_json_new  (GString *out); /* @out is borrowed and appended to */
void     aeq_json_free (AeqJson *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqJson, aeq_json_free)

/* Inside an object every value needs a @name; inside an array and at the top it is NULL. */
void aeq_json_begin_object (AeqJson *self, const char *name);
void aeq_json_end_object   (AeqJson *self);
void aeq_json_begin_array  (AeqJson *self, const char *name);
void aeq_json_end_array    (AeqJson *self);
void aeq_json_text    (AeqJson *self, const char *name, const char *value); /* NULL is null; invalid UTF-8 is replaced */
void aeq_json_int     (AeqJson *self, const char *name, gint64 value);
void aeq_json_double  (AeqJson *self, const char *name, double value); /* shortest text that reads back; NaN is null */
void aeq_json_boolean (AeqJson *self, const char *name, gboolean value);
void aeq_json_null    (AeqJson *self, const char *name);
void aeq_json_money   (AeqJson *self, const char *name, gint64 minor, guint exponent); /* decimal string */
/* A whole JSON value that is written already. */
void aeq_json_raw     (AeqJson *self, const char *name, const char *json);

/* Shortest decimal text that reads back as @value (at most 17 digits). @buffer of G_ASCII_DTOSTR_BUF_SIZE. */
char *aeq_double_format (double value, char *buffer);

G_END_DECLS
