/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-shared-limits.h"

G_BEGIN_DECLS

/* How often one address, person or organisation may ask: a bucket of tokens for each, filled at a rate. Shared with other
 * servers where they have a Redis that answers; else in memory, bounded. */
typedef struct _AeqLimiter AeqLimiter;

/* @shared (nullable) is taken over. */
AeqLimiter *aeq_limiter_new  (AeqSharedLimits *shared);
void        aeq_limiter_free (AeqLimiter *self);
/* Takes a token of @key's bucket, which holds @burst and gets @rate a second. Returns 0, or the seconds until there is
 * one.
 * @now: monotonic microseconds. */
guint       aeq_limiter_take (AeqLimiter *self, const char *key, double rate, double burst, gint64 now);

/* Wrong passwords: after a few, whoever asks has to wait, twice as long each time. */
typedef struct _AeqBackOff AeqBackOff;

AeqBackOff *aeq_back_off_new    (void);
void        aeq_back_off_free   (AeqBackOff *self);
/* Seconds that @key has to wait yet; 0: go on. */
guint       aeq_back_off_wait   (AeqBackOff *self, const char *key, gint64 now);
void        aeq_back_off_failed (AeqBackOff *self, const char *key, gint64 now);
void        aeq_back_off_passed (AeqBackOff *self, const char *key);

#define AEQ_BACK_OFF_FREE 5    /* failures without a wait */
#define AEQ_BACK_OFF_MOST 900  /* seconds */

G_END_DECLS
