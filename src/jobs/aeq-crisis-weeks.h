/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-ledger.h"
#include "aeq-regime.h"
#include "aeq-shock.h"

G_BEGIN_DECLS

/* The past of a desk by calendar week, Thursday to Wednesday, each with the state of the market in it. */

#define AEQ_CRISIS_USUAL_WEEKS 26 /* the steady weeks before a week that say what is usual */
#define AEQ_CRISIS_LEAST_USUAL 8

/* Gross flows of one week over all accounts, by category, each account in units of its own mean gross flow. */
typedef struct
{
  double sum[AEQ_N_SHOCKS][2];  /* [0] out, [1] in */
  double minutes[AEQ_N_SHOCKS]; /* of receipts: time of day times amount */
  double timed[AEQ_N_SHOCKS];   /* of receipts with a time: amount */
  guint  days[AEQ_N_REGIMES];
  guint8 moved[7]; /* days on which any account has a flow */
} AeqCrisisWeek;

typedef struct
{
  int            first; /* week of @weeks[0], counted from the epoch */
  guint          n;     /* the running week is not among them */
  AeqCrisisWeek *weeks;
  guint          n_accounts;
  double       **nets; /* [n_accounts][7 n], by day */
} AeqCrisisWeeks;

gboolean aeq_crisis_weeks_load (AeqCrisisWeeks *self, AeqLedger *ledger, GCancellable *cancellable, GError **error);
void     aeq_crisis_weeks_clear (AeqCrisisWeeks *self);
/* A week with a few days of stress is neither. AEQ_N_REGIMES: neither, or nothing moved. */
AeqRegime aeq_crisis_week_state (const AeqCrisisWeek *week);
/* How far apart from the usual the accounts moved together, in each week of @state: array of AeqShockWeek for
 * aeq_shock_fit_lift(). */
GArray *aeq_crisis_lift_weeks (const AeqCrisisWeeks *self, AeqRegime state);

G_END_DECLS
