/* SPDX-License-Identifier: MIT */
#pragma once

#include <json-glib/json-glib.h>

#include "aeq-json.h"
#include "aeq-profile.h"

G_BEGIN_DECLS

/* The members of a profile's JSON that only fixed-width files have. */

/* Reads a column's place; NULL with an error when it has none. */
AeqFixedField *aeq_fixed_json_read_field  (JsonObject *object, GError **error);
void           aeq_fixed_json_write_field (AeqJson *json, const AeqFixedField *field);

/* "encoding", "record_length", "records", "checks" into and out of @self->layout; the columns are there already. */
gboolean       aeq_fixed_json_read  (AeqProfile *self, JsonObject *object, GError **error);
void           aeq_fixed_json_write (AeqJson *json, const AeqProfile *self);

G_END_DECLS
