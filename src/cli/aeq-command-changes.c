/* SPDX-License-Identifier: MIT */
#include "aeq-cli.h"
#include "aeq-error.h"

static const char CHANGES_SQL[] =
  "SELECT no, at, author, action, entity, entity_uid, before_image, after_image, reason, undoes FROM change"
  " ORDER BY no DESC LIMIT ?1";

static void
add_json (AeqJson *json, AeqStatement *stmt)
{
  char when[AEQ_INSTANT_TEXT_SIZE];
  char text[AEQ_ID_TEXT_SIZE];
  AeqId uid;

  aeq_statement_get_id (stmt, 5, &uid);
  aeq_json_begin_object (json, NULL);
  aeq_json_int (json, "number", aeq_statement_get_int64 (stmt, 0));
  aeq_json_text (json, "at", aeq_instant_format (aeq_statement_get_int64 (stmt, 1), when));
  aeq_json_text (json, "author", aeq_statement_get_text (stmt, 2));
  aeq_json_text (json, "action", aeq_statement_get_text (stmt, 3));
  aeq_json_text (json, "entity", aeq_statement_get_text (stmt, 4));
  aeq_json_text (json, "id", aeq_id_format (&uid, text));
  aeq_json_text (json, "before", aeq_statement_get_text (stmt, 6));
  aeq_json_text (json, "after", aeq_statement_get_text (stmt, 7));
  aeq_json_text (json, "reason", aeq_statement_get_text (stmt, 8));
  if (aeq_statement_is_null (stmt, 9))
    aeq_json_null (json, "undoes");
  else
    aeq_json_int (json, "undoes", aeq_statement_get_int64 (stmt, 9));
  aeq_json_end_object (json);
}

static void
add_row (AeqCliTable *table, AeqStatement *stmt)
{
  char when[AEQ_INSTANT_TEXT_SIZE];
  const char *reason = aeq_statement_get_text (stmt, 8);

  aeq_cli_table_add (table, aeq_statement_get_text (stmt, 0), aeq_instant_format (aeq_statement_get_int64 (stmt, 1), when),
                     aeq_statement_get_text (stmt, 2), aeq_statement_get_text (stmt, 3), aeq_statement_get_text (stmt, 4),
                     reason ? reason : "", NULL);
}

static gboolean
print_changes (AeqCli *cli, AeqStatement *stmt, GError **error)
{
  g_autoptr(AeqJson) json = cli->json ? aeq_json_new (cli->out) : NULL;
  AeqCliTable *table = NULL;
  gboolean has_row = TRUE;
  gboolean ok;

  if (json != NULL)
    aeq_json_begin_array (json, NULL);
  else
    table = aeq_cli_table_new (">Number", "When", "Who", "What", "Of", "Reason", NULL);
  while ((ok = aeq_statement_step (stmt, &has_row, error)) && has_row)
    {
      if (json != NULL)
        add_json (json, stmt);
      else
        add_row (table, stmt);
    }
  if (json != NULL)
    aeq_json_end_array (json);
  else
    aeq_cli_table_print (table, cli->out);
  if (json != NULL)
    g_string_append_c (cli->out, '\n');
  if (!ok)
    g_string_truncate (cli->out, 0);
  return ok;
}

gboolean
aeq_command_changes (AeqCli *cli, GError **error)
{
  g_autoptr(AeqLedger) ledger = NULL;
  g_autoptr(AeqStatement) stmt = NULL;
  gint64 limit = 50;
  gboolean ok;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT64, &limit, "At most so many, newest first (default 50)", "N" },
    G_OPTION_ENTRY_NULL,
  };

  if (!aeq_cli_parse (cli, entries, 0, 0, error))
    return error == NULL || *error == NULL;
  if (limit < 0)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "--limit: give a number from 0");
      return FALSE;
    }
  if ((ledger = aeq_cli_open (cli, AEQ_STORE_READ_ONLY, error)) == NULL ||
      (stmt = aeq_store_prepare (ledger->store, CHANGES_SQL, error)) == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, limit);
  ok = print_changes (cli, stmt, error);
  /* The statement goes back to its store before the store is closed. */
  g_clear_pointer (&stmt, aeq_statement_release);
  return ok;
}
