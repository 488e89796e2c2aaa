/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-store-private.h"

/* Type words of the shared dialect and what SQLite's STRICT tables call them. */
static const struct
{
  const char *word;
  const char *sqlite;
} TYPES[] = {
  { "BIGINT", "INTEGER" },
  { "DOUBLE PRECISION", "REAL" },
  { "BYTEA", "BLOB" },
};

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

const char *
aeq_store_skip_quoted (const char *p)
{
  const char *end;

  if (p[0] == '-' && p[1] == '-')
    return (end = strchr (p, '\n')) != NULL ? end : p + strlen (p);
  if (p[0] != '\'' && p[0] != '"')
    return p;
  end = strchr (p + 1, p[0]);
  return end != NULL ? end + 1 : p + strlen (p);
}

static gboolean
replace_type (const char **p, GString *out)
{
  for (gsize i = 0; i < G_N_ELEMENTS (TYPES); i++)
    {
      gsize length = strlen (TYPES[i].word);

      if (strncmp (*p, TYPES[i].word, length) == 0 && !is_word ((*p)[length]))
        {
          g_string_append (out, TYPES[i].sqlite);
          *p += length;
          return TRUE;
        }
    }
  return FALSE;
}

char *
aeq_store_dialect_to_sqlite (const char *sql)
{
  GString *out = g_string_sized_new (strlen (sql) + 256);
  gboolean in_table = FALSE;
  char previous = ' ';

  for (const char *p = sql; *p != '\0';)
    {
      const char *end = aeq_store_skip_quoted (p);

      if (end > p)
        {
          g_string_append_len (out, p, end - p);
          p = end;
          previous = ' ';
          continue;
        }
      if (!is_word (previous) && strncmp (p, "CREATE TABLE", 12) == 0)
        in_table = TRUE;
      if (!is_word (previous) && replace_type (&p, out))
        {
          previous = 'x';
          continue;
        }
      if (*p == ';' && in_table)
        {
          g_string_append (out, " STRICT");
          in_table = FALSE;
        }
      previous = *p;
      g_string_append_c (out, *p++);
    }
  return g_string_free (out, FALSE);
}
