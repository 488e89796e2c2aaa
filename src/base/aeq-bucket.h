/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-instant.h"

G_BEGIN_DECLS

/* The buckets [start, end) of one local day, equally long in elapsed time and counted from local midnight. A day of 23
 * or 25 hours has fewer or more of them; where a day is no whole number of buckets the last one is shorter. */
typedef struct
{
  AeqInstant start; /* of the day */
  AeqInstant end;
  gint64     width; /* microseconds */
  guint      count;
} AeqBuckets;

/* FALSE with AEQ_ERROR_USAGE unless @minutes is 15, 30 or 60. */
gboolean   aeq_buckets_init  (AeqBuckets *self, const AeqZone *zone, AeqDate date, guint minutes, GError **error);
/* Bucket that holds @instant, or -1 when it is not of this day. */
int        aeq_buckets_index (const AeqBuckets *self, AeqInstant instant);
/* Start of bucket @index; @index == count gives the end of the day. */
AeqInstant aeq_buckets_start (const AeqBuckets *self, guint index);

G_END_DECLS
