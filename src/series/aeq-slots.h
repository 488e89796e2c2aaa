/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-timeline.h"

G_BEGIN_DECLS

/* Methods that count in whole seasons need every step to be there. Rows of a timeline take evenly spaced slots: where a
 * holiday has no row its slot stays empty, and a gap of several seasons closes up to less than one. */
typedef struct
{
  gsize  n;      /* rows */
  guint  period; /* slots in a season: the phases that occur */
  int   *slot;   /* of each row, rising */
} AeqSlots;

AeqSlots *aeq_slots_new  (const AeqTimeline *timeline);
void      aeq_slots_free (AeqSlots *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqSlots, aeq_slots_free)

G_END_DECLS
