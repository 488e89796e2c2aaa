/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "aeq-chart-ticks.h"

#define DAY 86400

static AeqInstant
instant (double seconds)
{
  return (AeqInstant) llround (seconds * AEQ_SECOND);
}

/* Days, weeks, months: the calendar's own marks, each put at the instant at which its day begins. */
static void
day_ticks (AeqTicks *self, const AeqZone *zone, double from, double to, guint wanted)
{
  AeqDate first = aeq_zone_date (zone, instant (from));
  AeqDate last = aeq_zone_date (zone, instant (to));
  guint kept = 0;

  aeq_ticks_init (self, AEQ_AXIS_DATE, first, MAX (last, first + 1), wanted);
  for (guint i = 0; i < self->n; i++)
    {
      double at = (double) aeq_zone_from_local (zone, (AeqDate) self->at[i], 0) / AEQ_SECOND;

      if (at < from || at > to)
        continue;
      self->at[kept] = at;
      if (kept != i)
        memcpy (self->text[kept], self->text[i], AEQ_TICK_TEXT_SIZE);
      kept++;
    }
  self->n = kept;
}

static void
name_tick (AeqTicks *self, const AeqZone *zone, double at, int clock)
{
  self->at[self->n] = at;
  if (clock == 0)
    aeq_ticks_name_day (aeq_zone_date (zone, instant (at)), self->text[self->n]);
  else
    aeq_ticks_name_clock (clock, self->text[self->n]);
  self->n++;
}

/* Walks in quarters of an hour, the finest by which zones differ, or in the step where it is finer; what the clock
 * shows there decides. */
static void
clock_ticks (AeqTicks *self, const AeqZone *zone, double from, double to, int step)
{
  int stride = MIN (step, 900);

  for (double at = ceil (from / stride) * stride; at <= to && self->n < AEQ_MAX_TICKS; at += stride)
    {
      AeqDate date;
      gint64 time_of_day;

      aeq_zone_to_local (zone, instant (at), &date, &time_of_day);
      if (time_of_day % (step * AEQ_SECOND) == 0)
        name_tick (self, zone, at, (int) (time_of_day / AEQ_SECOND));
    }
}

void
aeq_ticks_init_zone (AeqTicks *self, const AeqZone *zone, double from, double to, guint wanted)
{
  static const int STEPS[] = { 1, 5, 15, 30, 60, 300, 900, 1800, 3600, 7200, 10800, 21600, 43200 };

  self->n = 0;
  self->unit = 1;
  self->word = "";
  wanted = CLAMP (wanted, 1, AEQ_MAX_TICKS / 2);
  /* Instants outside of the calendar have no names. */
  if (!(to > from) || !(from > -6e10) || !(to < 2.5e11))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (STEPS); i++)
    if ((to - from) / STEPS[i] <= wanted)
      {
        clock_ticks (self, zone, from, to, STEPS[i]);
        return;
      }
  day_ticks (self, zone, from, to, wanted);
}
