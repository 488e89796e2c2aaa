/* SPDX-License-Identifier: MIT */
#include "aeq-bcbs248-rows.h"
#include "aeq-cli.h"
#include "aeq-cli-document.h"
#include "aeq-error.h"

/* Ten years: a bound on what one report may hold in memory. */
#define MAX_DAYS 3660

/* The options as they were typed. */
typedef struct
{
  char *to_file;
  char *month;
  char *from;
  char *until;
  char *account;
  char *set;
  char *currency;
  char *paper;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->to_file);
  g_free (self->month);
  g_free (self->from);
  g_free (self->until);
  g_free (self->account);
  g_free (self->set);
  g_free (self->currency);
  g_free (self->paper);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
read_month (const Options *options, AeqBcbsRequest *request, GError **error)
{
  if (options->from == NULL && options->until == NULL &&
      aeq_bcbs_month_parse (options->month, &request->from, &request->to))
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE,
               "--month %s: give a month as 2026-11, and no --from or --until beside it", options->month);
  return FALSE;
}

static gboolean
read_period (const Options *options, AeqBcbsRequest *request, GError **error)
{
  if (options->month != NULL)
    return read_month (options, request, error);
  if (options->from == NULL || options->until == NULL)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "bcbs248: give --month YYYY-MM, or --from DAY and --until DAY");
      return FALSE;
    }
  if (!aeq_cli_parse_date ("--from", options->from, &request->from, error) ||
      !aeq_cli_parse_date ("--until", options->until, &request->to, error))
    return FALSE;
  if (request->from <= request->to && request->to - request->from < MAX_DAYS)
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "--from %s --until %s: the period must have a day, and at most %d",
               options->from, options->until, MAX_DAYS);
  return FALSE;
}

static char *
amount_text (const AeqCurrency *currency, gboolean known, gint64 minor)
{
  char text[AEQ_MONEY_TEXT_SIZE + 8];

  return known ? g_strdup (aeq_money_format_grouped (minor, currency->exponent, text)) : g_strdup ("");
}

/* Throughput stands in the column of averages, as in the reporting template; what has a sum and a count in that of the
 * largest. */
static char *
average_text (const AeqCurrency *currency, const AeqBcbsRow *row)
{
  if (row->share == row->share)
    return g_strdup_printf ("%.2f %%", row->share * 100);
  return amount_text (currency, row->has_average, row->average);
}

static void
add_row (AeqCliTable *table, const AeqCurrency *currency, const AeqBcbsRow *row)
{
  g_autofree char *first = amount_text (currency, row->known[0], row->minor[0]);
  g_autofree char *second = amount_text (currency, row->known[1], row->minor[1]);
  g_autofree char *third = amount_text (currency, row->known[2], row->minor[2]);
  g_autofree char *average = average_text (currency, row);
  g_autofree char *total = amount_text (currency, row->has_total, row->total);
  g_autofree char *count = row->has_count ? g_strdup_printf ("%u", row->count) : g_strdup ("");

  aeq_cli_table_add (table, row->tool, row->title, first, second, third, average, total, count, NULL);
}

static void
print_section (AeqCli *cli, const AeqBcbsSection *section)
{
  g_autoptr(GArray) rows = aeq_bcbs_section_rows (section);
  AeqCliTable *table =
    aeq_cli_table_new ("Tool", "Figure", ">Largest", ">2nd", ">3rd", ">Average", ">Total", ">Count", NULL);

  g_string_append_printf (cli->out, "\n%s, %s: %u account%s, %s, %u of %u business days\n", section->name,
                          section->currency->code, section->accounts->len, section->accounts->len == 1 ? "" : "s",
                          section->accounts->len == 1 || section->netted ? "one path" : "usages added",
                          section->figures->n_days, section->n_business_days);
  for (guint i = 0; i < rows->len; i++)
    if (!aeq_bcbs_row_is_flat (rows, i))
      add_row (table, section->currency, &g_array_index (rows, AeqBcbsRow, i));
  aeq_cli_table_print (table, cli->out);
  for (guint i = 0; i < section->gaps->len; i++)
    g_string_append_printf (cli->out, "- %s\n", (const char *) section->gaps->pdata[i]);
}

