/* SPDX-License-Identifier: MIT */
#include "aeq-cli.h"
#include "aeq-job-demo.h"

gboolean
aeq_command_demo (AeqCli *cli, GError **error)
{
  g_autoptr(AeqLedger) ledger = NULL;
  g_autoptr(AeqProgress) progress = NULL;
  g_autoptr(AeqJson) json = NULL;
  AeqDemoResult result;
  char from[AEQ_DATE_TEXT_SIZE];
  char to[AEQ_DATE_TEXT_SIZE];

  if (!aeq_cli_parse (cli, NULL, 0, 0, error))
    return error == NULL || *error == NULL;
  progress = aeq_cli_progress (cli);
  if ((ledger = aeq_cli_open (cli, AEQ_STORE_CREATE, error)) == NULL ||
      !aeq_job_demo (ledger, &result, progress, cli->cancellable, error))
    return FALSE;
  aeq_date_format (result.from, from);
  aeq_date_format (result.to, to);
  if (!cli->json)
    {
      g_string_append_printf (cli->out,
                              "The sample desk is in %s: %" G_GINT64_FORMAT " accounts, %" G_GINT64_FORMAT " flows from %s to %s, %"
                              G_GINT64_FORMAT " positions; ",
                              cli->ledger_path, result.accounts, result.flows, from, to, result.positions);
      if (result.model != NULL)
        g_string_append_printf (cli->out, "model %s, trained on another such desk, is current.\n", result.model);
      else
        g_string_append (cli->out, "there is no model yet.\n");
      aeq_demo_result_clear (&result);
      return TRUE;
    }
  json = aeq_json_new (cli->out);
  aeq_json_begin_object (json, NULL);
  aeq_json_int (json, "accounts", result.accounts);
  aeq_json_int (json, "flows", result.flows);
  aeq_json_int (json, "positions", result.positions);
  aeq_json_text (json, "from", from);
  aeq_json_text (json, "to", to);
  aeq_json_text (json, "model", result.model);
  aeq_json_end_object (json);
  g_string_append_c (cli->out, '\n');
  aeq_demo_result_clear (&result);
  return TRUE;
}
