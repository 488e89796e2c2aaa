/* SPDX-License-Identifier: MIT */
#include "aeq-feed-parse.h"

#include "aeq-words.h"

#include <math.h>
#include <string.h>

#include "aeq-words.h"

#define MAX_SHOWN 20
#define MAX_DIGITS 18
#define MAX_VALUE 1e12 /* no series of any feed comes near */

gboolean
aeq_feed_refuse (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, g_error_new_valist (AEQ_FEED_ERROR, AEQ_FEED_ERROR_SERIES, format, args));
  va_end (args);
  return FALSE;
}

char *
aeq_feed_clean (const char *text, guint max_chars)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out = g_string_new (NULL);
  guint n = 0;

  for (const char *p = valid; *p != '\0' && n <= max_chars; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean space = g_unichar_isspace (c) || !g_unichar_isprint (c);

      if (space && (out->len == 0 || out->str[out->len - 1] == ' '))
        continue;
      g_string_append_unichar (out, space ? ' ' : n == max_chars ? 0x2026 : c);
      n++;
    }
  if (g_str_has_suffix (out->str, " "))
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

/* The end of the string that begins at @p, or NULL. */
static const char *
skip_string (const char *p, const char *end)
{
  for (p++; p < end; p++)
    if (*p == '\\')
      p++;
    else if (*p == '"')
      return p;
  return NULL;
}

/* json-glib goes down by recursion and keeps every value as a node, it reads comments and quotes of other languages,
 * and whole numbers that are too long for it wrap: what is handed to it is plain JSON of a size and depth that it can
 * bear. */
static gboolean
look_over (const char *text, gsize length, GError **error)
{
  const char *end = text + length;
  guint depth = 0, values = 0, digits = 0;

  for (const char *p = text; p < end; p++)
    {
      if (*p == '"' && (p = skip_string (p, end)) == NULL)
        return aeq_feed_refuse (error, N_("the answer ends inside a text"));
      digits = g_ascii_isdigit (*p) ? digits + 1 : 0;
      if (*p == '[' || *p == '{')
        depth++;
      else if (*p == ']' || *p == '}')
        depth -= MIN (depth, 1);
      else if (*p == ',')
        values++;
      else if (!g_ascii_isalnum (*p) && strchr (" \t\r\n+-.:\"", *p) == NULL)
        return aeq_feed_refuse (error, N_("the answer is no JSON"));
      if (digits > MAX_DIGITS)
        return aeq_feed_refuse (error, N_("the answer has a number that is out of all bounds"));
      if (depth > AEQ_FEED_MAX_DEPTH)
        return aeq_feed_refuse (error, N_("the answer is nested deeper than %d levels"), AEQ_FEED_MAX_DEPTH);
      if (values > AEQ_FEED_MAX_VALUES)
        return aeq_feed_refuse (error, N_("the answer has more than %d values"), AEQ_FEED_MAX_VALUES);
    }
  return depth == 0 || aeq_feed_refuse (error, N_("the answer ends in the middle"));
}

static const char *
first_word (const char *text, gsize length)
{
  while (length > 0 && g_ascii_isspace (*text))
    {
      text++;
      length--;
    }
  return length > 0 ? text : NULL;
}

JsonParser *
aeq_feed_json_parse (const char *text, gsize length, GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  const char *first = first_word (text, length);

  if (length > AEQ_FEED_MAX_BODY)
    aeq_feed_refuse (error, N_("the answer is larger than %d bytes"), AEQ_FEED_MAX_BODY);
  else if (first == NULL)
    aeq_feed_refuse (error, N_("the answer is empty"));
  else if (*first == '<')
    aeq_feed_refuse (error, N_("the answer is a web page, not data: a proxy or a sign that the service is being mended"));
  else if (memchr (text, '\0', length) != NULL || !g_utf8_validate (text, (gssize) length, NULL))
    aeq_feed_refuse (error, N_("the answer is no text"));
  else if (look_over (text, length, error))
    {
      if (json_parser_load_from_data (parser, text, (gssize) length, NULL) && json_parser_get_root (parser) != NULL)
        return g_steal_pointer (&parser);
      aeq_feed_refuse (error, N_("the answer is no JSON"));
    }
  return NULL;
}

gboolean
aeq_feed_json_date (JsonObject *object, const char *member, AeqDate *date, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);
  const char *text = node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                                      : NULL;

  if (text == NULL)
    return aeq_feed_refuse (error, N_("the answer has a value without %s"), member);
  if (!aeq_date_parse_iso (text, -1, date))
    {
      g_autofree char *shown = aeq_feed_clean (text, MAX_SHOWN);

      return aeq_feed_refuse (error, N_("%s “%s” is not a day"), member, shown);
    }
  return TRUE;
}

static gboolean
check_value (const char *name, double *value, GError **error)
{
  if (isfinite (*value) && fabs (*value) <= MAX_VALUE)
    return TRUE;
  return aeq_feed_refuse (error, N_("%s is out of all bounds"), name);
}

gboolean
aeq_feed_text_value (const char *text, const char *name, double *value, GError **error)
{
  *value = NAN;
  if (*text == '\0' || g_str_equal (text, ".") || g_str_equal (text, "NA"))
    return TRUE;
  if (!aeq_indicator_parse_value (text, value))
    {
      g_autofree char *shown = aeq_feed_clean (text, MAX_SHOWN);

      return aeq_feed_refuse (error, N_("%s “%s” is not a number"), name, shown);
    }
  return check_value (name, value, error);
}

gboolean
aeq_feed_json_value (JsonNode *node, const char *name, double *value, GError **error)
{
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_INVALID;

  *value = NAN;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (type == G_TYPE_STRING)
    return aeq_feed_text_value (json_node_get_string (node), name, value, error);
  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return aeq_feed_refuse (error, N_("%s is not a number"), name);
  *value = type == G_TYPE_INT64 ? (double) json_node_get_int (node) : json_node_get_double (node);
  return check_value (name, value, error);
}
