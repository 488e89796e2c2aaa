/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "aeq-cli.h"
#include "aeq-job-train.h"

static void
print_trial (AeqCli *cli, const char *version, const AeqModelTrial *trial)
{
  char buffer[16];

  if (!trial->held)
    {
      g_string_append (cli->out, "There is too little history to hold days out for a trial: it is current now.\n");
      return;
    }
  g_string_append_printf (cli->out, "On the last %d business days a twin that had not seen them erred %s times as much as the plain methods",
                          AEQ_TRIAL_DAYS, g_ascii_formatd (buffer, sizeof buffer, "%.2f", trial->to_plain));
  if (!isnan (trial->to_current))
    g_string_append_printf (cli->out, ", and %s times as much as the current model",
                            g_ascii_formatd (buffer, sizeof buffer, "%.2f", trial->to_current));
  if (trial->passed)
    g_string_append (cli->out, ": it is current now.\n");
  else
    g_string_append_printf (cli->out, ": it stays in the shadow; models promote %s makes it current all the same.\n", version);
}

static void
print_result (AeqCli *cli, const AeqTrainResult *result)
{
  g_autofree char *trial = aeq_model_trial_json (&result->trial);
  g_autoptr(AeqJson) json = NULL;

  if (!cli->json)
    {
      g_string_append_printf (cli->out, "Model %s was trained on %" G_GINT64_FORMAT " rows in %.1f s.\n", result->version,
                              result->rows, result->seconds);
      print_trial (cli, result->version, &result->trial);
      return;
    }
  json = aeq_json_new (cli->out);
  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "version", result->version);
  aeq_json_int (json, "rows", result->rows);
  aeq_json_double (json, "seconds", result->seconds);
  aeq_json_raw (json, "metrics", result->metrics);
  aeq_json_raw (json, "trial", trial);
  aeq_json_text (json, "status", result->trial.passed ? "current" : "shadow");
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
