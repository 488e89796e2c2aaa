/* SPDX-License-Identifier: MIT */
#include "aeq-fetch-store.h"

#include <string.h>

/* In ledger_info: "fetched VIXCLS" is "fred 2026-11-20T14:50:00Z", "tried fred" and "done fred" are instants. */

static gboolean
read_mark (AeqLedger *ledger, const char *kind, const char *name, char **value, GError **error)
{
  g_autofree char *key = g_strconcat (kind, " ", name, NULL);

  return aeq_ledger_get_info (ledger, key, value, error);
}

static gboolean
write_mark (AeqLedger *ledger, const char *kind, const char *name, const char *feed, GError **error)
{
  g_autofree char *key = g_strconcat (kind, " ", name, NULL);
  char now[AEQ_INSTANT_TEXT_SIZE];
  g_autofree char *value =
    g_strconcat (feed != NULL ? feed : "", feed != NULL ? " " : "", aeq_instant_format (ledger->now, now), NULL);

  return aeq_ledger_set_info (ledger, key, value, error);
}

static AeqInstant
parse_mark (const char *text)
{
  AeqInstant at;

  return text != NULL && aeq_instant_parse (text, -1, &at) ? at : AEQ_INSTANT_NONE;
}

gboolean
aeq_fetch_state_read (AeqLedger *ledger, const char *series, AeqFetchState *state, GError **error)
{
  g_autofree char *mark = NULL;
  char *space;

  *state = (AeqFetchState) { .fetched = AEQ_INSTANT_NONE, .feed = AEQ_N_FEEDS };
  if (!aeq_observation_bounds (ledger, series, &state->first, &state->last, error) ||
      !read_mark (ledger, "fetched", series, &mark, error))
    return FALSE;
  space = mark != NULL ? strchr (mark, ' ') : NULL;
  if (space == NULL)
    return TRUE;
  *space = '\0';
  state->fetched = parse_mark (space + 1);
  aeq_feed_lookup (mark, &state->feed);
  return TRUE;
}

gboolean
aeq_fetch_times_read (AeqLedger *ledger, AeqFeed feed, AeqInstant *tried, AeqInstant *done, GError **error)
{
  const char *name = aeq_feed_info (feed)->name;
  g_autofree char *tried_text = NULL;
  g_autofree char *done_text = NULL;

  if (!read_mark (ledger, "tried", name, &tried_text, error) || !read_mark (ledger, "done", name, &done_text, error))
    return FALSE;
  *tried = parse_mark (tried_text);
  *done = parse_mark (done_text);
  return TRUE;
}

gboolean
aeq_fetch_times_write (AeqLedger *ledger, AeqFeed feed, gboolean done, GError **error)
{
  const char *name = aeq_feed_info (feed)->name;

  return write_mark (ledger, "tried", name, NULL, error) && (!done || write_mark (ledger, "done", name, NULL, error));
}

typedef struct
{
  const AeqFeedSeries  *series;
  const AeqCalendar    *calendar;
  AeqDate               today;
  AeqDate               fetched; /* day of the last fetch, AEQ_DATE_NONE */
  AeqDate               first;   /* stored */
  GHashTable           *newest;  /* AeqObservation by day */
  AeqObservationWriter *writer;
  AeqFetchCounts       *counts;
} Storing;

/* When a value became known that the ledger did not have. History from before the first fetch follows the rule of its
 * publication lag, as in a file. Between two fetches the rule holds too, for an unwatched week must not look like a
 * week without markets; but what was not there at the last fetch cannot have been known by the end of that day, and
 * whoever revises a whole history at will has published this value only now. */
static AeqDate
known_on (const Storing *self, const AeqFeedRow *row)
{
  AeqDate rule = MIN (aeq_indicator_known_on (self->series->series, self->calendar, row->day), self->today);
  const AeqIndicator *indicator = aeq_indicator_lookup (self->series->series);

  if (row->known_on != AEQ_DATE_NONE)
    return row->known_on;
  if (self->fetched == AEQ_DATE_NONE || self->first == AEQ_DATE_NONE || row->day < self->first)
    return rule;
  return rule > self->fetched && !(indicator != NULL && indicator->after_the_fact) ? rule : self->today;
}

/* When a value that differs from the stored one became known. A feed that dates its vintages leaves only those undated
 * that stood at the last fetch: changed later on that day. */
static AeqDate
revised_on (const Storing *self, const AeqFeedRow *row)
{
  if (row->known_on != AEQ_DATE_NONE)
    return row->known_on;
  if (self->series->vintages && self->fetched != AEQ_DATE_NONE)
    return MIN (self->fetched + 1, self->today);
  return self->today;
}

static gboolean
add_vintage (Storing *self, const AeqFeedRow *row, AeqDate since, gint64 *counter, GError **error)
{
  AeqObservation observation = { self->series->series, row->day, since, row->value };
  gboolean added;

  if (!aeq_observation_writer_add (self->writer, &observation, &added, error))
    return FALSE;
  *counter += added;
  g_hash_table_replace (self->newest, GINT_TO_POINTER (row->day), g_memdup2 (&observation, sizeof observation));
  return TRUE;
}

static gboolean
store_row (Storing *self, const AeqFeedRow *row, GError **error)
{
  const AeqObservation *stored = g_hash_table_lookup (self->newest, GINT_TO_POINTER (row->day));
  AeqDate since;

  if (stored == NULL)
    return add_vintage (self, row, known_on (self, row), &self->counts->added, error);
  if (stored->value == row->value)
    return TRUE;
  since = revised_on (self, row);
  if (since > stored->known_on)
    return add_vintage (self, row, since, &self->counts->revised, error);
  /* A vintage that is older than the stored one says nothing new; a value of today that is not the stored one does. */
  self->counts->waiting += since == self->today;
  return TRUE;
}

static gboolean
store_rows (AeqLedger *ledger, Storing *self, const GArray *rows, AeqDate from, GError **error)
{
  g_autoptr(AeqObservationWriter) writer = aeq_observation_writer_new (ledger, error);
  g_autoptr(GHashTable) newest = writer != NULL ? aeq_observation_newest (ledger, self->series->series, from, error)
                                                 : NULL;

  if (newest == NULL)
    return FALSE;
  self->writer = writer;
  self->newest = newest;
  for (guint i = 0; i < rows->len; i++)
    {
      const AeqFeedRow *row = &g_array_index (rows, AeqFeedRow, i);

      if (row->day >= from && !store_row (self, row, error))
        return FALSE;
    }
  return write_mark (ledger, "fetched", self->series->series, aeq_feed_info (self->series->feed)->name, error);
}

gboolean
aeq_fetch_store (AeqLedger *ledger, const AeqFeedSeries *series, const GArray *rows, AeqDate from,
                 const AeqCalendar *calendar, const AeqZone *new_york, AeqFetchCounts *counts, GError **error)
{
  Storing self = {
    .series = series, .calendar = calendar, .today = aeq_zone_date (new_york, ledger->now), .counts = counts
  };
  AeqFetchState state;

  *counts = (AeqFetchCounts) { 0 };
  if (!aeq_store_begin (ledger->store, error))
    return FALSE;
  if (aeq_fetch_state_read (ledger, series->series, &state, error))
    {
      self.fetched = state.fetched != AEQ_INSTANT_NONE ? aeq_zone_date (new_york, state.fetched) : AEQ_DATE_NONE;
      self.first = state.first;
      if (store_rows (ledger, &self, rows, from, error) && aeq_store_commit (ledger->store, error))
        return TRUE;
    }
  aeq_store_rollback (ledger->store);
  return FALSE;
}
