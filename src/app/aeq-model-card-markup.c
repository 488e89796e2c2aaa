/* SPDX-License-Identifier: MIT */
#include "aeq-model-pane.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aeq-screen-format.h"
#include "aeq-words.h"

/* A paragraph, a heading or a cell of the card in the language of the window. */
static char *
say (const char *english)
{
  const char *said = g_dpgettext2 (NULL, "model card", english);
  gsize digits = strspn (english, "-0123456789");

  if (said != english)
    return g_strdup (said);
  if (digits > 0 && english[digits] == '.' && strspn (english + digits + 1, "0123456789") == strlen (english + digits + 1))
    return aeq_screen_number (english);
  return aeq_words_show (english);
}

/* Text between ** and ** is bold; what is not closed stays as it is. The label breaks the lines where it has to. */
static void
append_paragraph (GString *out, GString *paragraph)
{
  g_autofree char *said = g_strdelimit (say (paragraph->str), "\n", ' ');
  g_auto(GStrv) parts = g_strsplit (said, "**", -1);
  guint n = g_strv_length (parts);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *escaped = g_markup_escape_text (parts[i], -1);
      gboolean bold = i % 2 == 1 && i + 1 < n;

      g_string_append_printf (out, bold ? "<b>%s</b>" : "%s", escaped);
    }
  g_string_append_c (out, '\n');
  g_string_truncate (paragraph, 0);
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
      g_autofree char *said = say (g_strstrip (cells[i]));
      g_autofree char *escaped = g_markup_escape_text (said, -1);

      g_string_append_printf (out, first ? "%s:" : "  <b>%s</b>", escaped);
      first = FALSE;
    }
  g_string_append_c (out, '\n');
}

static void
append_heading (GString *out, const char *text, const char *size)
{
  g_autofree char *said = say (text);
  g_autofree char *escaped = g_markup_escape_text (said, -1);

  g_string_append_printf (out, "<span size=\"%s\" weight=\"bold\">%s</span>\n", size, escaped);
}

char *
aeq_model_card_markup (const char *card)
{
  g_auto(GStrv) lines = g_strsplit (card, "\n", -1);
  g_autoptr(GString) paragraph = g_string_new (NULL);
  GString *out = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = lines[i];

      if (*line != '\0' && *line != '|' && *line != '#')
        {
          g_string_append_printf (paragraph, paragraph->len > 0 ? "\n%s" : "%s", line);
          continue;
        }
      if (paragraph->len > 0)
        append_paragraph (out, paragraph);
      if (g_str_has_prefix (line, "## "))
        append_heading (out, line + 3, "medium");
      else if (g_str_has_prefix (line, "# "))
        append_heading (out, line + 2, "large");
      else if (*line == '|')
        append_row (out, line);
      else
        g_string_append_c (out, '\n');
    }
  if (paragraph->len > 0)
    append_paragraph (out, paragraph);
  return g_string_free (out, FALSE);
}
