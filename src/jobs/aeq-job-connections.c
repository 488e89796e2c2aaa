/* SPDX-License-Identifier: MIT */
#include "aeq-job-connections.h"

#include <string.h>

#include "aeq-error.h"
#include "aeq-fetch-plan.h"
#include "aeq-job-profiles.h"
#include "aeq-words.h"

#define SETTLE_MS 3000
#define TEST_DAYS 14 /* longer than any holidays */

void
aeq_connections_table_free (AeqConnectionsTable *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->connections, g_ptr_array_unref);
  g_strfreev (self->profiles);
  g_free (self);
}

gboolean
aeq_connection_is_feed (AeqConnectionKind kind)
{
  return kind >= AEQ_CONNECTION_FRED && kind <= AEQ_CONNECTION_OFR;
}

AeqFeed
aeq_connection_feed (AeqConnectionKind kind)
{
  AeqFeed feed = AEQ_FEED_FRED;

  g_return_val_if_fail (aeq_connection_is_feed (kind) && aeq_feed_lookup (aeq_connection_kind_name (kind), &feed), AEQ_FEED_FRED);
  return feed;
}

static gboolean
read_standings (AeqLedger *ledger, AeqFeedStanding *feeds, GError **error)
{
  g_autoptr(GArray) list = aeq_job_fetch_status (ledger, error);
  g_autoptr(AeqCalendar) calendar = list != NULL ? aeq_calendar_get (AEQ_FETCH_CALENDAR, error) : NULL;
  const AeqZone *new_york = calendar != NULL ? aeq_zone_get (AEQ_FETCH_ZONE, error) : NULL;
  AeqInstant newest;

  if (new_york == NULL)
    return FALSE;
  for (guint i = 0; i < AEQ_N_FEEDS; i++)
    {
      feeds[i].newest = AEQ_DATE_NONE;
      aeq_feed_publication_times ((AeqFeed) i, calendar, new_york, ledger->now, &newest, &feeds[i].next);
    }
  for (guint i = 0; i < list->len; i++)
    {
      const AeqSeriesStatus *status = &g_array_index (list, AeqSeriesStatus, i);
      AeqFeedStanding *standing = &feeds[status->feed];

      standing->n++;
      standing->stale += status->freshness == AEQ_FRESH_STALE;
      standing->empty += status->freshness == AEQ_FRESH_EMPTY;
      if (status->last != AEQ_DATE_NONE && (standing->newest == AEQ_DATE_NONE || status->last > standing->newest))
        standing->newest = status->last;
    }
  return TRUE;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

static char **
read_profiles (AeqLedger *ledger, GError **error)
{
  g_autoptr(AeqProfileSet) known = aeq_job_profiles_known (ledger, error);
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  if (known == NULL)
    return NULL;
  for (guint i = 0; i < aeq_profile_set_get_length (known); i++)
    if (aeq_profile_set_find_name (known, aeq_profile_set_get (known, i)->name) == aeq_profile_set_get (known, i))
      g_ptr_array_add (names, g_strdup (aeq_profile_set_get (known, i)->name));
  g_ptr_array_sort (names, compare_texts);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_steal (names, NULL);
}

AeqConnectionsTable *
aeq_job_connections (AeqLedger *ledger, GError **error)
{
  g_autoptr(AeqConnectionsTable) self = g_new0 (AeqConnectionsTable, 1);

  if ((self->connections = aeq_connection_list (ledger, error)) == NULL || !read_standings (ledger, self->feeds, error) ||
      (self->profiles = read_profiles (ledger, error)) == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
aeq_job_connection_save (AeqLedger *ledger, AeqConnection *self, AeqChangeRange *range, GError **error)
{
  return aeq_form_check (self, error) && aeq_change_begin (ledger, range, error) &&
         aeq_change_end (ledger, aeq_connection_put (ledger, self, error), range, error);
}

/* Index of the connection of a feed, or with this uid; the length when there is none. */
static guint
find (GPtrArray *list, AeqConnectionKind kind, const AeqId *uid)
{
  guint i = 0;

  while (i < list->len && (uid != NULL ? !aeq_id_equal (&((AeqConnection *) list->pdata[i])->uid, uid)
                                       : ((AeqConnection *) list->pdata[i])->kind != kind))
    i++;
  return i;
}

static gboolean
check_removable (AeqLedger *ledger, const AeqId *connection, GError **error)
{
  g_autoptr(GPtrArray) list = aeq_connection_list (ledger, error);
  guint i = list != NULL ? find (list, AEQ_N_CONNECTION_KINDS, connection) : 0;

  if (list == NULL)
    return FALSE;
  if (i == list->len)
    return aeq_error_refuse (error, AEQ_ERROR_NOT_FOUND, NULL, 0, NULL, N_("there is no such connection any more"));
  if (aeq_connection_is_feed (((AeqConnection *) list->pdata[i])->kind))
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, ((AeqConnection *) list->pdata[i])->name, 0, NULL,
                             N_("is a public feed that stays: switch its schedule off instead"));
  return TRUE;
}

gboolean
aeq_job_connection_remove (AeqLedger *ledger, const AeqId *connection, AeqChangeRange *range, GError **error)
{
  return check_removable (ledger, connection, error) && aeq_change_begin (ledger, range, error) &&
         aeq_change_end (ledger, aeq_change_delete (ledger, "connection", connection, NULL, error), range, error);
}

static void
add_series (AeqConnectionRun *run, const AeqFetchedSeries *series)
{
  run->items += series->error == NULL;
  run->failed += series->error != NULL;
  run->added += series->added + series->revised;
  if (run->reason == NULL)
    run->reason = g_strdup (series->error);
}

static gboolean
note_feed (AeqLedger *ledger, AeqFeed feed, const AeqFetchResult *result, GPtrArray *list, GError **error)
{
  AeqConnectionRun run = { 0 };
  AeqConnectionKind kind = AEQ_N_CONNECTION_KINDS;
  gboolean ok;
  guint i;

  aeq_connection_kind_parse (aeq_feed_info (feed)->name, &kind);
  if ((i = find (list, kind, NULL)) == list->len)
    return TRUE;
  for (guint k = 0; k < result->series->len; k++)
    if (((AeqFetchedSeries *) result->series->pdata[k])->feed == feed)
      add_series (&run, result->series->pdata[k]);
  ok = aeq_connection_put_run (ledger, &((AeqConnection *) list->pdata[i])->uid, &run, error);
  g_free (run.reason);
  return ok;
}

AeqFetchResult *
aeq_job_connections_fetch (AeqLedger *ledger, const AeqFetchRequest *request, AeqProgress *progress, GCancellable *cancellable,
                           GError **error)
{
  g_autoptr(AeqFetchResult) result = aeq_job_fetch (ledger, request, progress, cancellable, error);
  g_autoptr(GPtrArray) list = result != NULL ? aeq_connection_list (ledger, error) : NULL;

  if (list == NULL)
    return NULL;
  for (guint i = 0; i < AEQ_N_FEEDS; i++)
    if ((result->feeds[i] == AEQ_FETCH_DONE || result->feeds[i] == AEQ_FETCH_FAILED) && !note_feed (ledger, (AeqFeed) i, result, list, error))
      return NULL;
  return g_steal_pointer (&result);
}

AeqDropRequest
aeq_connection_drop_request (const AeqConnection *self)
{
  return (AeqDropRequest) { aeq_connection_get (self, "folder"), aeq_connection_get (self, "archive"),
                            aeq_connection_get (self, "quarantine"), aeq_connection_get (self, "profile"), SETTLE_MS };
}

static void
add_file (AeqConnectionRun *run, const AeqDropFile *file)
{
  if (file->before)
    return;
  run->items += file->fate == AEQ_DROP_IMPORTED || file->fate == AEQ_DROP_KNOWN;
  run->failed += file->fate == AEQ_DROP_REFUSED;
  run->added += file->fate == AEQ_DROP_IMPORTED ? file->outcome->added : 0;
  if (file->fate == AEQ_DROP_REFUSED && run->reason == NULL)
    run->reason = g_strdup (file->reason);
}

/* What was decided before it failed is noted too; a folder that is none of the ledger's connections has no notes. */
gboolean
aeq_job_connection_drop (AeqLedger *ledger, const AeqConnection *self, AeqDropMemory *memory, GPtrArray *files, AeqConnectionRun *run,
                         AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  const AeqDropRequest request = aeq_connection_drop_request (self);
  g_autoptr(GError) local = NULL;
  gboolean noted = TRUE;

  *run = (AeqConnectionRun) { 0 };
  aeq_job_drop (ledger, &request, memory, files, progress, cancellable, &local);
  for (guint i = 0; i < files->len; i++)
    add_file (run, files->pdata[i]);
  if (local != NULL && !g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED) && run->reason == NULL)
    run->reason = aeq_error_describe (local);
  if (aeq_connection_is_stored (self) && (run->items > 0 || run->reason != NULL))
    noted = aeq_connection_put_run (ledger, &self->uid, run, local == NULL ? error : NULL);
  if (local == NULL)
    return noted;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
aeq_job_connection_failed (AeqLedger *ledger, const AeqId *connection, const char *reason, GError **error)
{
  AeqConnectionRun run = { .reason = (char *) reason };

  return aeq_connection_put_run (ledger, connection, &run, error);
}

static const AeqFeedSeries *
first_of (AeqFeed feed)
{
  gsize n;
  const AeqFeedSeries *table = aeq_feed_table (&n);

  while (table->feed != feed)
    table++;
  return table;
}

char *
aeq_feed_test (AeqLedger *ledger, AeqFeed feed, const AeqFeedOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqFeedClient) client = aeq_feed_client_new (options, error);
  const AeqZone *new_york = client != NULL ? aeq_zone_get (AEQ_FETCH_ZONE, error) : NULL;
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (AeqFeedRow));
  const AeqFeedSeries *series = first_of (feed);
  AeqDate today;
  char day[AEQ_DATE_TEXT_SIZE], value[G_ASCII_DTOSTR_BUF_SIZE];

  if (new_york == NULL)
    return NULL;
  today = aeq_zone_date (new_york, ledger->now);
  if (!aeq_feed_client_fetch (client, &series, 1, &(AeqFeedSpan) { today - TEST_DAYS, today, AEQ_DATE_NONE }, &rows, cancellable, error))
    return NULL;
  if (rows->len == 0)
    return g_strdup_printf (N_("%s answered, and has no value of %s for the last %d days"), aeq_feed_info (feed)->title, series->series, TEST_DAYS);
  aeq_date_format (g_array_index (rows, AeqFeedRow, rows->len - 1).day, day);
  g_ascii_dtostr (value, sizeof value, g_array_index (rows, AeqFeedRow, rows->len - 1).value);
  return g_strdup_printf (N_("%s answered: %s was %s on %s"), aeq_feed_info (feed)->title, series->series, value, day);
}

/* Only its beginning is looked at: what a key holds is none of a form's business. */
static gboolean
check_pem (const char *path, const char *title, GError **error)
{
  static const char MARK[] = "-----BEGIN ";
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInputStream) stream = g_file_read (file, NULL, NULL);
  char head[sizeof MARK] = "";
  gsize n;

  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), head, strlen (MARK), &n, NULL, NULL))
    return aeq_error_refuse (error, AEQ_ERROR_NOT_FOUND, NULL, 0, aeq_words_get (title), N_("cannot be read: there is no such file, or it is not yours"));
  return g_str_equal (head, MARK) ||
         aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, aeq_words_get (title), N_("is no PEM file: it begins with -----BEGIN"));
}

char *
aeq_form_test (AeqConnection *self, GError **error)
{
  if (!aeq_form_check (self, error))
    return NULL;
  for (const AeqFormField *field = aeq_form (self->kind)->fields; field->name != NULL; field++)
    if (field->type == AEQ_FIELD_FILE && aeq_connection_get (self, field->name) != NULL &&
        !check_pem (aeq_connection_get (self, field->name), field->title, error))
      return NULL;
  return g_strdup (N_("The form is whole and its files can be read. Nothing was sent: the connector does not exist yet"));
}
