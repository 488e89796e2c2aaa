/* SPDX-License-Identifier: MIT */
#include "aeq-cli-list.h"
#include "aeq-error.h"
#include "aeq-flow-list.h"
#include "aeq-flow-version.h"

#define DEFAULT_LIMIT 100

typedef struct
{
  AeqCliList  list;
  AeqLedger  *ledger;
  gboolean    details;
} Printer;

static gboolean
add_detail_json (const AeqFlowDetail *detail, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  AeqJson *json = ((Printer *) user_data)->list.json;

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "kind", detail->charge ? "charge" : "transaction");
  if (detail->has_minor && detail->currency != NULL)
    aeq_json_money (json, "amount", detail->minor, detail->currency->exponent);
  else
    aeq_json_null (json, "amount");
  aeq_json_text (json, "currency", detail->currency != NULL ? detail->currency->code : NULL);
  aeq_json_text (json, "reference", detail->reference);
  aeq_json_text (json, "bank_reference", detail->bank_reference);
  aeq_json_text (json, "counterparty", detail->counterparty);
  aeq_json_text (json, "narrative", detail->narrative);
  aeq_json_end_object (json);
  return TRUE;
}

/* A row below its flow's. */
static gboolean
add_detail_row (const AeqFlowDetail *detail, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  Printer *self = user_data;
  char amount[AEQ_MONEY_TEXT_SIZE + 8] = "";

  if (detail->has_minor && detail->currency != NULL)
    aeq_money_format_grouped (detail->minor, detail->currency->exponent, amount);
  aeq_cli_table_add (self->list.table, "", "", amount, detail->currency != NULL ? detail->currency->code : "",
                     detail->charge ? "charge" : "part", detail->reference != NULL ? detail->reference : "",
                     detail->counterparty != NULL ? detail->counterparty : "",
                     detail->narrative != NULL ? detail->narrative : "", NULL);
  return TRUE;
}

static gboolean
add_json (Printer *self, const AeqAccount *account, const AeqFlow *flow, const AeqId *uid, const AeqId *superseded_by,
          GError **error)
{
  char text[AEQ_ID_TEXT_SIZE];
  char when[AEQ_INSTANT_TEXT_SIZE];
  char day[AEQ_DATE_TEXT_SIZE];
  gboolean ok;

  aeq_json_begin_object (self->list.json, NULL);
  aeq_json_text (self->list.json, "id", aeq_id_format (uid, text));
  aeq_json_text (self->list.json, "account", account->number);
  aeq_json_text (self->list.json, "currency", account->currency->code);
  aeq_json_text (self->list.json, "status", aeq_flow_status_name (flow->status));
  aeq_json_text (self->list.json, "settle_ts", aeq_instant_format (flow->settle_ts, when));
  aeq_json_boolean (self->list.json, "timed", !flow->day_only);
  aeq_json_text (self->list.json, "value_date", flow->value_date != AEQ_DATE_NONE ? aeq_date_format (flow->value_date, day) : NULL);
  aeq_json_text (self->list.json, "booking_date",
                 flow->booking_date != AEQ_DATE_NONE ? aeq_date_format (flow->booking_date, day) : NULL);
  aeq_json_money (self->list.json, "amount", flow->minor, account->currency->exponent);
  aeq_json_text (self->list.json, "category", flow->category);
  aeq_json_text (self->list.json, "counterparty", flow->counterparty);
  aeq_json_text (self->list.json, "reference", flow->reference);
  aeq_json_text (self->list.json, "bank_reference", flow->bank_reference);
  aeq_json_text (self->list.json, "narrative", flow->narrative);
  aeq_json_text (self->list.json, "superseded_by", superseded_by != NULL ? aeq_id_format (superseded_by, text) : NULL);
  aeq_json_begin_array (self->list.json, "details");
  ok = aeq_flow_detail_foreach (self->ledger->store, uid, add_detail_json, self, error);
  aeq_json_end_array (self->list.json);
  aeq_json_end_object (self->list.json);
  return ok;
}

