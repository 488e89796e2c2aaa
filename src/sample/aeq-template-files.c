/* SPDX-License-Identifier: MIT */
#include "aeq-template.h"

#include <string.h>

static void
append_cell (GString *out, const char *cell)
{
  if (strpbrk (cell, ",\"\n") == NULL)
    {
      g_string_append (out, cell);
      return;
    }
  g_string_append_c (out, '"');
  for (const char *p = cell; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

char *
aeq_template_to_csv (const AeqTemplate *self)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < self->n_columns; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? "," : "", self->columns[i].name);
  g_string_append_c (out, '\n');
  for (guint row = 0; row < self->n_rows; row++)
    {
      for (guint i = 0; i < self->n_columns; i++)
        {
          if (i > 0)
            g_string_append_c (out, ',');
          append_cell (out, aeq_template_cell (self, row, i));
        }
      g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}

gboolean
aeq_template_write_files (const char *folder, GError **error)
{
  g_autofree char *workbook = g_build_filename (folder, AEQ_TEMPLATES_WORKBOOK, NULL);
  guint n;
  const AeqTemplate *templates = aeq_template_table (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_build_filename (folder, templates[i].file, NULL);
      g_autofree char *text = aeq_template_to_csv (&templates[i]);

      if (!g_file_set_contents (path, text, -1, error))
        return FALSE;
    }
  return aeq_template_write_xlsx (workbook, error);
}
