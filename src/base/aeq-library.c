/* SPDX-License-Identifier: MIT */
#include "aeq-library.h"

#include <dlfcn.h>

static void *
open_first (const char *const *files)
{
  void *library = NULL;

  for (gsize i = 0; library == NULL && files[i] != NULL; i++)
    library = dlopen (files[i], RTLD_NOW | RTLD_GLOBAL);
  return library;
}

/* (nullable) What is wrong, for all time. */
static const char *
load (AeqLibrary *self)
{
  void *library = open_first (self->files);

  for (gsize i = 0; library != NULL && self->names[i] != NULL; i++)
    if ((self->functions[i] = dlsym (library, self->names[i])) == NULL)
      return g_strdup (dlerror ());
  return library == NULL ? g_strdup (dlerror ()) : NULL;
}

const char *
aeq_library_load (AeqLibrary *self)
{
  if (g_once_init_enter (&self->loaded))
    {
      self->wrong = load (self);
      g_once_init_leave (&self->loaded, 1);
    }
  return self->wrong;
}
