/* SPDX-License-Identifier: MIT */
#include "aeq-balance.h"
#include "aeq-bucket.h"
#include "aeq-cash-series.h"
#include "aeq-cli.h"
#include "aeq-error.h"

/* One account's booked day: net flow, cumulative net position since the open, and balance at the end of each time slice. */
typedef struct
{
  const AeqAccount *account;
  AeqJson          *json;
  AeqCliTable      *table;
} Printer;

static void
print_bucket (const Printer *self, AeqInstant start, gint64 net, gint64 position, gint64 balance)
{
  guint digits = self->account->currency->exponent;
  char amounts[3][AEQ_MONEY_TEXT_SIZE + 8];
  char when[AEQ_INSTANT_TEXT_SIZE];

  aeq_zone_format (self->account->zone, start, when);
  if (self->json == NULL)
    {
      aeq_cli_table_add (self->table, when, aeq_money_format_grouped (net, digits, amounts[0]),
                         aeq_money_format_grouped (position, digits, amounts[1]),
                         aeq_money_format_grouped (balance, digits, amounts[2]), NULL);
      return;
    }
  aeq_json_begin_object (self->json, NULL);
  aeq_json_text (self->json, "start", when);
  aeq_json_money (self->json, "net", net, digits);
  aeq_json_money (self->json, "position", position, digits);
  aeq_json_money (self->json, "balance", balance, digits);
  aeq_json_end_object (self->json);
}

static gboolean
print_buckets (const Printer *printer, AeqLedger *ledger, const AeqBuckets *buckets, AeqDate day, int minutes, GError **error)
{
  g_autofree gint64 *sums = aeq_cash_by_bucket (ledger, printer->account, day, minutes, (guint) buckets->count, error);
  AeqBalance balance;
  gint64 position = 0;

  if (sums == NULL || !aeq_balance_at (ledger, printer->account, buckets->start - 1, &balance, error))
    return FALSE;
  for (int i = 0; i < (int) buckets->count && aeq_buckets_start (buckets, i) <= ledger->now; i++)
    {
      if (!aeq_money_add (position, sums[i], &position) || !aeq_money_add (balance.minor, sums[i], &balance.minor))
        {
          g_set_error (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW, "the sum of the day's flows is too large");
          return FALSE;
        }
      print_bucket (printer, aeq_buckets_start (buckets, i), sums[i], position, balance.minor);
    }
  return TRUE;
}

static gboolean
print_day (AeqCli *cli, AeqLedger *ledger, const AeqAccount *account, AeqDate day, int minutes, GError **error)
{
  g_autoptr(AeqJson) json = cli->json ? aeq_json_new (cli->out) : NULL;
  Printer printer = { account, json, NULL };
  AeqBuckets buckets;
  gboolean ok;

  if (!aeq_buckets_init (&buckets, account->zone, day, minutes, error))
    return FALSE;
  if (json != NULL)
    aeq_json_begin_array (json, NULL);
  else
    printer.table = aeq_cli_table_new ("From", ">Net", ">Position", ">Balance", NULL);
  ok = print_buckets (&printer, ledger, &buckets, day, minutes, error);
  if (json != NULL)
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

gboolean
aeq_command_intraday (AeqCli *cli, GError **error)
{
  g_autofree char *number = NULL;
  g_autofree char *code = NULL;
  g_autofree char *day_text = NULL;
  g_autoptr(AeqLedger) ledger = NULL;
  g_autoptr(AeqAccount) account = NULL;
  const AeqCurrency *currency;
  int minutes = 30;
  AeqDate day;
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &number, "The account", "NUMBER" },
    { "currency", 0, 0, G_OPTION_ARG_STRING, &code, "Its currency, when the number is kept in several", "CODE" },
    { "day", 0, 0, G_OPTION_ARG_STRING, &day_text, "The day (default: today in the account's zone)", "DAY" },
    { "bucket", 0, 0, G_OPTION_ARG_INT, &minutes, "Minutes of a time slice: 15, 30 or 60 (default 30)", "MINUTES" },
    G_OPTION_ENTRY_NULL,
  };

  if (!aeq_cli_parse (cli, entries, 0, 0, error))
    return error == NULL || *error == NULL;
  if (number == NULL || (minutes != 15 && minutes != 30 && minutes != 60))
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "intraday: give --account NUMBER; --bucket is 15, 30 or 60");
      return FALSE;
    }
  if (!aeq_cli_parse_account_currency (number, code, &currency, error) ||
      (ledger = aeq_cli_open (cli, AEQ_STORE_READ_ONLY, error)) == NULL ||
      (account = aeq_account_require (ledger, number, currency, error)) == NULL)
    return FALSE;
  day = aeq_zone_date (account->zone, ledger->now);
  if (day_text != NULL && !aeq_cli_parse_date ("--day", day_text, &day, error))
    return FALSE;
  return print_day (cli, ledger, account, day, minutes, error);
}
