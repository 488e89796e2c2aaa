/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-calendar.h"
#include "aeq-instant.h"
#include "aeq-money.h"

G_BEGIN_DECLS

/* When the large-value payment systems stop taking payments, as their operators publish it. The bank that pays through
 * one stops earlier, at a time of its own. */

typedef struct
{
  const char *system;    /* "Fedwire", "T2", "CHAPS" */
  gboolean    customers; /* of payments for customers; else of those between banks, which close the day */
  const char *zone;
  int         minute; /* of that zone's day */
} AeqCutOff;

/* Those of the system that settles a currency, in the order of their times; NULL and 0 when none is known. Static. */
const AeqCutOff *aeq_cut_offs (const AeqCurrency *currency, guint *n);
/* The next one after @now on a business day of @calendar; AEQ_INSTANT_NONE when the zone is not known to this machine.
 */
AeqInstant aeq_cut_off_next (const AeqCutOff *self, const AeqCalendar *calendar, AeqInstant now);

G_END_DECLS
