/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How much of the room between a day's opening and its limit is used: a bar with the use now and the use at the lowest
 * point, a mark where the early warning stands, and the figure with a sign of its own for each state. */
#define AEQ_TYPE_LIMIT_GAUGE (aeq_limit_gauge_get_type ())
G_DECLARE_FINAL_TYPE (AeqLimitGauge, aeq_limit_gauge, AEQ, LIMIT_GAUGE, GtkWidget)

typedef enum
{
  AEQ_LIMIT_UNKNOWN, /* no limit, or nothing to hold against it */
  AEQ_LIMIT_WITHIN,
  AEQ_LIMIT_WARNED,
  AEQ_LIMIT_BROKEN
} AeqLimitState;

/* Shares of the room, 1 is the limit; NaN where there is none to tell. */
typedef struct
{
  AeqLimitState state; /* by the lower of both balances */
  double        now;
  double        lowest;
  double        warning; /* where the early warning begins */
} AeqLimitUse;

GtkWidget *aeq_limit_gauge_new (void);
void       aeq_limit_gauge_set_use (AeqLimitGauge *self, const AeqLimitUse *use);

/* "73 %", "▲ 85 %", "✕ 104 %", "–"; and the same in sentences. The caller's. */
char *aeq_limit_use_text (const AeqLimitUse *use);
char *aeq_limit_use_describe (const AeqLimitUse *use);

G_END_DECLS
