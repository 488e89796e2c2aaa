/* SPDX-License-Identifier: MIT */
#include "aeq-store-pgsql.h"

#include "aeq-pgsql-private.h"

#include <string.h>

#define DEFAULT_SCHEMA "aequitas"
#define MAX_NAME 63

static gboolean
is_name (const char *schema)
{
  if (!(g_ascii_islower (*schema) || *schema == '_') || strlen (schema) > MAX_NAME)
    return FALSE;
  for (const char *p = schema; *p != '\0'; p++)
    if (!g_ascii_islower (*p) && !g_ascii_isdigit (*p) && *p != '_')
      return FALSE;
  return !g_str_has_prefix (schema, "pg_") && !g_str_equal (schema, "information_schema");
}

gboolean
aeq_pgsql_schema_check (const char *schema, GError **error)
{
  if (is_name (schema))
    return TRUE;
  g_set_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_FAILED,
               "\"%s\" is no name for a schema: small letters, digits and _, at most %d, not beginning with a digit or pg_", schema,
               MAX_NAME);
  return FALSE;
}

/* Takes schema=… out of the query. */
static char *
take_schema (const char *uri, char **schema)
{
  const char *query = strchr (uri, '?');
  g_autoptr(GPtrArray) kept = g_ptr_array_new ();
  g_auto(GStrv) parts = NULL;
  g_autofree char *rest = NULL;
  g_autofree char *head = NULL;

  if (query == NULL)
    return g_strdup (uri);
  parts = g_strsplit (query + 1, "&", -1);
  for (char **part = parts; *part != NULL; part++)
    if (g_str_has_prefix (*part, "schema="))
      {
        g_free (*schema);
        *schema = g_strdup (*part + strlen ("schema="));
      }
    else
      g_ptr_array_add (kept, *part);
  g_ptr_array_add (kept, NULL);
  rest = g_strjoinv ("&", (char **) kept->pdata);
  head = g_strndup (uri, (gsize) (query - uri));
  return g_strconcat (head, *rest != '\0' ? "?" : "", rest, NULL);
}

/* libpq's own message would repeat the part that it could not read, which may hold the password. */
static gboolean
refuse_uri (GError **error)
{
  g_set_error_literal (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_FAILED,
                       "The database's URI cannot be read: it should look like postgresql://user@host/database?schema=name, with the"
                       " characters :/?#[]@ and spaces of names and passwords escaped by %");
  return FALSE;
}

gboolean
aeq_pgsql_uri_parse (const char *uri, char **base, char **schema, GError **error)
{
  g_autofree char *name = g_strdup (DEFAULT_SCHEMA);
  g_autofree char *rest = take_schema (uri, &name);
  PQconninfoOption *options = PQconninfoParse (rest, NULL);

  if (options == NULL)
    return refuse_uri (error);
  PQconninfoFree (options);
  if (!aeq_pgsql_schema_check (name, error))
    return FALSE;
  *base = g_steal_pointer (&rest);
  *schema = g_steal_pointer (&name);
  return TRUE;
}

static const char *
option (PQconninfoOption *options, const char *key)
{
  for (PQconninfoOption *o = options; o->keyword != NULL; o++)
    if (g_str_equal (o->keyword, key))
      return o->val != NULL ? o->val : "";
  return "";
}

gboolean
aeq_store_pgsql_check_uri (const char *uri, GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *rest = take_schema (uri, &name);
  PQconninfoOption *options = g_str_has_prefix (uri, aeq_store_pgsql_driver.scheme) ? PQconninfoParse (rest, NULL) : NULL;
  gboolean secret;

  if (options == NULL)
    return refuse_uri (error);
  secret = *option (options, "password") != '\0';
  PQconninfoFree (options);
  if (!secret)
    return TRUE;
  g_set_error_literal (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_FAILED,
                       "The database's URI holds a password, where other programs may read it: put it into a file or into PGPASSWORD");
  return FALSE;
}

char *
aeq_pgsql_uri_show (const char *base, const char *schema)
{
  PQconninfoOption *options = PQconninfoParse (base, NULL);
  const char *host = option (options, "host");
  char *shown = g_strconcat ("postgresql://", *host != '/' ? host : "", "/", option (options, "dbname"), "/", schema, NULL);

  PQconninfoFree (options);
  return shown;
}
