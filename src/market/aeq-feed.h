/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-indicator.h"
#include "aeq-instant.h"

G_BEGIN_DECLS

/* The public services that market series are fetched from, and what each of them has. */
typedef enum
{
  AEQ_FEED_FRED,  /* Federal Reserve Bank of St. Louis: nearly everything, needs the user's own key */
  AEQ_FEED_NYFED, /* Federal Reserve Bank of New York: its reference rates, no key */
  AEQ_FEED_OFR,   /* Office of Financial Research: its stress index, and copies of the reference rates, no key */
  AEQ_N_FEEDS
} AeqFeed;

/* What FRED's terms of use ask every product to show. */
#define AEQ_FEED_FRED_NOTICE \
  "This product uses the FRED® API but is not endorsed or certified by the Federal Reserve Bank of St. Louis."
#define AEQ_FEED_FRED_KEYS "https://fredaccount.stlouisfed.org/apikeys"

typedef struct
{
  const char *name;         /* "fred", for options and JSON */
  const char *title;        /* "FRED", for people */
  guint       publishes[2]; /* minutes of New York's business day by which new values are out */
} AeqFeedInfo;

/* A series of the dictionary as one feed has it. Static. */
typedef struct
{
  const char *series;
  AeqFeed     feed;
  const char *resource; /* what is asked for; series with the same resource come in one answer */
  const char *field;    /* (nullable) which part of the answer */
  const char *since;    /* first day there, or the first worth having */
  const char *ended;    /* (nullable) last day, of a series that is no longer published */
  guint       window;   /* days before the newest value that are asked for again, since they may have been revised */
  gboolean    vintages; /* the feed says when each value was published */
} AeqFeedSeries;

typedef enum
{
  AEQ_FEED_ERROR_SERIES, /* this series cannot be had; others of the feed may */
  AEQ_FEED_ERROR_FEED    /* nothing of the feed can be had now */
} AeqFeedError;

#define AEQ_FEED_ERROR (aeq_feed_error_quark ())
GQuark aeq_feed_error_quark (void);

const AeqFeedInfo   *aeq_feed_info   (AeqFeed feed);
/* FALSE when there is no feed of that name. */
gboolean             aeq_feed_lookup (const char *name, AeqFeed *feed);
/* Of a series that several feeds have, the one nearest to the source stands first. */
const AeqFeedSeries *aeq_feed_table  (gsize *n);

/* The newest time at or before @now, and the first one after it, by which @feed publishes. @calendar is New York's. */
void aeq_feed_publication_times (AeqFeed feed, const AeqCalendar *calendar, const AeqZone *new_york, AeqInstant now,
                                 AeqInstant *newest, AeqInstant *next);

G_END_DECLS
