/* SPDX-License-Identifier: MIT */
#include "aeq-balance.h"
#include "aeq-cli.h"

static void
add_json (AeqJson *json, const AeqAccount *account, const AeqBalance *balance, AeqInstant at)
{
  char when[AEQ_INSTANT_TEXT_SIZE];

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "account", account->number);
  aeq_json_text (json, "currency", account->currency->code);
  aeq_json_money (json, "ledger", balance->minor, account->currency->exponent);
  aeq_json_text (json, "at", aeq_instant_format (at, when));
  aeq_json_text (json, "as_of", balance->as_of != AEQ_INSTANT_NONE ? aeq_instant_format (balance->as_of, when) : NULL);
  aeq_json_text (json, "basis", balance->anchored ? "statement" : "flows");
  aeq_json_end_object (json);
}

static void
add_row (AeqCliTable *table, const AeqAccount *account, const AeqBalance *balance)
{
  char amount[AEQ_MONEY_TEXT_SIZE + 8];
  char when[AEQ_INSTANT_TEXT_SIZE];

  aeq_cli_table_add (table, account->number, account->name ? account->name : "",
                     aeq_money_format_grouped (balance->minor, account->currency->exponent, amount), account->currency->code,
                     balance->as_of != AEQ_INSTANT_NONE ? aeq_zone_format (account->zone, balance->as_of, when) : "never",
                     balance->anchored ? "statement" : "sum of flows", NULL);
}

static gboolean
print_balances (AeqCli *cli, AeqLedger *ledger, const char *at_text, GError **error)
{
  g_autoptr(GPtrArray) accounts = aeq_account_list (ledger, error);
  g_autoptr(AeqJson) json = cli->json ? aeq_json_new (cli->out) : NULL;
  AeqCliTable *table = NULL;

  if (accounts == NULL)
    return FALSE;
  if (json != NULL)
    aeq_json_begin_array (json, NULL);
  else
    table = aeq_cli_table_new ("Account", "Name", ">Balance", "Currency", "As of", "From", NULL);
  for (guint i = 0; i < accounts->len; i++)
    {
      const AeqAccount *account = accounts->pdata[i];
      AeqInstant at = ledger->now;
      AeqBalance balance;

      if ((at_text != NULL && !aeq_cli_parse_instant ("--at", at_text, account->zone, &at, error)) ||
          !aeq_balance_at (ledger, account, at, &balance, error))
        {
          g_string_truncate (cli->out, 0);
          return FALSE;
        }
      if (json != NULL)
        add_json (json, account, &balance, at);
      else
        add_row (table, account, &balance);
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

gboolean
aeq_command_balance (AeqCli *cli, GError **error)
{
  g_autofree char *at = NULL;
  g_autoptr(AeqLedger) ledger = NULL;
  AeqInstant ignored;
  const GOptionEntry entries[] = {
    { "at", 0, 0, G_OPTION_ARG_STRING, &at, "At this time, or at the end of this day (default: now)", "TIME" },
    G_OPTION_ENTRY_NULL,
  };

  if (!aeq_cli_parse (cli, entries, 0, 0, error))
    return error == NULL || *error == NULL;
  /* The day's end depends on the zone; whether it is a time at all does not, and an empty ledger has no zones. */
  if (at != NULL && !aeq_cli_parse_instant ("--at", at, aeq_zone_utc (), &ignored, error))
    return FALSE;
  return (ledger = aeq_cli_open (cli, AEQ_STORE_READ_ONLY, error)) != NULL && print_balances (cli, ledger, at, error);
}