static gboolean
print_flow (const AeqFlow *flow, const AeqId *uid, const AeqId *superseded_by, gpointer user_data, GError **error)
{
  Printer *self = user_data;
  const AeqAccount *account = aeq_cli_list_account (&self->list, flow->account);
  char amount[AEQ_MONEY_TEXT_SIZE + 8];
  char when[AEQ_INSTANT_TEXT_SIZE];
  g_autofree char *status = NULL;

  if (self->list.json != NULL)
    return add_json (self, account, flow, uid, superseded_by, error);
  status = g_strconcat (aeq_flow_status_name (flow->status), superseded_by != NULL ? ", replaced" : "", NULL);
  aeq_cli_table_add (self->list.table, aeq_zone_format (account->zone, flow->settle_ts, when), account->number,
                     aeq_money_format_grouped (flow->minor, account->currency->exponent, amount), account->currency->code,
                     status, flow->category ? flow->category : "",
                     flow->counterparty ? flow->counterparty : "", flow->narrative ? flow->narrative : "", NULL);
  return !self->details || aeq_flow_detail_foreach (self->ledger->store, uid, add_detail_row, self, error);
}

static gboolean
list (AeqCli *cli, AeqLedger *ledger, const AeqFlowFilter *filter, gboolean details, GError **error)
{
  Printer printer = { .ledger = ledger, .details = details };

  aeq_cli_list_begin (&printer.list, cli, aeq_cli_table_new ("Settles", "Account", ">Amount", "Currency", "Status", "Category",
                                                             "Counterparty", "Narrative", NULL));
  return aeq_cli_list_end (&printer.list, aeq_cli_list_load_accounts (&printer.list, ledger, error) &&
                                          aeq_flow_foreach (ledger, filter, print_flow, &printer, cli->cancellable, error));
}

static gboolean
parse_status (const char *text, AeqFlowFilter *filter, GError **error)
{
  AeqFlowStatus status;

  if (text == NULL)
    return TRUE;
  if (aeq_flow_status_parse (text, &status))
    {
      filter->status = (int) status;
      return TRUE;
    }
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "--status %s: give actual, expected, pending or withdrawn", text);
  return FALSE;
}

/* Days are those of the account's zone, or UTC when all accounts are listed. */
static gboolean
parse_days (const char *from, const char *to, const AeqZone *zone, AeqFlowFilter *filter, GError **error)
{
  AeqInstant start;
  AeqInstant end;
  AeqDate date;

  if (from != NULL)
    {
      if (!aeq_cli_parse_date ("--from", from, &date, error))
        return FALSE;
      aeq_zone_day_bounds (zone, date, &filter->from, &end);
    }
  if (to != NULL)
    {
      if (!aeq_cli_parse_date ("--to", to, &date, error))
        return FALSE;
      aeq_zone_day_bounds (zone, date, &start, &filter->to);
    }
  if (from != NULL && to != NULL && filter->from >= filter->to)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "--to %s: give a day that is not before --from", to);
      return FALSE;
    }
  return TRUE;
}

gboolean
aeq_command_flows (AeqCli *cli, GError **error)
{
  g_autofree char *number = NULL;
  g_autofree char *code = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *status = NULL;
  g_autofree char *category = NULL;
  g_autoptr(AeqLedger) ledger = NULL;
  g_autoptr(AeqAccount) account = NULL;
  const AeqCurrency *currency;
  gboolean details = FALSE;
  AeqFlowFilter filter = AEQ_FLOW_FILTER_ALL;
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &number, "Only this account", "NUMBER" },
    { "currency", 0, 0, G_OPTION_ARG_STRING, &code, "Its currency, when the number is kept in several", "CODE" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, "First day", "DAY" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, "Last day", "DAY" },
    { "status", 0, 0, G_OPTION_ARG_STRING, &status, "actual, expected, pending or withdrawn", "STATUS" },
    { "category", 0, 0, G_OPTION_ARG_STRING, &category, "Only this category", "CATEGORY" },
    { "details", 0, 0, G_OPTION_ARG_NONE, &details, "Show the transactions and charges inside entries too", NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT64, &filter.limit, "At most so many, newest first (default 100, 0: all)", "N" },
    G_OPTION_ENTRY_NULL,
  };

  filter.limit = DEFAULT_LIMIT;
  if (!aeq_cli_parse (cli, entries, 0, 0, error))
    return error == NULL || *error == NULL;
  if (filter.limit < 0)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "--limit: give a number from 0");
      return FALSE;
    }
  filter.category = category;
  if (!parse_status (status, &filter, error) || !aeq_cli_parse_account_currency (number, code, &currency, error) ||
      (ledger = aeq_cli_open (cli, AEQ_STORE_READ_ONLY, error)) == NULL ||
      (number != NULL && (account = aeq_account_require (ledger, number, currency, error)) == NULL) ||
      !parse_days (from, to, account != NULL ? account->zone : aeq_zone_utc (), &filter, error))
    return FALSE;
  filter.account = account != NULL ? account->id : 0;
  return list (cli, ledger, &filter, details, error);
}
