/* SPDX-License-Identifier: MIT */
#include "aeq-limiter.h"

#include <math.h>

#define MAX_KEYS 100000
#define FORGET (AEQ_BACK_OFF_MOST * 2 * G_USEC_PER_SEC)

typedef struct
{
  double tokens;
  gint64 at;
  gint64 full_at; /* nobody misses a bucket that is full */
} Bucket;

struct _AeqLimiter
{
  AeqSharedLimits *shared; /* (nullable) */
  GMutex           lock;
  GHashTable      *buckets;
};

AeqLimiter *
aeq_limiter_new (AeqSharedLimits *shared)
{
  AeqLimiter *self = g_new0 (AeqLimiter, 1);

  self->shared = shared;
  g_mutex_init (&self->lock);
  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
aeq_limiter_free (AeqLimiter *self)
{
  if (self == NULL)
    return;
  aeq_shared_limits_free (self->shared);
  g_hash_table_unref (self->buckets);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gboolean
is_full (gpointer key G_GNUC_UNUSED, gpointer value, gpointer now)
{
  return ((Bucket *) value)->full_at <= *(gint64 *) now;
}

/* Full ones go first; were all of that many in use, forgetting them is the lesser evil. */
static void
make_room (AeqLimiter *self, gint64 now)
{
  if (g_hash_table_size (self->buckets) < MAX_KEYS)
    return;
  g_hash_table_foreach_remove (self->buckets, is_full, &now);
  if (g_hash_table_size (self->buckets) >= MAX_KEYS)
    g_hash_table_remove_all (self->buckets);
}

static Bucket *
get_bucket (AeqLimiter *self, const char *key, double burst, gint64 now)
{
  Bucket *bucket = g_hash_table_lookup (self->buckets, key);

  if (bucket != NULL)
    return bucket;
  make_room (self, now);
  bucket = g_new0 (Bucket, 1);
  bucket->tokens = burst;
  bucket->at = now;
  g_hash_table_insert (self->buckets, g_strdup (key), bucket);
  return bucket;
}

static guint
take_alone (AeqLimiter *self, const char *key, double rate, double burst, gint64 now)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  Bucket *bucket = get_bucket (self, key, burst, now);

  bucket->tokens = MIN (burst, bucket->tokens + rate * (double) (now - bucket->at) / G_USEC_PER_SEC);
  bucket->at = now;
  if (bucket->tokens < 1)
    return (guint) MAX (1, ceil ((1 - bucket->tokens) / rate));
  bucket->tokens -= 1;
  bucket->full_at = now + (gint64) ((burst - bucket->tokens) / rate * G_USEC_PER_SEC);
  return 0;
}

guint
aeq_limiter_take (AeqLimiter *self, const char *key, double rate, double burst, gint64 now)
{
  guint seconds;

  if (self->shared != NULL && aeq_shared_limits_take (self->shared, key, rate, burst, &seconds))
    return seconds;
  return take_alone (self, key, rate, burst, now);
}

typedef struct
{
  guint  failures;
  gint64 at;
} Failures;

struct _AeqBackOff
{
  GMutex      lock;
  GHashTable *failures;
};

AeqBackOff *
aeq_back_off_new (void)
{
  AeqBackOff *self = g_new0 (AeqBackOff, 1);

  g_mutex_init (&self->lock);
  self->failures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
aeq_back_off_free (AeqBackOff *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->failures);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gint64
penalty (guint failures)
{
  if (failures < AEQ_BACK_OFF_FREE)
    return 0;
  return MIN (AEQ_BACK_OFF_MOST, G_GINT64_CONSTANT (1) << MIN (failures - AEQ_BACK_OFF_FREE, 20)) * G_USEC_PER_SEC;
}

guint
aeq_back_off_wait (AeqBackOff *self, const char *key, gint64 now)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  const Failures *failures = g_hash_table_lookup (self->failures, key);
  gint64 until = failures != NULL ? failures->at + penalty (failures->failures) : 0;

  return until > now ? (guint) ((until - now + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC) : 0;
}

static gboolean
is_forgotten (gpointer key G_GNUC_UNUSED, gpointer value, gpointer now)
{
  return ((Failures *) value)->at + FORGET < *(gint64 *) now;
}

void
aeq_back_off_failed (AeqBackOff *self, const char *key, gint64 now)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  Failures *failures = g_hash_table_lookup (self->failures, key);

  if (failures == NULL)
    {
      if (g_hash_table_size (self->failures) >= MAX_KEYS)
        g_hash_table_foreach_remove (self->failures, is_forgotten, &now);
      if (g_hash_table_size (self->failures) >= MAX_KEYS)
        return;
      failures = g_new0 (Failures, 1);
      g_hash_table_insert (self->failures, g_strdup (key), failures);
    }
  else if (failures->at + FORGET < now)
    failures->failures = 0;
  failures->failures++;
  failures->at = now;
}

void
aeq_back_off_passed (AeqBackOff *self, const char *key)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  g_hash_table_remove (self->failures, key);
}
