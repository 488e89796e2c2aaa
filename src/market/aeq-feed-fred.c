/* SPDX-License-Identifier: MIT */
#include "aeq-feed-private.h"

#include "aeq-words.h"

#include <math.h>
#include <string.h>

#include "aeq-words.h"

#define HOST "https://api.stlouisfed.org"
#define MAX_MESSAGE 200
#define MAX_ATTEMPTS 3

static gboolean
parse_row (JsonNode *node, GArray *rows, GError **error)
{
  AeqFeedRow row = { .known_on = AEQ_DATE_NONE };
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return aeq_feed_refuse (error, N_("the answer has an observation that is none"));
  object = json_node_get_object (node);
  if (!aeq_feed_json_date (object, "date", &row.day, error) ||
      !aeq_feed_json_date (object, "realtime_start", &row.known_on, error) ||
      !aeq_feed_json_value (json_object_get_member (object, "value"), "value", &row.value, error))
    return FALSE;
  g_array_append_val (rows, row);
  return TRUE;
}

gboolean
aeq_feed_fred_parse (const char *text, gsize length, GArray *rows, guint64 *count, GError **error)
{
  g_autoptr(JsonParser) parser = aeq_feed_json_parse (text, length, error);
  JsonNode *root = parser != NULL ? json_parser_get_root (parser) : NULL;
  JsonNode *list, *total;

  if (root == NULL)
    return FALSE;
  list = JSON_NODE_HOLDS_OBJECT (root) ? json_object_get_member (json_node_get_object (root), "observations") : NULL;
  total = list != NULL ? json_object_get_member (json_node_get_object (root), "count") : NULL;
  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list) || total == NULL ||
      json_node_get_value_type (total) != G_TYPE_INT64 || json_node_get_int (total) < 0)
    return aeq_feed_refuse (error, N_("the answer has no observations with their count"));
  *count = (guint64) json_node_get_int (total);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (list)); i++)
    if (!parse_row (json_array_get_element (json_node_get_array (list), i), rows, error))
      return FALSE;
  return TRUE;
}

char *
aeq_feed_fred_message (const char *text, gsize length)
{
  g_autoptr(JsonParser) parser = aeq_feed_json_parse (text, length, NULL);
  JsonNode *root = parser != NULL ? json_parser_get_root (parser) : NULL;
  JsonNode *message;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  message = json_object_get_member (json_node_get_object (root), "error_message");
  if (message == NULL || json_node_get_value_type (message) != G_TYPE_STRING)
    return NULL;
  return aeq_feed_clean (json_node_get_string (message), MAX_MESSAGE);
}

/* 400 stands for a refused key and for a series that is not there. What FRED says is shown, should it ever quote the
 * key without it. */
static gboolean
refuse_request (const AeqFeedClient *self, const AeqHttpResponse *response, const char *what, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (response->body, &length);
  g_autofree char *message = aeq_feed_fred_message (text, length);
  g_auto(GStrv) parts = g_strsplit (message != NULL ? message : "", self->fred_key, -1);
  g_autofree char *shown = g_strjoinv ("***", parts);

  if (*shown != '\0' && strstr (shown, "api_key") != NULL)
    g_set_error (error, AEQ_FEED_ERROR, AEQ_FEED_ERROR_FEED,
                 N_("FRED, %s: the key is refused (%s); keys are free at %s"), what, shown, AEQ_FEED_FRED_KEYS);
  else if (*shown != '\0')
    g_set_error (error, AEQ_FEED_ERROR, AEQ_FEED_ERROR_SERIES, N_("FRED, %s: the server refused: %s"), what, shown);
  else
    g_set_error (error, AEQ_FEED_ERROR, AEQ_FEED_ERROR_SERIES, N_("FRED, %s: the server answered 400"), what);
  return FALSE;
}

