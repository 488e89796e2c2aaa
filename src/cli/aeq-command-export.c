/* SPDX-License-Identifier: MIT */
#include "aeq-cli.h"
#include "aeq-error.h"
#include "aeq-job-export.h"

gboolean
aeq_command_export (AeqCli *cli, GError **error)
{
  g_autofree char *to = NULL;
  g_autoptr(AeqLedger) ledger = NULL;
  g_autoptr(AeqProgress) progress = NULL;
  g_autoptr(AeqJson) json = NULL;
  AeqExportRequest request = AEQ_EXPORT_REQUEST_DEFAULT;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &to, "The file; its ending .csv or .json says the format", "FILE" },
    G_OPTION_ENTRY_NULL,
  };

  if (!aeq_cli_parse (cli, entries, 1, 1, error))
    return error == NULL || *error == NULL;
  if (to == NULL || !aeq_export_what_parse (cli->argv[1], &request.what))
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "export: give flows, positions, forecast or accuracy, and --to FILE");
      return FALSE;
    }
  progress = aeq_cli_progress (cli);
  if ((ledger = aeq_cli_open (cli, AEQ_STORE_READ_ONLY, error)) == NULL ||
      !aeq_job_export (ledger, &request, to, progress, cli->cancellable, error))
    return FALSE;
  if (!cli->json)
    {
      g_string_append_printf (cli->out, "%s was written.\n", to);
      return TRUE;
    }
  json = aeq_json_new (cli->out);
  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "file", to);
  aeq_json_end_object (json);
  g_string_append_c (cli->out, '\n');
  return TRUE;
}
