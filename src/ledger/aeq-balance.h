/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"

G_BEGIN_DECLS

typedef struct
{
  gint64     minor;    /* ledger balance at the instant */
  AeqInstant as_of;    /* when the figure was last true at its source: the snapshot or the last flow; AEQ_INSTANT_NONE: nothing known */
  gboolean   anchored; /* a bank's balance lies behind it; else it is the sum of all flows */
} AeqBalance;

/* Ledger balance of an account: the newest balance of the bank up to @at plus the flows booked since, where there is one; else the
 * oldest balance after @at less the flows between; else the sum of all flows. Pending and expected flows stay out. */
gboolean aeq_balance_at (AeqLedger *ledger, const AeqAccount *account, AeqInstant at, AeqBalance *balance, GError **error);
/* Sum of actual flows with from <= settle_ts < to. */
gboolean aeq_balance_net (AeqLedger *ledger, const AeqAccount *account, AeqInstant from, AeqInstant to, gint64 *net, GError **error);
/* When the newest ledger balance of the bank was true; AEQ_INSTANT_NONE when there is none. */
gboolean aeq_balance_newest (AeqLedger *ledger, const AeqAccount *account, AeqInstant *as_of, GError **error);
/* Stores a bank's balance inside the caller's transaction; the newer statement wins for the same instant, but for one of @source
 * "opening": the closing of the statement before stands. */
gboolean aeq_balance_put (AeqLedger *ledger, const AeqAccount *account, AeqInstant as_of, const char *kind, gint64 minor,
                          const char *source, gint64 import_id, GError **error);

/* Takes the balances of an import back: what another import or a person gave for the same instant stands again. */
gboolean aeq_balance_undo (AeqLedger *ledger, gint64 import_id, GError **error);

/* One point of the cumulative net position P(t): the sum of signed flows since the start, after the flow at @at. */
typedef struct
{
  AeqInstant at;
  gint64     net;
} AeqPositionPoint;

/* P(t) of a local day, a point a flow; flows at one instant are netted. GArray of AeqPositionPoint. */
GArray *aeq_cumulative_position (AeqLedger *ledger, const AeqAccount *account, AeqDate day, GError **error);

/* Limits of an account; FALSE in @has when none is set. */
typedef struct
{
  gboolean has;
  gint64   floor_amount;
  gboolean has_early_warning;
  gint64   early_warning;
} AeqLimit;

gboolean aeq_limit_get (AeqLedger *ledger, const AeqAccount *account, AeqLimit *limit, GError **error);

G_END_DECLS
