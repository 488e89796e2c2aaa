/* SPDX-License-Identifier: MIT */
#include "aeq-lxw.h"

#include "aeq-error.h"
#include "aeq-library.h"

AeqLxw aeq_lxw;

gboolean
aeq_lxw_load (GError **error)
{
#define AEQ_LXW_NAME(name) #name,
  static const char *const FILES[] = { "libxlsxwriter.so.4", "libxlsxwriter.so", NULL };
  static const char *const NAMES[] = { AEQ_LXW_FUNCTIONS (AEQ_LXW_NAME) NULL };
#undef AEQ_LXW_NAME
  static AeqLibrary library = { .files = FILES, .names = NAMES, .functions = (gpointer *) &aeq_lxw };
  const char *wrong = aeq_library_load (&library);

  if (wrong != NULL)
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_FAILED,
                 "libxlsxwriter, which workbooks need, cannot be loaded: %s. Install it (on Debian the package libxlsxwriter4)", wrong);
  return wrong == NULL;
}
