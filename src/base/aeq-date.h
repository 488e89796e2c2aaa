/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A calendar day: days since 1970-01-01 in the proleptic Gregorian calendar. Years 1 to 9999. */
typedef gint32 AeqDate;

#define AEQ_DATE_NONE G_MININT32
#define AEQ_DATE_TEXT_SIZE 11 /* "2026-11-20" and its NUL */

/* Monday is 1 and Sunday is 7, as in ISO 8601. */
typedef enum
{
  AEQ_MONDAY = 1,
  AEQ_TUESDAY,
  AEQ_WEDNESDAY,
  AEQ_THURSDAY,
  AEQ_FRIDAY,
  AEQ_SATURDAY,
  AEQ_SUNDAY
} AeqWeekday;

gboolean   aeq_date_valid_ymd     (int year, int month, int day);
AeqDate    aeq_date_from_ymd      (int year, int month, int day); /* AEQ_DATE_NONE when there is no such day */
void       aeq_date_to_ymd        (AeqDate date, int *year, int *month, int *day);
AeqWeekday aeq_date_weekday       (AeqDate date);
int        aeq_date_days_in_month (int year, int month);
AeqDate    aeq_date_add_months    (AeqDate date, int months); /* clamps to the last day of the month;
                                                                       AEQ_DATE_NONE beyond the years 1 to 9999 */
AeqDate    aeq_date_month_start   (AeqDate date);
AeqDate    aeq_date_month_end     (AeqDate date);

/* Strict "YYYY-MM-DD" of exactly ten characters; FALSE without an error object, since callers word it with their place. */
gboolean aeq_date_parse_iso (const char *text, gssize length, AeqDate *date);
/* Writes at most AEQ_DATE_TEXT_SIZE bytes into @buffer and returns it; empty for AEQ_DATE_NONE. */
char *aeq_date_format (AeqDate date, char *buffer);

G_END_DECLS
