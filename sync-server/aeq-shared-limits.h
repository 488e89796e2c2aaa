/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Buckets of tokens in a Redis that several servers share, so that who asks one of them has asked all. Threads have a connection each,
 * made when it is first needed. A Redis that does not answer in time is left alone for a while; callers then do without. */
typedef struct _AeqSharedLimits AeqSharedLimits;

/* @place: "host:port", "[::1]:6379" or the path of a socket; "" is no Redis: NULL without an error. @password_file: its first line is the
 * password, "" is none. */
AeqSharedLimits *aeq_shared_limits_new  (const char *place, const char *password_file, GError **error);
/* When no thread asks any more. (nullable) */
void             aeq_shared_limits_free (AeqSharedLimits *self);
/* As aeq_limiter_take(), by the clock of the Redis. FALSE: it cannot be asked now. @seconds (out): 0, or until there is a token. */
gboolean         aeq_shared_limits_take (AeqSharedLimits *self, const char *key, double rate, double burst, guint *seconds);

G_END_DECLS
