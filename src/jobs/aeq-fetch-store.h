/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-feed-client.h"
#include "aeq-observation.h"

G_BEGIN_DECLS

/* What the ledger remembers of fetching, and how a fetched series goes into it. */

typedef struct
{
  AeqDate    first;   /* stored values; AEQ_DATE_NONE when there are none */
  AeqDate    last;
  AeqInstant fetched; /* the last time with success; AEQ_INSTANT_NONE */
  AeqFeed    feed;    /* from here */
} AeqFetchState;

gboolean aeq_fetch_state_read (AeqLedger *ledger, const char *series, AeqFetchState *state, GError **error);

typedef struct
{
  gint64 added;   /* days that had no value */
  gint64 revised; /* new vintages of days that had one */
  gint64 waiting; /* revised again on the day of the last vintage, and left to tomorrow: a day has one vintage */
} AeqFetchCounts;

/* Writes @rows (AeqFeedRow by day) of a series from @from on in one transaction, with the mark of the fetch. What is
 * there is never changed. Today is that of @new_york, @calendar has its business days. */
gboolean aeq_fetch_store (AeqLedger *ledger, const AeqFeedSeries *series, const GArray *rows, AeqDate from,
                          const AeqCalendar *calendar, const AeqZone *new_york, AeqFetchCounts *counts,
                          GError **error);

/* When a feed was last asked for all its series (@tried), and when it answered (@done); AEQ_INSTANT_NONE: never. */
gboolean aeq_fetch_times_read  (AeqLedger *ledger, AeqFeed feed, AeqInstant *tried, AeqInstant *done, GError **error);
gboolean aeq_fetch_times_write (AeqLedger *ledger, AeqFeed feed, gboolean done, GError **error);

G_END_DECLS
