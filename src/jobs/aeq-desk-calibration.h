/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-desk-load.h"

G_BEGIN_DECLS

/* The calibration by the record of issued forecasts, kept in the ledger by account: "intraday" holds what aeq-course-calibration.h
 * learns from, "daily" whether the next business day fell within its 90 % interval, which tells drift. The days ahead themselves
 * are calibrated in the model's record: a second correction of them here would widen twice.
 *
 * Both are worked out of the scores from the beginning each time, so scoring twice changes nothing and a score taken away takes
 * its trace with it. Each entry says when its outcome was known; who asks as of an earlier time sees the entries of that time. */

/* Inside the caller's transaction. @accounts: of AeqAccount. */
gboolean aeq_desk_calibration_update (AeqLedger *ledger, GPtrArray *accounts, GError **error);
/* Fills the course calibration and the drift of @desk as of the ledger's now. */
gboolean aeq_desk_calibration_load   (AeqLedger *ledger, AeqDeskView *desk, GError **error);

G_END_DECLS
