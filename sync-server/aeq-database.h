/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-store.h"

G_BEGIN_DECLS

/* The databases in schemas of one PostgreSQL database, for programs that are built with its driver. A base is the URI of it with its
 * password, not to be shown. */

/* Whether @uri can be used: "" is fine. A password in it is refused, since arguments and settings are read by others. */
gboolean aeq_database_check (const char *uri, GError **error);
/* The base of @uri, checked, with the first line of @password_file unless that is "". Free it. To be called before threads start. */
char    *aeq_database_base  (const char *uri, const char *password_file, GError **error);
/* For aeq_store_open(). Free it. */
char    *aeq_database_uri   (const char *base, const char *schema);
/* aeq_store_pgsql_use_schema(). */
gboolean aeq_database_turn  (AeqStore *store, const char *schema, AeqStoreFlags flags, GError **error);

G_END_DECLS
