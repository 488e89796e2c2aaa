/* SPDX-License-Identifier: MIT */
#include "aeq-curl.h"

#include "aeq-error.h"
#include "aeq-library.h"

AeqCurlFunctions aeq_curl;

static gpointer
start (gpointer data G_GNUC_UNUSED)
{
  aeq_curl.curl_global_init (CURL_GLOBAL_DEFAULT);
  return NULL;
}

gboolean
aeq_curl_load (GError **error)
{
#define AEQ_CURL_NAME(name) #name,
  static const char *const FILES[] = { "libcurl.so.4", "libcurl-gnutls.so.4", NULL };
  static const char *const NAMES[] = { AEQ_CURL_FUNCTIONS (AEQ_CURL_NAME) NULL };
#undef AEQ_CURL_NAME
  static AeqLibrary library = { .files = FILES, .names = NAMES, .functions = (gpointer *) &aeq_curl };
  static GOnce once = G_ONCE_INIT;
  const char *wrong = aeq_library_load (&library);

  if (wrong == NULL)
    g_once (&once, start, NULL);
  else
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_FAILED,
                 "libcurl, which fetching needs, cannot be loaded: %s. Install it (on Debian the package libcurl4)", wrong);
  return wrong == NULL;
}
