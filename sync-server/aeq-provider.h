/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-catalog.h"
#include "aeq-oidc.h"

G_BEGIN_DECLS

/* The OpenID provider of an organisation, sign-ins by it that are under way, and whom it knows. Functions that write
 * are called inside a transaction of the catalog. */

#define AEQ_PROVIDER_PURPOSE "sign-in-provider" /* of the sealed secret */

typedef struct
{
  AeqOidcProvider oidc;
  gint64          organisation;
  AeqId           organisation_uid;
  JsonObject     *roles;    /* group to name of a role */
  AeqRole         fallback; /* of who is in none of them; AEQ_ROLE_ANYONE: they may not come in */
} AeqProvider;

void aeq_provider_clear (AeqProvider *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AeqProvider, aeq_provider_clear)

gboolean aeq_provider_read   (AeqServer *server, AeqStore *catalog, const AeqId *organisation, AeqProvider *provider,
                              gboolean *found, GError **error);
gboolean aeq_provider_save   (AeqServer *server, AeqStore *catalog, const AeqId *organisation, AeqInstant now,
                              const AeqProvider *provider, GError **error);
/* With the sign-ins that are under way. */
gboolean aeq_provider_remove (AeqStore *catalog, const AeqId *organisation, gboolean *found, GError **error);
/* The highest that one of @groups gives. */
AeqRole  aeq_provider_role   (const AeqProvider *provider, char **groups);

/* Remembers that somebody left for the provider; what is too old is forgotten. */
gboolean aeq_provider_leave (AeqStore *catalog, const AeqId *organisation, AeqInstant now, const AeqOidcSignIn *sign_in,
                             GError **error);
/* And comes back: once, with both the state and the key. Free @redirect_uri. */
gboolean aeq_provider_return (AeqStore *catalog, AeqInstant now, const char *state, const char *key,
                              AeqId *organisation, char **redirect_uri, gboolean *found, GError **error);

/* Who of us the provider's @subject is. */
gboolean aeq_provider_person (AeqStore *catalog, const AeqProvider *provider, const char *subject, AeqPerson *person,
                              gboolean *found, GError **error);
gboolean aeq_provider_link   (AeqStore *catalog, const AeqProvider *provider, const char *subject, gint64 person,
                              AeqInstant now, GError **error);

#define AEQ_PROVIDER_MINUTES 10 /* to come back */

G_END_DECLS
