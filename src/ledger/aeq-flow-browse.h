/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"
#include "aeq-flow.h"

G_BEGIN_DECLS

/* Flows for looking through: an index of what a query finds, in its order, and the rows of any stretch of it. An index has 17 bytes
 * a flow, so that a million can be scrolled without being read. */

typedef enum
{
  AEQ_FLOW_SORT_TIME,
  AEQ_FLOW_SORT_ACCOUNT,
  AEQ_FLOW_SORT_AMOUNT,
  AEQ_FLOW_SORT_CATEGORY,
  AEQ_FLOW_SORT_COUNTERPARTY,
  AEQ_FLOW_N_SORTS
} AeqFlowSort;

/* Zero fields do not filter, but for the status and the days. */
typedef struct
{
  gint64             account;    /* local id, 0: all */
  const AeqCurrency *currency;   /* (nullable) all */
  int                status;     /* AeqFlowStatus, -1: all */
  AeqDate            from;       /* local days of each account, both included; AEQ_DATE_NONE: no bound */
  AeqDate            to;
  const char        *text;       /* (nullable) in counterparty, narrative, either reference or category; ASCII case is ignored */
  AeqFlowSort        sort;
  gboolean           descending;
  guint              first;      /* only so many from the beginning, 0: all */
} AeqFlowQuery;

#define AEQ_FLOW_QUERY_DEFAULT { 0, NULL, -1, AEQ_DATE_NONE, AEQ_DATE_NONE, NULL, AEQ_FLOW_SORT_TIME, TRUE, 0 }

/* Sums of one currency. Sums of several currencies are never added up. */
typedef struct
{
  const AeqCurrency *currency;
  guint              n;
  gint64             in;        /* >= 0, minor units */
  gint64             out;       /* <= 0 */
  gboolean           overflow;  /* the sums leave the range: show none */
} AeqFlowTotal;

typedef struct
{
  guint       n;
  gint64     *ids;
  gint64     *amounts;    /* minor units of the row's currency */
  guint8     *currencies; /* index into totals */
  GArray     *totals;     /* AeqFlowTotal of the whole index, by currency code */
  AeqInstant  as_of;      /* the ledger's now when it was read */
} AeqFlowIndex;

AeqFlowIndex *aeq_flow_index_new  (AeqLedger *ledger, const AeqFlowQuery *query, GCancellable *cancellable, GError **error);
void          aeq_flow_index_free (AeqFlowIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqFlowIndex, aeq_flow_index_free)
/* Adds row @position of @self to @totals, which has the currencies of self->totals in their order. */
void          aeq_flow_index_add  (const AeqFlowIndex *self, guint position, GArray *totals);

/* One flow with what its account and its import say. Texts may be NULL. */
typedef struct
{
  gint64             id;
  AeqId              uid;
  char              *account;
  const AeqCurrency *currency;
  const AeqZone     *zone;
  AeqFlowStatus      status;
  AeqInstant         settle_ts;
  gboolean           timed;
  char              *value_date;
  char              *booking_date;
  gint64             minor;
  char              *category;
  char              *counterparty;
  char              *reference;
  char              *bank_reference;
  char              *narrative;
  char              *file;        /* (nullable) the import's */
  gint64             line;        /* 0: none */
  gboolean           superseded;  /* an actual or pending flow took its place */
  GPtrArray         *parts;       /* (nullable) AeqFlowPart, only from aeq_flow_entry_load() */
} AeqFlowEntry;

/* A transaction of a batch, or a charge. Texts may be NULL. */
typedef struct
{
  gboolean charge;
  char    *amount;       /* plain, with its currency; NULL when it is not told */
  char    *counterparty;
  char    *reference;
  char    *narrative;
} AeqFlowPart;

void       aeq_flow_entry_free (AeqFlowEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqFlowEntry, aeq_flow_entry_free)
/* The flows of @ids in that order; NULL stands for one that is no longer there. GPtrArray of AeqFlowEntry. */
GPtrArray    *aeq_flow_entries    (AeqLedger *ledger, const gint64 *ids, guint n, GCancellable *cancellable, GError **error);
/* One with its parts. AEQ_ERROR_NOT_FOUND when it is no longer there. */
AeqFlowEntry *aeq_flow_entry_load (AeqLedger *ledger, gint64 id, GError **error);
/* "2026-11-20 09:15" on the account's clock, or the day alone when only that is known. Free it. */
char         *aeq_flow_entry_when (const AeqFlowEntry *self);

G_END_DECLS
