/* SPDX-License-Identifier: MIT */
#include "aeq-bcbs248-private.h"

#include "aeq-error.h"
#include "aeq-money.h"
#include "aeq-path.h"
#include "aeq-words.h"

#define SLOT (15 * AEQ_MINUTE)

/* One path and what is waiting for its next step: flows at one instant go in together. */
typedef struct
{
  AeqPath    reported;
  AeqPath    worst;
  AeqInstant at;        /* AEQ_INSTANT_NONE: nothing waits */
  gint64     in;
  gint64     out;       /* <= 0 */
  gint64     timed_in;  /* without the flows of which only the day is known */
  gint64     timed_out;
  gint64     day_in;    /* of those flows */
  gint64     day_out;
} Leg;

gboolean
aeq_bcbs_overflow (AeqDate date, GError **error)
{
  char text[AEQ_DATE_TEXT_SIZE];

  g_set_error (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW, N_("the flows up to %s add up to more than can be kept"),
               aeq_date_format (date, text));
  return FALSE;
}

/* In and out have opposite signs, so that their sum is always in range. */
static gboolean
leg_flush (Leg *leg)
{
  gboolean ok = leg->at == AEQ_INSTANT_NONE || (aeq_path_step (&leg->reported, leg->at, leg->in + leg->out) &&
                                                aeq_path_step (&leg->worst, leg->at, leg->timed_out) &&
                                                aeq_path_step (&leg->worst, leg->at, leg->timed_in));

  leg->at = AEQ_INSTANT_NONE;
  leg->in = leg->out = leg->timed_in = leg->timed_out = 0;
  return ok;
}

static gboolean
leg_add (Leg *leg, const AeqBcbsFlow *flow)
{
  if (flow->at != leg->at && !leg_flush (leg))
    return FALSE;
  leg->at = flow->at;
  if (!aeq_money_add (flow->minor > 0 ? leg->in : leg->out, flow->minor, flow->minor > 0 ? &leg->in : &leg->out))
    return FALSE;
  if ((flow->flags & AEQ_BCBS_DAY_ONLY) == 0)
    {
      if (flow->minor > 0)
        leg->timed_in += flow->minor; /* a part of in, which was checked */
      else
        leg->timed_out += flow->minor;
    }
  return TRUE;
}

/* The worst case pays at the open what has no time, before anything else. */
static gboolean
legs_open (Leg *legs, guint n_legs, const AeqBcbsDayInput *input)
{
  for (gsize i = 0; i < input->n_flows; i++)
    {
      const AeqBcbsFlow *flow = &input->flows[i];
      Leg *leg = &legs[flow->leg];
      gint64 *sum = flow->minor > 0 ? &leg->day_in : &leg->day_out;

      if ((flow->flags & AEQ_BCBS_DAY_ONLY) != 0 && !aeq_money_add (*sum, flow->minor, sum))
        return FALSE;
    }
  for (guint i = 0; i < n_legs; i++)
    if (!aeq_path_step (&legs[i].worst, input->start, legs[i].day_out))
      return FALSE;
  return TRUE;
}

static gboolean
legs_close (Leg *legs, guint n_legs, AeqInstant end)
{
  for (guint i = 0; i < n_legs; i++)
    if (!leg_flush (&legs[i]) || !aeq_path_step (&legs[i].worst, end, legs[i].day_in))
      return FALSE;
  return TRUE;
}

static gboolean
add_peaks (AeqBcbsPeaks *self, const AeqPath *path, gint64 *largest_usage, gint64 *largest_surplus)
{
  if (aeq_path_usage (path) > *largest_usage)
    {
      *largest_usage = aeq_path_usage (path);
      self->usage_at = path->lowest_at;
    }
  if (aeq_path_surplus (path) > *largest_surplus)
    {
      *largest_surplus = aeq_path_surplus (path);
      self->surplus_at = path->highest_at;
    }
  return aeq_money_add (self->usage, aeq_path_usage (path), &self->usage) &&
         aeq_money_add (self->surplus, aeq_path_surplus (path), &self->surplus);
}

static gboolean
take_peaks (AeqBcbsDay *self, const Leg *legs, guint n_legs)
{
  gint64 largest[4] = { 0, 0, 0, 0 };

  self->reported = self->worst = (AeqBcbsPeaks) { 0, AEQ_INSTANT_NONE, 0, AEQ_INSTANT_NONE };
  for (guint i = 0; i < n_legs; i++)
    if (!add_peaks (&self->reported, &legs[i].reported, &largest[0], &largest[1]) ||
        !add_peaks (&self->worst, &legs[i].worst, &largest[2], &largest[3]))
      return FALSE;
  return TRUE;
}

/* The wall clock's quarter of an hour. What settled on closed days before counts from the first one on. */
static guint
slot_of (const AeqBcbsDayInput *input, const AeqZone *zone, AeqInstant at)
{
  gint64 time_of_day = at - input->start;
  AeqDate date;

  if (time_of_day < 0)
    return 0;
  if (input->end - input->start != 24 * AEQ_HOUR)
    aeq_zone_to_local (zone, at, &date, &time_of_day);
  return MIN ((guint) (time_of_day / SLOT), AEQ_BCBS_SLOTS - 1);
}

static gboolean
add_gross (AeqBcbsDay *self, const AeqBcbsDayInput *input, const AeqZone *zone, const AeqBcbsFlow *flow)
{
  self->n_day_only += (flow->flags & AEQ_BCBS_DAY_ONLY) != 0;
  self->n_closed += flow->at < input->start;
  if (flow->minor >= 0)
    return aeq_money_add (self->received, flow->minor, &self->received);
  if (flow->minor == G_MININT64 || !aeq_money_add (self->sent, -flow->minor, &self->sent))
    return FALSE;
  /* Parts of what was sent, which was checked. */
  self->sent_by[slot_of (input, zone, flow->at)] -= flow->minor;
  if ((flow->flags & AEQ_BCBS_CUSTOMER) != 0)
    self->customer -= flow->minor;
  return TRUE;
}

static gboolean
add_available (AeqBcbsDay *self, const AeqBcbsAvailable *available)
{
  self->available = *available;
  for (guint i = 0; i < AEQ_BCBS_N_SOURCES; i++)
    if (!aeq_money_add (self->available_total, available->minor[i], &self->available_total))
      return FALSE;
  return TRUE;
}

static gboolean
walk (AeqBcbsDay *self, const AeqBcbsDayInput *input, const AeqZone *zone, Leg *legs, guint n_legs)
{
  if (!legs_open (legs, n_legs, input))
    return FALSE;
  for (gsize i = 0; i < input->n_flows; i++)
    if (!add_gross (self, input, zone, &input->flows[i]) || !leg_add (&legs[input->flows[i].leg], &input->flows[i]))
      return FALSE;
  return legs_close (legs, n_legs, input->end) && take_peaks (self, legs, n_legs) &&
         add_available (self, &input->available);
}

gboolean
aeq_bcbs_day_compute (AeqBcbsDay *self, const AeqBcbsDayInput *input, const AeqZone *zone, guint n_legs, GError **error)
{
  g_autofree Leg *legs = g_new0 (Leg, n_legs);
  const AeqPath empty = AEQ_PATH_INIT;

  for (guint i = 0; i < n_legs; i++)
    {
      legs[i].reported = legs[i].worst = empty;
      legs[i].at = AEQ_INSTANT_NONE;
    }
  self->date = input->date;
  return walk (self, input, zone, legs, n_legs) || aeq_bcbs_overflow (input->date, error);
}
