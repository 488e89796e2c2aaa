/* SPDX-License-Identifier: MIT */
#include "aeq-database.h"

#include <string.h>

#include "aeq-error.h"
#ifdef AEQ_WITH_PGSQL
#include "aeq-store-pgsql.h"

gboolean
aeq_database_check (const char *uri, GError **error)
{
  return *uri == '\0' || aeq_store_pgsql_check_uri (uri, error);
}

static char *
read_password (const char *path, GError **error)
{
  g_autofree char *text = NULL;

  if (*path == '\0')
    return g_strdup ("");
  if (!g_file_get_contents (path, &text, NULL, error))
    {
      g_prefix_error (error, "database_password_file: ");
      return NULL;
    }
  text[strcspn (text, "\r\n")] = '\0';
  return g_uri_escape_string (text, NULL, FALSE);
}

char *
aeq_database_base (const char *uri, const char *password_file, GError **error)
{
  g_autofree char *password = NULL;

  if (!aeq_database_check (uri, error) || (password = read_password (password_file, error)) == NULL)
    return NULL;
  aeq_store_pgsql_add ();
  if (*password == '\0')
    return g_strdup (uri);
  return g_strconcat (uri, strchr (uri, '?') != NULL ? "&password=" : "?password=", password, NULL);
}

char *
aeq_database_uri (const char *base, const char *schema)
{
  return g_strconcat (base, strchr (base, '?') != NULL ? "&schema=" : "?schema=", schema, NULL);
}

gboolean
aeq_database_turn (AeqStore *store, const char *schema, AeqStoreFlags flags, GError **error)
{
  return aeq_store_pgsql_use_schema (store, schema, flags, error);
}
#else

gboolean
aeq_database_check (const char *uri, GError **error)
{
  return *uri == '\0' || aeq_error_refuse (error, AEQ_ERROR_USAGE, NULL, 0, "database",
                                           "this program was built without PostgreSQL (package libpq-dev): leave it empty");
}

char *
aeq_database_base (const char *uri, const char *password_file G_GNUC_UNUSED, GError **error)
{
  return aeq_database_check (uri, error) ? g_strdup (uri) : NULL;
}

char *
aeq_database_uri (const char *base, const char *schema G_GNUC_UNUSED)
{
  return g_strdup (base);
}

gboolean
aeq_database_turn (AeqStore *store G_GNUC_UNUSED, const char *schema G_GNUC_UNUSED, AeqStoreFlags flags G_GNUC_UNUSED, GError **error)
{
  return aeq_error_refuse (error, AEQ_ERROR_FAILED, NULL, 0, "database", "this program was built without PostgreSQL");
}
#endif
