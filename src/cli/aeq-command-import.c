/* SPDX-License-Identifier: MIT */
#include "aeq-cli.h"
#include "aeq-error.h"
#include "aeq-import-report.h"

typedef struct
{
  char    *format;
  char    *profile;
  char    *save_profile;
  char    *account;
  char    *currency;
  char    *date_order;
  char    *decimal;
  gboolean dry_run;
  gboolean accept_warnings;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->format);
  g_free (options->profile);
  g_free (options->save_profile);
  g_free (options->account);
  g_free (options->currency);
  g_free (options->date_order);
  g_free (options->decimal);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse_date_order (const char *text, int *order, GError **error)
{
  *order = 0;
  if (text == NULL || aeq_import_date_order_parse (text, order))
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "--date-order %s: give dmy, mdy or ymd", text);
  return FALSE;
}

static gboolean
parse_decimal (const char *text, AeqDecimal *decimal, GError **error)
{
  *decimal = AEQ_DECIMAL_AUTO;
  if (text == NULL || aeq_import_decimal_parse (text, decimal))
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "--decimal %s: give . or ,", text);
  return FALSE;
}

static gboolean
make_request (const Options *options, AeqImportRequest *request, GError **error)
{
  *request = (AeqImportRequest) {
    .format = options->format,
    .profile = options->profile,
    .save_profile = options->save_profile,
    .account = options->account,
    .dry_run = options->dry_run,
    .accept_warnings = options->accept_warnings,
  };
  return aeq_cli_parse_currency (options->currency, &request->currency, error) &&
         parse_date_order (options->date_order, &request->date_order, error) &&
         parse_decimal (options->decimal, &request->decimal, error);
}

static guint
count_numbers (GPtrArray *accounts)
{
  g_autoptr(GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < accounts->len; i++)
    g_hash_table_add (numbers, ((AeqReadAccount *) accounts->pdata[i])->number);
  return g_hash_table_size (numbers);
}

static gboolean
one_currency (GPtrArray *accounts)
{
  for (guint i = 1; i < accounts->len; i++)
    if (((AeqReadAccount *) accounts->pdata[i])->currency != ((AeqReadAccount *) accounts->pdata[0])->currency)
      return FALSE;
  return TRUE;
}

static guint
digits_of (const AeqReadAccount *account)
{
  return account->currency != NULL ? account->currency->exponent : 2;
}

/* "1.00|2.00": a part an account, empty where the file does not say; NULL when it says nothing at all. */
static char *
join_balances (GPtrArray *accounts, gboolean closing)
{
  GString *text = g_string_new (NULL);
  gboolean any = FALSE;

  for (guint i = 0; i < accounts->len; i++)
    {
      const AeqReadAccount *account = accounts->pdata[i];
      char buffer[AEQ_MONEY_TEXT_SIZE];

      if (i > 0)
        g_string_append_c (text, '|');
      if (!(closing ? account->has_closing : account->has_opening))
        continue;
      any = TRUE;
      g_string_append (text, aeq_money_format (closing ? account->closing : account->opening, digits_of (account), buffer));
    }
  return g_string_free (text, !any);
}

static char *
join_currencies (GPtrArray *accounts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < accounts->len && (i == 0 || !one_currency (accounts)); i++)
    {
      const AeqReadAccount *account = accounts->pdata[i];

      g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", account->currency != NULL ? account->currency->code : "");
    }
  return g_string_free (text, FALSE);
}

static char *
join_totals (GPtrArray *accounts, gboolean credit)
{
  GString *text = g_string_new (NULL);
  gboolean one = one_currency (accounts);
  gint64 sum = 0;
  char buffer[AEQ_MONEY_TEXT_SIZE];

  for (guint i = 0; i < accounts->len; i++)
    {
      const AeqReadAccount *account = accounts->pdata[i];
      gint64 total = credit ? account->credit_total : account->debit_total;

      /* Each total is checked where it is built; their sum over accounts may still leave the range. */
      if (one && !aeq_money_add (sum, total, &sum))
        break;
      if (!one)
        g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", aeq_money_format (total, digits_of (account), buffer));
    }
  if (one && accounts->len > 0)
    g_string_append (text, aeq_money_format (sum, digits_of (accounts->pdata[0]), buffer));
  return g_string_free (text, FALSE);
}

static void
write_totals (AeqJson *json, const AeqReadReport *report)
{
  g_autofree char *opening = join_balances (report->accounts, FALSE);
  g_autofree char *closing = join_balances (report->accounts, TRUE);
  g_autofree char *currency = join_currencies (report->accounts);
  g_autofree char *credit = join_totals (report->accounts, TRUE);
  g_autofree char *debit = join_totals (report->accounts, FALSE);

  aeq_json_text (json, "opening_balance", opening != NULL ? opening : "");
  aeq_json_text (json, "closing_balance", closing != NULL ? closing : "");
  aeq_json_text (json, "currency", currency);
  aeq_json_text (json, "credit_total", credit);
  aeq_json_text (json, "debit_total", debit);
}

static void
write_outcome_json (AeqJson *json, const AeqImportOutcome *outcome)
{
  const AeqReadReport *report = outcome->report;

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "file", outcome->path);
  aeq_json_text (json, "format", report->format);
  aeq_json_text (json, "status", aeq_import_status_name (outcome->status));
  aeq_json_text (json, "profile", report->profile);
  aeq_json_int (json, "accounts", count_numbers (report->accounts));
  aeq_json_int (json, "transactions", (gint64) report->transactions);
  aeq_json_int (json, "added", outcome->added);
  aeq_json_int (json, "duplicates", outcome->duplicates);
  aeq_json_int (json, "rejected", (gint64) report->n_errors);
  write_totals (json, report);
  aeq_import_report_write (json, outcome);
  if (outcome->import_id > 0)
    aeq_json_int (json, "import_id", outcome->import_id);
  else
    aeq_json_null (json, "import_id");
  aeq_json_end_object (json);
}

