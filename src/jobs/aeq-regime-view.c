/* SPDX-License-Identifier: MIT */
#include "aeq-regime-view.h"

#include <string.h>

#include "aeq-fetch-plan.h"

/* What speaks for volatility, credit and funding when nothing is newer. */
static const char *const INPUTS[] = { "VIXCLS", "BAA10Y", "SOFR-IORB" };

void
aeq_regime_view_free (AeqRegimeView *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->readings, g_array_unref);
  g_clear_pointer (&self->series, g_ptr_array_unref);
  g_clear_pointer (&self->episodes, g_array_unref);
  g_strfreev (self->reasons);
  g_free (self);
}

const AeqRegimeReading *
aeq_regime_view_now (const AeqRegimeView *self)
{
  return self->readings->len > 0 ? &g_array_index (self->readings, AeqRegimeReading, self->readings->len - 1) : NULL;
}

AeqDate
aeq_regime_view_event (const AeqRegimeView *self, const AeqMarketEvent *event)
{
  AeqDate day;

  if (self->invented || self->readings->len == 0 || !aeq_date_parse_iso (event->day, -1, &day) || day > self->date ||
      day < g_array_index (self->readings, AeqRegimeReading, 0).date)
    return AEQ_DATE_NONE;
  return day;
}

static void
extend (AeqRegimeEpisode *episode, const AeqRegimeReading *reading)
{
  double stressed = reading->p[AEQ_REGIME_ELEVATED] + reading->p[AEQ_REGIME_CRISIS];

  episode->to = reading->date;
  episode->worst = MAX (episode->worst, reading->state);
  if (episode->days++ == 0 || stressed > episode->top)
    {
      episode->top = stressed;
      episode->top_on = reading->date;
    }
  episode->crisis = MAX (episode->crisis, reading->p[AEQ_REGIME_CRISIS]);
}

static GArray *
find_episodes (GArray *readings)
{
  GArray *episodes = g_array_new (FALSE, FALSE, sizeof (AeqRegimeEpisode));
  AeqRegimeEpisode episode = { .days = 0 };

  for (guint i = readings->len; i-- > 0;)
    {
      guint first = i;

      if (g_array_index (readings, AeqRegimeReading, i).state == AEQ_REGIME_STEADY)
        continue;
      while (first > 0 && g_array_index (readings, AeqRegimeReading, first - 1).state != AEQ_REGIME_STEADY)
        first--;
      episode = (AeqRegimeEpisode) { .from = g_array_index (readings, AeqRegimeReading, first).date, .lasts = i + 1 == readings->len };
      for (guint k = first; k <= i; k++)
        extend (&episode, &g_array_index (readings, AeqRegimeReading, k));
      g_array_append_val (episodes, episode);
      i = first;
    }
  return episodes;
}

static const AeqRegimeDriver *
find_driver (const AeqRegimeReading *now, const char *id)
{
  for (guint i = 0; now != NULL && i < now->n_drivers; i++)
    if (g_str_equal (now->drivers[i].series, id))
      return &now->drivers[i];
  return NULL;
}

static void
mark_input (AeqMarketSeries *series, const AeqRegimeReading *now)
{
  const AeqRegimeDriver *driver = find_driver (now, series->id);

  series->used = driver != NULL;
  series->input = series->used;
  if (driver != NULL)
    series->driver = *driver;
  for (guint source = 0; source < G_N_ELEMENTS (INPUTS); source++)
    if (now != NULL && (now->missing & 1u << source) && g_str_equal (INPUTS[source], series->id))
      series->input = TRUE;
}

/* Volatility, credit and funding in this order, which is also that of how they are named. */
static int
rank (const AeqMarketSeries *series)
{
  if (!series->input)
    return G_MAXINT;
  return g_str_equal (series->id, INPUTS[0]) ? 0 : g_str_equal (series->id, INPUTS[1]) ? 1 : 2;
}

static int
compare_series (gconstpointer a, gconstpointer b)
{
  const AeqMarketSeries *x = *(const AeqMarketSeries *const *) a, *y = *(const AeqMarketSeries *const *) b;

  return rank (x) != rank (y) ? (rank (x) < rank (y) ? -1 : 1) : strcmp (x->id, y->id);
}

/* Series are of this ledger for good, also when the sample desk's accounts were taken back. */
static gboolean
read_invented (AeqLedger *ledger, gboolean *invented, GError **error)
{
  gint64 n;

  if (!aeq_store_query_int64 (ledger->store, "SELECT COUNT (*) FROM import_file WHERE format = 'demo'", 0, &n, error))
    return FALSE;
  *invented = n > 0;
  return TRUE;
}

static gboolean
read_view (AeqRegimeView *self, AeqLedger *ledger, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqCalendar) calendar = aeq_calendar_get (AEQ_FETCH_CALENDAR, error);
  const AeqZone *new_york = calendar != NULL ? aeq_zone_get (AEQ_FETCH_ZONE, error) : NULL;

  if (new_york == NULL || !read_invented (ledger, &self->invented, error) ||
      (self->readings = aeq_job_regime_history (ledger, AEQ_DATE_NONE, self->date, error)) == NULL)
    return FALSE;
  self->series = aeq_regime_series_read (ledger, self->date, MIN (self->date, aeq_zone_date (new_york, ledger->now)), calendar,
                                         cancellable, error);
  return self->series != NULL;
}

AeqRegimeView *
aeq_job_regime_view (AeqLedger *ledger, AeqDate date, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqRegimeView) self = g_new0 (AeqRegimeView, 1);
  const AeqRegimeReading *now;

  self->as_of = ledger->now;
  self->date = date != AEQ_DATE_NONE ? date : aeq_zone_date (aeq_zone_utc (), ledger->now);
  if (!read_view (self, ledger, cancellable, error))
    return NULL;
  now = aeq_regime_view_now (self);
  if (now != NULL)
    self->reasons = aeq_regime_reasons (now);
  for (guint i = 0; i < self->series->len; i++)
    mark_input (self->series->pdata[i], now);
  g_ptr_array_sort (self->series, compare_series);
  self->episodes = find_episodes (self->readings);
  return g_steal_pointer (&self);
}
