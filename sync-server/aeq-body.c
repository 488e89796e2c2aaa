/* SPDX-License-Identifier: MIT */
#include "aeq-body.h"

#include <string.h>

#include "aeq-error.h"

static gboolean
refuse (GError **error, const char *field, const char *message)
{
  return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, field, message);
}

/* The parser recurses once a level and has no limit of its own. It also takes comments and other quotes, in which
 * brackets could hide from this count: nothing but JSON's own characters may stand outside of its strings. */
static gboolean
check_shape (const char *text, gsize length, GError **error)
{
  gboolean quoted = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (quoted && text[i] == '\\')
        i++;
      else if (text[i] == '"')
        quoted = !quoted;
      else if (quoted)
        continue;
      else if (text[i] == '{' || text[i] == '[')
        depth++;
      else if (text[i] == '}' || text[i] == ']')
        depth -= depth > 0 ? 1 : 0;
      else if (strchr (" \t\r\n:,+-.0123456789Etrufalsen", text[i]) == NULL)
        return refuse (error, NULL, "the body is not a JSON object");
      if (depth > AEQ_BODY_DEPTH)
        return refuse (error, NULL, "the JSON is nested too deep");
    }
  return TRUE;
}

JsonObject *
aeq_body_parse (const char *text, gsize length, GError **error)
{
  g_autoptr(JsonParser) parser = NULL;
  g_autoptr(GError) local = NULL;
  JsonNode *root;

  if (length == 0)
    text = "";
  if (memchr (text, '\0', length) != NULL || !g_utf8_validate_len (text, length, NULL))
    {
      refuse (error, NULL, "the body is not JSON in UTF-8");
      return NULL;
    }
  if (!check_shape (text, length, error))
    return NULL;
  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, text, (gssize) length, &local) ||
      (root = json_parser_get_root (parser)) == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      refuse (error, NULL, "the body is not a JSON object");
      return NULL;
    }
  return json_object_ref (json_node_get_object (root));
}

gboolean
aeq_body_only (JsonObject *body, const char *const *names, GError **error)
{
  g_autoptr(GList) members = json_object_get_members (body);

  for (GList *l = members; l != NULL; l = l->next)
    if (!g_strv_contains (names, l->data))
      return refuse (error, l->data, "there is no such field here");
  return TRUE;
}

static gboolean
has_control (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar) *text < 0x20 || *text == 0x7f)
      return TRUE;
  return FALSE;
}

static gboolean
take_text (JsonNode *node, const char *name, gsize most, const char **value, GError **error)
{
  const char *text;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return refuse (error, name, "needs a text");
  text = json_node_get_string (node);
  if (*text == '\0')
    return refuse (error, name, "is empty");
  if (strlen (text) > most)
    return refuse (error, name, "is too long");
  if (has_control (text))
    return refuse (error, name, "has a character that cannot be shown");
  *value = text;
  return TRUE;
}

gboolean
aeq_body_optional (JsonObject *body, const char *name, gsize most, const char **value, GError **error)
{
  JsonNode *node = json_object_get_member (body, name);

  *value = NULL;
  return node == NULL || JSON_NODE_HOLDS_NULL (node) || take_text (node, name, most, value, error);
}

gboolean
aeq_body_texts (JsonObject *body, const char *name, guint most_texts, gsize most, char ***values, GError **error)
{
  JsonNode *node = json_object_get_member (body, name);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return refuse (error, name, "needs a list of texts");
  array = json_node_get_array (node);
  if (json_array_get_length (array) == 0 || json_array_get_length (array) > most_texts)
    return refuse (error, name, "has too few or too many texts");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *text;

      if (!take_text (json_array_get_element (array, i), name, most, &text, error))
        return FALSE;
      g_strv_builder_add (builder, text);
    }
  *values = g_strv_builder_end (builder);
  return TRUE;
}

gboolean
aeq_body_text (JsonObject *body, const char *name, gsize most, const char **value, GError **error)
{
  if (!aeq_body_optional (body, name, most, value, error))
    return FALSE;
  return *value != NULL || refuse (error, name, "is missing");
}

gboolean
aeq_body_int (JsonObject *body, const char *name, gint64 least, gint64 most, gint64 fallback, gint64 *value,
              GError **error)
{
  JsonNode *node = json_object_get_member (body, name);

  *value = fallback;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return refuse (error, name, "needs a whole number");
  *value = json_node_get_int (node);
  return (*value >= least && *value <= most) || refuse (error, name, "is out of range");
}
