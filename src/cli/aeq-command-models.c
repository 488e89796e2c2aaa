/* SPDX-License-Identifier: MIT */
#include "aeq-cli.h"
#include "aeq-error.h"
#include "aeq-job-models.h"

static gboolean
list_models (AeqCli *cli, AeqLedger *ledger, GError **error)
{
  g_autoptr (GPtrArray) list = aeq_model_list (ledger, error);
  g_autoptr (AeqJson) json = cli->json ? aeq_json_new (cli->out) : NULL;
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
      char                  when[AEQ_INSTANT_TEXT_SIZE];

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

static gboolean
promote (AeqCli *cli, AeqLedger *ledger, GError **error)
{
  if (!aeq_model_promote (ledger, cli->argv[2], error))
    return FALSE;
  print_current (cli, cli->argv[2]);
  return TRUE;
}

/* What speaks when no version of a ledger does. */
static void
print_none (AeqCli *cli, gboolean crisis)
{
  if (cli->json)
    g_string_append (cli->out, crisis ? "{\"current\":\"v1.0\"}\n" : "{\"current\":null}\n");
  else
    g_string_append (cli->out, crisis ? "The assumed crisis table, v1.0, is used now.\n"
                                      : "No model is current now: the plain methods speak alone.\n");
}

static gboolean
roll_back (AeqCli *cli, AeqLedger *ledger, GError **error)
{
  gboolean crisis = cli->argc > 2;
  g_autofree char *version = NULL;

  if (!aeq_model_rollback (ledger, crisis ? AEQ_MODEL_CRISIS : AEQ_MODEL_STEADY, &version, error))
    return FALSE;
  if (version != NULL)
    print_current (cli, version);
  else
    print_none (cli, crisis);
  return TRUE;
}

static gboolean
show (AeqCli *cli, AeqLedger *ledger, GError **error)
{
  g_autofree char *status = NULL;
  g_autoptr (AeqModelPack) pack = aeq_job_models_find (ledger, cli->argv[2], &status, error);
  g_autofree char *card = NULL;
  g_autoptr (AeqJson) json = NULL;

  if (pack == NULL)
    return FALSE;
  card = aeq_model_card (pack->family, pack->version, pack->metadata);
  if (!cli->json)
    {
      g_string_append_printf (cli->out, "%s\nStatus: %s\n", card, status);
      return TRUE;
    }
  json = aeq_json_new (cli->out);
  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "version", pack->version);
  aeq_json_text (json, "family", pack->family);
  aeq_json_text (json, "status", status);
  aeq_json_raw (json, "metadata", pack->metadata);
  aeq_json_text (json, "card", card);
  aeq_json_end_object (json);
  g_string_append_c (cli->out, '\n');
  return TRUE;
}

static void
print_moved (AeqCli *cli, const char *version, const char *folder, gboolean in)
{
  g_autoptr (AeqJson) json = NULL;

  if (!cli->json)
    {
      g_string_append_printf (cli->out,
                              in ? "%s is in the ledger now, as a shadow; it came from %s.\n" : "%s is in %s.\n",
                              version, folder);
      return;
    }
  json = aeq_json_new (cli->out);
  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "version", version);
  aeq_json_text (json, in ? "from" : "to", folder);
  aeq_json_end_object (json);
  g_string_append_c (cli->out, '\n');
}

static gboolean
export_model (AeqCli *cli, AeqLedger *ledger, const char *folder, GError **error)
{
  if (!aeq_job_models_export (ledger, cli->argv[2], folder, error))
    return FALSE;
  print_moved (cli, cli->argv[2], folder, FALSE);
  return TRUE;
}

static gboolean
import_model (AeqCli *cli, AeqLedger *ledger, GError **error)
{
  g_autofree char *version = NULL;

  if (!aeq_job_models_import (ledger, cli->argv[2], &version, error))
    return FALSE;
  print_moved (cli, version, cli->argv[2], TRUE);
  return TRUE;
}

static gboolean
run_verb (AeqCli *cli, AeqLedger *ledger, const char *folder, GError **error)
{
  const char *verb = cli->argc > 1 ? cli->argv[1] : "list";

  if (folder != NULL && g_str_equal (verb, "export") && cli->argc == 3)
    return export_model (cli, ledger, folder, error);
  if (folder == NULL && g_str_equal (verb, "list") && cli->argc <= 2)
    return list_models (cli, ledger, error);
  if (folder == NULL && g_str_equal (verb, "show") && cli->argc == 3)
    return show (cli, ledger, error);
  if (folder == NULL && g_str_equal (verb, "promote") && cli->argc == 3)
    return promote (cli, ledger, error);
  if (folder == NULL && g_str_equal (verb, "import") && cli->argc == 3)
    return import_model (cli, ledger, error);
  if (folder == NULL && g_str_equal (verb, "rollback") &&
      (cli->argc == 2 || g_str_equal (cli->argv[2], AEQ_MODEL_CRISIS)))
    return roll_back (cli, ledger, error);
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE,
               "models: give show VERSION, promote VERSION, rollback, rollback crisis, export VERSION --to FOLDER, "
               "import FOLDER,"
               " or nothing to list them");
  return FALSE;
}

gboolean
aeq_command_models (AeqCli *cli, GError **error)
{
  g_autoptr (AeqLedger) ledger = NULL;
  g_autofree char   *folder = NULL;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &folder, "Folder of models export", "FOLDER" },
    G_OPTION_ENTRY_NULL,
  };

  if (!aeq_cli_parse (cli, entries, 0, 2, error))
    return error == NULL || *error == NULL;
  return (ledger = aeq_cli_open (cli, AEQ_STORE_CREATE, error)) != NULL && run_verb (cli, ledger, folder, error);
}
