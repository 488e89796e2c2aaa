/* SPDX-License-Identifier: MIT */
#include "aeq-cli-fetch.h"
#include "aeq-error.h"
#include "aeq-indicator.h"
#include "aeq-job-regime.h"

static gboolean
import_file (AeqCli *cli, GError **error)
{
  g_autoptr(AeqLedger) ledger = aeq_cli_open (cli, AEQ_STORE_CREATE, error);
  g_autoptr(AeqProgress) progress = aeq_cli_progress (cli);
  g_autoptr(AeqJson) json = NULL;
  AeqIndicatorsResult result;

  if (ledger == NULL || !aeq_job_indicators_import (ledger, cli->argv[2], &result, progress, cli->cancellable, error))
    return FALSE;
  if (!cli->json)
    {
      g_string_append_printf (cli->out, "%s: %" G_GINT64_FORMAT " values, %" G_GINT64_FORMAT " added, %" G_GINT64_FORMAT
                                        " there already, %" G_GINT64_FORMAT " missing\n",
                              cli->argv[2], result.rows, result.added, result.duplicates, result.missing);
      return TRUE;
    }
  json = aeq_json_new (cli->out);
  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "file", cli->argv[2]);
  aeq_json_int (json, "rows", result.rows);
  aeq_json_int (json, "added", result.added);
  aeq_json_int (json, "duplicates", result.duplicates);
  aeq_json_int (json, "missing", result.missing);
  aeq_json_end_object (json);
  g_string_append_c (cli->out, '\n');
  return TRUE;
}

static const char LIST_SQL[] =
  "SELECT series, COUNT (*), MIN (day), MAX (day), MAX (known_on) FROM market_observation GROUP BY series ORDER BY series";

static void
add_series (AeqStatement *stmt, AeqJson *json, AeqCliTable *table)
{
  const char *id = aeq_statement_get_text (stmt, 0);
  const AeqIndicator *indicator = aeq_indicator_lookup (id);

  if (json == NULL)
    {
      aeq_cli_table_add (table, id, aeq_statement_get_text (stmt, 1), aeq_statement_get_text (stmt, 2), aeq_statement_get_text (stmt, 3),
                         aeq_statement_get_text (stmt, 4), indicator != NULL ? indicator->title : "", NULL);
      return;
    }
  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "series", id);
  aeq_json_int (json, "values", aeq_statement_get_int64 (stmt, 1));
  aeq_json_text (json, "from", aeq_statement_get_text (stmt, 2));
  aeq_json_text (json, "to", aeq_statement_get_text (stmt, 3));
  aeq_json_text (json, "known_on", aeq_statement_get_text (stmt, 4));
  aeq_json_text (json, "title", indicator != NULL ? indicator->title : NULL);
  aeq_json_end_object (json);
}

static gboolean
list_series (AeqCli *cli, GError **error)
{
  g_autoptr(AeqLedger) ledger = aeq_cli_open (cli, AEQ_STORE_READ_ONLY, error);
  AeqStatement *stmt = ledger != NULL ? aeq_store_prepare (ledger->store, LIST_SQL, error) : NULL;
  gboolean ok = stmt != NULL &&
                aeq_cli_print_query (cli, stmt, aeq_cli_table_new ("Series", ">Values", "From", "To", "Known on", "What", NULL),
                                     add_series, error);

  g_clear_pointer (&stmt, aeq_statement_release);
  return ok;
}

gboolean
aeq_command_indicators (AeqCli *cli, GError **error)
{
  g_auto(AeqCliFetchOptions) fetch = { 0 };
  const GOptionEntry entries[] = {
    { "feed", 0, 0, G_OPTION_ARG_STRING, &fetch.feeds, "fetch: only these of fred, nyfed, ofr", "FEED,..." },
    { "series", 0, 0, G_OPTION_ARG_STRING, &fetch.series, "fetch: only these series", "SERIES,..." },
    { "from", 0, 0, G_OPTION_ARG_STRING, &fetch.from, "fetch: everything from this day on", "DAY" },
    { "if-due", 0, 0, G_OPTION_ARG_NONE, &fetch.if_due, "fetch: only feeds that have published since", NULL },
    { "fred-key-file", 0, 0, G_OPTION_ARG_FILENAME, &fetch.key_file,
      "fetch: the key for FRED (default: $AEQUITAS_FRED_KEY)", "FILE" },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &fetch.ca_file,
      "fetch: certificates to trust in place of the system's", "FILE" },
    { "base-url", 0, 0, G_OPTION_ARG_STRING_ARRAY, &fetch.base_urls, "fetch: another address for a feed", "FEED=URL" },
    G_OPTION_ENTRY_NULL,
  };

  if (!aeq_cli_parse (cli, entries, 1, 2, error))
    return error == NULL || *error == NULL;
  if (g_str_equal (cli->argv[1], "fetch") && cli->argc == 2)
    return aeq_cli_fetch (cli, &fetch, error);
  if (aeq_cli_fetch_options_given (&fetch))
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "indicators: these options belong to fetch");
      return FALSE;
    }
  if (g_str_equal (cli->argv[1], "import") && cli->argc == 3)
    return import_file (cli, error);
  if (g_str_equal (cli->argv[1], "list") && cli->argc == 2)
    return list_series (cli, error);
  if (g_str_equal (cli->argv[1], "status") && cli->argc == 2)
    return aeq_cli_fetch_status (cli, error);
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "indicators: give import FILE, list, fetch or status");
  return FALSE;
}
