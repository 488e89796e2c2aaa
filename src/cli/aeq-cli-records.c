/* SPDX-License-Identifier: MIT */
#include "aeq-cli-records.h"

#include "aeq-money.h"

/* A query of id, currency digits and the fields, accounts as their number. */
static char *
list_sql (const AeqEntity *entity)
{
  gboolean accounts = aeq_entity_field (entity, "account_id") != NULL;
  GString *sql = g_string_new (accounts ? "SELECT t.uid, a.currency" : "SELECT t.uid, NULL");

  for (const AeqField *field = entity->fields; field->name != NULL; field++)
    if (field->type == AEQ_FIELD_ACCOUNT)
      g_string_append (sql, ", a.number");
    else if (!g_str_equal (field->name, "import_id"))
      g_string_append_printf (sql, ", t.%s", field->name);
  g_string_append_printf (sql, " FROM %s t%s ORDER BY t.id", entity->table,
                          accounts ? " JOIN account a ON a.id = t.account_id" : "");
  return g_string_free (sql, FALSE);
}

static void
write_field (AeqJson *json, GString *line, AeqStatement *stmt, int column, const AeqField *field, const AeqCurrency *currency)
{
  const char *name = field->type == AEQ_FIELD_ACCOUNT ? "account" : field->name;
  char buffer[AEQ_INSTANT_TEXT_SIZE + AEQ_MONEY_TEXT_SIZE] = "";
  const char *text = buffer;
  gboolean null = aeq_statement_is_null (stmt, column);

  if (!null && field->type == AEQ_FIELD_MONEY && currency != NULL)
    aeq_money_format (aeq_statement_get_int64 (stmt, column), currency->exponent, buffer);
  else if (!null && field->type == AEQ_FIELD_INSTANT)
    aeq_instant_format (aeq_statement_get_int64 (stmt, column), buffer);
  else if (!null)
    text = aeq_statement_get_text (stmt, column);
  if (json == NULL)
    g_string_append_printf (line, "  %s=%s", name, null ? "" : text);
  else if (field->type == AEQ_FIELD_INT && !null)
    aeq_json_int (json, name, aeq_statement_get_int64 (stmt, column));
  else
    aeq_json_text (json, name, null ? NULL : text);
}

static void
write_record (AeqCli *cli, AeqJson *json, AeqStatement *stmt, const AeqEntity *entity)
{
  const AeqCurrency *currency = aeq_currency_lookup (aeq_statement_get_text (stmt, 1), -1);
  char id[AEQ_ID_TEXT_SIZE] = "";
  int column = 2;
  AeqId uid;

  if (aeq_statement_get_id (stmt, 0, &uid))
    aeq_id_format (&uid, id);
  if (json != NULL)
    {
      aeq_json_begin_object (json, NULL);
      aeq_json_text (json, "id", id);
    }
  else
    g_string_append (cli->out, id);
  for (const AeqField *field = entity->fields; field->name != NULL; field++)
    if (!g_str_equal (field->name, "import_id"))
      write_field (json, cli->out, stmt, column++, field, currency);
  if (json != NULL)
    aeq_json_end_object (json);
  else
    g_string_append_c (cli->out, '\n');
}

static gboolean
write_records (AeqCli *cli, AeqStatement *stmt, const AeqEntity *entity, GError **error)
{
  g_autoptr(AeqJson) json = cli->json ? aeq_json_new (cli->out) : NULL;
  gboolean has_row = TRUE;
  gboolean ok;

  if (json != NULL)
    aeq_json_begin_array (json, NULL);
  while ((ok = aeq_statement_step (stmt, &has_row, error)) && has_row)
    write_record (cli, json, stmt, entity);
  if (json != NULL)
    {
      aeq_json_end_array (json);
      g_string_append_c (cli->out, '\n');
    }
  if (!ok)
    g_string_truncate (cli->out, 0);
  return ok;
}

gboolean
aeq_cli_list_records (AeqCli *cli, AeqLedger *ledger, const AeqEntity *entity, GError **error)
{
  g_autofree char *sql = list_sql (entity);
  AeqStatement *stmt = aeq_store_prepare (ledger->store, sql, error);
  gboolean ok = stmt != NULL && write_records (cli, stmt, entity, error);

  g_clear_pointer (&stmt, aeq_statement_release);
  return ok;
}
