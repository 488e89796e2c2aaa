/* SPDX-License-Identifier: MIT */
#include "aeq-cli-fetch.h"

#include "aeq-error.h"
#include "aeq-job-fetch.h"

#define MAX_KEY_FILE 4096

void
aeq_cli_fetch_options_clear (AeqCliFetchOptions *self)
{
  g_free (self->feeds);
  g_free (self->series);
  g_free (self->from);
  g_free (self->key_file);
  g_free (self->ca_file);
  g_strfreev (self->base_urls);
}

gboolean
aeq_cli_fetch_options_given (const AeqCliFetchOptions *self)
{
  return self->feeds != NULL || self->series != NULL || self->from != NULL || self->key_file != NULL ||
         self->ca_file != NULL || self->base_urls != NULL || self->if_due;
}

static gboolean
parse_feeds (const char *text, guint *feeds, GError **error)
{
  g_auto(GStrv) names = g_strsplit (text != NULL ? text : "", ",", -1);
  AeqFeed feed;

  *feeds = 0;
  for (char **name = names; *name != NULL; name++)
    {
      if (!aeq_feed_lookup (g_strstrip (*name), &feed))
        {
          g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "--feed %s: the feeds are fred, nyfed and ofr", *name);
          return FALSE;
        }
      *feeds |= 1u << feed;
    }
  return TRUE;
}

static gboolean
parse_base_urls (char **pairs, AeqFeedOptions *options, GError **error)
{
  for (; pairs != NULL && *pairs != NULL; pairs++)
    if (!aeq_feed_options_set_base_url (options, *pairs, error))
      {
        g_prefix_error (error, "--base-url: ");
        return FALSE;
      }
  return TRUE;
}

/* The key comes from a file or from the environment, never from the command line, where every user of the machine could
 * read it. */
static gboolean
read_key (const char *path, char **key, GError **error)
{
  const char *set = g_getenv ("AEQUITAS_FRED_KEY");
  g_autoptr(GFile) file = NULL;
  g_autoptr(GFileInputStream) stream = NULL;
  g_autofree char *text = NULL;
  gsize length;

  *key = NULL;
  if (path == NULL)
    {
      *key = set != NULL && *set != '\0' ? g_strstrip (g_strdup (set)) : NULL;
      return TRUE;
    }
  file = g_file_new_for_path (path);
  stream = g_file_read (file, NULL, error);
  text = g_malloc0 (MAX_KEY_FILE + 1);
  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), text, MAX_KEY_FILE, &length, NULL, error))
    {
      g_prefix_error (error, "--fred-key-file %s: ", path);
      return FALSE;
    }
  *key = g_strstrip (g_steal_pointer (&text));
  return TRUE;
}

static gboolean
check_ca_file (const char *path, GError **error)
{
  if (path == NULL || g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND, "--ca-file %s: there is no such file", path);
  return FALSE;
}

static const char *
outcome_name (AeqFetchOutcome outcome)
{
  static const char *const NAMES[] = { "done", "failed", "skipped", "not-due", "not-asked" };

  return NAMES[outcome];
}

static void
write_date (AeqJson *json, const char *name, AeqDate date)
{
  char text[AEQ_DATE_TEXT_SIZE];

  aeq_json_text (json, name, date != AEQ_DATE_NONE ? aeq_date_format (date, text) : NULL);
}

static void
write_instant (AeqJson *json, const char *name, AeqInstant instant)
{
  char text[AEQ_INSTANT_TEXT_SIZE];

  aeq_json_text (json, name, instant != AEQ_INSTANT_NONE ? aeq_instant_format (instant, text) : NULL);
}

static void
write_json (AeqCli *cli, const AeqFetchResult *result)
{
  g_autoptr(AeqJson) json = aeq_json_new (cli->out);

  aeq_json_begin_object (json, NULL);
  aeq_json_begin_array (json, "feeds");
  for (guint i = 0; i < AEQ_N_FEEDS; i++)
    {
      aeq_json_begin_object (json, NULL);
      aeq_json_text (json, "feed", aeq_feed_info ((AeqFeed) i)->name);
      aeq_json_text (json, "outcome", outcome_name (result->feeds[i]));
      write_instant (json, "next", result->next[i]);
      aeq_json_end_object (json);
    }
  aeq_json_end_array (json);
  aeq_json_begin_array (json, "series");
  for (guint i = 0; i < result->series->len; i++)
    {
      const AeqFetchedSeries *series = result->series->pdata[i];

      aeq_json_begin_object (json, NULL);
      aeq_json_text (json, "series", series->series);
      aeq_json_text (json, "feed", aeq_feed_info (series->feed)->name);
      aeq_json_int (json, "new", series->added);
      aeq_json_int (json, "revised", series->revised);
      aeq_json_int (json, "waiting", series->waiting);
      write_date (json, "last_day", series->last);
      aeq_json_text (json, "error", series->error);
      aeq_json_end_object (json);
    }
  aeq_json_end_array (json);
  aeq_json_text (json, "notice", AEQ_FEED_FRED_NOTICE);
  aeq_json_end_object (json);
  g_string_append_c (cli->out, '\n');
}

