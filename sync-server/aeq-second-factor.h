/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-catalog.h"

G_BEGIN_DECLS

/* A second factor of a person: codes of an authenticator, each good once, and recovery codes, each good once. Functions
 * that write are called inside a transaction of the catalog. */

#define AEQ_SECOND_FACTOR_PURPOSE "second-factor" /* of the sealed secret */
#define AEQ_RECOVERY_CODES 10
#define AEQ_MAX_CODE 32

typedef enum
{
  AEQ_FACTOR_NONE,    /* nothing is asked for */
  AEQ_FACTOR_MISSING, /* there is one, and no code was given */
  AEQ_FACTOR_WRONG,   /* or used before */
  AEQ_FACTOR_RIGHT    /* and used up */
} AeqFactor;

/* @on: asked for at sign-in; @codes: recovery codes that are left. */
gboolean aeq_second_factor_read (AeqStore *catalog, const AeqId *person, gboolean *on, gint64 *codes, GError **error);
/* A new secret in place of one that was not confirmed; status 409 when there is one that was. @secret (out): base 32.
 */
gboolean aeq_second_factor_begin   (AeqServer *server, AeqStore *catalog, const AeqPerson *person, AeqInstant now,
                                    char **secret, GError **error);
/* The authenticator shows @code: turns the factor on. @codes (out): recovery codes, which are kept hashed; free with
 * g_strfreev(). Status 409 when there is nothing to confirm, 422 when the code is wrong. */
gboolean aeq_second_factor_confirm (AeqServer *server, AeqStore *catalog, const AeqPerson *person, AeqInstant now,
                                    const char *code, char ***codes, GError **error);
/* @code (nullable): of the authenticator or for recovery. */
gboolean aeq_second_factor_check   (AeqServer *server, AeqStore *catalog, const AeqPerson *person, AeqInstant now,
                                    const char *code, AeqFactor *result, GError **error);
gboolean aeq_second_factor_remove  (AeqStore *catalog, gint64 person, GError **error);

G_END_DECLS
