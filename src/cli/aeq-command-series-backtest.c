/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-cli.h"
#include "aeq-error.h"
#include "aeq-job-series.h"

typedef struct
{
  char    *calendar;
  char    *indicators;
  char    *known;
  char    *predictions;
  char    *rolling;
  char    *to;
  char    *horizons;
  char    *window;
  char    *nows;
  int      season;
  int      tail;
  int      refit_days;
  int      bucket;
  int      test_days;
  gboolean zeros_missing;
  GArray  *horizon_list;
  GArray  *now_list;
} Options;

static void
options_clear (Options *options)
{
  char *texts[] = { options->calendar, options->indicators, options->known, options->predictions, options->rolling, options->to,
                    options->horizons, options->window, options->nows };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_clear_pointer (&options->horizon_list, g_array_unref);
  g_clear_pointer (&options->now_list, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

#define MAX_NUMBER 100000

/* "1,5,10" */
static GArray *
parse_numbers (const char *option, const char *text, GError **error)
{
  g_autoptr(GArray) list = g_array_new (FALSE, FALSE, sizeof (guint));
  g_auto(GStrv) parts = g_strsplit (text, ",", -1);

  for (char **part = parts; *part != NULL; part++)
    {
      guint64 number;
      guint value;

      if (!g_ascii_string_to_unsigned (*part, 10, 0, MAX_NUMBER, &number, NULL))
        {
          g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "%s %s: give whole numbers with commas between them", option, text);
          return NULL;
        }
      value = (guint) number;
      g_array_append_val (list, value);
    }
  return g_steal_pointer (&list);
}

static gboolean
parse_window (const char *text, AeqSeriesRequest *request, GError **error)
{
  g_auto(GStrv) parts = NULL;

  if (text == NULL)
    return TRUE;
  parts = g_strsplit (text, ":", -1);
  request->has_window = TRUE;
  if (g_strv_length (parts) == 2 && aeq_date_parse_iso (parts[0], -1, &request->window_from) &&
      aeq_date_parse_iso (parts[1], -1, &request->window_to))
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "--window %s: give two days as 2020-03-16:2020-07-31", text);
  return FALSE;
}

static gboolean
parse_range (const Options *options, AeqSeriesRequest *request, GError **error)
{
  request->rolling_from = request->rolling_to = AEQ_DATE_NONE;
  if (options->rolling == NULL)
    return TRUE;
  if (options->to == NULL)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "--rolling FROM needs --to TO");
      return FALSE;
    }
  return aeq_cli_parse_date ("--rolling", options->rolling, &request->rolling_from, error) &&
         aeq_cli_parse_date ("--to", options->to, &request->rolling_to, error);
}

static gboolean
make_request (AeqCli *cli, Options *options, AeqSeriesRequest *request, GError **error)
{
  const int numbers[] = { options->season, options->tail, options->refit_days, options->bucket, options->test_days };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (numbers[i] < 0 || numbers[i] > MAX_NUMBER)
      {
        g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "%d is out of range: give 0 to %d", numbers[i], MAX_NUMBER);
        return FALSE;
      }
  if ((options->horizon_list = parse_numbers ("--horizons", options->horizons ? options->horizons : "1,5,10", error)) == NULL ||
      (options->now_list = parse_numbers ("--now", options->nows ? options->nows : "0", error)) == NULL)
    return FALSE;
  *request = (AeqSeriesRequest) {
    .file = cli->argv[1], .calendar = options->calendar, .indicators = options->indicators, .known = options->known,
    .predictions = options->predictions, .season = (guint) options->season, .zeros_missing = options->zeros_missing,
    .tail = (guint) options->tail, .horizons = options->horizon_list, .refit_days = (guint) options->refit_days,
    .bucket = (guint) options->bucket, .nows = options->now_list, .test_days = (guint) options->test_days, .seed = cli->seed,
  };
  return parse_window (options->window, request, error) && parse_range (options, request, error);
}

gboolean
aeq_command_series_backtest (AeqCli *cli, GError **error)
{
  g_auto(Options) options = { .refit_days = 30, .test_days = 20 };
  g_autoptr(AeqProgress) progress = NULL;
  g_autofree char *document = NULL;
  AeqSeriesRequest request;
  const GOptionEntry entries[] = {
    { "season", 0, 0, G_OPTION_ARG_INT, &options.season, "Rows in a season (default: found from the dates)", "N" },
    { "zeros-missing", 0, 0, G_OPTION_ARG_NONE, &options.zeros_missing, "A zero means that nothing was measured", NULL },
    { "calendar", 0, 0, G_OPTION_ARG_STRING, &options.calendar, "us_fedwire, target2, uk_chaps or none", "ID" },
    { "indicators", 0, 0, G_OPTION_ARG_FILENAME, &options.indicators, "Market series, used as late as they were published", "FILE" },
    { "known", 0, 0, G_OPTION_ARG_FILENAME, &options.known, "What is known beforehand of each cell; the same columns", "FILE" },
    { "tail", 0, 0, G_OPTION_ARG_INT, &options.tail, "One origin; the last N rows are the test", "N" },
    { "rolling", 0, 0, G_OPTION_ARG_STRING, &options.rolling, "Every row from this day on is an origin", "FROM" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, "The last origin", "TO" },
    { "horizons", 0, 0, G_OPTION_ARG_STRING, &options.horizons, "Rows ahead (default 1,5,10)", "LIST" },
    { "refit-days", 0, 0, G_OPTION_ARG_INT, &options.refit_days, "Calendar days between two trainings (default 30)", "N" },
    { "window", 0, 0, G_OPTION_ARG_STRING, &options.window, "Scores of the days inside, too", "FROM:TO" },
    { "bucket", 0, 0, G_OPTION_ARG_INT, &options.bucket, "Inside the day: minutes of a time slice", "MIN" },
    { "now", 0, 0, G_OPTION_ARG_STRING, &options.nows, "Inside the day: time slices that are known", "LIST" },
    { "test-days", 0, 0, G_OPTION_ARG_INT, &options.test_days, "Inside the day: last days to forecast (default 20)", "N" },
    { "predictions", 0, 0, G_OPTION_ARG_FILENAME, &options.predictions, "Write every forecast, so that anybody can score it", "OUT.csv" },
    G_OPTION_ENTRY_NULL,
  };

  if (!aeq_cli_parse (cli, entries, 1, 1, error))
    return error == NULL || *error == NULL;
  progress = aeq_cli_progress (cli);
  if (!make_request (cli, &options, &request, error) ||
      (document = aeq_job_series_backtest (&request, progress, cli->cancellable, error)) == NULL)
    return FALSE;
  g_string_append_printf (cli->out, "%s\n", document);
  return TRUE;
}