#define SHOWN_ROWS 10

static void
write_outcome_text (AeqCli *cli, const AeqImportOutcome *outcome, gboolean dry_run)
{
  const AeqReadReport *report = outcome->report;

  if (outcome->refusal != NULL)
    g_string_append_printf (cli->out, "%s: refused, nothing was imported\n", outcome->path);
  else
    g_string_append_printf (cli->out, "%s: %" G_GUINT64_FORMAT " rows, %" G_GINT64_FORMAT " %s, %" G_GINT64_FORMAT
                                      " there already, %" G_GUINT64_FORMAT " refused\n",
                            outcome->path, report->transactions, outcome->added, dry_run ? "would be added" : "added",
                            outcome->duplicates, report->n_errors);
  if (outcome->import_id > 0)
    g_string_append_printf (cli->out, "  import %" G_GINT64_FORMAT "; undo-import %" G_GINT64_FORMAT " takes it back\n",
                            outcome->import_id, outcome->import_id);
  for (guint i = 0; i < report->warnings->len; i++)
    g_string_append_printf (cli->out, "  warning: %s\n", (char *) report->warnings->pdata[i]);
  for (guint i = 0; i < report->notes->len; i++)
    g_string_append_printf (cli->out, "  note: %s\n", (char *) report->notes->pdata[i]);
  for (guint i = 0; i < MIN (report->errors->len, SHOWN_ROWS); i++)
    {
      const AeqRowError *row = report->errors->pdata[i];

      g_string_append_printf (cli->out, "  line %" G_GUINT64_FORMAT "%s%s: %s\n", row->line, row->field != NULL ? ", field " : "",
                              row->field != NULL ? row->field : "", row->message);
    }
  if (report->n_errors > SHOWN_ROWS)
    g_string_append_printf (cli->out, "  and %" G_GUINT64_FORMAT " more rows\n", report->n_errors - SHOWN_ROWS);
}

/* What is only tried needs no file of its own. */
static AeqLedger *
open_ledger (AeqCli *cli, const AeqImportRequest *request, GError **error)
{
  if (request->dry_run && !g_file_test (cli->ledger_path, G_FILE_TEST_EXISTS))
    return aeq_ledger_open (":memory:", AEQ_STORE_CREATE, cli->now, cli->seed, error);
  return aeq_cli_open (cli, AEQ_STORE_CREATE, error);
}

static gboolean
import_files (AeqCli *cli, const AeqImportRequest *request, AeqJson *json, GError **error)
{
  g_autoptr(AeqLedger) ledger = open_ledger (cli, request, error);
  g_autoptr(GError) refusal = NULL;

  if (ledger == NULL)
    return FALSE;
  for (int i = 1; i < cli->argc; i++)
    {
      g_autoptr(AeqProgress) progress = aeq_cli_progress (cli);
      g_autoptr(AeqImportOutcome) outcome = aeq_job_import (ledger, cli->argv[i], request, progress, cli->cancellable, error);

      if (outcome == NULL)
        return FALSE;
      if (cli->json)
        write_outcome_json (json, outcome);
      else
        write_outcome_text (cli, outcome, request->dry_run);
      if (outcome->refusal != NULL && refusal == NULL)
        refusal = g_error_copy (outcome->refusal);
    }
  if (refusal == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&refusal));
  return FALSE;
}

static gboolean
run (AeqCli *cli, const AeqImportRequest *request, GError **error)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(AeqJson) json = aeq_json_new (text);
  g_autoptr(GError) local = NULL;
  gboolean ok;

  aeq_json_begin_array (json, NULL);
  ok = import_files (cli, request, json, &local);
  aeq_json_end_array (json);
  /* A refused file is part of the document; when the ledger itself failed the error object stands alone. */
  if (cli->json && (ok || local->domain == AEQ_ERROR || local->domain == G_IO_ERROR || local->domain == G_FILE_ERROR) &&
      !g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_string_append_printf (cli->out, "%s\n", text->str);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return ok;
}

gboolean
aeq_command_import (AeqCli *cli, GError **error)
{
  g_auto(Options) options = { 0 };
  AeqImportRequest request;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format, "The format, when it should not be found by content", "FORMAT" },
    { "profile", 0, 0, G_OPTION_ARG_STRING, &options.profile, "Name or file of the mapping profile", "PROFILE" },
    { "save-profile", 0, 0, G_OPTION_ARG_STRING, &options.save_profile, "Keep how the file is read, for all files with its header", "NAME" },
    { "account", 0, 0, G_OPTION_ARG_STRING, &options.account, "Account of rows that name none", "NUMBER" },
    { "currency", 0, 0, G_OPTION_ARG_STRING, &options.currency, "Currency of rows that name none", "CODE" },
    { "date-order", 0, 0, G_OPTION_ARG_STRING, &options.date_order, "dmy, mdy or ymd", "ORDER" },
    { "decimal", 0, 0, G_OPTION_ARG_STRING, &options.decimal, "Decimal mark: . or ,", "MARK" },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, "Read and report, change nothing", NULL },
    { "accept-warnings", 0, 0, G_OPTION_ARG_NONE, &options.accept_warnings, "Import the good rows when others are bad", NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!aeq_cli_parse (cli, entries, 1, -1, error))
    return error == NULL || *error == NULL;
  if ((options.save_profile != NULL && *g_strstrip (options.save_profile) == '\0') ||
      (options.account != NULL && *g_strstrip (options.account) == '\0'))
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "--account and --save-profile must not be empty");
      return FALSE;
    }
  return make_request (&options, &request, error) && run (cli, &request, error);
}
