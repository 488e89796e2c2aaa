/* SPDX-License-Identifier: MIT */
#include "aeq-cli.h"
#include "aeq-job-accuracy.h"

gboolean
aeq_command_score (AeqCli *cli, GError **error)
{
  g_autoptr(AeqLedger) ledger = NULL;
  gint64 n;

  if (!aeq_cli_parse (cli, NULL, 0, 0, error))
    return error == NULL || *error == NULL;
  if ((ledger = aeq_cli_open (cli, AEQ_STORE_CREATE, error)) == NULL || !aeq_job_score (ledger, &n, cli->cancellable, error))
    return FALSE;
  g_string_append_printf (cli->out, cli->json ? "{\"scored\":%" G_GINT64_FORMAT "}\n"
                                              : "%" G_GINT64_FORMAT " forecasts were scored.\n", n);
  return TRUE;
}
