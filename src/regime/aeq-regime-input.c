/* SPDX-License-Identifier: MIT */
#include "aeq-regime-private.h"

#include <math.h>
#include <stdlib.h>

#define WINDOW 756       /* three years of business days */
#define FULL_HISTORY 250 /* from here on the window speaks for itself */
#define CHANGE 5
#define Z_MIN -3.0
#define Z_MAX 12.0
#define MIN_DEVIATION .03 /* added, so that a spread that hardly ever moves does not cry wolf */
#define MAD_TO_SIGMA 1.4826

typedef struct
{
  AeqDate known_on;
  AeqDate date;
  double  value;
} Event;

static const char *const SERIES[] = { "VIXCLS", "BAA10Y", "TEDRATE", "SOFR", "IORB", "EFFR", NULL };
enum { VIXCLS, BAA10Y, TEDRATE, SOFR, IORB, EFFR, N_SERIES };

struct _AeqRegimeInput
{
  GArray *events[N_SERIES];
};

/* Where a measure usually stands, for as long as its own history is short. */
static const struct { double median, deviation; } USUAL[AEQ_N_MEASURES] = {
  [AEQ_MEASURE_VIX] = { 2.86, .30 },        /* VIX 17.5 */
  [AEQ_MEASURE_BAA] = { .875, .20 },        /* 2.4 percent */
  [AEQ_MEASURE_SOFR_IORB] = { -.05, .06 },
  [AEQ_MEASURE_SOFR_EFFR] = { .0, .06 },
  [AEQ_MEASURE_TED] = { .35, .20 },
};

typedef struct
{
  GArray         *events;  /* Event, transformed, by known_on */
  guint           next;
  GArray         *history; /* Event by date */
  GArray         *window;  /* double, sorted: the values of the last WINDOW of history */
  AeqMeasureState state;
} Measure;

struct _AeqRegimeReplay
{
  Measure measures[AEQ_N_MEASURES];
};

AeqRegimeInput *
aeq_regime_input_new (void)
{
  AeqRegimeInput *self = g_new0 (AeqRegimeInput, 1);

  for (guint i = 0; i < N_SERIES; i++)
    self->events[i] = g_array_new (FALSE, FALSE, sizeof (Event));
  return self;
}

void
aeq_regime_input_free (AeqRegimeInput *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_SERIES; i++)
    g_array_unref (self->events[i]);
  g_free (self);
}

const char *const *
aeq_regime_input_series (void)
{
  return SERIES;
}

gboolean
aeq_regime_input_add (AeqRegimeInput *self, const char *series, AeqDate date, AeqDate known_on, double value)
{
  Event event = { MAX (known_on, date), date, value };

  for (guint i = 0; i < N_SERIES; i++)
    if (g_str_equal (SERIES[i], series))
      {
        if (!isfinite (value) || (i <= BAA10Y && value <= 0)) /* these two go in as logarithms */
          return FALSE;
        g_array_append_val (self->events[i], event);
        return TRUE;
      }
  return FALSE;
}

static int
compare_known (gconstpointer a, gconstpointer b)
{
  const Event *x = a, *y = b;

  if (x->known_on != y->known_on)
    return x->known_on < y->known_on ? -1 : 1;
  return x->date < y->date ? -1 : x->date > y->date;
}

static GArray *
sorted_events (GArray *events, gboolean logarithm)
{
  GArray *sorted = g_array_sized_new (FALSE, FALSE, sizeof (Event), events->len);

  g_array_append_vals (sorted, events->data, events->len);
  for (guint i = 0; logarithm && i < sorted->len; i++)
    g_array_index (sorted, Event, i).value = log (g_array_index (sorted, Event, i).value);
  g_array_sort (sorted, compare_known); /* stable: of two vintages known on one day the later added counts */
  return sorted;
}

/* Takes the difference of @event and what is known of the other side for its date. */
static void
append_spread (GArray *spread, const Event *event, GHashTable *other_side, double sign)
{
  const Event *other = g_hash_table_lookup (other_side, GINT_TO_POINTER (event->date));

  if (other != NULL)
    {
      Event both = { event->known_on, event->date, (event->value - other->value) * sign };

      g_array_append_val (spread, both);
    }
}

/* a - b of each date, known when both are; a revision of either gives a new vintage of the difference. */
static GArray *
spread_events (GArray *minuend, GArray *subtrahend)
{
  g_autoptr(GArray) plus = sorted_events (minuend, FALSE);
  g_autoptr(GArray) minus = sorted_events (subtrahend, FALSE);
  g_autoptr(GHashTable) plus_seen = g_hash_table_new (NULL, NULL);
  g_autoptr(GHashTable) minus_seen = g_hash_table_new (NULL, NULL);
  GArray *spread = g_array_new (FALSE, FALSE, sizeof (Event));

  for (guint i = 0, j = 0; i < plus->len || j < minus->len;)
    {
      Event *a = i < plus->len ? &g_array_index (plus, Event, i) : NULL;
      Event *b = j < minus->len ? &g_array_index (minus, Event, j) : NULL;

      if (b == NULL || (a != NULL && compare_known (a, b) <= 0))
        {
          g_hash_table_insert (plus_seen, GINT_TO_POINTER (a->date), a);
          append_spread (spread, a, minus_seen, 1);
          i++;
        }
      else
        {
          g_hash_table_insert (minus_seen, GINT_TO_POINTER (b->date), b);
          append_spread (spread, b, plus_seen, -1);
          j++;
        }
    }
  return spread;
}

