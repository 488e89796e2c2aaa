/* SPDX-License-Identifier: MIT */
#include "aeq-cli.h"
#include "aeq-import-history.h"

static void
add_json (AeqJson *json, const AeqImportRecord *record)
{
  char when[AEQ_INSTANT_TEXT_SIZE];

  aeq_json_begin_object (json, NULL);
  aeq_json_int (json, "id", record->id);
  aeq_json_text (json, "file", record->name);
  aeq_json_text (json, "format", record->format);
  aeq_json_text (json, "profile", record->profile);
  aeq_json_text (json, "sha256", record->sha256);
  aeq_json_text (json, "imported_at", aeq_instant_format (record->imported_at, when));
  aeq_json_int (json, "rows", record->rows_read);
  aeq_json_int (json, "added", record->added);
  aeq_json_int (json, "duplicates", record->duplicates);
  aeq_json_int (json, "rejected", record->rejected);
  aeq_json_text (json, "undone_at", record->undone_at != AEQ_INSTANT_NONE ? aeq_instant_format (record->undone_at, when) : NULL);
  aeq_json_end_object (json);
}

static void
add_row (AeqCliTable *table, const AeqImportRecord *record)
{
  char numbers[5][24];
  char when[AEQ_INSTANT_TEXT_SIZE];

  g_snprintf (numbers[0], sizeof numbers[0], "%" G_GINT64_FORMAT, record->id);
  g_snprintf (numbers[1], sizeof numbers[1], "%" G_GINT64_FORMAT, record->rows_read);
  g_snprintf (numbers[2], sizeof numbers[2], "%" G_GINT64_FORMAT, record->added);
  g_snprintf (numbers[3], sizeof numbers[3], "%" G_GINT64_FORMAT, record->duplicates);
  g_snprintf (numbers[4], sizeof numbers[4], "%" G_GINT64_FORMAT, record->rejected);
  aeq_cli_table_add (table, numbers[0], aeq_instant_format (record->imported_at, when), record->name, record->format, numbers[1],
                     numbers[2], numbers[3], numbers[4], record->undone_at != AEQ_INSTANT_NONE ? "taken back" : "", NULL);
}

gboolean
aeq_command_imports (AeqCli *cli, GError **error)
{
  g_autoptr(AeqLedger) ledger = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(AeqJson) json = NULL;
  AeqCliTable *table;

  if (!aeq_cli_parse (cli, NULL, 0, 0, error))
    return error == NULL || *error == NULL;
  if ((ledger = aeq_cli_open (cli, AEQ_STORE_READ_ONLY, error)) == NULL ||
      (list = aeq_import_history_list (ledger, error)) == NULL)
    return FALSE;
  if (cli->json)
    {
      json = aeq_json_new (cli->out);
      aeq_json_begin_array (json, NULL);
      for (guint i = 0; i < list->len; i++)
        add_json (json, list->pdata[i]);
      aeq_json_end_array (json);
      g_string_append_c (cli->out, '\n');
      return TRUE;
    }
  table = aeq_cli_table_new (">Import", "When", "File", "Format", ">Rows", ">Added", ">There already", ">Refused", "", NULL);
  for (guint i = 0; i < list->len; i++)
    add_row (table, list->pdata[i]);
  aeq_cli_table_print (table, cli->out);
  return TRUE;
}
