/* SPDX-License-Identifier: MIT */
#include "aeq-database.h"

#include <string.h>

#include "aeq-error.h"
#include "aeq-secret.h"
#ifdef AEQ_WITH_PGSQL
#include "aeq-store-pgsql.h"

gboolean
aeq_database_check (const char *uri, GError **error)
{
  return *uri == '\0' || aeq_store_pgsql_check_uri (uri, error);
}

char *
aeq_database_base (const char *uri, const char *password_file, GError **error)
{
  g_autofree char *plain = NULL;
  g_autofree char *password = NULL;

  if (!aeq_database_check (uri, error) || (plain = aeq_password_read (password_file, "database_password_file", error)) == NULL)
    return NULL;
  password = g_uri_escape_string (plain, NULL, FALSE);
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
