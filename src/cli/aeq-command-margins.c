/* SPDX-License-Identifier: MIT */
#include "aeq-cli.h"
#include "aeq-margin.h"

typedef struct
{
  GHashTable  *accounts;
  AeqJson     *json;
  AeqCliTable *table;
} Printer;

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
  Printer *self = user_data;
  const AeqAccount *account = g_hash_table_lookup (self->accounts, &margin->account);

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
  g_autoptr(GPtrArray) accounts = NULL;
  g_autoptr(GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr(AeqJson) json = NULL;
  Printer printer = { .accounts = by_id };
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
    printer.table = aeq_cli_table_new ("Account", "As of", "Methodology", ">Requirement", ">Equity", ">Excess", ">Call",
                                       "Due", "Currency", NULL);
  ok = aeq_margin_foreach (ledger, print_margin, &printer, error);
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
