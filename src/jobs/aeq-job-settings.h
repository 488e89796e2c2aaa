/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"

G_BEGIN_DECLS

/* What a ledger takes for granted. */

/* The currency of files that name none. */
gboolean aeq_job_set_reporting_currency (AeqLedger *ledger, const AeqCurrency *currency, GError **error);

/* The business days of an account, and with them its cut-offs: us_fedwire, target2, uk_chaps, weekdays, or the user's own. Undone by its change. */
gboolean aeq_job_set_account_calendar (AeqLedger *ledger, const AeqId *account, const char *calendar, GError **error);
/* The clock on which an account's days begin and end, as Europe/Berlin. Its day sums are made anew. Undone by its change. */
gboolean aeq_job_set_account_zone (AeqLedger *ledger, const AeqId *account, const char *zone, GError **error);

/* The calendars that come with the program. NULL at the end. */
const char *const *aeq_job_calendars (void);

G_END_DECLS
