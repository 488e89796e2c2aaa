/* SPDX-License-Identifier: MIT */
#include "aeq-cli.h"
#include "aeq-error.h"
#include "aeq-import-history.h"

gboolean
aeq_command_undo_import (AeqCli *cli, GError **error)
{
  g_autoptr(AeqLedger) ledger = NULL;
  g_autoptr(AeqJson) json = NULL;
  gint64 removed = 0;
  gint64 overlap = 0;
  gint64 id;

  if (!aeq_cli_parse (cli, NULL, 1, 1, error))
    return error == NULL || *error == NULL;
  if (!g_ascii_string_to_signed (cli->argv[1], 10, 1, G_MAXINT64, &id, NULL))
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "undo-import %s: give the number that imports lists", cli->argv[1]);
      return FALSE;
    }
  if ((ledger = aeq_cli_open (cli, AEQ_STORE_READ_WRITE, error)) == NULL ||
      !aeq_import_undo (ledger, id, &removed, &overlap, cli->cancellable, error))
    return FALSE;
  if (cli->json)
    {
      json = aeq_json_new (cli->out);
      aeq_json_begin_object (json, NULL);
      aeq_json_int (json, "import_id", id);
      aeq_json_int (json, "removed", removed);
      aeq_json_int (json, "overlap", overlap);
      aeq_json_end_object (json);
      g_string_append_c (cli->out, '\n');
      return TRUE;
    }
  g_string_append_printf (cli->out, "Import %" G_GINT64_FORMAT " was taken back: %" G_GINT64_FORMAT " flows removed.\n", id, removed);
  if (overlap > 0)
    g_string_append_printf (cli->out,
                            "%" G_GINT64_FORMAT " flows stay, because other imports bring them too.\n", overlap);
  return TRUE;
}
