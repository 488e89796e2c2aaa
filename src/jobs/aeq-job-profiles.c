/* SPDX-License-Identifier: MIT */
#include "aeq-job-profiles.h"

#include "aeq-change.h"
#include "aeq-error.h"
#include "aeq-jobs-resources.h"

#define SHIPPED "/ai/aequitas/profiles"

static gboolean
add_saved (AeqLedger *ledger, AeqProfileSet *set, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, "SELECT definition FROM import_profile ORDER BY name", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqProfile *profile;

      if (!has_row)
        return TRUE;
      if ((profile = aeq_profile_from_json (aeq_statement_get_text (stmt, 0), -1, error)) == NULL)
        return FALSE;
      aeq_profile_set_add (set, profile);
    }
  return FALSE;
}

static gboolean
add_shipped (AeqProfileSet *set, GError **error)
{
  g_auto(GStrv) names = NULL;

  aeq_jobs_get_resource ();
  if ((names = g_resources_enumerate_children (SHIPPED, G_RESOURCE_LOOKUP_FLAGS_NONE, error)) == NULL)
    return FALSE;
  for (char **name = names; *name != NULL; name++)
    {
      g_autofree char *path = g_strconcat (SHIPPED "/", *name, NULL);
      g_autoptr(GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
      AeqProfile *profile;

      if (bytes == NULL ||
          (profile = aeq_profile_from_json (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), error)) == NULL)
        return FALSE;
      aeq_profile_set_add (set, profile);
    }
  return TRUE;
}

AeqProfileSet *
aeq_job_profiles_known (AeqLedger *ledger, GError **error)
{
  g_autoptr(AeqProfileSet) set = aeq_profile_set_new ();

  return add_saved (ledger, set, error) && add_shipped (set, error) ? g_steal_pointer (&set) : NULL;
}

const AeqProfile *
aeq_job_profiles_find (AeqProfileSet *known, const char *name, GError **error)
{
  const AeqProfile *profile = aeq_profile_set_find_name (known, name);
  AeqProfile *loaded;

  if (profile != NULL)
    return profile;
  if (!g_file_test (name, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "--profile %s: there is no profile of that name and no such file", name);
      return NULL;
    }
  if ((loaded = aeq_profile_load_file (name, error)) != NULL)
    aeq_profile_set_add (known, loaded);
  return loaded;
}

static gboolean
find_saved (AeqLedger *ledger, const char *name, AeqId *uid, gboolean *found, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, "SELECT uid FROM import_profile WHERE name = ?1", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_text (stmt, 1, name);
  if (!aeq_statement_step (stmt, found, error))
    return FALSE;
  return !*found || aeq_statement_get_id (stmt, 0, uid);
}

gboolean
aeq_job_profiles_save (AeqLedger *ledger, const AeqProfile *profile, GError **error)
{
  g_autofree char *definition = aeq_profile_to_json (profile);
  g_autoptr(JsonObject) values = json_object_new ();
  gboolean found;
  AeqId uid;

  json_object_set_string_member (values, "name", profile->name);
  json_object_set_string_member (values, "definition", definition);
  if (!find_saved (ledger, profile->name, &uid, &found, error))
    return FALSE;
  return found ? aeq_change_update (ledger, "profile", &uid, values, NULL, error)
               : aeq_change_insert (ledger, "profile", values, profile->name, NULL, NULL, error);
}
