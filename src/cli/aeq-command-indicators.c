/* SPDX-License-Identifier: MIT */
#include "aeq-cli.h"
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
  if (!aeq_cli_parse (cli, NULL, 1, 2, error))
    return error == NULL || *error == NULL;
  if (g_str_equal (cli->argv[1], "import") && cli->argc == 3)
    return import_file (cli, error);
  if (g_str_equal (cli->argv[1], "list") && cli->argc == 2)
    return list_series (cli, error);
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "indicators: give import FILE, or list");
  return FALSE;
}
