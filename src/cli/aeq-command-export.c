/* SPDX-License-Identifier: MIT */
#include "aeq-cli.h"
#include "aeq-cli-document.h"
#include "aeq-error.h"
#include "aeq-flow.h"
#include "aeq-job-export.h"
#include "aeq-regime.h"

/* The options as they were typed. */
typedef struct
{
  char    *to_file;
  char    *account;
  char    *currency;
  char    *from;
  char    *to;
  char    *status;
  char    *category;
  char    *at;
  char    *day;
  char    *regime;
  char    *delimiter;
  char    *decimal;
  char    *dates;
  char    *paper;
  gint64   limit;
  int      minutes;
  int      horizon;
  gboolean bom;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->to_file);
  g_free (self->account);
  g_free (self->currency);
  g_free (self->from);
  g_free (self->to);
  g_free (self->status);
  g_free (self->category);
  g_free (self->at);
  g_free (self->day);
  g_free (self->regime);
  g_free (self->delimiter);
  g_free (self->decimal);
  g_free (self->dates);
  g_free (self->paper);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* A filter that a subject does not have is refused, rather than to hand on more than was asked for. */
static gboolean
check_filters (const Options *options, const char *name, AeqExportWhat what, GError **error)
{
  const struct
  {
    const char *filter;
    gboolean    given;
  } filters[] = {
    { "account", options->account != NULL }, { "from", options->from != NULL },
    { "until", options->to != NULL },        { "status", options->status != NULL },
    { "category", options->category != NULL }, { "limit", options->limit != 0 },
    { "at", options->at != NULL },           { "day", options->day != NULL },
    { "bucket", options->minutes != 0 },     { "horizon", options->horizon != -1 },
    { "regime", options->regime != NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    if (filters[i].given && !aeq_export_has_filter (what, filters[i].filter))
      {
        g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "export %s has no --%s", name, filters[i].filter);
        return FALSE;
      }
  return TRUE;
}

static gboolean
refuse (GError **error, const char *option, const char *text, const char *wanted)
{
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "%s %s: give %s", option, text, wanted);
  return FALSE;
}

/* Semicolons are for spreadsheets where the comma is the decimal mark, so they bring it along. */
static gboolean
parse_csv (const Options *options, AeqCsvOptions *csv, GError **error)
{
  if (options->delimiter != NULL)
    {
      if (g_str_equal (options->delimiter, "semicolon"))
        *csv = (AeqCsvOptions){ ';', ',', FALSE, FALSE };
      else if (g_str_equal (options->delimiter, "tab"))
        csv->delimiter = '\t';
      else if (!g_str_equal (options->delimiter, "comma"))
        return refuse (error, "--delimiter", options->delimiter, "comma, semicolon or tab");
    }
  if (options->decimal != NULL)
    {
      if (!g_str_equal (options->decimal, ".") && !g_str_equal (options->decimal, ","))
        return refuse (error, "--decimal", options->decimal, ". or ,");
      csv->decimal = *options->decimal;
    }
  if (options->dates != NULL && !g_str_equal (options->dates, "iso") && !g_str_equal (options->dates, "local"))
    return refuse (error, "--dates", options->dates, "iso or local");
  csv->local_dates = options->dates != NULL && g_str_equal (options->dates, "local");
  csv->bom = options->bom;
  return TRUE;
}

gboolean
aeq_cli_parse_paper (const char *text, AeqPaper *paper, GError **error)
{
  if (text == NULL || g_str_equal (text, "a4"))
    return TRUE;
  if (!g_str_equal (text, "letter"))
    return refuse (error, "--paper", text, "a4 or letter");
  *paper = AEQ_PAPER_LETTER;
  return TRUE;
}

gboolean
aeq_cli_check_ending (const char *option, gboolean given, const char *file, const char *ending, GError **error)
{
  g_autofree char *folded = file != NULL ? g_ascii_strdown (file, -1) : NULL;

  if (!given || (folded != NULL && g_str_has_suffix (folded, ending)))
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "%s is for --to a file that ends in %s: leave it out", option, ending);
  return FALSE;
}

