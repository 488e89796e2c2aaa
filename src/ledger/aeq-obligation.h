/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"
#include "aeq-flow.h"

G_BEGIN_DECLS

/* A payment that must settle by a stated time, and what settled it. */
typedef struct
{
  AeqId      uid;
  AeqInstant due;
  gint64     minor;        /* owed, > 0 */
  char      *name;
  char      *counterparty; /* (nullable) */
  char      *reference;    /* (nullable) */
  AeqInstant entered_at;   /* when the desk entered it; AEQ_INSTANT_NONE: the change record does not say */
  gint64     paid;         /* by the flows that were matched */
  AeqInstant settled_at;   /* when it was paid in full; AEQ_INSTANT_NONE: it was not */
  gboolean   day_only;     /* only the day of settlement is known; on the due day that is in time */
} AeqObligation;

/* The obligations of one account that fall due in a time, and the search for the flows that settle them: outflows with
 * the same reference within AEQ_MATCH_REFERENCE_WINDOW of the due time, several of them when each is a part; else one
 * with the same counterparty and amount (AEQ_MATCH_TOLERANCE_PER_MILLE) within AEQ_MATCH_WINDOW. A flow settles one
 * obligation only. */
typedef struct _AeqObligations AeqObligations;

AeqObligations *aeq_obligations_load (AeqLedger *ledger, const AeqAccount *account, AeqInstant from, AeqInstant to,
                                      GError **error);
void            aeq_obligations_free (AeqObligations *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqObligations, aeq_obligations_free)
/* The stretch [@from, @to) of flows that may settle one of them; FALSE when there is none. */
gboolean        aeq_obligations_reach (AeqObligations *self, AeqInstant *from, AeqInstant *to);
/* Booked flows of the account in time order, and when all have been offered the end of them. */
void aeq_obligations_offer (AeqObligations *self, AeqInstant at, gint64 minor, gboolean day_only, const char *reference,
                            const char *bank_reference, const char *counterparty);
void            aeq_obligations_settle (AeqObligations *self);
/* In the order of their due times. Borrowed; GPtrArray of AeqObligation. */
GPtrArray      *aeq_obligations_list (AeqObligations *self);

G_END_DECLS