static guint
lower_bound (GArray *window, double value)
{
  guint low = 0, high = window->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (window, double, middle) < value)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
window_add (GArray *window, double value)
{
  g_array_insert_val (window, lower_bound (window, value), value);
}

static void
window_remove (GArray *window, double value)
{
  g_array_remove_index (window, lower_bound (window, value));
}

/* Puts a value into the history and keeps the window the sorted image of its last WINDOW values. */
static void
measure_take (Measure *self, const Event *event)
{
  GArray *history = self->history;
  guint at = history->len, first;

  while (at > 0 && g_array_index (history, Event, at - 1).date >= event->date)
    at--;
  first = history->len > WINDOW ? history->len - WINDOW : 0;
  if (at < history->len && g_array_index (history, Event, at).date == event->date)
    {
      if (at >= first)
        {
          window_remove (self->window, g_array_index (history, Event, at).value);
          window_add (self->window, event->value);
        }
      g_array_index (history, Event, at) = *event;
      return;
    }
  g_array_insert_vals (history, at, event, 1);
  if (at < first)
    return;
  window_add (self->window, event->value);
  if (self->window->len > WINDOW)
    window_remove (self->window, g_array_index (history, Event, history->len - WINDOW - 1).value);
}

/* The value in the middle of the distances from the median. On either side of it the window is sorted by distance already, so it is
 * enough to find how many of the nearer half lie below. */
static double
median_deviation (GArray *window, double median)
{
  const double *values = (const double *) window->data;
  guint middle = window->len / 2, wanted = middle + 1, above = window->len - middle;
  guint low = wanted > above ? wanted - above : 0, high = MIN (wanted, middle);
  double below_last, above_last;

  while (low < high)
    {
      guint below = (low + high) / 2;

      if (values[middle + wanted - below - 1] - median > median - values[middle - 1 - below])
        low = below + 1;
      else
        high = below;
    }
  below_last = low > 0 ? median - values[middle - low] : 0;
  above_last = wanted > low ? values[middle + wanted - low - 1] - median : 0;
  return fmax (below_last, above_last);
}

static void
measure_update (Measure *self, AeqMeasure which)
{
  AeqMeasureState *state = &self->state;
  guint n = self->history->len;
  const Event *last = &g_array_index (self->history, Event, n - 1);
  double median = g_array_index (self->window, double, self->window->len / 2);
  double deviation = median_deviation (self->window, median) * MAD_TO_SIGMA + MIN_DEVIATION;
  double own = MIN (1.0, (double) self->window->len / FULL_HISTORY);

  median = own * median + (1 - own) * USUAL[which].median;
  deviation = own * deviation + (1 - own) * USUAL[which].deviation;
  state->date = last->date;
  state->x = last->value;
  state->change = n > CHANGE ? last->value - g_array_index (self->history, Event, n - 1 - CHANGE).value : 0;
  state->z = CLAMP ((last->value - median) / deviation, Z_MIN, Z_MAX);
  state->n = self->window->len;
}

static void
measure_init (Measure *self, GArray *events)
{
  self->events = events;
  self->history = g_array_new (FALSE, FALSE, sizeof (Event));
  self->window = g_array_new (FALSE, FALSE, sizeof (double));
  self->state.date = AEQ_DATE_NONE;
}

AeqRegimeReplay *
aeq_regime_replay_new (AeqRegimeInput *input)
{
  AeqRegimeReplay *self = g_new0 (AeqRegimeReplay, 1);

  measure_init (&self->measures[AEQ_MEASURE_VIX], sorted_events (input->events[VIXCLS], TRUE));
  measure_init (&self->measures[AEQ_MEASURE_BAA], sorted_events (input->events[BAA10Y], TRUE));
  measure_init (&self->measures[AEQ_MEASURE_TED], sorted_events (input->events[TEDRATE], FALSE));
  measure_init (&self->measures[AEQ_MEASURE_SOFR_IORB], spread_events (input->events[SOFR], input->events[IORB]));
  measure_init (&self->measures[AEQ_MEASURE_SOFR_EFFR], spread_events (input->events[SOFR], input->events[EFFR]));
  return self;
}

void
aeq_regime_replay_free (AeqRegimeReplay *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < AEQ_N_MEASURES; i++)
    {
      g_array_unref (self->measures[i].events);
      g_array_unref (self->measures[i].history);
      g_array_unref (self->measures[i].window);
    }
  g_free (self);
}

AeqDate
aeq_regime_replay_first (const AeqRegimeReplay *self)
{
  AeqDate first = AEQ_DATE_NONE;

  for (guint i = 0; i < AEQ_N_MEASURES; i++)
    if (self->measures[i].events->len > 0)
      {
        AeqDate known_on = g_array_index (self->measures[i].events, Event, 0).known_on;

        first = first == AEQ_DATE_NONE ? known_on : MIN (first, known_on);
      }
  return first;
}

void
aeq_regime_replay_advance (AeqRegimeReplay *self, AeqDate day)
{
  for (guint i = 0; i < AEQ_N_MEASURES; i++)
    {
      Measure *measure = &self->measures[i];
      guint before = measure->next;

      while (measure->next < measure->events->len &&
             g_array_index (measure->events, Event, measure->next).known_on <= day)
        measure_take (measure, &g_array_index (measure->events, Event, measure->next++));
      if (measure->next != before)
        measure_update (measure, (AeqMeasure) i);
    }
}

const AeqMeasureState *
aeq_regime_replay_get (const AeqRegimeReplay *self, AeqMeasure measure)
{
  return &self->measures[measure].state;
}
