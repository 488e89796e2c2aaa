/* SPDX-License-Identifier: MIT */
#include "aeq-stress-book-private.h"

#include <stdlib.h>

static int
compare_steps (const void *a, const void *b)
{
  const AeqStressStep *x = a;
  const AeqStressStep *y = b;

  if (x->end != y->end)
    return x->end < y->end ? -1 : 1;
  if (x->leg != y->leg)
    return x->leg < y->leg ? -1 : 1;
  return x->bucket < y->bucket ? -1 : x->bucket > y->bucket;
}

static void
make_steps (AeqStressBook *self)
{
  for (guint l = 0; l < self->n_legs; l++)
    self->n_steps += self->legs[l].day->n_buckets;
  self->steps = g_new0 (AeqStressStep, self->n_steps + 1);
  self->n_steps = 0;
  for (guint l = 0; l < self->n_legs; l++)
    for (guint j = 0; j < self->legs[l].day->n_buckets; j++)
      self->steps[self->n_steps++] = (AeqStressStep) {
        .leg = l, .bucket = j, .walk = self->netted ? 0 : l, .point = -1,
        .end = self->legs[l].starts[j] + self->legs[l].day->bucket_minutes * AEQ_MINUTE,
      };
  qsort (self->steps, self->n_steps, sizeof *self->steps, compare_steps);
}

/* Which steps close a point of time, for all and for their walk; points that are to come get a number. */
static void
mark_steps (AeqStressBook *self)
{
  self->points = g_new (AeqInstant, self->n_steps + 1);
  for (gsize from = 0, to; from < self->n_steps; from = to)
    {
      gboolean ahead = FALSE;
      AeqInstant start = G_MAXINT64;

      for (to = from; to < self->n_steps && self->steps[to].end == self->steps[from].end; to++)
        {
          const AeqStressLeg *leg = &self->legs[self->steps[to].leg];

          self->steps[to].walk_ends = to + 1 == self->n_steps || self->steps[to + 1].end != self->steps[to].end ||
                                      self->steps[to + 1].walk != self->steps[to].walk;
          ahead |= self->steps[to].bucket >= leg->day->now;
          start = MIN (start, leg->starts[self->steps[to].bucket]);
        }
      self->steps[to - 1].point_ends = TRUE;
      if (!ahead)
        continue;
      for (gsize i = from; i < to; i++)
        self->steps[i].point = (int) self->n_points;
      self->points[self->n_points++] = start;
    }
}

static void
make_gross (AeqStressBook *self)
{
  self->received = g_new (double, (gsize) self->n_legs * self->n_paths + 1);
  self->sent = g_new (double, (gsize) self->n_legs * self->n_paths + 1);
  for (guint l = 0; l < self->n_legs; l++)
    {
      const AeqStressDay *day = self->legs[l].day;
      double in = 0, out = 0;

      for (gsize i = 0; i < day->n_usual; i++)
        for (guint j = 0; j < day->n_buckets - day->now; j++)
          *(day->usual[i].inflow ? &in : &out) += day->usual[i].usual[j];
      for (guint p = 0; p < self->n_paths; p++)
        aeq_stress_gross (&self->legs[l], p, in, out, &self->received[l * self->n_paths + p], &self->sent[l * self->n_paths + p]);
    }
}

static void
find_largest (AeqStressBook *self)
{
  g_autofree const AeqStressDay **days = g_new (const AeqStressDay *, self->n_legs + 1);

  for (guint l = 0; l < self->n_legs; l++)
    days[l] = self->legs[l].day;
  self->largest = aeq_stress_largest (days, self->n_legs);
}

AeqStressBook *
aeq_stress_book_new (const AeqStressLeg *legs, guint n_legs, gboolean netted)
{
  AeqStressBook *self = g_new0 (AeqStressBook, 1);

  self->legs = g_memdup2 (legs, n_legs * sizeof *legs);
  self->n_legs = n_legs;
  self->netted = netted;
  self->n_walks = netted ? 1 : n_legs;
  self->n_paths = n_legs > 0 ? legs[0].n_paths : 0;
  make_steps (self);
  mark_steps (self);
  make_gross (self);
  find_largest (self);
  return self;
}

void
aeq_stress_book_free (AeqStressBook *self)
{
  if (self == NULL)
    return;
  g_free (self->legs);
  g_free (self->steps);
  g_free (self->points);
  g_free (self->received);
  g_free (self->sent);
  g_free (self);
}

const char *
aeq_stress_book_largest (const AeqStressBook *self)
{
  return self->largest;
}

void
aeq_stress_reading_free (AeqStressReading *self)
{
  if (self == NULL)
    return;
  g_free (self->balance);
  g_free (self->cumulative);
  g_free (self);
}
