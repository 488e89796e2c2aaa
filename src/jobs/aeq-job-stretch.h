/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"
#include "aeq-flow-browse.h"

G_BEGIN_DECLS

#define AEQ_STRETCH_MAX 500 /* flows that are listed */

/* A stretch of a day of one or several accounts in one currency: from a peak to the trough after it. */
typedef struct
{
  gint64    *accounts; /* local ids */
  guint      n_accounts;
  AeqInstant start;    /* of the day */
  AeqInstant end;
  AeqInstant from;     /* what settles at it is left out */
  AeqInstant to;       /* and at it counts */
  AeqInstant now;      /* up to it what was booked counts, after it what is announced */
} AeqStretchRequest;

typedef struct
{
  AeqStretchRequest request; /* without the accounts */
  GPtrArray        *flows;   /* AeqFlowEntry, the largest amount first; at most AEQ_STRETCH_MAX */
  guint             n;       /* of all of them */
  guint             n_announced;
  gint64            in;      /* minor units, >= 0 */
  gint64            out;     /* <= 0 */
} AeqStretch;

/* The flows that moved the position in (from, to]: booked ones up to now; of what is announced, when it counts as of
 * aeq_announced_at(). */
AeqStretch *aeq_job_stretch (AeqLedger *ledger, const AeqStretchRequest *request, GCancellable *cancellable,
                             GError **error);
void        aeq_stretch_free (AeqStretch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqStretch, aeq_stretch_free)

G_END_DECLS
