/* SPDX-License-Identifier: MIT */
#include "aeq-words.h"

#include <libintl.h>
#include <string.h>

/* Which sentence a text was made of is found by its fixed words; nothing else of it has to be kept. A value stretches to where
 * the next fixed words begin, so a search never goes back, and the sentence with most of them wins. */

#define MAX_VALUES 12
#define MAX_DEPTH 4

typedef struct
{
  const char *start;
  gsize       length;
} Value;

typedef struct
{
  Value values[MAX_VALUES];
  guint n;
  guint weight; /* of the fixed words: letters count more than marks */
} Match;

static const char *const *known;

static char *show (const char *english, guint depth);

void
aeq_words_use (const char *const *formats)
{
  known = formats;
}

const char *
aeq_words_get (const char *format)
{
  return known != NULL && *format != '\0' ? dgettext (GETTEXT_PACKAGE, format) : format;
}

/* The end of the conversion that begins at @at, NULL when none does; @place is its number when it has one ("%2$s"). */
static const char *
skip_conversion (const char *at, guint *place)
{
  const char *end;

  if (*at != '%' || at[1] == '%')
    return NULL;
  end = at + 1 + strspn (at + 1, "0123456789");
  if (*end == '$' && place != NULL)
    *place = (guint) g_ascii_strtoull (at + 1, NULL, 10);
  end = at + 1 + strspn (at + 1, "0123456789$.*+- lzh");
  return *end != '\0' ? end + 1 : end;
}

/* The fixed words from *@format on, which is moved behind them. */
static char *
take_fixed (const char **format)
{
  GString *fixed = g_string_new (NULL);
  const char *at = *format;

  for (; *at != '\0' && skip_conversion (at, NULL) == NULL; at++)
    {
      g_string_append_c (fixed, *at);
      at += *at == '%' && at[1] == '%' ? 1 : 0;
    }
  *format = at;
  return g_string_free (fixed, FALSE);
}

/* Where the fixed words that follow a value stand; the last ones stand at the very end. */
static const char *
find_fixed (const char *text, const char *fixed, gboolean last)
{
  gsize length = strlen (text);
  gsize wanted = strlen (fixed);

  if (!last)
    return strstr (text, fixed);
  return length >= wanted && g_str_equal (text + length - wanted, fixed) ? text + length - wanted : NULL;
}

static guint
weigh (const char *fixed)
{
  guint n = 0;

  for (; *fixed != '\0'; fixed++)
    n += g_ascii_isalpha (*fixed) ? 16 : 1;
  return n;
}

/* A number is not taken for words. */
static gboolean
fits (const char *end, const char *value, gsize length)
{
  return end[-1] == 's' || strspn (value, "+-.0123456789") >= length;
}

static gboolean
match (const char *format, const char *text, Match *found)
{
  *found = (Match) { .n = 0 };
  for (;;)
    {
      const char *end = skip_conversion (format, NULL);
      const char *rest = end != NULL ? end : format;
      g_autofree char *fixed = take_fixed (&rest);
      const char *at;

      /* Of values side by side the last one takes everything. */
      if (end != NULL && *fixed == '\0' && *rest != '\0')
        at = text;
      else
        at = end != NULL ? find_fixed (text, fixed, *rest == '\0') : g_str_has_prefix (text, fixed) ? text : NULL;
      if (at == NULL || (end != NULL && at > text && (found->n == MAX_VALUES || !fits (end, text, (gsize) (at - text)))))
        return FALSE;
      if (end != NULL && found->n < MAX_VALUES)
        found->values[found->n++] = (Value) { text, (gsize) (at - text) };
      found->weight += weigh (fixed);
      text = at + strlen (fixed);
      format = rest;
      if (*format == '\0')
        return *text == '\0';
    }
}

/* @format with the values at their places, each of them shown too: one may be a sentence itself. */
static char *
fill (const char *format, const Match *found, guint depth)
{
  GString *out = g_string_new (NULL);
  guint next = 0;

  while (*format != '\0')
    {
      g_autofree char *fixed = take_fixed (&format);
      guint place = 0;
      const char *end = skip_conversion (format, &place);

      g_string_append (out, fixed);
      if (end == NULL)
        break;
      place = place > 0 ? place - 1 : next++;
      if (place < found->n)
        {
          g_autofree char *value = g_strndup (found->values[place].start, found->values[place].length);
          g_autofree char *shown = show (value, depth + 1);

          g_string_append (out, shown);
        }
      format = end;
    }
  return g_string_free (out, FALSE);
}

/* "Account 7: there is no currency XYZ" is two sentences of which the first one is known with its colon, or not at all. */
static char *
show_parts (const char *english, guint depth)
{
  const char *colon = strstr (english, ": ");
  g_autofree char *head = colon != NULL ? g_strndup (english, (gsize) (colon - english) + 2) : NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (colon == NULL)
    return g_strdup (english);
  first = show (head, MAX_DEPTH);
  second = show (colon + 2, depth + 1);
  return g_strconcat (first, second, NULL);
}

static char *
show (const char *english, guint depth)
{
  const char *best = NULL;
  Match found = { .n = 0 };

  if (depth > MAX_DEPTH || *english == '\0')
    return g_strdup (english);
  for (const char *const *format = known; *format != NULL; format++)
    {
      Match now;

      if (match (*format, english, &now) && now.weight > found.weight)
        {
          best = *format;
          found = now;
        }
    }
  if (best != NULL)
    return fill (aeq_words_get (best), &found, depth);
  return depth < MAX_DEPTH ? show_parts (english, depth) : g_strdup (english);
}

char *
aeq_words_show (const char *english)
{
  return known != NULL ? show (english, 0) : g_strdup (english);
}

char *
aeq_words_lines (char **sentences)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; sentences[i] != NULL; i++)
    {
      g_autofree char *shown = aeq_words_show (sentences[i]);

      g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", shown);
    }
  return g_string_free (lines, FALSE);
}
