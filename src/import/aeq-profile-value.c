/* SPDX-License-Identifier: MIT */
#include "aeq-profile-value.h"

#include <string.h>

#include "aeq-error.h"

/* Members of a profile's JSON, each of the type that is wanted or refused. */

void
aeq_profile_write_words (AeqJson *json, const char *name, char **words)
{
  if (words == NULL)
    return;
  aeq_json_begin_array (json, name);
  for (; *words != NULL; words++)
    aeq_json_text (json, NULL, *words);
  aeq_json_end_array (json);
}

gboolean
aeq_profile_refuse (GError **error, const char *member, const char *value)
{
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, "profile: %s cannot be %s", member,
               value != NULL ? value : "missing");
  return FALSE;
}

/* (nullable) the member when it is a string. */
const char *
aeq_profile_get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

gboolean
aeq_profile_get_integer (JsonObject *object, const char *member, gint64 low, gint64 high, gint64 *value)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  *value = json_node_get_int (node);
  return *value >= low && *value <= high;
}

JsonArray *
aeq_profile_get_array (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

JsonObject *
aeq_profile_get_element (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* NULL when the member is missing or holds other than texts. */
char **
aeq_profile_get_words (JsonObject *object, const char *member)
{
  JsonArray *array = aeq_profile_get_array (object, member);
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

gboolean
aeq_profile_get_choice (JsonObject *object, const char *member, const char *const *choices, int *value, GError **error)
{
  const char *text = aeq_profile_get_text (object, member);

  if (text == NULL && !json_object_has_member (object, member))
    return TRUE;
  for (int i = 0; text != NULL && choices[i] != NULL; i++)
    if (strcmp (choices[i], text) == 0)
      {
        *value = i;
        return TRUE;
      }
  return aeq_profile_refuse (error, member, text);
}
