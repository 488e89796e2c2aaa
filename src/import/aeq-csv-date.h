/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-instant.h"
#include "aeq-profile.h"

G_BEGIN_DECLS

/* What a cell says about a time. */
typedef struct
{
  AeqDate    date;
  gint64     time_of_day; /* local wall clock, -1 when only a day is written */
  AeqInstant instant;     /* AEQ_INSTANT_NONE unless the cell has an offset */
} AeqMoment;

enum
{
  AEQ_READS_DMY = 1 << AEQ_DATE_DMY,
  AEQ_READS_MDY = 1 << AEQ_DATE_MDY,
  AEQ_READS_YMD = 1 << AEQ_DATE_YMD
};

/* In which orders the cell is an existing day: none means that it is no date; a named month or a year in front leaves
 * one. @separator (nullable) gets the mark between day and month, '\0' when there is none. */
guint    aeq_csv_date_readings (const char *text, gsize length, char *separator);
/* FALSE when the cell is no existing day in @order. Two digits of a year are 1970 to 2069. */
gboolean aeq_csv_date_parse    (const char *text, gsize length, int order, AeqMoment *moment);
/* "14:05", "14:05:09.123", "2:05 PM", "140509", "14.05.09": microseconds since midnight, FALSE when it is none. */
gboolean aeq_csv_time_parse    (const char *text, gsize length, gint64 *time_of_day);

G_END_DECLS
