/* SPDX-License-Identifier: MIT */
#include "aeq-feed-private.h"

#include "aeq-words.h"

#include <string.h>

#include "aeq-words.h"

#define HOST "https://data.financialresearch.gov"
#define FSI_HOST "https://www.financialresearch.gov"
#define FSI_PATH "/financial-stress-index/data/fsi.csv"
#define MAX_FSI_COLUMNS 64
#define MAX_FSI_ROWS 50000

static gboolean
parse_pair (JsonNode *node, GArray *rows, GError **error)
{
  AeqFeedRow row = { .known_on = AEQ_DATE_NONE };
  JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  JsonNode *day;

  if (pair == NULL || json_array_get_length (pair) != 2)
    return aeq_feed_refuse (error, N_("the answer has a value without its day"));
  day = json_array_get_element (pair, 0);
  if (json_node_get_value_type (day) != G_TYPE_STRING || !aeq_date_parse_iso (json_node_get_string (day), -1, &row.day))
    return aeq_feed_refuse (error, N_("the answer has a day that is none"));
  if (!aeq_feed_json_value (json_array_get_element (pair, 1), "value", &row.value, error))
    return FALSE;
  g_array_append_val (rows, row);
  return TRUE;
}

gboolean
aeq_feed_ofr_parse (const char *text, gsize length, GArray *rows, GError **error)
{
  g_autoptr(JsonParser) parser = aeq_feed_json_parse (text, length, error);
  JsonNode *root = parser != NULL ? json_parser_get_root (parser) : NULL;

  if (root == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_ARRAY (root))
    return aeq_feed_refuse (error, N_("the answer has no list of values"));
  for (guint i = 0; i < json_array_get_length (json_node_get_array (root)); i++)
    if (!parse_pair (json_array_get_element (json_node_get_array (root), i), rows, error))
      return FALSE;
  return TRUE;
}

/* Cells of a line without quotes, which this file has none of. */
static char **
split_cells (const char *line)
{
  char **cells = g_strsplit (line, ",", MAX_FSI_COLUMNS);

  for (guint i = 0; cells[i] != NULL; i++)
    g_strstrip (cells[i]);
  return cells;
}

static gboolean
find_columns (const char *header, const AeqFeedColumn *columns, guint n, guint *at, GError **error)
{
  g_auto(GStrv) cells = split_cells (header);

  if (cells[0] == NULL || g_ascii_strcasecmp (cells[0], "Date") != 0)
    return aeq_feed_refuse (error, N_("the answer is no table that begins with Date"));
  for (guint i = 0; i < n; i++)
    {
      at[i] = 1;
      while (at[i] < g_strv_length (cells) && g_ascii_strcasecmp (cells[at[i]], columns[i].field) != 0)
        at[i]++;
      if (at[i] >= g_strv_length (cells))
        return aeq_feed_refuse (error, N_("the table has no column %s"), columns[i].field);
    }
  return TRUE;
}

static gboolean
parse_line (const char *line, const AeqFeedColumn *columns, const guint *at, guint n, GError **error)
{
  g_auto(GStrv) cells = split_cells (line);
  guint n_cells = g_strv_length (cells);
  AeqFeedRow row = { .known_on = AEQ_DATE_NONE };

  if (!aeq_date_parse_iso (cells[0], -1, &row.day))
    return aeq_feed_refuse (error, N_("the table has a day that is none"));
  for (guint i = 0; i < n; i++)
    {
      if (at[i] >= n_cells)
        return aeq_feed_refuse (error, N_("the table ends inside a row"));
      if (!aeq_feed_text_value (cells[at[i]], columns[i].field, &row.value, error))
        return FALSE;
      g_array_append_val (columns[i].rows, row);
    }
  return TRUE;
}

gboolean
aeq_feed_ofr_parse_fsi (const char *text, gsize length, const AeqFeedColumn *columns, guint n, GError **error)
{
  g_autofree char *copy = NULL;
  g_auto(GStrv) lines = NULL;
  g_autofree guint *at = g_new0 (guint, n);

  if (length > AEQ_FEED_MAX_BODY)
    return aeq_feed_refuse (error, N_("the answer is larger than %d bytes"), AEQ_FEED_MAX_BODY);
  if (memchr (text, '\0', length) != NULL || !g_utf8_validate (text, (gssize) length, NULL))
    return aeq_feed_refuse (error, N_("the answer is no text"));
  copy = g_strndup (text, length);
  lines = g_strsplit (g_str_has_prefix (copy, "\xef\xbb\xbf") ? copy + 3 : copy, "\n", MAX_FSI_ROWS + 2);
  if (*g_strchug (copy) == '<')
    return aeq_feed_refuse (error,
                            N_("the answer is a web page, not data: a proxy or a sign that the service is being mended"));
  if (lines[0] == NULL)
    return aeq_feed_refuse (error, N_("the answer is empty"));
  if (!find_columns (lines[0], columns, n, at, error))
    return FALSE;
  for (guint i = 1; lines[i] != NULL; i++)
    {
      if (i > MAX_FSI_ROWS)
        return aeq_feed_refuse (error, N_("the table has more than %d rows"), MAX_FSI_ROWS);
      if (*g_strstrip (lines[i]) != '\0' && !parse_line (lines[i], columns, at, n, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
aeq_feed_ofr_fetch (AeqFeedClient *self, const char *resource, const AeqFeedSpan *span, const char *what,
                    const AeqFeedColumn *columns, guint n, GCancellable *cancellable, GError **error)
{
  gboolean fsi = g_str_equal (resource, "fsi");
  char from[AEQ_DATE_TEXT_SIZE];
  g_autofree char *path = fsi ? g_strdup (FSI_PATH)
                              : g_strdup_printf ("/v1/series/timeseries?mnemonic=%s&start_date=%s", resource,
                                                 aeq_date_format (span->from, from));
  g_autoptr(AeqHttpResponse) response =
    aeq_feed_client_get (self, AEQ_FEED_OFR, fsi ? FSI_HOST : HOST, path, what, cancellable, error);
  const char *text;
  gsize length;

  if (response == NULL || (text = aeq_feed_client_body (response, AEQ_FEED_OFR, what, &length, error)) == NULL)
    return FALSE;
  if (fsi ? aeq_feed_ofr_parse_fsi (text, length, columns, n, error)
          : aeq_feed_ofr_parse (text, length, columns[0].rows, error))
    return TRUE;
  aeq_feed_prefix (error, AEQ_FEED_OFR, what);
  return FALSE;
}
