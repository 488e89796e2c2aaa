/* SPDX-License-Identifier: MIT */
#include "aeq-cli.h"
#include "aeq-error.h"

gboolean
aeq_command_backup (AeqCli *cli, GError **error)
{
  g_autofree char *to = NULL;
  g_autoptr(AeqLedger) ledger = NULL;
  g_autoptr(AeqProgress) progress = NULL;
  g_autoptr(AeqJson) json = NULL;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &to, "The copy; an existing file is replaced when the copy is whole", "FILE" },
    G_OPTION_ENTRY_NULL,
  };

  if (!aeq_cli_parse (cli, entries, 0, 0, error))
    return error == NULL || *error == NULL;
  if (to == NULL)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "backup: give --to FILE");
      return FALSE;
    }
  progress = aeq_cli_progress (cli);
  if ((ledger = aeq_cli_open (cli, AEQ_STORE_READ_ONLY, error)) == NULL ||
      !aeq_store_backup (ledger->store, to, progress, cli->cancellable, error))
    return FALSE;
  aeq_progress_done (progress);
  if (cli->json)
    {
      json = aeq_json_new (cli->out);
      aeq_json_begin_object (json, NULL);
      aeq_json_text (json, "file", to);
      aeq_json_end_object (json);
      g_string_append_c (cli->out, '\n');
    }
  else
    g_string_append_printf (cli->out, "The ledger was copied to %s.\n", to);
  return TRUE;
}
