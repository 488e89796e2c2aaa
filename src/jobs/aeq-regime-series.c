/* SPDX-License-Identifier: MIT */
#include "aeq-regime-view.h"

#include <math.h>
#include <string.h>

#include "aeq-observation.h"

#define CHECK_EVERY 16384 /* observations */

typedef struct
{
  AeqDate            date;
  AeqDate            today;
  const AeqCalendar *calendar;
  GCancellable      *cancellable;
  guint              n_read;
  AeqMarketSeries   *filling; /* (nullable) */
  GArray            *x;
  GArray            *y;
  GPtrArray         *series;
} Reader;

static void
series_free (gpointer data)
{
  AeqMarketSeries *self = data;

  g_free (self->id);
  g_free (self->x);
  g_free (self->y);
  g_free (self);
}

char *
aeq_market_series_text (const AeqMarketSeries *self)
{
  double value = self->y[self->n - 1];
  int decimals = self->unit == NULL || g_str_equal (self->unit, "index")                         ? 3
                 : g_str_equal (self->unit, "million USD") || g_str_equal (self->unit, "0 or 1") ? 0
                                                                                                 : 2;

  return g_strdup_printf ("%.*f", decimals, fabs (value) < .5 * pow (10, -decimals) ? 0 : value); /* no "-0.00" */
}

static AeqMarketSeries *
series_new (const char *id)
{
  const AeqIndicator *indicator = aeq_indicator_lookup (id);
  AeqMarketSeries *self = g_new0 (AeqMarketSeries, 1);

  self->id = g_strdup (id);
  if (indicator != NULL)
    {
      self->title = indicator->title;
      self->unit = indicator->unit;
      self->published = indicator->published;
    }
  return self;
}

static gboolean
has_ended (const char *id, AeqDate last)
{
  gsize n;
  const AeqFeedSeries *table = aeq_feed_table (&n);
  AeqDate ended;

  for (gsize i = 0; i < n; i++)
    if (g_str_equal (table[i].series, id) && table[i].ended != NULL)
      return aeq_date_parse_iso (table[i].ended, -1, &ended) && last >= ended;
  return FALSE;
}

/* A business day of grace, as in aeq_job_fetch_status(): exchanges are closed on days on which Fedwire is open. */
static void
set_lateness (AeqMarketSeries *self, const Reader *reader)
{
  self->freshness = self->due == AEQ_DATE_NONE ? AEQ_FRESH_ENDED : AEQ_FRESH_CURRENT;
  self->late = self->due != AEQ_DATE_NONE ? MAX (aeq_calendar_between (reader->calendar, self->due, reader->today), 0) : 0;
  if (self->late > 1)
    self->freshness = AEQ_FRESH_STALE;
}

static void
finish (Reader *reader)
{
  AeqMarketSeries *self = reader->filling;
  AeqDate last;

  if (self == NULL || reader->x->len == 0)
    {
      g_clear_pointer (&reader->filling, series_free);
      return;
    }
  self->n = reader->x->len;
  self->x = g_memdup2 (reader->x->data, self->n * sizeof *self->x);
  self->y = g_memdup2 (reader->y->data, self->n * sizeof *self->y);
  last = (AeqDate) self->x[self->n - 1];
  self->lag = aeq_calendar_between (reader->calendar, last, self->known_on);
  self->due = has_ended (self->id, last) ? AEQ_DATE_NONE : aeq_indicator_next_due (self->id, reader->calendar, last);
  set_lateness (self, reader);
  g_ptr_array_add (reader->series, g_steal_pointer (&reader->filling));
}

/* Of several vintages of a day the one published last counts; how late a value is tells the first. */
static gboolean
take (const AeqObservation *observation, gpointer user_data, GError **error)
{
  Reader *reader = user_data;
  double day = observation->day;

  if (++reader->n_read % CHECK_EVERY == 0 && g_cancellable_set_error_if_cancelled (reader->cancellable, error))
    return FALSE;
  if (observation->known_on > reader->date)
    return TRUE;
  if (reader->x->len > 0 && g_array_index (reader->x, double, reader->x->len - 1) == day)
    {
      g_array_index (reader->y, double, reader->y->len - 1) = observation->value;
      return TRUE;
    }
  g_array_append_val (reader->x, day);
  g_array_append_val (reader->y, observation->value);
  reader->filling->known_on = observation->known_on;
  return TRUE;
}

