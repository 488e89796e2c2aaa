/* SPDX-License-Identifier: MIT */
#include "aeq-feed-private.h"

#include "aeq-words.h"

#define HOST "https://markets.newyorkfed.org"

/* A rate that was corrected stands there twice, the correction with a mark. */
static gboolean
is_revised (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "revisionIndicator");

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING && *json_node_get_string (node) != '\0';
}

static gboolean
parse_rate (JsonNode *node, const AeqFeedColumn *columns, guint n, GError **error)
{
  AeqFeedRow row = { .known_on = AEQ_DATE_NONE };
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return aeq_feed_refuse (error, N_("the answer has a rate that is none"));
  object = json_node_get_object (node);
  row.revised = is_revised (object);
  if (!aeq_feed_json_date (object, "effectiveDate", &row.day, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      if (!aeq_feed_json_value (json_object_get_member (object, columns[i].field), columns[i].field, &row.value, error))
        return FALSE;
      g_array_append_val (columns[i].rows, row);
    }
  return TRUE;
}

gboolean
aeq_feed_nyfed_parse (const char *text, gsize length, const AeqFeedColumn *columns, guint n, GError **error)
{
  g_autoptr(JsonParser) parser = aeq_feed_json_parse (text, length, error);
  JsonNode *root = parser != NULL ? json_parser_get_root (parser) : NULL;
  JsonNode *list;

  if (root == NULL)
    return FALSE;
  list = JSON_NODE_HOLDS_OBJECT (root) ? json_object_get_member (json_node_get_object (root), "refRates") : NULL;
  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    return aeq_feed_refuse (error, N_("the answer has no refRates"));
  for (guint i = 0; i < json_array_get_length (json_node_get_array (list)); i++)
    if (!parse_rate (json_array_get_element (json_node_get_array (list), i), columns, n, error))
      return FALSE;
  return TRUE;
}

gboolean
aeq_feed_nyfed_fetch (AeqFeedClient *self, const char *resource, const AeqFeedSpan *span, const char *what,
                      const AeqFeedColumn *columns, guint n, GCancellable *cancellable, GError **error)
{
  char from[AEQ_DATE_TEXT_SIZE], to[AEQ_DATE_TEXT_SIZE];
  g_autofree char *path = g_strdup_printf ("/api/rates/%s/search.json?startDate=%s&endDate=%s", resource,
                                           aeq_date_format (span->from, from), aeq_date_format (span->to, to));
  g_autoptr(AeqHttpResponse) response =
    aeq_feed_client_get (self, AEQ_FEED_NYFED, HOST, path, what, cancellable, error);
  const char *text;
  gsize length;

  if (response == NULL || (text = aeq_feed_client_body (response, AEQ_FEED_NYFED, what, &length, error)) == NULL)
    return FALSE;
  if (aeq_feed_nyfed_parse (text, length, columns, n, error))
    return TRUE;
  aeq_feed_prefix (error, AEQ_FEED_NYFED, what);
  return FALSE;
}
