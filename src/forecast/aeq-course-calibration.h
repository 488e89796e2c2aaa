/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-date.h"
#include "aeq-stats.h"

G_BEGIN_DECLS

/* Calibration of what is read off the paths of a day: its end (net of the day) and its peak usage, which is also its lowest point.
 *
 * Three things widen or narrow a forecast, one after the other, each judged by what the ones before it left over:
 *   1. the days ahead: adaptive conformal inference in the model's record (aeq-calibration.h). The course of today does not pass it;
 *   2. the errors that today's paths are made of: AeqRest.widening, learnt by a walk over the past days of the account at the same time
 *      of day. It is what a forecast has before any has been issued;
 *   3. this one: the record of issued forecasts. Its scores are taken of the quantiles as they stood after 2 and before 3, so what 2
 *      does is not done again. The end of the day scales whole paths about their median; peak usage is read off the scaled
 *      paths and its own factors are learnt from that, so the two do not add up either.
 * The score of a past forecast is how far the outcome lay from the median, in half widths of the raw interval on that side; the factor
 * of an interval is the quantile 1 - alpha of the scores, alpha follows what the issued interval missed:
 *   alpha += gamma (target - missed).
 * Nothing but the record itself is kept: factors are worked out of those entries that were known at the time of the question,
 * so a forecast made as of an earlier time has the factors of that time. */
typedef enum
{
  AEQ_COURSE_END,
  AEQ_COURSE_USAGE,
  AEQ_N_COURSE
} AeqCourseQuantity;

typedef struct
{
  gint64  known_at; /* when the outcome was known; any clock, the same for all */
  gint64  as_of;    /* when the forecast was made */
  AeqDate day;
  gint32  minute;   /* of the day, local, of as_of */
  float   score[AEQ_N_COURSE][4];  /* NaN: the interval was a single value, which says nothing of its width */
  guint8  missed[AEQ_N_COURSE][4]; /* by the issued interval */
} AeqCourseEntry;

/* Factors of the four intervals (AEQ_INTERVALS). */
typedef struct
{
  double factor[AEQ_N_COURSE][4];
} AeqCourseWidening;

#define AEQ_COURSE_DAYS 120   /* that are looked at */
#define AEQ_COURSE_LEAST 20   /* days before anything is changed */
#define AEQ_COURSE_MINUTES 90 /* forecasts so near in the time of day tell of each other */

/* @raw and @issued: nine quantiles before and after the factors. */
void    aeq_course_entry_score (AeqCourseEntry *self, AeqCourseQuantity quantity, const double *raw, const double *issued, double y);
/* @entries by day and as_of. Only those with known_at <= @now count, of each day the one nearest to @minute. */
void    aeq_course_widening    (const AeqCourseEntry *entries, gsize n, gint64 now, gint32 minute, AeqCourseWidening *self);
/* All factors 1. */
void    aeq_course_widening_init (AeqCourseWidening *self);
/* Opaque bytes, the same on every machine. */
GBytes *aeq_course_entries_save (const AeqCourseEntry *entries, gsize n);
/* GArray of AeqCourseEntry; NULL when the bytes are none. */
GArray *aeq_course_entries_load (GBytes *bytes);

G_END_DECLS
