/* SPDX-License-Identifier: MIT */
#include "aeq-fetch-plan.h"

#define RETRY_AFTER (10 * AEQ_MINUTE)

void
aeq_fetch_batch_free (AeqFetchBatch *self)
{
  g_ptr_array_unref (self->series);
  g_array_unref (self->from);
  g_free (self);
}

static AeqFetchBatch *
find_batch (GPtrArray *batches, const AeqFeedSeries *series)
{
  AeqFetchBatch *batch;

  for (guint i = 0; i < batches->len; i++)
    {
      const AeqFeedSeries *first = ((AeqFetchBatch *) batches->pdata[i])->series->pdata[0];

      if (first->feed == series->feed && g_str_equal (first->resource, series->resource))
        return batches->pdata[i];
    }
  batch = g_new0 (AeqFetchBatch, 1);
  batch->series = g_ptr_array_new ();
  batch->from = g_array_new (FALSE, FALSE, sizeof (AeqDate));
  batch->span = (AeqFeedSpan) { .from = G_MAXINT32, .vintages_since = AEQ_DATE_NONE };
  g_ptr_array_add (batches, batch);
  return batch;
}

static AeqDate
first_wanted (const AeqFeedSeries *series, const AeqFetchState *state, AeqDate from)
{
  AeqDate since;

  aeq_date_parse_iso (series->since, -1, &since);
  if (from != AEQ_DATE_NONE)
    return MAX (from, since);
  return state->last != AEQ_DATE_NONE ? MAX (state->last - (AeqDate) series->window, since) : since;
}

/* A series that ended has nothing new once its last day is there. */
static gboolean
is_complete (const AeqFeedSeries *series, const AeqFetchState *state)
{
  AeqDate ended;

  return series->ended != NULL && aeq_date_parse_iso (series->ended, -1, &ended) && state->last != AEQ_DATE_NONE &&
         state->last >= ended;
}

static gboolean
plan_series (AeqLedger *ledger, GPtrArray *batches, const AeqFeedSeries *series, AeqDate from, const AeqZone *new_york,
             GError **error)
{
  AeqFetchState state;
  AeqFetchBatch *batch;
  AeqDate first;

  if (!aeq_fetch_state_read (ledger, series->series, &state, error))
    return FALSE;
  if (from == AEQ_DATE_NONE && is_complete (series, &state))
    return TRUE;
  batch = find_batch (batches, series);
  /* A file may have brought values of days to come. */
  first = MIN (first_wanted (series, &state, from), aeq_zone_date (new_york, ledger->now));
  g_ptr_array_add (batch->series, (gpointer) series);
  g_array_append_val (batch->from, first);
  batch->span.from = MIN (batch->span.from, first);
  batch->span.to = aeq_zone_date (new_york, ledger->now);
  if (series->vintages && state.fetched != AEQ_INSTANT_NONE)
    batch->span.vintages_since = MIN (aeq_zone_date (new_york, state.fetched), batch->span.to);
  return TRUE;
}

GPtrArray *
aeq_fetch_plan (AeqLedger *ledger, guint feeds, const char *const *series, AeqDate from, const AeqZone *new_york,
                GError **error)
{
  g_autoptr(GPtrArray) batches = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_fetch_batch_free);
  g_autoptr(GHashTable) planned = g_hash_table_new (g_str_hash, g_str_equal);
  gsize n;
  const AeqFeedSeries *table = aeq_feed_table (&n);

  for (gsize i = 0; i < n; i++)
    if ((feeds & 1u << table[i].feed) != 0 && (series == NULL || g_strv_contains (series, table[i].series)) &&
        g_hash_table_add (planned, (gpointer) table[i].series) &&
        !plan_series (ledger, batches, &table[i], from, new_york, error))
      return NULL;
  return g_steal_pointer (&batches);
}

gboolean
aeq_fetch_is_due (AeqLedger *ledger, AeqFeed feed, const AeqCalendar *calendar, const AeqZone *new_york, gboolean *due,
                  AeqInstant *next, GError **error)
{
  AeqInstant tried, done, published, again;

  if (!aeq_fetch_times_read (ledger, feed, &tried, &done, error))
    return FALSE;
  aeq_feed_publication_times (feed, calendar, new_york, ledger->now, &published, next);
  *due = done < published || done > ledger->now;
  again = tried != AEQ_INSTANT_NONE ? tried + RETRY_AFTER : AEQ_INSTANT_NONE;
  if (*due && tried > done && tried <= ledger->now && again > ledger->now)
    {
      *due = FALSE;
      *next = again;
    }
  return TRUE;
}