static void
write_table (AeqCli *cli, const AeqFetchResult *result)
{
  AeqCliTable *table = aeq_cli_table_new ("Feed", "Series", ">New", ">Revised", "Last day", "", NULL);

  for (guint i = 0; i < result->series->len; i++)
    {
      const AeqFetchedSeries *series = result->series->pdata[i];
      g_autofree char *added = g_strdup_printf ("%" G_GINT64_FORMAT, series->added);
      g_autofree char *revised = g_strdup_printf ("%" G_GINT64_FORMAT, series->revised);
      char last[AEQ_DATE_TEXT_SIZE];

      aeq_cli_table_add (table, aeq_feed_info (series->feed)->title, series->series, series->error == NULL ? added : "",
                         series->error == NULL ? revised : "", aeq_date_format (series->last, last),
                         series->error != NULL ? series->error
                         : series->waiting > 0 ? "revised again today: stored tomorrow"
                                               : "",
                         NULL);
    }
  if (result->series->len > 0)
    aeq_cli_table_print (table, cli->out);
  else
    aeq_cli_table_free (table);
}

static void
write_text (AeqCli *cli, const AeqFetchResult *result)
{
  char next[AEQ_INSTANT_TEXT_SIZE];

  write_table (cli, result);
  for (guint i = 0; i < AEQ_N_FEEDS; i++)
    if (result->feeds[i] == AEQ_FETCH_NOT_DUE)
      g_string_append_printf (cli->out, "%s is not due before %s.\n", aeq_feed_info ((AeqFeed) i)->title,
                              aeq_instant_format (result->next[i], next));
    else if (result->feeds[i] == AEQ_FETCH_SKIPPED)
      g_string_append_printf (
        cli->out,
        "%s was passed over: it needs a key (environment AEQUITAS_FRED_KEY, or --fred-key-file), free at %s.\n",
        aeq_feed_info ((AeqFeed) i)->title, AEQ_FEED_FRED_KEYS);
  g_string_append (cli->out, AEQ_FEED_FRED_NOTICE "\n");
}

static gboolean
run (AeqCli *cli, const AeqFetchRequest *request, GError **error)
{
  g_autoptr(AeqLedger) ledger = aeq_cli_open (cli, AEQ_STORE_CREATE, error);
  g_autoptr(AeqProgress) progress = aeq_cli_progress (cli);
  g_autoptr(AeqFetchResult) result =
    ledger != NULL ? aeq_job_fetch (ledger, request, progress, cli->cancellable, error) : NULL;

  if (result == NULL)
    return FALSE;
  if (cli->json)
    write_json (cli, result);
  else if (!cli->quiet || result->failure == NULL)
    write_text (cli, result);
  if (result->failure == NULL)
    return TRUE;
  g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_FAILED, result->failure);
  return FALSE;
}

gboolean
aeq_cli_fetch (AeqCli *cli, const AeqCliFetchOptions *options, GError **error)
{
  AeqFetchRequest request = { .from = AEQ_DATE_NONE, .if_due = options->if_due, .options.ca_file = options->ca_file };
  g_auto(GStrv) series = options->series != NULL ? g_strsplit (options->series, ",", -1) : NULL;
  g_autofree char *key = NULL;

  for (char **id = series; id != NULL && *id != NULL; id++)
    g_strstrip (*id);
  request.series = (const char *const *) series;
  if (!parse_feeds (options->feeds, &request.feeds, error) ||
      !parse_base_urls (options->base_urls, &request.options, error) ||
      (options->from != NULL && !aeq_cli_parse_date ("--from", options->from, &request.from, error)) ||
      !read_key (options->key_file, &key, error) || !check_ca_file (options->ca_file, error))
    return FALSE;
  request.options.fred_key = key;
  return run (cli, &request, error);
}

static void
add_status (const AeqSeriesStatus *status, AeqJson *json, AeqCliTable *table)
{
  const char *feed = aeq_feed_info (status->feed)->name;
  char last[AEQ_DATE_TEXT_SIZE], fetched[AEQ_INSTANT_TEXT_SIZE];

  if (table != NULL)
    {
      aeq_cli_table_add (table, status->series, aeq_feed_info (status->feed)->title,
                         aeq_date_format (status->last, last),
                         status->fetched != AEQ_INSTANT_NONE ? aeq_instant_format (status->fetched, fetched) : "never",
                         aeq_freshness_name (status->freshness), NULL);
      return;
    }
  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "series", status->series);
  aeq_json_text (json, "feed", feed);
  write_date (json, "last_day", status->last);
  write_instant (json, "fetched", status->fetched);
  aeq_json_text (json, "state", aeq_freshness_name (status->freshness));
  aeq_json_end_object (json);
}

gboolean
aeq_cli_fetch_status (AeqCli *cli, GError **error)
{
  g_autoptr(AeqLedger) ledger = aeq_cli_open (cli, AEQ_STORE_READ_ONLY, error);
  g_autoptr(GArray) list = ledger != NULL ? aeq_job_fetch_status (ledger, error) : NULL;
  g_autoptr(AeqJson) json = cli->json ? aeq_json_new (cli->out) : NULL;
  AeqCliTable *table;

  if (list == NULL)
    return FALSE;
  table = cli->json ? NULL : aeq_cli_table_new ("Series", "Feed", "Last day", "Fetched", "State", NULL);
  if (cli->json)
    aeq_json_begin_array (json, NULL);
  for (guint i = 0; i < list->len; i++)
    add_status (&g_array_index (list, AeqSeriesStatus, i), json, table);
  if (table != NULL)
    aeq_cli_table_print (table, cli->out);
  else
    {
      aeq_json_end_array (json);
      g_string_append_c (cli->out, '\n');
    }
  return TRUE;
}
