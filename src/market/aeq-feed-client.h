/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-feed.h"
#include "aeq-http.h"

G_BEGIN_DECLS

/* Asks the feeds. It keeps to their limits (FRED: 120 requests a minute and key), tries again what may pass, and says
 * in one sentence with feed and series what did not. The key is in no error or log message. Belongs to one thread. */
typedef struct _AeqFeedClient AeqFeedClient;

/* Zero and NULL mean the default. Texts are copied. */
typedef struct
{
  const char         *base_urls[AEQ_N_FEEDS]; /* in place of the real addresses; https, or http on this machine */
  const char         *fred_key;               /* (nullable) 32 lower-case letters and digits */
  const char         *ca_file;                /* (nullable) certificates to trust in place of the system's */
  const AeqHttpClock *clock;                  /* (nullable) */
  guint               page_rows;              /* of an answer of FRED: 10,000 */
  guint               timeout_ms;             /* of one try: 30 s */
} AeqFeedOptions;

/* @pair: "fred=https://host:8443", borrowed. AEQ_ERROR_USAGE when it is no feed and its address. */
gboolean aeq_feed_options_set_base_url (AeqFeedOptions *options, const char *pair, GError **error);

typedef struct
{
  AeqDate  day;
  AeqDate  known_on; /* AEQ_DATE_NONE unless the feed said when it was published */
  gboolean revised; /* marked as revised by the feed */
  double   value;
} AeqFeedRow;

typedef struct
{
  AeqDate from;
  AeqDate to;             /* today: later days are left out */
  AeqDate vintages_since; /* AEQ_DATE_NONE: values as they are today, else every value published from then on too */
} AeqFeedSpan;

/* AEQ_ERROR_USAGE for a base address. A key that is none fails the fetches from FRED. */
AeqFeedClient *aeq_feed_client_new  (const AeqFeedOptions *options, GError **error);
void           aeq_feed_client_free (AeqFeedClient *self);
/* Whether @feed can be asked at all: FRED only with a key. */
gboolean       aeq_feed_client_can_ask (AeqFeedClient *self, AeqFeed feed);

/* The values of @n @series, which share feed and resource. @rows[i] (GArray of AeqFeedRow, made by the caller) receives
 * those of @series[i], by day and known_on without doubles; missing values are left out. AEQ_FEED_ERROR, or
 * G_IO_ERROR_CANCELLED. */
gboolean aeq_feed_client_fetch (AeqFeedClient *self, const AeqFeedSeries *const *series, guint n,
                                const AeqFeedSpan *span, GArray *const *rows, GCancellable *cancellable,
                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqFeedClient, aeq_feed_client_free)

G_END_DECLS
