/* SPDX-License-Identifier: MIT */
#include "aeq-job-fetch.h"

#include "aeq-error.h"
#include "aeq-fetch-plan.h"

typedef struct
{
  AeqLedger             *ledger;
  const AeqFetchRequest *request;
  AeqFeedClient         *client;
  AeqCalendar           *calendar;
  const AeqZone         *new_york;
  AeqFetchResult        *result;
  GError                *down[AEQ_N_FEEDS]; /* why nothing more is asked of a feed */
  GCancellable          *cancellable;
} Fetch;

static void
fetched_series_free (AeqFetchedSeries *self)
{
  g_free (self->error);
  g_free (self);
}

void
aeq_fetch_result_free (AeqFetchResult *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->series);
  g_free (self->failure);
  g_free (self);
}

static void
fetch_clear (Fetch *self)
{
  g_clear_pointer (&self->client, aeq_feed_client_free);
  g_clear_pointer (&self->calendar, aeq_calendar_unref);
  g_clear_pointer (&self->result, aeq_fetch_result_free);
  for (guint i = 0; i < AEQ_N_FEEDS; i++)
    g_clear_error (&self->down[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fetch, fetch_clear)

/* @feeds are those that are wanted and may be asked; whether each is due goes into the result. */
static gboolean
choose_feeds (Fetch *self, guint *feeds, GError **error)
{
  guint wanted = self->request->feeds != 0 ? self->request->feeds : (1u << AEQ_N_FEEDS) - 1;

  *feeds = 0;
  for (guint i = 0; i < AEQ_N_FEEDS; i++)
    {
      AeqFetchOutcome *outcome = &self->result->feeds[i];
      gboolean due;

      if (!aeq_fetch_is_due (self->ledger, (AeqFeed) i, self->calendar, self->new_york, &due, &self->result->next[i],
                             error))
        return FALSE;
      *outcome = AEQ_FETCH_NOT_ASKED;
      if ((wanted & 1u << i) == 0)
        continue;
      if (aeq_feed_client_can_ask (self->client, (AeqFeed) i))
        *feeds |= 1u << i;
      else
        *outcome = AEQ_FETCH_SKIPPED;
      if ((*feeds & 1u << i) != 0 && self->request->if_due && !due)
        *outcome = AEQ_FETCH_NOT_DUE;
    }
  return TRUE;
}

static AeqFetchedSeries *
add_series (AeqFetchResult *result, const AeqFeedSeries *series)
{
  AeqFetchedSeries *fetched = g_new0 (AeqFetchedSeries, 1);

  fetched->series = series->series;
  fetched->feed = series->feed;
  fetched->last = AEQ_DATE_NONE;
  g_ptr_array_add (result->series, fetched);
  return fetched;
}

static gboolean
finish_series (Fetch *self, AeqFetchedSeries *fetched, const char *problem, GError **error)
{
  AeqDate first;

  if (problem != NULL)
    {
      fetched->error = g_strdup (problem);
      self->result->feeds[fetched->feed] = AEQ_FETCH_FAILED;
    }
  return aeq_observation_bounds (self->ledger, fetched->series, &first, &fetched->last, error);
}

static gboolean
store_batch (Fetch *self, const AeqFetchBatch *batch, GPtrArray *rows, const char *problem, GError **error)
{
  for (guint i = 0; i < batch->series->len; i++)
    {
      const AeqFeedSeries *series = batch->series->pdata[i];
      AeqFetchedSeries *fetched = add_series (self->result, series);
      AeqFetchCounts counts = { 0 };

      if (problem == NULL &&
          !aeq_fetch_store (self->ledger, series, rows->pdata[i], g_array_index (batch->from, AeqDate, i),
                            self->calendar, self->new_york, &counts, error))
        return FALSE;
      fetched->added = counts.added;
      fetched->revised = counts.revised;
      fetched->waiting = counts.waiting;
      if (!finish_series (self, fetched, problem, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fetch_batch (Fetch *self, const AeqFetchBatch *batch, GError **error)
{
  const AeqFeedSeries *first = batch->series->pdata[0];
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr(GError) failure = NULL;

  if (self->down[first->feed] != NULL)
    return store_batch (self, batch, rows, "not asked for, since the feed failed before", error);
  for (guint i = 0; i < batch->series->len; i++)
    g_ptr_array_add (rows, g_array_new (FALSE, FALSE, sizeof (AeqFeedRow)));
  if (aeq_feed_client_fetch (self->client, (const AeqFeedSeries *const *) batch->series->pdata, batch->series->len,
                             &batch->span, (GArray *const *) rows->pdata, self->cancellable, &failure))
    return store_batch (self, batch, rows, NULL, error);
  if (failure->domain != AEQ_FEED_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (failure->code == AEQ_FEED_ERROR_FEED)
    self->down[first->feed] = g_error_copy (failure);
  return store_batch (self, batch, rows, failure->message, error);
}

static gboolean
fetch_batches (Fetch *self, GPtrArray *batches, AeqProgress *progress, GError **error)
{
  aeq_progress_set_steps (progress, "Fetching", 1, NULL);
  for (guint i = 0; i < batches->len; i++)
    {
      const AeqFetchBatch *batch = batches->pdata[i];
      AeqFeed feed = ((const AeqFeedSeries *) batch->series->pdata[0])->feed;

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      if (self->result->feeds[feed] == AEQ_FETCH_NOT_DUE)
        continue;
      if (self->result->feeds[feed] == AEQ_FETCH_NOT_ASKED)
        self->result->feeds[feed] = AEQ_FETCH_DONE;
      if (!fetch_batch (self, batch, error))
        return FALSE;
      aeq_progress_update (progress, (double) (i + 1) / batches->len);
    }
  aeq_progress_done (progress);
  return TRUE;
}

/* The schedule goes by runs that asked a feed for everything. A series that the feed refuses does not make it due
 * again: asking more often brings nothing. */
static gboolean
mark_feeds (Fetch *self, GError **error)
{
  for (guint i = 0; i < AEQ_N_FEEDS && self->request->series == NULL; i++)
    if ((self->result->feeds[i] == AEQ_FETCH_DONE || self->result->feeds[i] == AEQ_FETCH_FAILED) &&
        !aeq_fetch_times_write (self->ledger, (AeqFeed) i, self->down[i] == NULL, error))
      return FALSE;
  return TRUE;
}

static const AeqFeedSeries *
find_series (const char *id, guint feeds)
{
  gsize n;
  const AeqFeedSeries *table = aeq_feed_table (&n);

  for (gsize i = 0; i < n; i++)
    if (g_str_equal (table[i].series, id) && (feeds & 1u << table[i].feed) != 0)
      return &table[i];
  return NULL;
}

#define KEY_NEEDED "needs a key (environment AEQUITAS_FRED_KEY, or --fred-key-file), free at " AEQ_FEED_FRED_KEYS

/* Without a key FRED is passed over, unless it was asked for: by its name, or for a series that only it has. */
static void
note_missing_key (Fetch *self, guint asked)
{
  AeqFetchOutcome *outcome = &self->result->feeds[AEQ_FEED_FRED];

  if (*outcome != AEQ_FETCH_SKIPPED)
    return;
  for (const char *const *id = self->request->series; id != NULL && *id != NULL; id++)
    if (find_series (*id, asked) == NULL)
      {
        AeqFetchedSeries *fetched = add_series (self->result, find_series (*id, 1u << AEQ_FEED_FRED));

        fetched->error = g_strdup_printf ("FRED, %s: " KEY_NEEDED, *id);
        *outcome = AEQ_FETCH_FAILED;
      }
  if (self->request->feeds & 1u << AEQ_FEED_FRED)
    *outcome = AEQ_FETCH_FAILED;
}

static gboolean
check_series (const AeqFetchRequest *request, GError **error)
{
  guint feeds = request->feeds != 0 ? request->feeds : (1u << AEQ_N_FEEDS) - 1;

  for (const char *const *id = request->series; id != NULL && *id != NULL; id++)
    if (find_series (*id, feeds) == NULL)
      {
        g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE,
                     "%s has no series %s; indicators status lists what can be fetched",
                     request->feeds != 0 ? "the feed" : "no feed", *id);
        return FALSE;
      }
  return TRUE;
}

/* The first failure in full, how many more there are, and what was stored all the same. */
static void
sum_up (AeqFetchResult *result)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gint64 added = 0, revised = 0;
  guint failed = 0, stored = 0;

  for (guint i = 0; i < result->series->len; i++)
    {
      const AeqFetchedSeries *fetched = result->series->pdata[i];

      if (fetched->error != NULL && failed++ == 0)
        g_string_append (text, fetched->error);
      stored += fetched->error == NULL;
      added += fetched->added;
      revised += fetched->revised;
    }
  if (failed == 0 && result->feeds[AEQ_FEED_FRED] == AEQ_FETCH_FAILED)
    g_string_append (text, "FRED " KEY_NEEDED);
  if (text->len == 0)
    return;
  if (failed > 1)
    g_string_append_printf (text, " (and %u more series)", failed - 1);
  g_string_append_printf (
    text, "; %u series were fetched, with %" G_GINT64_FORMAT " new and %" G_GINT64_FORMAT " revised values", stored,
    added, revised);
  result->failure = g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
check_from (const Fetch *self, GError **error)
{
  if (self->request->from <= aeq_zone_date (self->new_york, self->ledger->now))
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "--from lies in the future");
  return FALSE;
}

static gboolean
prepare (Fetch *self, GError **error)
{
  return check_series (self->request, error) &&
         (self->client = aeq_feed_client_new (&self->request->options, error)) != NULL &&
         (self->calendar = aeq_calendar_get (AEQ_FETCH_CALENDAR, error)) != NULL &&
         (self->new_york = aeq_zone_get (AEQ_FETCH_ZONE, error)) != NULL && check_from (self, error);
}

AeqFetchResult *
aeq_job_fetch (AeqLedger *ledger, const AeqFetchRequest *request, AeqProgress *progress, GCancellable *cancellable,
               GError **error)
{
  g_auto(Fetch) self = { .ledger = ledger, .request = request, .cancellable = cancellable };
  g_autoptr(GPtrArray) batches = NULL;
  guint feeds;

  if (!prepare (&self, error))
    return NULL;
  self.result = g_new0 (AeqFetchResult, 1);
  self.result->series = g_ptr_array_new_with_free_func ((GDestroyNotify) fetched_series_free);
  if (!choose_feeds (&self, &feeds, error))
    return NULL;
  batches = aeq_fetch_plan (ledger, feeds, request->series, request->from, self.new_york, error);
  if (batches == NULL || !fetch_batches (&self, batches, progress, error) || !mark_feeds (&self, error))
    return NULL;
  note_missing_key (&self, feeds);
  sum_up (self.result);
  return g_steal_pointer (&self.result);
}
