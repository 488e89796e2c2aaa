/* SPDX-License-Identifier: MIT */
#include "aeq-model-pane.h"

#include <string.h>

/* Text between ** and ** is bold; what is not closed stays as it is. */
static void
append_words (GString *out, const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, "**", -1);
  guint n = g_strv_length (parts);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *escaped = g_markup_escape_text (parts[i], -1);
      gboolean bold = i % 2 == 1 && i + 1 < n;

      g_string_append_printf (out, bold ? "<b>%s</b>" : "%s", escaped);
    }
}

/* "| a | b |": what is named, then its figures. Lines of rules and empty headings say nothing. */
static void
append_row (GString *out, const char *line)
{
  g_auto(GStrv) cells = g_strsplit (line, "|", -1);
  gboolean first = TRUE;

  if (strspn (line, "|- ") == strlen (line))
    return;
  for (guint i = 1; cells[i] != NULL && cells[i + 1] != NULL; i++)
    {
      g_autofree char *escaped = g_markup_escape_text (g_strstrip (cells[i]), -1);

      g_string_append_printf (out, first ? "%s:" : "  <b>%s</b>", escaped);
      first = FALSE;
    }
  g_string_append_c (out, '\n');
}

static void
append_heading (GString *out, const char *text, const char *size)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append_printf (out, "<span size=\"%s\" weight=\"bold\">%s</span>\n", size, escaped);
}

/* Lines of a paragraph are one line, which the label breaks where it has to. */
char *
aeq_model_card_markup (const char *card)
{
  g_auto(GStrv) lines = g_strsplit (card, "\n", -1);
  GString *out = g_string_new (NULL);
  gboolean open = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = lines[i];
      gboolean words = *line != '\0' && *line != '|' && *line != '#';

      if (open)
        g_string_append_c (out, words ? ' ' : '\n');
      open = words;
      if (g_str_has_prefix (line, "## "))
        append_heading (out, line + 3, "medium");
      else if (g_str_has_prefix (line, "# "))
        append_heading (out, line + 2, "large");
      else if (*line == '|')
        append_row (out, line);
      else if (words)
        append_words (out, line);
      else
        g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}
