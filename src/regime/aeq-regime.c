/* SPDX-License-Identifier: MIT */
#include "aeq-regime-private.h"

#define ENTER .60
#define ENTER_READINGS 2
#define LEAVE .35
#define LEAVE_READINGS 5

/* A state that a probability switches on and off only when it insists. */
typedef struct
{
  gboolean on;
  guint    above;
  guint    below;
} Latch;

static void
latch_read (Latch *self, double p, gboolean forced)
{
  self->above = p > ENTER ? self->above + 1 : 0;
  self->below = p < LEAVE && !forced ? self->below + 1 : 0;
  if (!self->on && (forced || self->above >= ENTER_READINGS))
    {
      self->on = TRUE;
      self->below = 0;
    }
  else if (self->on && self->below >= LEAVE_READINGS)
    self->on = FALSE;
}

typedef struct
{
  Latch     stressed;
  Latch     crisis;
  AeqRegime state;
  AeqDate   since;
} Filter;

/* Without any source nothing is learnt: the state stays as it was. */
static void
filter_read (Filter *self, AeqRegimeReading *reading)
{
  double crisis = reading->p[AEQ_REGIME_CRISIS], stressed = crisis + reading->p[AEQ_REGIME_ELEVATED];
  AeqRegime state;

  if (reading->n_drivers > 0)
    {
      latch_read (&self->stressed, stressed, reading->rules != 0);
      latch_read (&self->crisis, crisis, (reading->rules & AEQ_REGIME_RULE_VIX_PANIC) != 0);
    }
  state = self->crisis.on ? AEQ_REGIME_CRISIS : self->stressed.on ? AEQ_REGIME_ELEVATED : AEQ_REGIME_STEADY;
  if (state != self->state || self->since == AEQ_DATE_NONE)
    self->since = reading->date;
  self->state = state;
  reading->state = state;
  reading->since = self->since;
}

GArray *
aeq_regime_filter_with (const AeqRegimeModel *model, AeqRegimeInput *input, const AeqCalendar *calendar, AeqDate from,
                        AeqDate to)
{
  GArray *readings = g_array_new (FALSE, FALSE, sizeof (AeqRegimeReading));
  g_autoptr(AeqRegimeReplay) replay = NULL;
  Filter filter = { .state = AEQ_REGIME_STEADY, .since = AEQ_DATE_NONE };
  AeqDate first;

  g_return_val_if_fail (input != NULL && calendar != NULL, readings);

  replay = aeq_regime_replay_new (input);
  first = aeq_regime_replay_first (replay);
  if (first == AEQ_DATE_NONE)
    return readings;
  /* The state of @from depends on all days before it, so the filter always starts with the first observation. */
  for (AeqDate day = aeq_calendar_add (calendar, first, 0); day <= to; day = aeq_calendar_add (calendar, day, 1))
    {
      AeqRegimeReading reading = { .date = day };

      aeq_regime_replay_advance (replay, day);
      aeq_regime_model_apply (model, replay, &reading);
      filter_read (&filter, &reading);
      if (day >= from)
        g_array_append_val (readings, reading);
    }
  return readings;
}

GArray *
aeq_regime_filter (AeqRegimeInput *input, const AeqCalendar *calendar, AeqDate from, AeqDate to)
{
  return aeq_regime_filter_with (aeq_regime_model_shipped (), input, calendar, from, to);
}

const char *
aeq_regime_name (AeqRegime state)
{
  static const char *const NAMES[] = { "steady", "elevated", "crisis" };

  g_return_val_if_fail (state < AEQ_N_REGIMES, "steady");

  return NAMES[state];
}
