/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-calendar.h"

G_BEGIN_DECLS

#define AEQ_CALENDAR_FIRST_YEAR 1990
#define AEQ_CALENDAR_LAST_YEAR 2035
#define AEQ_CALENDAR_WEEKEND ((1u << AEQ_SATURDAY) | (1u << AEQ_SUNDAY))

/* @weekend has bit 1 << weekday for each weekly closing; @closings, which is taken over, maps GINT_TO_POINTER (AeqDate)
 * to a name. */
AeqCalendar *aeq_calendar_new          (const char *id, guint weekend, GHashTable *closings);
GHashTable  *aeq_calendar_get_closings (const AeqCalendar *self);

GHashTable  *aeq_closings_new  (void);
void         aeq_closings_add  (GHashTable *closings, AeqDate date, const char *name);

/* Fills in the closings of a built-in calendar; FALSE when there is none of this id. */
gboolean     aeq_calendar_rules_apply (const char *id, GHashTable *closings);

/* NULL when @id is not the name of a built-in one. Owned reference. */
AeqCalendar *aeq_calendar_get_built_in (const char *id);

G_END_DECLS
