/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-forecast-store.h"

G_BEGIN_DECLS

/* What an issued forecast said of the course of one account's day, and what came. Amounts in minor units. */

typedef struct
{
  gint64     account;
  AeqDate    day;
  guint      bucket_minutes;
  gboolean   has_floor;
  gint64     floor_amount;     /* a balance below it is a breach */
  double     p_breach;         /* NaN without a floor */
  AeqInstant lowest_at;        /* start of the likeliest bucket; AEQ_INSTANT_NONE: the lowest point has been */
  AeqInstant first_breach_at;  /* AEQ_INSTANT_NONE: none told */
  double     usage[AEQ_STORED_QUANTILES]; /* peak usage */
  double     raw_end[AEQ_STORED_QUANTILES];   /* net of the day, and peak usage, before the calibration by the record; only stored, */
  double     raw_usage[AEQ_STORED_QUANTILES]; /* and read back as an AeqCourseOutcome */
} AeqForecastCourse;

/* One course and what came of it. */
typedef struct
{
  AeqForecastCourse course;
  gint64            run;
  AeqInstant        as_of;
  const char       *regime;
  gint64            usage;
  AeqInstant        lowest_at;       /* AEQ_INSTANT_NONE: the net position never was below its start */
  gboolean          breached;        /* at @as_of or later; only with a floor */
  AeqInstant        first_breach_at; /* AEQ_INSTANT_NONE without a breach */
} AeqScoredCourse;

/* Stores one course of a run inside the caller's transaction. */
gboolean aeq_forecast_course_put   (AeqLedger *ledger, gint64 run, const AeqForecastCourse *course, GError **error);
/* Courses whose day ended before @before and that have no score yet. GArray of AeqScoredCourse without what came. */
GArray  *aeq_forecast_course_due   (AeqLedger *ledger, AeqDate before, GError **error);
gboolean aeq_forecast_course_score (AeqLedger *ledger, const AeqScoredCourse *scored, GError **error);

typedef gboolean (*AeqScoredCourseFunc) (const AeqScoredCourse *scored, gpointer user_data, GError **error);

/* Scored courses by day and time of issue; @account 0 is all. Text is borrowed for the call. */
gboolean aeq_forecast_course_scored (AeqLedger *ledger, gint64 account, const char *regime, AeqDate from, AeqDate to,
                                     AeqScoredCourseFunc func, gpointer user_data, GError **error);

/* What the calibration by the record learns from: one scored course with the end of its day. Minor units. */
typedef struct
{
  AeqInstant as_of;
  AeqDate    day;
  double     raw_end[AEQ_STORED_QUANTILES];
  double     raw_usage[AEQ_STORED_QUANTILES];
  double     issued_end[AEQ_STORED_QUANTILES];
  double     issued_usage[AEQ_STORED_QUANTILES];
  gint64     end;
  gint64     usage;
} AeqCourseOutcome;

/* GArray of AeqCourseOutcome of one account by day and time of issue, days from @from on. Forecasts with a scenario are left out. */
GArray  *aeq_forecast_course_outcomes (AeqLedger *ledger, gint64 account, AeqDate from, GError **error);

G_END_DECLS