static gboolean
read_series (Reader *reader, AeqLedger *ledger, const char *id, GError **error)
{
  const char *const one[] = { id, NULL };

  g_array_set_size (reader->x, 0);
  g_array_set_size (reader->y, 0);
  reader->filling = series_new (id);
  if (!aeq_observation_foreach (ledger, one, take, reader, error))
    {
      g_clear_pointer (&reader->filling, series_free);
      return FALSE;
    }
  finish (reader);
  return TRUE;
}

static const AeqMarketSeries *
find (GPtrArray *series, const char *id)
{
  for (guint i = 0; i < series->len; i++)
    if (g_str_equal (((const AeqMarketSeries *) series->pdata[i])->id, id))
      return series->pdata[i];
  return NULL;
}

/* Of the days that both have. */
static void
subtract (Reader *reader, const AeqMarketSeries *a, const AeqMarketSeries *b)
{
  g_array_set_size (reader->x, 0);
  g_array_set_size (reader->y, 0);
  for (gsize i = 0, j = 0; i < a->n && j < b->n;)
    if (a->x[i] == b->x[j])
      {
        double difference = a->y[i++] - b->y[j];

        g_array_append_val (reader->x, b->x[j++]);
        g_array_append_val (reader->y, difference);
      }
    else if (a->x[i] < b->x[j])
      i++;
    else
      j++;
}

static AeqDate
later (AeqDate a, AeqDate b)
{
  return a == AEQ_DATE_NONE || b == AEQ_DATE_NONE ? AEQ_DATE_NONE : MAX (a, b);
}

/* Known once both sides are: the one that comes later says when. */
static void
add_difference (Reader *reader, const AeqDerivedIndicator *derived)
{
  const AeqMarketSeries *a = find (reader->series, derived->minuend);
  const AeqMarketSeries *b = find (reader->series, derived->subtrahend);
  AeqMarketSeries *self;
  AeqDate last;

  if (a == NULL || b == NULL)
    return;
  subtract (reader, a, b);
  if (reader->x->len == 0)
    return;
  self = g_new0 (AeqMarketSeries, 1);
  self->id = g_strdup (derived->id);
  self->title = derived->title;
  self->unit = a->unit;
  self->published = a->lag >= b->lag ? a->published : b->published;
  self->derived = TRUE;
  self->n = reader->x->len;
  self->x = g_memdup2 (reader->x->data, self->n * sizeof *self->x);
  self->y = g_memdup2 (reader->y->data, self->n * sizeof *self->y);
  last = (AeqDate) self->x[self->n - 1];
  self->known_on = MAX (aeq_indicator_known_on (derived->minuend, reader->calendar, last),
                        aeq_indicator_known_on (derived->subtrahend, reader->calendar, last));
  self->known_on = CLAMP (self->known_on, last, MAX (a->known_on, b->known_on));
  self->lag = aeq_calendar_between (reader->calendar, last, self->known_on);
  self->due = later (a->due != AEQ_DATE_NONE ? aeq_indicator_next_due (derived->minuend, reader->calendar, last) : AEQ_DATE_NONE,
                     b->due != AEQ_DATE_NONE ? aeq_indicator_next_due (derived->subtrahend, reader->calendar, last) : AEQ_DATE_NONE);
  set_lateness (self, reader);
  g_ptr_array_add (reader->series, self);
}

static gboolean
read_all (Reader *reader, AeqLedger *ledger, GError **error)
{
  g_autoptr(GPtrArray) ids = aeq_observation_series (ledger, error);
  gsize n;
  const AeqDerivedIndicator *derived = aeq_indicator_derived (&n);

  for (guint i = 0; ids != NULL && ids->pdata[i] != NULL; i++)
    if (!read_series (reader, ledger, ids->pdata[i], error))
      return FALSE;
  for (gsize i = 0; ids != NULL && i < n; i++)
    add_difference (reader, &derived[i]);
  return ids != NULL;
}

GPtrArray *
aeq_regime_series_read (AeqLedger *ledger, AeqDate date, AeqDate today, const AeqCalendar *calendar, GCancellable *cancellable,
                        GError **error)
{
  g_autoptr(GArray) x = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) y = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GPtrArray) series = g_ptr_array_new_with_free_func (series_free);
  Reader reader = { .date = date, .today = today, .calendar = calendar, .cancellable = cancellable, .x = x, .y = y, .series = series };

  return read_all (&reader, ledger, error) ? g_steal_pointer (&series) : NULL;
}
