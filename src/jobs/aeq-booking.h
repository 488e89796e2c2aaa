/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-flow-writer.h"
#include "aeq-read.h"

G_BEGIN_DECLS

/* Takes what a reader gives and books it into a ledger, inside the caller's transaction: finds or makes the accounts, places each
 * movement in time, hands it to the flow writer. */
typedef struct _AeqBooking AeqBooking;

AeqBooking *aeq_booking_new    (AeqLedger *ledger, gint64 import_id, const AeqReadOptions *options, GError **error);
void        aeq_booking_free   (AeqBooking *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqBooking, aeq_booking_free)

extern const AeqReadSink AEQ_BOOKING_SINK; /* its user_data is the AeqBooking */

/* How the statements lie to those of the ledger goes into the report. Balances of the report's accounts, then everything collected. */
gboolean    aeq_booking_finish (AeqBooking *self, AeqReadReport *report, GError **error);
gint64      aeq_booking_get_added      (AeqBooking *self);
gint64      aeq_booking_get_duplicates (AeqBooking *self);
/* Rows that named no account went to AEQ_BOOKING_UNNAMED. */
gboolean    aeq_booking_used_unnamed   (AeqBooking *self);
/* Rows that named no currency took this one; NULL when there were none. */
const AeqCurrency *aeq_booking_assumed_currency (AeqBooking *self);

#define AEQ_BOOKING_UNNAMED "UNNAMED"

G_END_DECLS
