/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-fetch-store.h"

G_BEGIN_DECLS

/* Which series are fetched from which feed, from which day on, and when a feed is due. */

#define AEQ_FETCH_CALENDAR "us_fedwire"
#define AEQ_FETCH_ZONE "America/New_York"

/* What one request brings: series of one feed and resource. */
typedef struct
{
  GPtrArray  *series; /* const AeqFeedSeries* */
  GArray     *from;   /* AeqDate, a series each */
  AeqFeedSpan span;   /* all of them */
} AeqFetchBatch;

void aeq_fetch_batch_free (AeqFetchBatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqFetchBatch, aeq_fetch_batch_free)

/* The batches of the @feeds (bits; all that may be asked), each series once and from the feed nearest to its source.
 * @series (nullable) names the wanted ones, @from (or AEQ_DATE_NONE) the first day. GPtrArray of AeqFetchBatch. */
GPtrArray *aeq_fetch_plan (AeqLedger *ledger, guint feeds, const char *const *series, AeqDate from,
                           const AeqZone *new_york, GError **error);

/* Whether @feed has published since it was last fetched; @next is when it publishes again. After a failure it is due
 * again when some minutes have passed. */
gboolean aeq_fetch_is_due (AeqLedger *ledger, AeqFeed feed, const AeqCalendar *calendar, const AeqZone *new_york,
                           gboolean *due, AeqInstant *next, GError **error);

G_END_DECLS
