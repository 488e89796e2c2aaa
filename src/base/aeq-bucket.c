/* SPDX-License-Identifier: MIT */
#include "aeq-bucket.h"

#include "aeq-error.h"

gboolean
aeq_buckets_init (AeqBuckets *self, const AeqZone *zone, AeqDate date, guint minutes, GError **error)
{
  g_return_val_if_fail (self != NULL && zone != NULL, FALSE);

  if (minutes != 15 && minutes != 30 && minutes != 60)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "a bucket of %u minutes is not possible: use 15, 30 or 60",
                   minutes);
      return FALSE;
    }
  aeq_zone_day_bounds (zone, date, &self->start, &self->end);
  self->width = minutes * AEQ_MINUTE;
  self->count = (guint) ((self->end - self->start + self->width - 1) / self->width);
  return TRUE;
}

int
aeq_buckets_index (const AeqBuckets *self, AeqInstant instant)
{
  if (instant < self->start || instant >= self->end)
    return -1;
  return (int) ((instant - self->start) / self->width);
}

AeqInstant
aeq_buckets_start (const AeqBuckets *self, guint index)
{
  g_return_val_if_fail (index <= self->count, self->end);

  return MIN (self->start + index * self->width, self->end);
}
