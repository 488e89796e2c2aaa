/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-date.h"

G_BEGIN_DECLS

/* A business calendar. Built-in ones are computed by rule for 1990 to 2035; immutable and thread-safe. */
typedef struct _AeqCalendar AeqCalendar;

/* "us_fedwire", "target2", "uk_chaps", or "weekdays" (Monday to Friday, no holidays), or the name of a file
 * NAME.calendar in the folder aequitas/calendars of the user's data folder. Owned reference. */
AeqCalendar *aeq_calendar_get       (const char *id, GError **error);
/* User-defined: see the head of aeq-calendar-file.c for the format. */
AeqCalendar *aeq_calendar_load_file (const char *path, GError **error);
AeqCalendar *aeq_calendar_ref       (AeqCalendar *self);
void         aeq_calendar_unref     (AeqCalendar *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqCalendar, aeq_calendar_unref)
const char  *aeq_calendar_get_id    (const AeqCalendar *self);

gboolean    aeq_calendar_is_business_day (const AeqCalendar *self, AeqDate date);
/* (nullable) name of the holiday when @date is a weekday on which the calendar is closed. */
const char *aeq_calendar_holiday_name    (const AeqCalendar *self, AeqDate date);
/* Moves @n business days; n = 0 gives @date or the next business day, n < 0 goes back. */
AeqDate     aeq_calendar_add             (const AeqCalendar *self, AeqDate date, int n);
/* Business days d with from < d <= to; negative when to < from. */
int         aeq_calendar_between         (const AeqCalendar *self, AeqDate from, AeqDate to);

G_END_DECLS
