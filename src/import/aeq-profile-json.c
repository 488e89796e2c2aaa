/* SPDX-License-Identifier: MIT */
#include "aeq-profile.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "aeq-csv-date.h"
#include "aeq-error.h"
#include "aeq-fixed-json.h"
#include "aeq-json.h"
#include "aeq-profile-value.h"

static const char *const KINDS[] = { "flows", "expected", "positions", "accounts", "margin", NULL };
static const char *const FORMATS[] = { "table", "fixed", NULL };
static const char *const SIGNS[] = { "as_written", "negated", "direction", NULL };
static const char *const ORDERS[] = { "", "dmy", "mdy", "ymd", NULL };

#define MAX_COLUMNS 4096

static void
write_column (AeqJson *json, const AeqProfileColumn *column)
{
  aeq_json_begin_object (json, NULL);
  if (column->header != NULL)
    aeq_json_text (json, "header", column->header);
  else
    aeq_json_int (json, "index", column->index);
  if (column->role != AEQ_ROLE_NONE)
    aeq_json_text (json, "role", aeq_column_role_name (column->role));
  if (column->field != NULL)
    aeq_fixed_json_write_field (json, column->field);
  aeq_json_end_object (json);
}

static void
write_filter (AeqJson *json, const AeqProfileFilter *filter)
{
  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "header", filter->header);
  aeq_profile_write_words (json, "values", filter->values);
  aeq_json_boolean (json, "keep", filter->keep);
  aeq_json_end_object (json);
}

static void
write_marks (AeqJson *json, const AeqProfile *self)
{
  char mark[2] = { self->delimiter, '\0' };
  char decimal[2] = { (char) self->decimal, '\0' };

  if (self->delimiter != '\0')
    aeq_json_text (json, "delimiter", mark);
  if (self->decimal != AEQ_DECIMAL_AUTO)
    aeq_json_text (json, "decimal", decimal);
  if (self->date_order != 0)
    aeq_json_text (json, "date_order", ORDERS[self->date_order]);
  aeq_json_text (json, "sign", SIGNS[self->sign]);
  aeq_profile_write_words (json, "debit_words", self->debit_words);
  aeq_profile_write_words (json, "credit_words", self->credit_words);
}

static void
write_constants (AeqJson *json, const AeqProfile *self)
{
  if (self->currency != NULL)
    aeq_json_text (json, "currency", self->currency->code);
  if (self->account != NULL)
    aeq_json_text (json, "account", self->account);
  if (self->scale != 0)
    aeq_json_int (json, "scale", self->scale);
  if (self->time_of_day >= 0)
    {
      gint64 seconds = self->time_of_day / AEQ_SECOND;
      g_autofree char *text =
          g_strdup_printf ("%02d:%02d:%02d", (int)(seconds / 3600), (int)(seconds / 60 % 60), (int)(seconds % 60));

      aeq_json_text (json, "time_of_day", text);
    }
  if (self->zone != NULL)
    aeq_json_text (json, "zone", self->zone);
}

char *
aeq_profile_to_json (const AeqProfile *self)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(AeqJson) json = aeq_json_new (out);

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "name", self->name);
  aeq_json_text (json, "kind", KINDS[self->kind]);
  if (self->layout != NULL)
    aeq_json_text (json, "format", FORMATS[1]);
  aeq_json_begin_array (json, "fingerprints");
  for (guint i = 0; i < self->fingerprints->len; i++)
    aeq_json_text (json, NULL, g_ptr_array_index (self->fingerprints, i));
  aeq_json_end_array (json);
  write_marks (json, self);
  write_constants (json, self);
  aeq_json_begin_array (json, "columns");
  for (guint i = 0; i < self->columns->len; i++)
    write_column (json, g_ptr_array_index (self->columns, i));
  aeq_json_end_array (json);
  if (self->layout != NULL)
    aeq_fixed_json_write (json, self);
  aeq_json_begin_array (json, "filters");
  for (guint i = 0; i < self->filters->len; i++)
    write_filter (json, g_ptr_array_index (self->filters, i));
  aeq_json_end_array (json);
  aeq_json_end_object (json);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* A column of a fixed-width file has a place; its name is told in messages, its role only when it has one. */
static gboolean
read_fixed_column (AeqProfile *self, JsonObject *column, GError **error)
{
  const char *role_name = aeq_profile_get_text (column, "role");
  const char *name = aeq_profile_get_text (column, "header");
  AeqColumnRole role = aeq_column_role_parse (role_name);
  AeqFixedField *field;

  if (role == AEQ_ROLE_NONE && (role_name != NULL || name == NULL))
    return aeq_profile_refuse (error, "role", role_name);
  if ((field = aeq_fixed_json_read_field (column, error)) == NULL)
    return FALSE;
  aeq_profile_add_column (self, name != NULL ? name : role_name, self->columns->len, role)->field = field;
  return TRUE;
}

static gboolean
read_columns (AeqProfile *self, JsonObject *object, GError **error)
{
  JsonArray *array = aeq_profile_get_array (object, "columns");

  if (array == NULL || json_array_get_length (array) == 0)
    return aeq_profile_refuse (error, "columns", NULL);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *column = aeq_profile_get_element (array, i);
      const char *name = column != NULL ? aeq_profile_get_text (column, "role") : NULL;
      const char *header = column != NULL ? aeq_profile_get_text (column, "header") : NULL;
      AeqColumnRole role = aeq_column_role_parse (name);
      gint64 index = 0;

      if (self->layout != NULL && column != NULL)
        {
          if (!read_fixed_column (self, column, error))
            return FALSE;
          continue;
        }
      if (role == AEQ_ROLE_NONE)
        return aeq_profile_refuse (error, "role", name);
      if (header == NULL && !aeq_profile_get_integer (column, "index", 0, MAX_COLUMNS - 1, &index))
        return aeq_profile_refuse (error, "header", NULL);
      aeq_profile_add_column (self, header, (guint) index, role);
    }
  return TRUE;
}

