/* SPDX-License-Identifier: MIT */
#include "aeq-cli.h"
#include "aeq-error.h"

/* A ledger that holds accounts is never replaced. */
static gboolean
target_is_empty (AeqCli *cli, GError **error)
{
  g_autoptr(AeqLedger) ledger = NULL;
  gint64 n;

  if (!g_file_test (cli->ledger_path, G_FILE_TEST_EXISTS))
    return TRUE;
  if ((ledger = aeq_cli_open (cli, AEQ_STORE_READ_WRITE, error)) == NULL ||
      !aeq_store_query_int64 (ledger->store, "SELECT (SELECT COUNT (*) FROM account) + (SELECT COUNT (*) FROM change)", 0, &n, error))
    return FALSE;
  if (n == 0)
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_EXISTS, "%s is not empty: restore into a new ledger (--ledger FILE)", cli->ledger_path);
  return FALSE;
}

/* The backup is opened for reading, so that it is known to be a ledger of ours, and copied as a whole. */
static gboolean
copy_backup (AeqCli *cli, const char *path, GError **error)
{
  g_autoptr(AeqProgress) progress = aeq_cli_progress (cli);
  g_autoptr(AeqLedger) backup = aeq_ledger_open (path, AEQ_STORE_READ_ONLY, cli->now, cli->seed, error);
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  if (backup == NULL || !aeq_store_check (backup->store, problems, cli->cancellable, error))
    return FALSE;
  if (problems->len > 0)
    {
      g_set_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_CORRUPT, "%s is damaged (%s); nothing was restored", path,
                   (char *) problems->pdata[0]);
      return FALSE;
    }
  return aeq_store_backup (backup->store, cli->ledger_path, progress, cli->cancellable, error);
}

gboolean
aeq_command_restore (AeqCli *cli, GError **error)
{
  g_autoptr(AeqJson) json = NULL;
  g_autoptr(AeqLedger) ledger = NULL;

  if (!aeq_cli_parse (cli, NULL, 1, 1, error))
    return error == NULL || *error == NULL;
  if (!target_is_empty (cli, error) || !copy_backup (cli, cli->argv[1], error))
    return FALSE;
  if ((ledger = aeq_cli_open (cli, AEQ_STORE_CREATE, error)) == NULL)
    return FALSE;
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
