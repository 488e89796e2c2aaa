/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <string.h>

#include "aeq-cli-list.h"

struct _AeqCliTable
{
  GPtrArray *rows;  /* GPtrArray of char*; the first is the header */
  GArray    *right; /* gboolean a column */
};

static GPtrArray *
collect (const char *first, va_list args)
{
  GPtrArray *row = g_ptr_array_new_with_free_func (g_free);

  for (const char *cell = first; cell != NULL; cell = va_arg (args, const char *))
    g_ptr_array_add (row, g_strdup (cell));
  return row;
}

AeqCliTable *
aeq_cli_table_new (const char *first_header, ...)
{
  AeqCliTable *self = g_new0 (AeqCliTable, 1);
  GPtrArray *header;
  va_list args;

  va_start (args, first_header);
  header = collect (first_header, args);
  va_end (args);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->right = g_array_new (FALSE, FALSE, sizeof (gboolean));
  for (guint i = 0; i < header->len; i++)
    {
      char *text = header->pdata[i];
      gboolean right = *text == '>';

      g_array_append_val (self->right, right);
      if (right)
        memmove (text, text + 1, strlen (text));
    }
  g_ptr_array_add (self->rows, header);
  return self;
}

void
aeq_cli_table_add (AeqCliTable *self, const char *first_cell, ...)
{
  va_list args;

  va_start (args, first_cell);
  g_ptr_array_add (self->rows, collect (first_cell, args));
  va_end (args);
}

static glong
column_width (AeqCliTable *self, guint column)
{
  glong width = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      GPtrArray *row = self->rows->pdata[i];

      if (column < row->len)
        width = MAX (width, g_utf8_strlen (row->pdata[column], -1));
    }
  return width;
}

static void
append_spaces (GString *out, glong n)
{
  while (n-- > 0)
    g_string_append_c (out, ' ');
}

static void
print_row (AeqCliTable *self, GPtrArray *row, const glong *widths, GString *out)
{
  for (guint i = 0; i < row->len; i++)
    {
      glong missing = widths[i] - g_utf8_strlen (row->pdata[i], -1);
      gboolean right = g_array_index (self->right, gboolean, i);

      append_spaces (out, i > 0 ? 2 : 0);
      append_spaces (out, right ? missing : 0);
      g_string_append (out, row->pdata[i]);
      append_spaces (out, right || i + 1 == row->len ? 0 : missing);
    }
  g_string_append_c (out, '\n');
}

void
aeq_cli_table_free (AeqCliTable *self)
{
  g_ptr_array_unref (self->rows);
  g_array_unref (self->right);
  g_free (self);
}

void
aeq_cli_table_print (AeqCliTable *self, GString *out)
{
  g_autofree glong *widths = g_new0 (glong, self->right->len);

  for (guint i = 0; i < self->right->len; i++)
    widths[i] = column_width (self, i);
  for (guint i = 0; i < self->rows->len; i++)
    print_row (self, self->rows->pdata[i], widths, out);
  aeq_cli_table_free (self);
}

gboolean
aeq_cli_print_query (AeqCli *cli, AeqStatement *stmt, AeqCliTable *table, AeqCliRowFunc add, GError **error)
{
  AeqCliList list;
  gboolean has_row = TRUE;
  gboolean ok;

  aeq_cli_list_begin (&list, cli, table);
  while ((ok = aeq_statement_step (stmt, &has_row, error)) && has_row)
    add (stmt, list.json, list.table);
  return aeq_cli_list_end (&list, ok);
}