static void
print_report (AeqCli *cli, const AeqBcbsReport *report)
{
  g_autofree char *document = NULL;
  char from[AEQ_DATE_TEXT_SIZE];
  char to[AEQ_DATE_TEXT_SIZE];

  if (cli->json)
    {
      document = aeq_bcbs_report_document (report);
      g_string_append (cli->out, document);
      return;
    }
  g_string_append_printf (cli->out, "BCBS 248 monitoring tools, %s to %s\n", aeq_date_format (report->from, from),
                          aeq_date_format (report->to, to));
  for (guint i = 0; i < report->sections->len; i++)
    print_section (cli, report->sections->pdata[i]);
}

static gboolean
write_file (AeqCli *cli, const AeqBcbsReport *report, const char *path, AeqPaper paper, GError **error)
{
  const AeqDocumentOptions options = { .csv = AEQ_CSV_OPTIONS_DEFAULT, .paper = paper };
  g_autoptr(AeqJson) json = NULL;

  if (!aeq_bcbs_report_write (report, path, &options, cli->cancellable, error))
    return FALSE;
  if (!cli->json)
    {
      g_string_append_printf (cli->out, "%s was written.\n", path);
      return TRUE;
    }
  json = aeq_json_new (cli->out);
  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "file", path);
  aeq_json_end_object (json);
  g_string_append_c (cli->out, '\n');
  return TRUE;
}

static gboolean
run (AeqCli *cli, const Options *options, AeqBcbsRequest *request, AeqPaper paper, GError **error)
{
  g_autoptr(AeqLedger) ledger = aeq_cli_open (cli, AEQ_STORE_READ_ONLY, error);
  g_autoptr(AeqProgress) progress = aeq_cli_progress (cli);
  g_autoptr(AeqAccount) account = NULL;
  g_autoptr(AeqBcbsReport) report = NULL;

  if (ledger == NULL || (options->account != NULL &&
                         (account = aeq_account_require (ledger, options->account, request->currency, error)) == NULL))
    return FALSE;
  request->account = account;
  if ((report = aeq_job_bcbs248 (ledger, request, progress, cli->cancellable, error)) == NULL)
    return FALSE;
  if (options->to_file != NULL)
    return write_file (cli, report, options->to_file, paper, error);
  print_report (cli, report);
  return TRUE;
}

gboolean
aeq_command_report (AeqCli *cli, GError **error)
{
  g_auto(Options) options = { 0 };
  AeqBcbsRequest request = { 0 };
  AeqPaper paper = AEQ_PAPER_A4;
  AeqFormat format;
  const GOptionEntry entries[] = {
    { "month", 0, 0, G_OPTION_ARG_STRING, &options.month, "The month", "YYYY-MM" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, "Any other period: its first day", "DAY" },
    { "until", 0, 0, G_OPTION_ARG_STRING, &options.until, "Its last day", "DAY" },
    { "account", 0, 0, G_OPTION_ARG_STRING, &options.account, "Only this account", "NUMBER" },
    { "set", 0, 0, G_OPTION_ARG_STRING, &options.set, "Only this account set", "NAME" },
    { "currency", 0, 0, G_OPTION_ARG_STRING, &options.currency, "Only this currency", "CODE" },
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &options.to_file,
      "A file; its ending .xlsx, .pdf, .csv or .json says the format", "FILE" },
    { "paper", 0, 0, G_OPTION_ARG_STRING, &options.paper, "PDF: a4 (default) or letter", "SIZE" },
    G_OPTION_ENTRY_NULL,
  };

  if (!aeq_cli_parse (cli, entries, 1, 1, error))
    return error == NULL || *error == NULL;
  if (!g_str_equal (cli->argv[1], "bcbs248") || (options.account != NULL && options.set != NULL))
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, options.set != NULL ? "bcbs248: give --account or --set, not both"
                                                                          : "report: the reports are bcbs248");
      return FALSE;
    }
  request.set = options.set;
  return read_period (&options, &request, error) &&
         aeq_cli_parse_currency (options.currency, &request.currency, error) &&
         aeq_cli_parse_paper (options.paper, &paper, error) &&
         aeq_cli_check_ending ("--paper", options.paper != NULL, options.to_file, ".pdf", error) &&
         (options.to_file == NULL || aeq_format_of_path (options.to_file, &format, error)) &&
         run (cli, &options, &request, paper, error);
}