static char *
page_path (const AeqFeedClient *self, const AeqFeedSeries *series, const AeqFeedSpan *span, guint64 offset)
{
  GString *path = g_string_new ("/fred/series/observations?file_type=json&sort_order=asc");
  char from[AEQ_DATE_TEXT_SIZE], since[AEQ_DATE_TEXT_SIZE];

  g_string_append_printf (path, "&series_id=%s&observation_start=%s&limit=%u&offset=%" G_GUINT64_FORMAT,
                          series->resource, aeq_date_format (span->from, from), self->page_rows, offset);
  if (span->vintages_since != AEQ_DATE_NONE)
    g_string_append_printf (path, "&realtime_start=%s&realtime_end=9999-12-31",
                            aeq_date_format (span->vintages_since, since));
  g_string_append_printf (path, "&api_key=%s", self->fred_key);
  return g_string_free (path, FALSE);
}

static gboolean
read_page (AeqFeedClient *self, const AeqFeedSeries *series, const AeqFeedSpan *span, const char *what, guint64 offset,
           GArray *page, guint64 *count, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = page_path (self, series, span, offset);
  g_autoptr(AeqHttpResponse) response =
    aeq_feed_client_get (self, AEQ_FEED_FRED, HOST, path, what, cancellable, error);
  const char *text;
  gsize length;

  if (response == NULL)
    return FALSE;
  if (response->status == 400)
    return refuse_request (self, response, what, error);
  if ((text = aeq_feed_client_body (response, AEQ_FEED_FRED, what, &length, error)) == NULL)
    return FALSE;
  if (aeq_feed_fred_parse (text, length, page, count, error))
    return TRUE;
  aeq_feed_prefix (error, AEQ_FEED_FRED, what);
  return FALSE;
}

static gboolean
same_row (const AeqFeedRow *a, const AeqFeedRow *b)
{
  return a->day == b->day && a->known_on == b->known_on &&
         (a->value == b->value || (isnan (a->value) && isnan (b->value)));
}

/* Every page begins with the last row of the one before: a row that came or went in between moves all others, and would
 * else be skipped or counted twice without a trace. @moved: it has to be read anew. */
static gboolean
read_pages (AeqFeedClient *self, const AeqFeedSeries *series, const AeqFeedSpan *span, const char *what, GArray *rows,
            gboolean *moved, GCancellable *cancellable, GError **error)
{
  guint64 total = 0;

  *moved = FALSE;
  g_array_set_size (rows, 0);
  do
    {
      g_autoptr(GArray) page = g_array_new (FALSE, FALSE, sizeof (AeqFeedRow));
      guint overlap = rows->len > 0 ? 1 : 0;
      guint64 count;

      if (!read_page (self, series, span, what, rows->len - overlap, page, &count, cancellable, error))
        return FALSE;
      *moved = (overlap == 1 &&
                (count != total || page->len == 0 ||
                 !same_row (&g_array_index (page, AeqFeedRow, 0), &g_array_index (rows, AeqFeedRow, rows->len - 1)))) ||
               page->len > count || (count > rows->len && page->len <= overlap);
      if (*moved)
        return TRUE;
      total = count;
      if (count > AEQ_FEED_MAX_VALUES)
        return aeq_feed_refuse (error, N_("FRED, %s: more than %d values; --from takes fewer"), what, AEQ_FEED_MAX_VALUES);
      if (page->len > overlap)
        g_array_append_vals (rows, &g_array_index (page, AeqFeedRow, overlap), page->len - overlap);
    }
  while (rows->len < total);
  return TRUE;
}

gboolean
aeq_feed_fred_fetch (AeqFeedClient *self, const AeqFeedSeries *series, const AeqFeedSpan *span, const char *what,
                     GArray *rows, GCancellable *cancellable, GError **error)
{
  gboolean moved = TRUE;

  for (guint attempt = 0; moved && attempt < MAX_ATTEMPTS; attempt++)
    if (!read_pages (self, series, span, what, rows, &moved, cancellable, error))
      return FALSE;
  if (moved)
    return aeq_feed_refuse (error, N_("FRED, %s: the series changed while it was read; fetch it again"), what);
  /* Without vintages, and for those that began before, the answer tells only since when the question is asked. */
  for (guint i = 0; i < rows->len; i++)
    {
      AeqFeedRow *row = &g_array_index (rows, AeqFeedRow, i);

      if (span->vintages_since == AEQ_DATE_NONE || row->known_on <= span->vintages_since)
        row->known_on = AEQ_DATE_NONE;
    }
  return TRUE;
}
