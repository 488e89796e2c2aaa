/* SPDX-License-Identifier: MIT */
#include "aeq-cli.h"
#include "aeq-position.h"

typedef struct
{
  GHashTable  *accounts;
  AeqJson     *json;
  AeqCliTable *table;
} Printer;

static gboolean
print_position (const AeqPosition *position, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  Printer *self = user_data;
  const AeqAccount *account = g_hash_table_lookup (self->accounts, &position->account);
  char value[AEQ_MONEY_TEXT_SIZE + 8] = "";
  char day[AEQ_DATE_TEXT_SIZE];

  aeq_date_format (position->day, day);
  if (self->json == NULL)
    {
      if (position->has_market_value)
        aeq_money_format_grouped (position->market_value, position->currency->exponent, value);
      aeq_cli_table_add (self->table, account->number, day, position->instrument, position->isin ? position->isin : "",
                         position->quantity, position->price ? position->price : "", value, position->currency->code, NULL);
      return TRUE;
    }
  aeq_json_begin_object (self->json, NULL);
  aeq_json_text (self->json, "account", account->number);
  aeq_json_text (self->json, "date", day);
  aeq_json_text (self->json, "instrument", position->instrument);
  aeq_json_text (self->json, "isin", position->isin);
  aeq_json_text (self->json, "quantity", position->quantity);
  aeq_json_text (self->json, "price", position->price);
  aeq_json_text (self->json, "currency", position->currency->code);
  if (position->has_market_value)
    aeq_json_money (self->json, "market_value", position->market_value, position->currency->exponent);
  else
    aeq_json_null (self->json, "market_value");
  aeq_json_end_object (self->json);
  return TRUE;
}

gboolean
aeq_command_positions (AeqCli *cli, GError **error)
{
  g_autoptr(AeqLedger) ledger = NULL;
  g_autoptr(GPtrArray) accounts = NULL;
  g_autoptr(GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr(AeqJson) json = NULL;
  Printer printer = { by_id, NULL, NULL };
  gboolean ok;

  if (!aeq_cli_parse (cli, NULL, 0, 0, error))
    return error == NULL || *error == NULL;
  if ((ledger = aeq_cli_open (cli, AEQ_STORE_READ_ONLY, error)) == NULL ||
      (accounts = aeq_account_list (ledger, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < accounts->len; i++)
    g_hash_table_insert (by_id, &((AeqAccount *) accounts->pdata[i])->id, accounts->pdata[i]);
  if (cli->json)
    {
      printer.json = json = aeq_json_new (cli->out);
      aeq_json_begin_array (json, NULL);
    }
  else
    printer.table = aeq_cli_table_new ("Account", "Day", "Instrument", "ISIN", ">Quantity", ">Price", ">Market value", "Currency",
                                       NULL);
  ok = aeq_position_foreach (ledger, print_position, &printer, error);
  if (cli->json)
    {
      aeq_json_end_array (json);
      g_string_append_c (cli->out, '\n');
    }
  else
    aeq_cli_table_print (printer.table, cli->out);
  if (!ok)
    g_string_truncate (cli->out, 0);
  return ok;
}
