/* SPDX-License-Identifier: MIT */
#include "aeq-cli-list.h"
#include "aeq-margin.h"

static void
add_row (AeqCliTable *table, const AeqAccount *account, const AeqMargin *margin)
{
  guint digits = margin->currency->exponent;
  char figures[4][AEQ_MONEY_TEXT_SIZE + 8] = { "", "", "", "" };
  char as_of[AEQ_INSTANT_TEXT_SIZE];
  char due[AEQ_INSTANT_TEXT_SIZE] = "";

  aeq_money_format_grouped (margin->requirement, digits, figures[0]);
  if (margin->has_equity)
    aeq_money_format_grouped (margin->equity, digits, figures[1]);
  if (margin->has_excess)
    aeq_money_format_grouped (margin->excess, digits, figures[2]);
  if (margin->has_call)
    aeq_money_format_grouped (margin->call_amount, digits, figures[3]);
  if (margin->call_due_ts != AEQ_INSTANT_NONE)
    aeq_zone_format (account->zone, margin->call_due_ts, due);
  aeq_cli_table_add (table, account->number, aeq_zone_format (account->zone, margin->as_of, as_of), margin->methodology,
                     figures[0], figures[1], figures[2], figures[3], due, margin->currency->code, NULL);
}

static void
add_money (AeqJson *json, const char *name, gboolean has, gint64 minor, const AeqMargin *margin)
{
  if (has)
    aeq_json_money (json, name, minor, margin->currency->exponent);
  else
    aeq_json_null (json, name);
}

static void
add_object (AeqJson *json, const AeqAccount *account, const AeqMargin *margin)
{
  char when[AEQ_INSTANT_TEXT_SIZE];

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "account", account->number);
  aeq_json_text (json, "as_of", aeq_instant_format (margin->as_of, when));
  aeq_json_text (json, "methodology", margin->methodology);
  add_money (json, "requirement", TRUE, margin->requirement, margin);
  add_money (json, "equity", margin->has_equity, margin->equity, margin);
  add_money (json, "excess", margin->has_excess, margin->excess, margin);
  add_money (json, "call_amount", margin->has_call, margin->call_amount, margin);
  aeq_json_text (json, "call_due_ts",
                 margin->call_due_ts != AEQ_INSTANT_NONE ? aeq_instant_format (margin->call_due_ts, when) : NULL);
  aeq_json_text (json, "currency", margin->currency->code);
  aeq_json_end_object (json);
}

static gboolean
print_margin (const AeqMargin *margin, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  AeqCliList *self = user_data;
  const AeqAccount *account = aeq_cli_list_account (self, margin->account);

  if (self->json != NULL)
    add_object (self->json, account, margin);
  else
    add_row (self->table, account, margin);
  return TRUE;
}

gboolean
aeq_command_margins (AeqCli *cli, GError **error)
{
  g_autoptr(AeqLedger) ledger = NULL;
  AeqCliList list;

  if (!aeq_cli_parse (cli, NULL, 0, 0, error))
    return error == NULL || *error == NULL;
  if ((ledger = aeq_cli_open (cli, AEQ_STORE_READ_ONLY, error)) == NULL)
    return FALSE;
  aeq_cli_list_begin (&list, cli, aeq_cli_table_new ("Account", "As of", "Methodology", ">Requirement", ">Equity", ">Excess", ">Call",
                                                     "Due", "Currency", NULL));
  return aeq_cli_list_end (&list, aeq_cli_list_load_accounts (&list, ledger, error) &&
                                  aeq_margin_foreach (ledger, print_margin, &list, error));
}
