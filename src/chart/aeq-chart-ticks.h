/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-chart.h"

G_BEGIN_DECLS

/* Where an axis has its marks, and what stands beside them. */
#define AEQ_MAX_TICKS 64
#define AEQ_TICK_TEXT_SIZE 24

typedef struct
{
  double at[AEQ_MAX_TICKS];
  char   text[AEQ_MAX_TICKS][AEQ_TICK_TEXT_SIZE];
  guint  n;
  double unit;      /* numbers are shown divided by it: 1, 1e3, 1e6, 1e9 */
  const char *word; /* of the unit: "", "thousands", "millions", "billions" */
} AeqTicks;

/* Round places in [from, to], about @wanted of them and never more than AEQ_MAX_TICKS: for numbers multiples of 1, 2 or
 * 5 times a power of ten, for times of day of 1, 5, 15 or 30 seconds or minutes or 1, 2, 3, 6 or 12 hours, for days
 * single days, Mondays, months, quarters or years. */
void aeq_ticks_init (AeqTicks *self, AeqAxisKind kind, double from, double to, guint wanted);
/* "14:35", "14:35:10"; "20 Feb". Both write at most AEQ_TICK_TEXT_SIZE bytes into @buffer and return it. */
char *aeq_ticks_name_clock (int seconds, char *buffer);
char *aeq_ticks_name_day (AeqDate date, char *buffer);
/* The same for instants (seconds since 1970) on the clock of @zone: a midnight has the name of its day, an hour that
 * the change of the clock leaves out has no mark, one that comes twice has two. */
void aeq_ticks_init_zone (AeqTicks *self, const AeqZone *zone, double from, double to, guint wanted);

G_END_DECLS
