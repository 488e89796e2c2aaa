/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-app-desk.h"

G_BEGIN_DECLS

/* Issues forecasts of a desk's ledger: at once, by a schedule while the window is open, and for a look without issuing. The current model
 * stays parsed between them. Used from the main thread only; one for each desk.
 *
 * Signal "changed": another schedule, or the schedule has issued or failed. */
#define AEQ_TYPE_ISSUER (aeq_issuer_get_type ())
G_DECLARE_FINAL_TYPE (AeqIssuer, aeq_issuer, AEQ, ISSUER, GObject)

/* The desk's own, made when first asked for; it lives as long as the desk. */
AeqIssuer *aeq_issuer_of (AeqAppDesk *desk);

/* What issuing is, for the strip of the window: hands out data for AEQ_ISSUE_WORK, whose result is an AeqForecastResult. */
extern const AeqWork AEQ_ISSUE_WORK;
gpointer             aeq_issuer_issue_data (AeqIssuer *self);
/* The forecast of one account as it would be issued now, neither issued nor stored: the result is an AeqIssued. */
extern const AeqWork AEQ_LOOK_WORK;
gpointer             aeq_issuer_look_data (AeqIssuer *self, const AeqId *account);

/* @state (nullable): where the schedule of each ledger is kept; begins with what it remembers. */
void aeq_issuer_set_state (AeqIssuer *self, GSettings *state);
/* Every so many minutes; 0: not by itself. */
void          aeq_issuer_set_minutes (AeqIssuer *self, int minutes);
int           aeq_issuer_get_minutes (AeqIssuer *self);
/* Issues when it is time for it by @now, on the monotonic clock; it is looked at by itself while there is a schedule. */
void          aeq_issuer_tick        (AeqIssuer *self, gint64 now);
AeqInstant    aeq_issuer_get_last    (AeqIssuer *self); /* when the schedule last issued; AEQ_INSTANT_NONE: not yet */
const GError *aeq_issuer_get_error   (AeqIssuer *self); /* (nullable) why it did not the last time */

G_END_DECLS
