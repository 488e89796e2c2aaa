/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-match.h"

G_BEGIN_DECLS

/* A flow that is awaited: expected or pending. */
typedef struct
{
  gint64        id;
  AeqId         uid;
  AeqFlowStatus status; /* expected or pending */
  gboolean      taken;  /* a pending flow that stands for an expected one already */
  gint64        minor;
  AeqInstant    settle_ts;
  char         *reference;
  char         *counterparty;
} AeqOpenFlow;

struct _AeqMatcher
{
  AeqLedger  *ledger;
  AeqInstant  from;       /* flows before it and after @to cannot pair with any that is asked about */
  AeqInstant  to;
  GHashTable *by_account; /* gint64* -> GPtrArray of AeqOpenFlow, by time */
  GHashTable *booked;     /* gint64* -> ids of the actual flows by hash of reference, for accounts that were asked for */
};

/* How badly a movement fits an awaited one: the less the better, G_MAXINT64 when they cannot be one. */
gint64 aeq_match_fit (const AeqOpenFlow *open, gint64 minor, AeqInstant settle_ts, const char *reference, const char *counterparty);

/* What is told of the actual flows, kept by reference for the accounts that were asked for. */
void aeq_match_booked_add (AeqMatcher *self, const AeqFlow *flow, gint64 id);

/* The actual flow that fits the awaited @open of @flow best, by reference or else by amount and time; FALSE in @found when there is none. */
gboolean aeq_match_booked_find (AeqMatcher *self, const AeqFlow *flow, const AeqOpenFlow *open, gboolean *found, AeqId *best, GError **error);

G_END_DECLS
