/* SPDX-License-Identifier: MIT */
#include "aeq-credentials.h"

#include <string.h>

#include "aeq-body.h"
#include "aeq-catalog.h"
#include "aeq-error.h"
#include "aeq-secret.h"

#define MAX_EMAIL 254
#define MIN_PASSWORD 12

gboolean
aeq_credentials_email (AeqCall *call, char **email, GError **error)
{
  const char *text;

  if (!aeq_body_text (call->body, "email", MAX_EMAIL, &text, error))
    return FALSE;
  return aeq_email_normalise (text, email) ||
         aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, "email", "is not a mail address");
}

gboolean
aeq_credentials_new_password (AeqCall *call, const char *name, const char **password, GError **error)
{
  if (!aeq_body_text (call->body, name, AEQ_MAX_PASSWORD, password, error))
    return FALSE;
  return strlen (*password) >= MIN_PASSWORD ||
         aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, name, "needs at least 12 characters");
}

char *
aeq_credentials_hash (const char *password, GError **error)
{
  char *hash = aeq_password_hash (password);

  if (hash == NULL)
    aeq_status_refuse (error, 503, "the server is short of memory; try again in a moment");
  return hash;
}
