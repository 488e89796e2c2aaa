/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-call.h"

G_BEGIN_DECLS

/* What people send to come in, out of the body of a call. Refusals name the field. */

#define AEQ_MAX_PASSWORD 128
#define AEQ_MAX_TOKEN 64

/* The member "email", normalised. Free it. */
gboolean aeq_credentials_email        (AeqCall *call, char **email, GError **error);
/* The member @name, borrowed from the body: a password of at least 12 characters. */
gboolean aeq_credentials_new_password (AeqCall *call, const char *name, const char **password, GError **error);
/* Its hash; only from a worker for passwords. Free it. */
char    *aeq_credentials_hash         (const char *password, GError **error);

G_END_DECLS
