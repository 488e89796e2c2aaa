/* SPDX-License-Identifier: MIT */
#include "aeq-profile.h"

#include <string.h>

struct _AeqProfileSet
{
  GPtrArray *profiles;
};

AeqProfileSet *
aeq_profile_set_new (void)
{
  AeqProfileSet *self = g_new0 (AeqProfileSet, 1);

  self->profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_profile_free);
  return self;
}

void
aeq_profile_set_free (AeqProfileSet *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->profiles);
  g_free (self);
}

void
aeq_profile_set_add (AeqProfileSet *self, AeqProfile *profile)
{
  g_ptr_array_add (self->profiles, profile);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

gboolean
aeq_profile_set_load_folder (AeqProfileSet *self, const char *path, GError **error)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, error);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (names, g_build_filename (path, name, NULL));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      AeqProfile *profile = aeq_profile_load_file (g_ptr_array_index (names, i), error);

      if (profile == NULL)
        return FALSE;
      aeq_profile_set_add (self, profile);
    }
  return TRUE;
}

guint
aeq_profile_set_get_length (const AeqProfileSet *self)
{
  return self != NULL ? self->profiles->len : 0;
}

const AeqProfile *
aeq_profile_set_get (const AeqProfileSet *self, guint i)
{
  return g_ptr_array_index (self->profiles, i);
}

const AeqProfile *
aeq_profile_set_find_name (const AeqProfileSet *self, const char *name)
{
  for (guint i = 0; self != NULL && i < self->profiles->len; i++)
    {
      const AeqProfile *profile = g_ptr_array_index (self->profiles, i);

      if (strcmp (profile->name, name) == 0)
        return profile;
    }
  return NULL;
}

const AeqProfile *
aeq_profile_set_find_fingerprint (const AeqProfileSet *self, const char *fingerprint)
{
  for (guint i = 0; self != NULL && i < self->profiles->len; i++)
    {
      const AeqProfile *profile = g_ptr_array_index (self->profiles, i);

      if (aeq_profile_has_fingerprint (profile, fingerprint))
        return profile;
    }
  return NULL;
}
