/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-sample-plan.h"

G_BEGIN_DECLS

/* What a business calendar says about each day of a range, worked out once. */
typedef struct
{
  gboolean   open;
  gint8      weekday;
  gint8      day;        /* of the month */
  gint8      month;
  gint8      from_start; /* business day of the month: the first is 1 */
  gint8      to_end;     /* the last is 1 */
  gint8      previous;   /* day of the month of the business day before, 0 when that is in another month */
  AeqInstant start;      /* local midnight */
  gint64     length;     /* of the local day: 23, 24 or 25 hours */
} AeqSampleDay;

typedef struct
{
  AeqDate        from;
  guint          n;
  const AeqZone *zone;
  AeqSampleDay  *days;
} AeqSampleDays;

/* NULL when the zone or the calendar is unknown. */
AeqSampleDays *aeq_sample_days_new  (const char *zone, const char *calendar, AeqDate from, AeqDate to, GError **error);
void           aeq_sample_days_free (AeqSampleDays *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqSampleDays, aeq_sample_days_free)

const AeqSampleDay *aeq_sample_days_get (const AeqSampleDays *self, AeqDate date);
/* Wall clock in seconds since local midnight. */
AeqInstant aeq_sample_days_instant (const AeqSampleDays *self, AeqDate date, gint64 seconds);
/* The first business day on or after @date; the last day of the range when there is none. */
AeqDate    aeq_sample_days_on_or_after (const AeqSampleDays *self, AeqDate date);
/* Whether the rule falls on this business day. */
gboolean   aeq_sample_day_matches (const AeqSampleDay *day, AeqSampleWhen when);
/* Third Friday of the third, sixth, ninth or twelfth month: futures and options expire. */
gboolean   aeq_sample_day_is_expiry (const AeqSampleDay *day);
gboolean   aeq_sample_day_is_quarter_end (const AeqSampleDay *day, int within);

G_END_DECLS
