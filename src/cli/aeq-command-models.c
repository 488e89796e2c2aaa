/* SPDX-License-Identifier: MIT */
#include "aeq-cli.h"
#include "aeq-error.h"
#include "aeq-forecast-store.h"

static gboolean
list_models (AeqCli *cli, AeqLedger *ledger, GError **error)
{
  g_autoptr(GPtrArray) list = aeq_model_list (ledger, error);
  g_autoptr(AeqJson) json = cli->json ? aeq_json_new (cli->out) : NULL;
  AeqCliTable *table = NULL;

  if (list == NULL)
    return FALSE;
  if (json != NULL)
    aeq_json_begin_array (json, NULL);
  else
    table = aeq_cli_table_new ("Version", "Of", "Status", "Trained", NULL);
  for (guint i = 0; i < list->len; i++)
    {
      const AeqModelRecord *record = list->pdata[i];
      char when[AEQ_INSTANT_TEXT_SIZE];

      aeq_instant_format (record->created_at, when);
      if (json == NULL)
        {
          aeq_cli_table_add (table, record->version, record->family, record->status, when, NULL);
          continue;
        }
      aeq_json_begin_object (json, NULL);
      aeq_json_text (json, "version", record->version);
      aeq_json_text (json, "family", record->family);
      aeq_json_text (json, "status", record->status);
      aeq_json_text (json, "created_at", when);
      aeq_json_raw (json, "metadata", record->metadata);
      aeq_json_end_object (json);
    }
  if (json != NULL)
    {
      aeq_json_end_array (json);
      g_string_append_c (cli->out, '\n');
    }
  else
    aeq_cli_table_print (table, cli->out);
  return TRUE;
}

static void
print_current (AeqCli *cli, const char *version)
{
  g_string_append_printf (cli->out, cli->json ? "{\"current\":\"%s\"}\n" : "Model %s is current now.\n", version);
}

gboolean
aeq_command_models (AeqCli *cli, GError **error)
{
  g_autoptr(AeqLedger) ledger = NULL;
  g_autofree char *version = NULL;
  const char *verb;

  if (!aeq_cli_parse (cli, NULL, 0, 2, error))
    return error == NULL || *error == NULL;
  verb = cli->argc > 1 ? cli->argv[1] : "list";
  if ((ledger = aeq_cli_open (cli, AEQ_STORE_CREATE, error)) == NULL)
    return FALSE;
  if (g_str_equal (verb, "list") && cli->argc <= 2)
    return list_models (cli, ledger, error);
  if (g_str_equal (verb, "promote") && cli->argc == 3)
    {
      if (!aeq_model_promote (ledger, cli->argv[2], error))
        return FALSE;
      print_current (cli, cli->argv[2]);
      return TRUE;
    }
  if (g_str_equal (verb, "rollback") && (cli->argc == 2 || g_str_equal (cli->argv[2], AEQ_MODEL_CRISIS)))
    {
      if (!aeq_model_rollback (ledger, cli->argc == 2 ? AEQ_MODEL_STEADY : AEQ_MODEL_CRISIS, &version, error))
        return FALSE;
      print_current (cli, version);
      return TRUE;
    }
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "models: give promote VERSION, rollback, rollback crisis, or nothing to list them");
  return FALSE;
}
