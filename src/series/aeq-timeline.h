/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-calendar.h"
#include "aeq-recurring.h"

G_BEGIN_DECLS

/* What the calendar says of one day. Distances are in rows and signed: below 0 the event is still ahead, above 0 it has
 * been, cut at AEQ_FACTS_REACH.
 *
 * There is no day of year here on purpose. With two or three years of data a tree reads it as the name of a date and
 * memorises what happened on it: on the NN5 series it moved the error by 10 % in either direction depending on the
 * learning rate alone. What really recurs each year (tax dates, quarter ends, holidays) has its own fact. */
#define AEQ_FACTS_REACH 9

typedef struct
{
  AeqDate date;
  gint16  phase;          /* which of the season's steps: the weekday for weekly seasons */
  gint8   weekday;
  gint8   day;
  gint8   month;
  gint8   month_of_quarter;
  gint8   business_day;   /* of the month, from 0 */
  gint8   business_day_end; /* from the month's end, 0 is the last */
  gint8   nth_weekday;    /* from 0 */
  gint8   gap_before;     /* calendar days to the row before and after */
  gint8   gap_after;
  gint8   holiday_before; /* calendar days since and until a closed weekday */
  gint8   holiday_after;
  gint8   to_quarter_end; /* signed distances */
  gint8   to_third;
  gint8   to_fifteenth;
  gint8   to_tax;
  gint8   to_month_end;   /* of the last calendar day, settled on the business day after it */
  gint8   to_first_due;   /* of the 1st and the 3rd, paid on the business day before them */
  gint8   to_third_due;
  gint8   to_custom;
  gint16  month_index;    /* months since the first row */
} AeqDayFacts;

/* The rows of a table of days: history and, as far as known, future. Immutable, shared by every series on it. */
typedef struct
{
  gsize        n;
  AeqDayFacts *facts;
  guint        season;    /* rows in a week: 5, 7, ... */
  guint        n_phases;
  int         *before;    /* the row before with the same phase, -1 for none */
  guint        n_months;
  int         *month_row; /* where business day 0 of the month is or would be */
  int         *month_end; /* where its last one is */
  int          ref_count;
} AeqTimeline;

/* @dates rise strictly. @calendar (nullable: the dates themselves are the business days) adds its holidays.
 * @season 0 means: 7 when there are weekend rows, else 5. @custom: the desk's own recurring dates. */
AeqTimeline *aeq_timeline_new          (const AeqDate *dates, gsize n, AeqCalendar *calendar, guint season,
                                        const AeqRecurring *custom, gsize n_custom, GError **error);
/* Rows are the business days of @calendar in [from, to] and @ahead more. */
AeqTimeline *aeq_timeline_new_business (AeqCalendar *calendar, AeqDate from, AeqDate to, guint ahead,
                                        const AeqRecurring *custom, gsize n_custom, GError **error);
AeqTimeline *aeq_timeline_ref          (AeqTimeline *self);
void         aeq_timeline_unref        (AeqTimeline *self);
/* The last row that is not after @date, -1 when all are. */
int          aeq_timeline_find         (const AeqTimeline *self, AeqDate date);
/* The row @months months before @row with the same business day, counted from the month's start or end; -1 if none. */
int          aeq_timeline_months_before (const AeqTimeline *self, int row, int months, gboolean from_end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqTimeline, aeq_timeline_unref)

G_END_DECLS
