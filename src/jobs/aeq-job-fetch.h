/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-feed-client.h"
#include "aeq-ledger.h"
#include "aeq-progress.h"

G_BEGIN_DECLS

/* Fetches market series from their feeds into the ledger, as an archive of what was known when. */

typedef struct
{
  guint              feeds;   /* bits of AeqFeed that were asked for by name; 0: all of them */
  const char *const *series;  /* (nullable) ids; NULL: all */
  AeqDate            from;    /* AEQ_DATE_NONE: what is new, and what may have been revised */
  gboolean           if_due;  /* only feeds that have published since they were last fetched */
  AeqFeedOptions     options;
} AeqFetchRequest;

typedef enum
{
  AEQ_FETCH_DONE,
  AEQ_FETCH_FAILED,  /* some or all of its series */
  AEQ_FETCH_SKIPPED, /* cannot be asked without a key */
  AEQ_FETCH_NOT_DUE,
  AEQ_FETCH_NOT_ASKED
} AeqFetchOutcome;

typedef struct
{
  const char *series;
  AeqFeed     feed;
  gint64      added;
  gint64      revised;
  gint64      waiting;
  AeqDate     last;   /* newest day in the ledger now; AEQ_DATE_NONE */
  char       *error;  /* (nullable) why it was not fetched */
} AeqFetchedSeries;

typedef struct
{
  GPtrArray      *series; /* AeqFetchedSeries */
  AeqFetchOutcome feeds[AEQ_N_FEEDS];
  AeqInstant      next[AEQ_N_FEEDS]; /* when it publishes again */
  char           *failure; /* (nullable) one sentence about everything that failed, and what was stored all the same */
} AeqFetchResult;

/* Each series is stored in a transaction of its own, so that one failing feed takes nothing from the others; failures
 * are in the result. NULL only when the request is wrong, the ledger fails, or on cancellation. The ledger's clock says
 * what day it is. */
AeqFetchResult *aeq_job_fetch         (AeqLedger *ledger, const AeqFetchRequest *request, AeqProgress *progress,
                                       GCancellable *cancellable, GError **error);
void            aeq_fetch_result_free (AeqFetchResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqFetchResult, aeq_fetch_result_free)

typedef enum
{
  AEQ_FRESH_CURRENT,
  AEQ_FRESH_STALE, /* a newer value has been out for more than a business day */
  AEQ_FRESH_ENDED, /* complete: the series is no longer published */
  AEQ_FRESH_EMPTY
} AeqFreshness;

typedef struct
{
  const char  *series;
  AeqFeed      feed;      /* where the values come from: by the last fetch, else where the next one would ask */
  AeqDate      last;      /* AEQ_DATE_NONE */
  AeqInstant   fetched;   /* AEQ_INSTANT_NONE */
  AeqFreshness freshness;
} AeqSeriesStatus;

/* Every series that a feed has, in the dictionary's order. GArray of AeqSeriesStatus. */
GArray     *aeq_job_fetch_status (AeqLedger *ledger, GError **error);
const char *aeq_freshness_name   (AeqFreshness freshness); /* "current", "stale", "ended", "empty" */

G_END_DECLS
