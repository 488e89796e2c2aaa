/* SPDX-License-Identifier: MIT */
#include "aeq-pgsql-private.h"

#include <stdlib.h>
#include <string.h>

#define MAX_PARAMS 32766

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

static gboolean
starts_word (const char *sql, const char *p, const char *word)
{
  gsize length = strlen (word);

  return strncmp (p, word, length) == 0 && !is_word (p[length]) && (p == sql || !is_word (p[-1]));
}

/* Copies quoted text and comments as they are; TRUE when there was one. */
static gboolean
copy_quoted (const char **p, GString *out)
{
  const char *end = aeq_store_skip_quoted (*p);

  if (end == *p)
    return FALSE;
  g_string_append_len (out, *p, end - *p);
  *p = end;
  return TRUE;
}

static gboolean
note_param (GByteArray *used, int number)
{
  guint before = used->len;

  if (number < 1 || number > MAX_PARAMS)
    return FALSE;
  if (before < (guint) number)
    {
      g_byte_array_set_size (used, (guint) number);
      memset (used->data + before, 0, (gsize) number - before);
    }
  used->data[number - 1] = 1;
  return TRUE;
}

char *
aeq_pgsql_dialect_query (const char *sql, GByteArray *used)
{
  g_autoptr(GString) out = g_string_sized_new (strlen (sql) + 16);

  for (const char *p = sql; *p != '\0';)
    {
      if (copy_quoted (&p, out))
        continue;
      if (p[0] == '?' && g_ascii_isdigit (p[1]))
        {
          if (!note_param (used, atoi (p + 1)))
            return NULL;
          g_string_append_c (out, '$');
          p++;
          continue;
        }
      /* SQLite's LIKE does not tell small letters from capitals. */
      if (starts_word (sql, p, "LIKE"))
        g_string_append_c (out, 'I');
      g_string_append_c (out, *p++);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
aeq_pgsql_dialect_schema (const char *sql)
{
  GString *out = g_string_sized_new (strlen (sql) + 1024);
  gboolean in_table = FALSE;

  for (const char *p = sql; *p != '\0';)
    {
      if (copy_quoted (&p, out))
        continue;
      if (starts_word (sql, p, "CREATE TABLE") || starts_word (sql, p, "ALTER TABLE"))
        in_table = TRUE;
      else if (*p == ';')
        in_table = FALSE;
      if (in_table && starts_word (sql, p, "TEXT"))
        {
          g_string_append (out, "TEXT COLLATE \"C\"");
          p += strlen ("TEXT");
          continue;
        }
      g_string_append_c (out, *p++);
    }
  return g_string_free (out, FALSE);
}
