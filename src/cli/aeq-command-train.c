/* SPDX-License-Identifier: MIT */
#include "aeq-cli.h"
#include "aeq-job-train.h"

static void
print_result (AeqCli *cli, const AeqTrainResult *result)
{
  g_autoptr(AeqJson) json = NULL;

  if (!cli->json)
    {
      g_string_append_printf (cli->out, "Model %s was trained on %" G_GINT64_FORMAT " rows in %.1f s and is current now.\n",
                              result->version, result->rows, result->seconds);
      return;
    }
  json = aeq_json_new (cli->out);
  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "version", result->version);
  aeq_json_int (json, "rows", result->rows);
  aeq_json_double (json, "seconds", result->seconds);
  aeq_json_raw (json, "metrics", result->metrics);
  aeq_json_end_object (json);
  g_string_append_c (cli->out, '\n');
}

gboolean
aeq_command_train (AeqCli *cli, GError **error)
{
  g_autofree char *number = NULL;
  g_autofree char *code = NULL;
  g_autoptr(AeqLedger) ledger = NULL;
  g_autoptr(AeqAccount) account = NULL;
  g_autoptr(AeqProgress) progress = NULL;
  const AeqCurrency *currency;
  AeqTrainResult result = { 0 };
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &number, "Learn from this account only", "NUMBER" },
    { "currency", 0, 0, G_OPTION_ARG_STRING, &code, "Its currency, when the number is kept in several", "CODE" },
    G_OPTION_ENTRY_NULL,
  };

  if (!aeq_cli_parse (cli, entries, 0, 0, error))
    return error == NULL || *error == NULL;
  progress = aeq_cli_progress (cli);
  if (!aeq_cli_parse_currency (code, &currency, error) ||
      (ledger = aeq_cli_open (cli, AEQ_STORE_CREATE, error)) == NULL ||
      (number != NULL && (account = aeq_account_require (ledger, number, currency, error)) == NULL) ||
      !aeq_job_train (ledger, account, &result, progress, cli->cancellable, error))
    return FALSE;
  print_result (cli, &result);
  aeq_train_result_clear (&result);
  return TRUE;
}
