/* SPDX-License-Identifier: MIT */
#include "aeq-check.h"
#include "aeq-cli.h"
#include "aeq-error.h"

static void
write_check (AeqCli *cli, const AeqCheck *check)
{
  g_autoptr(AeqJson) json = NULL;

  if (!cli->json)
    {
      for (guint i = 0; i < check->problems->len; i++)
        g_string_append_printf (cli->out, "problem: %s\n", (char *) check->problems->pdata[i]);
      g_string_append_printf (cli->out, "%s\nSHA-256 of the content: %s\n",
                              check->problems->len == 0 ? "The ledger is whole." : "The ledger is not whole: restore a backup.",
                              check->sha256);
      return;
    }
  json = aeq_json_new (cli->out);
  aeq_json_begin_object (json, NULL);
  aeq_json_boolean (json, "ok", check->problems->len == 0);
  aeq_json_text (json, "sha256", check->sha256);
  aeq_json_begin_array (json, "problems");
  for (guint i = 0; i < check->problems->len; i++)
    aeq_json_text (json, NULL, check->problems->pdata[i]);
  aeq_json_end_array (json);
  aeq_json_end_object (json);
  g_string_append_c (cli->out, '\n');
}

gboolean
aeq_command_check (AeqCli *cli, GError **error)
{
  g_autoptr(AeqLedger) ledger = NULL;
  g_autoptr(AeqProgress) progress = NULL;
  g_autoptr(AeqCheck) check = NULL;

  if (!aeq_cli_parse (cli, NULL, 0, 0, error))
    return error == NULL || *error == NULL;
  progress = aeq_cli_progress (cli);
  if ((ledger = aeq_cli_open (cli, AEQ_STORE_READ_ONLY, error)) == NULL ||
      (check = aeq_check_run (ledger, progress, cli->cancellable, error)) == NULL)
    return FALSE;
  write_check (cli, check);
  if (check->problems->len == 0)
    return TRUE;
  g_set_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_CORRUPT, "%s has %u problems", cli->ledger_path, check->problems->len);
  return FALSE;
}
