/* SPDX-License-Identifier: MIT */
#include "aeq-xgboost.h"

#include "aeq-error.h"
#include "aeq-library.h"

AeqXgboost aeq_xgboost;

gboolean
aeq_xgboost_load (GError **error)
{
#define AEQ_XGBOOST_NAME(name) #name,
  /* With a version, as distributions have it, and without, as it is built from source. */
  static const char *const FILES[] = { "libxgboost.so.0", "libxgboost.so", NULL };
  static const char *const NAMES[] = { AEQ_XGBOOST_FUNCTIONS (AEQ_XGBOOST_NAME) NULL };
#undef AEQ_XGBOOST_NAME
  static AeqLibrary library = { .files = FILES, .names = NAMES, .functions = (gpointer *) &aeq_xgboost };
  const char *wrong = aeq_library_load (&library);

  if (wrong != NULL)
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_FAILED,
                 "XGBoost, which the models need, cannot be loaded: %s. Install it (on Debian the package libxgboost0)", wrong);
  return wrong == NULL;
}
