/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-job-position.h"

G_BEGIN_DECLS

/* Sentences and short texts of the Position page. The caller's. */

/* Names what a picture of the scope shows, in the user's language. */
void aeq_position_scope_name (AeqPositionScope *scope);

/* "3 d 4 h", "2 h 10 min", "35 min"; under a minute "1 min". @length of time is >= 0, microseconds. */
char *aeq_duration_text (gint64 length);
/* On the clock of this machine: the accounts of a table have clocks of their own. */
char *aeq_local_clock_text (AeqInstant instant);
/* The clock of a zone, with the day when it is not @today's: "18:45 EST", "Mon 18:45 EST". */
char *aeq_zone_clock_text (const AeqZone *zone, AeqInstant instant, AeqInstant now);
/* "1,250.00 USD" */
char *aeq_amount_with_unit (gint64 minor, const AeqCurrency *currency);

/* What there is to say of the age of the forecast, and what to do about it. */
char *aeq_forecast_age_text (const AeqPositionTable *table);
/* How far off a deadline is: "in 2 h 10 min", "35 min overdue", "passed 5 min ago". */
char *aeq_deadline_text (const AeqDeadline *deadline, AeqInstant now);
/* What it is: "Margin call, Harbour Vale", "Fedwire customers". */
char *aeq_deadline_name (const AeqDeadline *deadline);

G_END_DECLS
