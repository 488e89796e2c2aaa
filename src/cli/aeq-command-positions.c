/* SPDX-License-Identifier: MIT */
#include "aeq-cli-list.h"
#include "aeq-position.h"

static gboolean
print_position (const AeqPosition *position, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  AeqCliList *self = user_data;
  const AeqAccount *account = aeq_cli_list_account (self, position->account);
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
  AeqCliList list;

  if (!aeq_cli_parse (cli, NULL, 0, 0, error))
    return error == NULL || *error == NULL;
  if ((ledger = aeq_cli_open (cli, AEQ_STORE_READ_ONLY, error)) == NULL)
    return FALSE;
  aeq_cli_list_begin (&list, cli, aeq_cli_table_new ("Account", "Day", "Instrument", "ISIN", ">Quantity", ">Price", ">Market value",
                                                     "Currency", NULL));
  return aeq_cli_list_end (&list, aeq_cli_list_load_accounts (&list, ledger, error) &&
                                  aeq_position_foreach (ledger, AEQ_DATE_NONE, print_position, &list, error));
}
