/* SPDX-License-Identifier: MIT */
#include "aeq-cli-accuracy.h"
#include "aeq-error.h"
#include "aeq-job-backtest.h"

gboolean
aeq_command_backtest (AeqCli *cli, GError **error)
{
  g_autofree char *number = NULL;
  g_autofree char *code = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autoptr(AeqLedger) ledger = NULL;
  g_autoptr(AeqAccount) account = NULL;
  g_autoptr(AeqProgress) progress = NULL;
  g_autoptr(AeqAccuracy) accuracy = NULL;
  const AeqCurrency *currency;
  AeqBacktestRequest request = AEQ_BACKTEST_REQUEST_DEFAULT;
  int refit = (int) request.refit_days;
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &number, "Only this account", "NUMBER" },
    { "currency", 0, 0, G_OPTION_ARG_STRING, &code, "Its currency, when the number is kept in several", "CODE" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, "First day at whose end a forecast is made", "DAY" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, "Last such day", "DAY" },
    { "refit-days", 0, 0, G_OPTION_ARG_INT, &refit, "Calendar days between two trainings (default 60)", "N" },
    G_OPTION_ENTRY_NULL,
  };

  if (!aeq_cli_parse (cli, entries, 0, 0, error))
    return error == NULL || *error == NULL;
  if (refit < 1)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "--refit-days %d: give 1 or more", refit);
      return FALSE;
    }
  request.refit_days = (guint) refit;
  progress = aeq_cli_progress (cli);
  if (!aeq_cli_parse_account_currency (number, code, &currency, error) ||
      (from != NULL && !aeq_cli_parse_date ("--from", from, &request.from, error)) ||
      (to != NULL && !aeq_cli_parse_date ("--to", to, &request.to, error)) ||
      (ledger = aeq_cli_open (cli, AEQ_STORE_READ_ONLY, error)) == NULL ||
      (number != NULL && (account = aeq_account_require (ledger, number, currency, error)) == NULL))
    return FALSE;
  request.account = account;
  if ((accuracy = aeq_job_backtest (ledger, &request, progress, cli->cancellable, error)) == NULL)
    return FALSE;
  aeq_cli_print_accuracy (cli, accuracy);
  return TRUE;
}
