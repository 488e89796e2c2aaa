/* SPDX-License-Identifier: MIT */
#include "aeq-scope.h"

#include <string.h>

#define ROOT "/api/v1/"

/* The bits are kept in the catalog: new kinds go to the end. */
typedef struct
{
  const char *name;
  gboolean    writes; /* there is a scope for writing, too */
  const char *paths;  /* first parts below the root */
} Kind;

static const Kind KINDS[] = {
  { "ledger", TRUE, " accounts flows positions balances limits " },
  { "imports", TRUE, " upload imports " },
  { "forecasts", TRUE, " forecast forecasts " },
  { "members", FALSE, " members " },
  { "audit", FALSE, " audit " },
  { "broker", TRUE, " broker " },
};

#define READ(kind) (1u << (2 * (kind)))
#define WRITE(kind) (2u << (2 * (kind)))

guint
aeq_scope_of_route (const AeqRoute *route)
{
  g_autofree char *part = NULL;
  const char *path = route->path + strlen (ROOT);

  if (!g_str_has_prefix (route->path, ROOT))
    return 0;
  part = g_strdup_printf (" %.*s ", (int) strcspn (path, "/"), path);
  for (guint kind = 0; kind < G_N_ELEMENTS (KINDS); kind++)
    if (strstr (KINDS[kind].paths, part) != NULL)
      {
        if (g_str_equal (route->method, "GET"))
          return READ (kind);
        return KINDS[kind].writes ? WRITE (kind) : 0;
      }
  return 0;
}

gboolean
aeq_scope_parse (const char *text, guint *scope)
{
  for (guint kind = 0; kind < G_N_ELEMENTS (KINDS); kind++)
    {
      gsize length = strlen (KINDS[kind].name);

      if (strncmp (text, KINDS[kind].name, length) != 0)
        continue;
      if (g_str_equal (text + length, ":read"))
        *scope = READ (kind);
      else if (g_str_equal (text + length, ":write") && KINDS[kind].writes)
        *scope = WRITE (kind);
      else
        return FALSE;
      return TRUE;
    }
  return FALSE;
}

void
aeq_scope_write (AeqJson *json, const char *name, guint scopes)
{
  aeq_json_begin_array (json, name);
  for (guint kind = 0; kind < G_N_ELEMENTS (KINDS); kind++)
    for (guint write = 0; write < 2; write++)
      if (scopes & (write ? WRITE (kind) : READ (kind)))
        {
          g_autofree char *text = g_strconcat (KINDS[kind].name, write ? ":write" : ":read", NULL);

          aeq_json_text (json, NULL, text);
        }
  aeq_json_end_array (json);
}
