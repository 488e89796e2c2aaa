/* SPDX-License-Identifier: MIT */
#include "aeq-account.h"
#include "aeq-cli.h"

static void
write_json (AeqCli *cli, GPtrArray *accounts)
{
  g_autoptr(AeqJson) json = aeq_json_new (cli->out);
  char id[AEQ_ID_TEXT_SIZE];
  char opened[AEQ_DATE_TEXT_SIZE];

  aeq_json_begin_array (json, NULL);
  for (guint i = 0; i < accounts->len; i++)
    {
      const AeqAccount *account = accounts->pdata[i];

      aeq_json_begin_object (json, NULL);
      aeq_json_text (json, "id", aeq_id_format (&account->uid, id));
      aeq_json_text (json, "number", account->number);
      aeq_json_text (json, "iban", account->iban);
      aeq_json_text (json, "name", account->name);
      aeq_json_text (json, "kind", account->kind);
      aeq_json_text (json, "bank", account->bank);
      aeq_json_text (json, "currency", account->currency->code);
      aeq_json_text (json, "zone", aeq_zone_get_name (account->zone));
      aeq_json_text (json, "calendar", account->calendar);
      aeq_json_text (json, "opened", account->opened != AEQ_DATE_NONE ? aeq_date_format (account->opened, opened) : NULL);
      aeq_json_end_object (json);
    }
  aeq_json_end_array (json);
  g_string_append_c (cli->out, '\n');
}

static void
write_table (AeqCli *cli, GPtrArray *accounts)
{
  AeqCliTable *table = aeq_cli_table_new ("Account", "Currency", "Kind", "Bank", "Name", "Zone", "Calendar", NULL);

  for (guint i = 0; i < accounts->len; i++)
    {
      const AeqAccount *account = accounts->pdata[i];

      aeq_cli_table_add (table, account->number, account->currency->code, account->kind, account->bank ? account->bank : "",
                         account->name ? account->name : "", aeq_zone_get_name (account->zone), account->calendar, NULL);
    }
  aeq_cli_table_print (table, cli->out);
}

gboolean
aeq_command_accounts (AeqCli *cli, GError **error)
{
  g_autoptr(AeqLedger) ledger = NULL;
  g_autoptr(GPtrArray) accounts = NULL;

  if (!aeq_cli_parse (cli, NULL, 0, 0, error))
    return error == NULL || *error == NULL;
  if ((ledger = aeq_cli_open (cli, AEQ_STORE_READ_ONLY, error)) == NULL ||
      (accounts = aeq_account_list (ledger, error)) == NULL)
    return FALSE;
  if (cli->json)
    write_json (cli, accounts);
  else
    write_table (cli, accounts);
  return TRUE;
}
