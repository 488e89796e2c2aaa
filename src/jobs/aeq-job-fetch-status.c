/* SPDX-License-Identifier: MIT */
#include "aeq-job-fetch.h"

#include <string.h>

#include "aeq-fetch-plan.h"

/* One business day of grace: exchanges are closed on days on which Fedwire is open, and a release may be late. */
static gboolean
is_stale (const char *series, const AeqCalendar *calendar, AeqDate last, AeqDate today)
{
  return aeq_calendar_add (calendar, aeq_indicator_next_due (series, calendar, last), 1) < today;
}

static AeqFreshness
freshness (const AeqFeedSeries *series, const AeqCalendar *calendar, AeqDate last, AeqDate today)
{
  AeqDate ended;

  if (last == AEQ_DATE_NONE)
    return AEQ_FRESH_EMPTY;
  if (series->ended != NULL && aeq_date_parse_iso (series->ended, -1, &ended) && last >= ended)
    return AEQ_FRESH_ENDED;
  return is_stale (series->series, calendar, last, today) ? AEQ_FRESH_STALE : AEQ_FRESH_CURRENT;
}

static int
compare_series (gconstpointer a, gconstpointer b)
{
  return strcmp (((const AeqSeriesStatus *) a)->series, ((const AeqSeriesStatus *) b)->series);
}

GArray *
aeq_job_fetch_status (AeqLedger *ledger, GError **error)
{
  g_autoptr(AeqCalendar) calendar = aeq_calendar_get (AEQ_FETCH_CALENDAR, error);
  const AeqZone *new_york = calendar != NULL ? aeq_zone_get (AEQ_FETCH_ZONE, error) : NULL;
  g_autoptr(GArray) list = g_array_new (FALSE, FALSE, sizeof (AeqSeriesStatus));
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gsize n;
  const AeqFeedSeries *table = aeq_feed_table (&n);

  if (new_york == NULL)
    return NULL;
  for (gsize i = 0; i < n; i++)
    {
      AeqSeriesStatus status = { .series = table[i].series, .feed = table[i].feed };
      AeqFetchState state;

      if (!g_hash_table_add (seen, (gpointer) table[i].series))
        continue;
      if (!aeq_fetch_state_read (ledger, table[i].series, &state, error))
        return NULL;
      if (state.feed != AEQ_N_FEEDS)
        status.feed = state.feed;
      status.last = state.last;
      status.fetched = state.fetched;
      status.freshness = freshness (&table[i], calendar, state.last, aeq_zone_date (new_york, ledger->now));
      g_array_append_val (list, status);
    }
  g_array_sort (list, compare_series);
  return g_steal_pointer (&list);
}

const char *
aeq_freshness_name (AeqFreshness value)
{
  static const char *const NAMES[] = { "current", "stale", "ended", "empty" };

  return NAMES[value];
}
