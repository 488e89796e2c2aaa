/* SPDX-License-Identifier: MIT */
#include "aeq-xgboost.h"

#include "aeq-error.h"

#include <dlfcn.h>

AeqXgboost aeq_xgboost;

/* With a version, as distributions have it, and without, as it is built from source. */
static void *
open_library (void)
{
  void *library = dlopen ("libxgboost.so.0", RTLD_NOW | RTLD_GLOBAL);

  return library != NULL ? library : dlopen ("libxgboost.so", RTLD_NOW | RTLD_GLOBAL);
}

/* (nullable) What is wrong, for all time: a library that was not there is not looked for again. */
static const char *
load (void)
{
  static const struct
  {
    const char *name;
    gsize offset;
  } FUNCTIONS[] = {
#define AEQ_XGBOOST_ENTRY(name) { #name, G_STRUCT_OFFSET (AeqXgboost, name) },
    AEQ_XGBOOST_FUNCTIONS (AEQ_XGBOOST_ENTRY)
#undef AEQ_XGBOOST_ENTRY
  };
  void *library = open_library ();

  for (guint i = 0; library != NULL && i < G_N_ELEMENTS (FUNCTIONS); i++)
    {
      void *function = dlsym (library, FUNCTIONS[i].name);

      if (function == NULL)
        return g_strdup (dlerror ());
      G_STRUCT_MEMBER (void *, &aeq_xgboost, FUNCTIONS[i].offset) = function;
    }
  return library == NULL ? g_strdup (dlerror ()) : NULL;
}

gboolean
aeq_xgboost_load (GError **error)
{
  static gsize loaded;
  static const char *wrong;

  if (g_once_init_enter (&loaded))
    {
      wrong = load ();
      g_once_init_leave (&loaded, 1);
    }
  if (wrong != NULL)
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_FAILED,
                 "XGBoost, which the models need, cannot be loaded: %s. Install it (on Debian the package libxgboost0)", wrong);
  return wrong == NULL;
}