static gboolean
check_endings (const Options *options, GError **error)
{
  const char *file = options->to_file;

  return aeq_cli_check_ending ("--delimiter", options->delimiter != NULL, file, ".csv", error) &&
         aeq_cli_check_ending ("--decimal", options->decimal != NULL, file, ".csv", error) &&
         aeq_cli_check_ending ("--dates", options->dates != NULL, file, ".csv", error) &&
         aeq_cli_check_ending ("--bom", options->bom, file, ".csv", error) &&
         aeq_cli_check_ending ("--paper", options->paper != NULL, file, ".pdf", error);
}

static gboolean
parse_status (const char *text, int *status, GError **error)
{
  AeqFlowStatus value;

  if (text == NULL)
    return TRUE;
  if (!aeq_flow_status_parse (text, &value))
    return refuse (error, "--status", text, "actual, expected, pending or withdrawn");
  *status = (int) value;
  return TRUE;
}

static gboolean
parse_regime (const char *text, GError **error)
{
  if (text == NULL || g_str_equal (text, "unknown"))
    return TRUE;
  for (int i = 0; i < AEQ_N_REGIMES; i++)
    if (g_str_equal (text, aeq_regime_name ((AeqRegime) i)))
      return TRUE;
  return refuse (error, "--regime", text, "steady, elevated, crisis or unknown");
}

/* A day is its end in each account's zone; else a time. */
static gboolean
parse_at (const char *text, AeqExportRequest *request, GError **error)
{
  if (text == NULL || aeq_date_parse_iso (text, -1, &request->day))
    return TRUE;
  return aeq_cli_parse_instant ("--at", text, aeq_zone_utc (), &request->at, error);
}

static gboolean
parse_period (const Options *options, AeqExportRequest *request, GError **error)
{
  if ((options->from != NULL && !aeq_cli_parse_date ("--from", options->from, &request->from, error)) ||
      (options->to != NULL && !aeq_cli_parse_date ("--until", options->to, &request->to, error)))
    return FALSE;
  if (options->from != NULL && options->to != NULL && request->from > request->to)
    return refuse (error, "--until", options->to, "a day that is not before --from");
  return TRUE;
}

static gboolean
parse_request (const Options *options, AeqExportRequest *request, GError **error)
{
  if (options->limit < 0)
    return refuse (error, "--limit", "below 0", "a number from 0");
  request->category = options->category;
  request->regime = options->regime;
  request->limit = options->limit;
  request->horizon = options->horizon;
  if (options->minutes != 0)
    request->minutes = options->minutes;
  return parse_csv (options, &request->options.csv, error) &&
         aeq_cli_parse_paper (options->paper, &request->options.paper, error) &&
         parse_status (options->status, &request->status, error) && parse_regime (options->regime, error) &&
         parse_at (options->at, request, error) &&
         parse_period (options, request, error) &&
         (options->day == NULL || aeq_cli_parse_date ("--day", options->day, &request->day, error));
}

static void
print_done (AeqCli *cli, const char *file)
{
  g_autoptr(AeqJson) json = NULL;

  if (!cli->json)
    {
      g_string_append_printf (cli->out, "%s was written.\n", file);
      return;
    }
  json = aeq_json_new (cli->out);
  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "file", file);
  aeq_json_end_object (json);
  g_string_append_c (cli->out, '\n');
}

