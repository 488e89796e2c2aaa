/* SPDX-License-Identifier: MIT */
#pragma once

#define CURL_DISABLE_TYPECHECK /* its macros take the functions by their names */
#include <curl/curl.h>
#include <glib.h>

G_BEGIN_DECLS

/* The functions of libcurl that the HTTP client calls; the library, with some 30 others that it needs, is loaded with the first request. */
#define AEQ_CURL_FUNCTIONS(F) \
  F (curl_global_init) F (curl_easy_init) F (curl_easy_cleanup) F (curl_easy_setopt) F (curl_easy_getinfo) F (curl_easy_strerror) \
  F (curl_slist_append) F (curl_slist_free_all) F (curl_multi_init) F (curl_multi_cleanup) F (curl_multi_add_handle) \
  F (curl_multi_remove_handle) F (curl_multi_perform) F (curl_multi_poll) F (curl_multi_info_read) F (curl_multi_wakeup) F (curl_getdate)

typedef struct
{
#define AEQ_CURL_FIELD(name) __typeof__ (&name) name;
  AEQ_CURL_FUNCTIONS (AEQ_CURL_FIELD)
#undef AEQ_CURL_FIELD
} AeqCurlFunctions;

/* Filled by aeq_curl_load(). */
extern AeqCurlFunctions aeq_curl;

/* From any thread, as often as one likes. AEQ_ERROR_FAILED when the library is not there or is another one. */
gboolean aeq_curl_load (GError **error);

G_END_DECLS
