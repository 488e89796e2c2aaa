/* SPDX-License-Identifier: MIT */
#include "aeq-profile.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "aeq-csv-date.h"
#include "aeq-error.h"
#include "aeq-json.h"

static const char *const KINDS[] = { "flows", "expected", "positions", "accounts", "margin", NULL };
static const char *const SIGNS[] = { "as_written", "negated", "direction", NULL };
static const char *const ORDERS[] = { "", "dmy", "mdy", "ymd", NULL };

#define MAX_COLUMNS 4096

static void
write_words (AeqJson *json, const char *name, char **words)
{
  if (words == NULL)
    return;
  aeq_json_begin_array (json, name);
  for (; *words != NULL; words++)
    aeq_json_text (json, NULL, *words);
  aeq_json_end_array (json);
}

static void
write_column (AeqJson *json, const AeqProfileColumn *column)
{
  aeq_json_begin_object (json, NULL);
  if (column->header != NULL)
    aeq_json_text (json, "header", column->header);
  else
    aeq_json_int (json, "index", column->index);
  aeq_json_text (json, "role", aeq_column_role_name (column->role));
  aeq_json_end_object (json);
}

static void
write_filter (AeqJson *json, const AeqProfileFilter *filter)
{
  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "header", filter->header);
  write_words (json, "values", filter->values);
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
  write_words (json, "debit_words", self->debit_words);
  write_words (json, "credit_words", self->credit_words);
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
  aeq_json_begin_array (json, "filters");
  for (guint i = 0; i < self->filters->len; i++)
    write_filter (json, g_ptr_array_index (self->filters, i));
  aeq_json_end_array (json);
  aeq_json_end_object (json);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
refuse (GError **error, const char *member, const char *value)
{
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, "profile: %s cannot be %s", member,
               value != NULL ? value : "missing");
  return FALSE;
}

/* (nullable) the member when it is a string. */
static const char *
get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gboolean
get_integer (JsonObject *object, const char *member, gint64 low, gint64 high, gint64 *value)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  *value = json_node_get_int (node);
  return *value >= low && *value <= high;
}

static JsonArray *
get_array (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonObject *
get_element (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* NULL when the member is missing or holds other than texts. */
static char **
get_words (JsonObject *object, const char *member)
{
  JsonArray *array = get_array (object, member);
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  if (array == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_ptr_array_add (words, g_strdup (json_node_get_string (node)));
    }
  g_ptr_array_add (words, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&words), FALSE);
}

static gboolean
read_choice (JsonObject *object, const char *member, const char *const *choices, int *value, GError **error)
{
  const char *text = get_text (object, member);

  if (text == NULL && !json_object_has_member (object, member))
    return TRUE;
  for (int i = 0; text != NULL && choices[i] != NULL; i++)
    if (strcmp (choices[i], text) == 0)
      {
        *value = i;
        return TRUE;
      }
  return refuse (error, member, text);
}

static gboolean
read_columns (AeqProfile *self, JsonObject *object, GError **error)
{
  JsonArray *array = get_array (object, "columns");

  if (array == NULL || json_array_get_length (array) == 0)
    return refuse (error, "columns", NULL);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *column = get_element (array, i);
      const char *name = column != NULL ? get_text (column, "role") : NULL;
      const char *header = column != NULL ? get_text (column, "header") : NULL;
      AeqColumnRole role = aeq_column_role_parse (name);
      gint64 index = 0;

      if (role == AEQ_ROLE_NONE)
        return refuse (error, "role", name);
      if (header == NULL && !get_integer (column, "index", 0, MAX_COLUMNS - 1, &index))
        return refuse (error, "header", NULL);
      aeq_profile_add_column (self, header, (guint) index, role);
    }
  return TRUE;
}

static gboolean
read_filters (AeqProfile *self, JsonObject *object, GError **error)
{
  JsonArray *array = get_array (object, "filters");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *filter = get_element (array, i);
      const char *header = filter != NULL ? get_text (filter, "header") : NULL;
      g_auto(GStrv) values = filter != NULL ? get_words (filter, "values") : NULL;
      JsonNode *keep = filter != NULL ? json_object_get_member (filter, "keep") : NULL;

      if (header == NULL || values == NULL)
        return refuse (error, "filters", NULL);
      aeq_profile_add_filter (self, header, (const char *const *) values,
                              keep != NULL && JSON_NODE_HOLDS_VALUE (keep) && json_node_get_boolean (keep));
    }
  return TRUE;
}

static gboolean
read_marks (AeqProfile *self, JsonObject *object, GError **error)
{
  const char *delimiter = get_text (object, "delimiter");
  const char *decimal = get_text (object, "decimal");
  int sign = 0;

  if (delimiter != NULL && (strlen (delimiter) != 1 || *delimiter == '"' || *delimiter == '\n'))
    return refuse (error, "delimiter", delimiter);
  if (decimal != NULL && strcmp (decimal, ".") != 0 && strcmp (decimal, ",") != 0)
    return refuse (error, "decimal", decimal);
  self->delimiter = delimiter != NULL ? *delimiter : '\0';
  self->decimal = decimal != NULL ? (AeqDecimal) *decimal : AEQ_DECIMAL_AUTO;
  if (!read_choice (object, "date_order", ORDERS, &self->date_order, error) ||
      !read_choice (object, "sign", SIGNS, &sign, error))
    return FALSE;
  self->sign = (AeqSignRule) sign;
  self->debit_words = get_words (object, "debit_words");
  self->credit_words = get_words (object, "credit_words");
  return TRUE;
}

static gboolean
read_constants (AeqProfile *self, JsonObject *object, GError **error)
{
  const char *currency = get_text (object, "currency");
  const char *time_of_day = get_text (object, "time_of_day");
  gint64 scale = 0;

  if (currency != NULL && (self->currency = aeq_currency_lookup (currency, -1)) == NULL)
    return refuse (error, "currency", currency);
  if (json_object_has_member (object, "scale") && !get_integer (object, "scale", -4, 6, &scale))
    return refuse (error, "scale", "other than a power of ten from -4 to 6");
  if (time_of_day != NULL && !aeq_csv_time_parse (time_of_day, strlen (time_of_day), &self->time_of_day))
    return refuse (error, "time_of_day", time_of_day);
  self->scale = (int) scale;
  self->account = g_strdup (get_text (object, "account"));
  self->zone = g_strdup (get_text (object, "zone"));
  return self->zone == NULL || aeq_zone_get (self->zone, error) != NULL;
}

static gboolean
read_profile (AeqProfile *self, JsonObject *object, GError **error)
{
  g_auto(GStrv) fingerprints = get_words (object, "fingerprints");
  int kind = 0;

  if (!read_choice (object, "kind", KINDS, &kind, error))
    return FALSE;
  self->kind = (AeqProfileKind) kind;
  for (char **text = fingerprints; text != NULL && *text != NULL; text++)
    aeq_profile_add_fingerprint (self, *text);
  return read_marks (self, object, error) && read_constants (self, object, error) &&
         read_columns (self, object, error) && read_filters (self, object, error);
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
  name = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? get_text (json_node_get_object (root), "name") : NULL;
  if (name == NULL)
    {
      refuse (error, "name", NULL);
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