static gboolean
read_filters (AeqProfile *self, JsonObject *object, GError **error)
{
  JsonArray *array = aeq_profile_get_array (object, "filters");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *filter = aeq_profile_get_element (array, i);
      const char *header = filter != NULL ? aeq_profile_get_text (filter, "header") : NULL;
      g_auto(GStrv) values = filter != NULL ? aeq_profile_get_words (filter, "values") : NULL;
      JsonNode *keep = filter != NULL ? json_object_get_member (filter, "keep") : NULL;

      if (header == NULL || values == NULL)
        return aeq_profile_refuse (error, "filters", NULL);
      aeq_profile_add_filter (self, header, (const char *const *) values,
                              keep != NULL && JSON_NODE_HOLDS_VALUE (keep) && json_node_get_boolean (keep));
    }
  return TRUE;
}

static gboolean
read_marks (AeqProfile *self, JsonObject *object, GError **error)
{
  const char *delimiter = aeq_profile_get_text (object, "delimiter");
  const char *decimal = aeq_profile_get_text (object, "decimal");
  int sign = 0;

  if (delimiter != NULL && (strlen (delimiter) != 1 || *delimiter == '"' || *delimiter == '\n'))
    return aeq_profile_refuse (error, "delimiter", delimiter);
  if (decimal != NULL && strcmp (decimal, ".") != 0 && strcmp (decimal, ",") != 0)
    return aeq_profile_refuse (error, "decimal", decimal);
  self->delimiter = delimiter != NULL ? *delimiter : '\0';
  self->decimal = decimal != NULL ? (AeqDecimal) *decimal : AEQ_DECIMAL_AUTO;
  if (!aeq_profile_get_choice (object, "date_order", ORDERS, &self->date_order, error) ||
      !aeq_profile_get_choice (object, "sign", SIGNS, &sign, error))
    return FALSE;
  self->sign = (AeqSignRule) sign;
  self->debit_words = aeq_profile_get_words (object, "debit_words");
  self->credit_words = aeq_profile_get_words (object, "credit_words");
  return TRUE;
}

static gboolean
read_constants (AeqProfile *self, JsonObject *object, GError **error)
{
  const char *currency = aeq_profile_get_text (object, "currency");
  const char *time_of_day = aeq_profile_get_text (object, "time_of_day");
  gint64 scale = 0;

  if (currency != NULL && (self->currency = aeq_currency_lookup (currency, -1)) == NULL)
    return aeq_profile_refuse (error, "currency", currency);
  if (json_object_has_member (object, "scale") && !aeq_profile_get_integer (object, "scale", -4, 6, &scale))
    return aeq_profile_refuse (error, "scale", "other than a power of ten from -4 to 6");
  if (time_of_day != NULL && !aeq_csv_time_parse (time_of_day, strlen (time_of_day), &self->time_of_day))
    return aeq_profile_refuse (error, "time_of_day", time_of_day);
  self->scale = (int) scale;
  self->account = g_strdup (aeq_profile_get_text (object, "account"));
  self->zone = g_strdup (aeq_profile_get_text (object, "zone"));
  return self->zone == NULL || aeq_zone_get (self->zone, error) != NULL;
}

static gboolean
read_profile (AeqProfile *self, JsonObject *object, GError **error)
{
  g_auto(GStrv) fingerprints = aeq_profile_get_words (object, "fingerprints");
  int kind = 0;
  int format = 0;

  if (!aeq_profile_get_choice (object, "kind", KINDS, &kind, error) ||
      !aeq_profile_get_choice (object, "format", FORMATS, &format, error))
    return FALSE;
  self->layout = format == 1 ? aeq_fixed_layout_new () : NULL;
  self->kind = (AeqProfileKind) kind;
  for (char **text = fingerprints; text != NULL && *text != NULL; text++)
    aeq_profile_add_fingerprint (self, *text);
  return read_marks (self, object, error) && read_constants (self, object, error) &&
         read_columns (self, object, error) && read_filters (self, object, error) &&
         (self->layout == NULL || aeq_fixed_json_read (self, object, error));
}

AeqProfile *
aeq_profile_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(AeqProfile) self = NULL;
  JsonNode *root;
  const char *name;

  if (!json_parser_load_from_data (parser, text, length, error))
    return NULL;
  root = json_parser_get_root (parser);
  name = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? aeq_profile_get_text (json_node_get_object (root), "name")
                                                       : NULL;
  if (name == NULL)
    {
      aeq_profile_refuse (error, "name", NULL);
      return NULL;
    }
  self = aeq_profile_new (name, AEQ_PROFILE_FLOWS);
  return read_profile (self, json_node_get_object (root), error) ? g_steal_pointer (&self) : NULL;
}

AeqProfile *
aeq_profile_load_file (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  AeqProfile *self;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  if ((self = aeq_profile_from_json (text, (gssize) length, error)) == NULL)
    g_prefix_error (error, "%s: ", path);
  return self;
}
