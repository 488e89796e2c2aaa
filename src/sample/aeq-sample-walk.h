/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-sample-days.h"
#include "aeq-sample-market.h"
#include "aeq-sample-random.h"

G_BEGIN_DECLS

#define AEQ_SAMPLE_MAX_REPO_BOOKS 8

/* The state of the walk through the days, shared by the files that make flows. */
typedef struct
{
  AeqSampleDesk         *desk;
  const AeqSampleMarket *market;
  AeqSampleDays         *days[AEQ_SAMPLE_N_ACCOUNTS];
  AeqSampleRandom        random[AEQ_SAMPLE_N_ACCOUNTS];
  double                 activity[AEQ_SAMPLE_N_ACCOUNTS]; /* autocorrelated, logarithm */
  double                 market_activity;                 /* shared by all accounts */
  AeqSampleRandom        market_random;
  double                 market_move;                     /* of the day: which way variation margin goes */
  gint64                 balance[AEQ_SAMPLE_N_ACCOUNTS];  /* minor units */
  guint                  sequence;                        /* of the account's day */
  char                   date_text[12];                   /* "20261120" */
  GArray                *tickets[AEQ_SAMPLE_MAX_REPO_BOOKS];
  GArray                *flows;                           /* AeqFlow, in the order in which they were made */
  GArray                *obligations;
} AeqSampleWalk;

/* One flow before it is known whether the desk's now lies before or after it. */
typedef struct
{
  guint       account;
  AeqDate     date;
  AeqInstant  scheduled;  /* when it should settle */
  AeqInstant  settle;     /* when it does */
  gint64      minor;
  const char *category;
  const char *words;
  guint       party;
  guint       known_days; /* announced so many days ahead; 0: never */
  const char *reference;  /* NULL: a new one */
} AeqSampleDraft;

/* Starts an account's day: numbering begins again. */
void        aeq_sample_walk_open_day (AeqSampleWalk *walk, AeqDate date);
/* Books the flow into the balance and, when the desk can know of it, into the list. Returns its reference, NULL when it
 * lies before the history. */
const char *aeq_sample_walk_book     (AeqSampleWalk *walk, const AeqSampleDraft *draft);
/* A wall clock time of a shape on the account's day, as an instant. */
AeqInstant  aeq_sample_walk_time     (AeqSampleWalk *walk, guint account, AeqDate date, AeqSampleShape shape);
/* @scheduled as the counterparty and the market keep it; never after the cut-off unless it already was. */
AeqInstant  aeq_sample_walk_delay    (AeqSampleWalk *walk, guint account, AeqDate date, AeqInstant scheduled, guint party);
guint       aeq_sample_walk_party    (AeqSampleWalk *walk, guint account, AeqSamplePool pool);
gint64      aeq_sample_minor_units   (guint account, double amount, gint64 granule);

void aeq_sample_draw_streams (AeqSampleWalk *walk, guint account, AeqDate date);
void aeq_sample_draw_repo    (AeqSampleWalk *walk, guint account, AeqDate date);
void aeq_sample_draw_sweep   (AeqSampleWalk *walk, AeqDate date);

/* Fills the desk's flows and obligations. */
gboolean aeq_sample_flows_build (AeqSampleDesk *desk, const AeqSampleMarket *market, AeqDate last, AeqProgress *progress,
                                 GCancellable *cancellable, GError **error);

G_END_DECLS
