/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-feed-client.h"
#include "aeq-feed-parse.h"

G_BEGIN_DECLS

/* What the three sources share. @what names the series, for messages. */

struct _AeqFeedClient
{
  AeqHttpClient *http;
  AeqHttpClock   clock;
  char          *base_urls[AEQ_N_FEEDS]; /* NULL: the real ones */
  char          *fred_key;
  guint          page_rows;
  GQueue         sent; /* AeqInstant of the newest requests to FRED */
};

/* GET of @path at @host or at what stands in for it. Any status below 500 but 429, 401 and 403 is an answer. */
AeqHttpResponse *aeq_feed_client_get (AeqFeedClient *self, AeqFeed feed, const char *host, const char *path,
                                      const char *what, GCancellable *cancellable, GError **error);
/* The answer's body when its status is 200. */
const char *aeq_feed_client_body (const AeqHttpResponse *response, AeqFeed feed, const char *what, gsize *length,
                                  GError **error);
/* Puts "FEED, SERIES: " before the message. */
void aeq_feed_prefix (GError **error, AeqFeed feed, const char *what);

gboolean aeq_feed_fred_fetch  (AeqFeedClient *self, const AeqFeedSeries *series, const AeqFeedSpan *span,
                               const char *what, GArray *rows, GCancellable *cancellable, GError **error);
gboolean aeq_feed_nyfed_fetch (AeqFeedClient *self, const char *resource, const AeqFeedSpan *span, const char *what,
                               const AeqFeedColumn *columns, guint n, GCancellable *cancellable, GError **error);
gboolean aeq_feed_ofr_fetch   (AeqFeedClient *self, const char *resource, const AeqFeedSpan *span, const char *what,
                               const AeqFeedColumn *columns, guint n, GCancellable *cancellable, GError **error);

G_END_DECLS
