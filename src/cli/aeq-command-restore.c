/* SPDX-License-Identifier: MIT */
#include "aeq-cli.h"
#include "aeq-job-restore.h"

gboolean
aeq_command_restore (AeqCli *cli, GError **error)
{
  g_autoptr(AeqJson) json = NULL;
  g_autoptr(AeqProgress) progress = NULL;

  if (!aeq_cli_parse (cli, NULL, 1, 1, error))
    return error == NULL || *error == NULL;
  progress = aeq_cli_progress (cli);
  if (!aeq_job_restore (cli->argv[1], cli->ledger_path, cli->now, cli->seed, progress, cli->cancellable, error))
    return FALSE;
  aeq_progress_done (progress);
  if (cli->json)
    {
      json = aeq_json_new (cli->out);
      aeq_json_begin_object (json, NULL);
      aeq_json_text (json, "ledger", cli->ledger_path);
      aeq_json_text (json, "from", cli->argv[1]);
      aeq_json_end_object (json);
      g_string_append_c (cli->out, '\n');
    }
  else
    g_string_append_printf (cli->out, "%s was restored from %s.\n", cli->ledger_path, cli->argv[1]);
  return TRUE;
}
