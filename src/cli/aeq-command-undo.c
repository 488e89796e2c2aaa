/* SPDX-License-Identifier: MIT */
#include "aeq-change.h"
#include "aeq-cli.h"
#include "aeq-error.h"

gboolean
aeq_command_undo (AeqCli *cli, GError **error)
{
  g_autoptr(AeqLedger) ledger = NULL;
  gint64 no;

  if (!aeq_cli_parse (cli, NULL, 1, 1, error))
    return error == NULL || *error == NULL;
  if (!g_ascii_string_to_signed (cli->argv[1], 10, 1, G_MAXINT64, &no, NULL))
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "undo %s: give the number that changes lists", cli->argv[1]);
      return FALSE;
    }
  if ((ledger = aeq_cli_open (cli, AEQ_STORE_READ_WRITE, error)) == NULL || !aeq_change_undo (ledger, no, error))
    return FALSE;
  if (cli->json)
    g_string_append_printf (cli->out, "{\"undone\":%" G_GINT64_FORMAT "}\n", no);
  else
    g_string_append_printf (cli->out, "Change %" G_GINT64_FORMAT " was taken back.\n", no);
  return TRUE;
}
