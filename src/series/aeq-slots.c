/* SPDX-License-Identifier: MIT */
#include "aeq-slots.h"

/* A phase with less than this share of the rows due to it (a market that once opened on a Saturday) is no step of the
 * season: its rows share the slot of the row before. */
#define RARE .1

/* Numbers the phases that count from 0; the others get -1. */
static guint
number_phases (const AeqTimeline *timeline, int *number)
{
  g_autofree gsize *count = g_new0 (gsize, timeline->n_phases);
  guint period = 0;

  for (gsize r = 0; r < timeline->n; r++)
    count[timeline->facts[r].phase]++;
  for (guint p = 0; p < timeline->n_phases; p++)
    number[p] = count[p] > 0 && count[p] * (double) timeline->n_phases >= RARE * timeline->n ? (int) period++ : -1;
  return period;
}

AeqSlots *
aeq_slots_new (const AeqTimeline *timeline)
{
  AeqSlots *self = g_new0 (AeqSlots, 1);
  g_autofree int *number = g_new (int, timeline->n_phases);
  int last = -1;

  self->n = timeline->n;
  self->slot = g_new (int, self->n);
  self->period = number_phases (timeline, number);
  for (gsize r = 0; r < self->n; r++)
    {
      int phase = number[timeline->facts[r].phase];
      int ahead = self->period > 0 ? (phase - (last + 1) % (int) self->period + (int) self->period) % (int) self->period : 0;

      if (phase >= 0)
        last += 1 + ahead;
      self->slot[r] = MAX (last, 0);
    }
  return self;
}

void
aeq_slots_free (AeqSlots *self)
{
  if (self == NULL)
    return;
  g_free (self->slot);
  g_free (self);
}