static gboolean
run (AeqCli *cli, const Options *options, AeqExportRequest *request, GError **error)
{
  g_autoptr(AeqLedger) ledger = NULL;
  g_autoptr(AeqAccount) account = NULL;
  g_autoptr(AeqProgress) progress = aeq_cli_progress (cli);
  const AeqCurrency *currency;

  if (!check_filters (options, cli->argv[1], request->what, error) || !parse_request (options, request, error) ||
      !check_endings (options, error) ||
      !aeq_cli_parse_account_currency (options->account, options->currency, &currency, error) ||
      (ledger = aeq_cli_open (cli, AEQ_STORE_READ_ONLY, error)) == NULL ||
      (options->account != NULL && (account = aeq_account_require (ledger, options->account, currency, error)) == NULL))
    return FALSE;
  request->account = account;
  if (!aeq_job_export (ledger, request, options->to_file, progress, cli->cancellable, error))
    return FALSE;
  print_done (cli, options->to_file);
  return TRUE;
}

gboolean
aeq_command_export (AeqCli *cli, GError **error)
{
  g_auto(Options) options = { .horizon = -1 };
  AeqExportRequest request = AEQ_EXPORT_REQUEST_DEFAULT;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &options.to_file,
      "The file; its ending .csv, .json, .xlsx or .pdf says the format", "FILE" },
    { "account", 0, 0, G_OPTION_ARG_STRING, &options.account, "Only this account", "NUMBER" },
    { "currency", 0, 0, G_OPTION_ARG_STRING, &options.currency, "Its currency, when the number is kept in several",
      "CODE" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, "First day (flows, accuracy, audit)", "DAY" },
    { "until", 0, 0, G_OPTION_ARG_STRING, &options.to, "Last day (flows, accuracy, audit)", "DAY" },
    { "status", 0, 0, G_OPTION_ARG_STRING, &options.status, "actual, expected, pending or withdrawn (flows)",
      "STATUS" },
    { "category", 0, 0, G_OPTION_ARG_STRING, &options.category, "Only this category (flows)", "CATEGORY" },
    { "limit", 0, 0, G_OPTION_ARG_INT64, &options.limit, "At most so many, newest first (flows, audit; 0: all)", "N" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &options.at, "At this time, or at the end of this day (balances)", "TIME" },
    { "day", 0, 0, G_OPTION_ARG_STRING, &options.day,
      "The day (ladder, worksheet; default: today in the account's zone), or the last that counts (positions)", "DAY" },
    { "bucket", 0, 0, G_OPTION_ARG_INT, &options.minutes, "Minutes of a time slice: 15, 30 or 60 (ladder; default 30)",
      "MINUTES" },
    { "horizon", 0, 0, G_OPTION_ARG_INT, &options.horizon, "Only so many business days ahead (accuracy)", "N" },
    { "regime", 0, 0, G_OPTION_ARG_STRING, &options.regime, "Only forecasts issued in this regime (accuracy)",
      "REGIME" },
    { "delimiter", 0, 0, G_OPTION_ARG_STRING, &options.delimiter, "CSV: comma, semicolon (with a decimal comma) or tab",
      "NAME" },
    { "decimal", 0, 0, G_OPTION_ARG_STRING, &options.decimal, "CSV: . or ,", "MARK" },
    { "dates", 0, 0, G_OPTION_ARG_STRING, &options.dates, "CSV: iso, or local as a spreadsheet reads them", "FORM" },
    { "bom", 0, 0, G_OPTION_ARG_NONE, &options.bom, "CSV: begin with a byte order mark", NULL },
    { "paper", 0, 0, G_OPTION_ARG_STRING, &options.paper, "PDF: a4 (default) or letter", "SIZE" },
    G_OPTION_ENTRY_NULL,
  };

  /* Its options are those of a report. */
  if (g_strv_contains ((const char *const *) cli->argv, "bcbs248"))
    return aeq_command_report (cli, error);
  if (!aeq_cli_parse (cli, entries, 1, 1, error))
    return error == NULL || *error == NULL;
  if (options.to_file == NULL || !aeq_export_what_parse (cli->argv[1], &request.what))
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE,
                   "export: give flows, positions, balances, ladder, forecast, accuracy, audit, worksheet or bcbs248,"
                   " and --to FILE");
      return FALSE;
    }
  return run (cli, &options, &request, error);
}
