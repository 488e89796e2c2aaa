/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-instant.h"

G_BEGIN_DECLS

/* The cumulative net position P(t) of a day, a step at a time and without memory: what the BCBS 248 report and a
 * sampled path of a scenario have in common. Starts at 0; the opening balance is no part of it. */
typedef struct
{
  gint64     position;
  gint64     lowest;     /* <= 0 */
  gint64     highest;    /* >= 0 */
  AeqInstant lowest_at;  /* where it was reached first; AEQ_INSTANT_NONE while it is 0 */
  AeqInstant highest_at;
} AeqPath;

#define AEQ_PATH_INIT { 0, 0, 0, AEQ_INSTANT_NONE, AEQ_INSTANT_NONE }

/* One more movement, in time order. FALSE when the position leaves the range of an amount; @self is then of no use. */
static inline gboolean
aeq_path_step (AeqPath *self, AeqInstant at, gint64 minor)
{
  if (__builtin_add_overflow (self->position, minor, &self->position) || self->position == G_MININT64)
    return FALSE;
  if (self->position < self->lowest)
    {
      self->lowest = self->position;
      self->lowest_at = at;
    }
  else if (self->position > self->highest)
    {
      self->highest = self->position;
      self->highest_at = at;
    }
  return TRUE;
}

/* Both >= 0. */
static inline gint64
aeq_path_usage (const AeqPath *self)
{
  return -self->lowest;
}

static inline gint64
aeq_path_surplus (const AeqPath *self)
{
  return self->highest;
}

G_END_DECLS
