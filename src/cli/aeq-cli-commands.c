/* SPDX-License-Identifier: MIT */
#include "aeq-cli.h"

const AeqCommand AEQ_COMMANDS[] = {
  { "demo", "", "Fill an empty ledger with the sample desk", aeq_command_demo },
  { "import", "FILE...", "Read bank files, positions, margin, accounts or expected flows", aeq_command_import },
  { "imports", "", "List what was imported", aeq_command_imports },
  { "undo-import", "ID", "Take one import back", aeq_command_undo_import },
  { "accounts", "", "List the accounts", aeq_command_accounts },
  { "flows", "", "List flows, newest first", aeq_command_flows },
  { "positions", "", "List the newest positions of each account", aeq_command_positions },
  { "margins", "", "List the newest margin requirement of each account", aeq_command_margins },
  { "balance", "", "Ledger balance of each account", aeq_command_balance },
  { "intraday", "", "One account's day by time slice: net, cumulative position, balance", aeq_command_intraday },
  { "record", "list|add|set|remove KIND [ID] [FIELD=VALUE]...",
    "Limits, lines, obligations, account sets and what else people keep", aeq_command_record },
  { "alerts", "[list|acknowledge ID|rules [set|remove KIND]]", "What needs somebody’s attention, and when to be told", aeq_command_alerts },
  { "rules", "[list|add|remove ID|apply]", "Category rules", aeq_command_rules },
  { "changes", "", "The change record: who changed what, and when", aeq_command_changes },
  { "undo", "NUMBER", "Take back one change of the change record", aeq_command_undo },
  { "indicators", "import FILE|list|fetch|status", "Market series, from files and from public feeds", aeq_command_indicators },
  { "regime", "", "Steady, elevated or crisis, and why", aeq_command_regime },
  { "regime-history", "", "The regime of every business day, as known on that day", aeq_command_regime_history },
  { "regime-backtest", "INDICATORS.csv --out FILE.csv", "The regime over a file of market series", aeq_command_regime_backtest },
  { "train", "", "Fit a model to the ledger and register it", aeq_command_train },
  { "models", "[show|promote VERSION|rollback|export VERSION --to FOLDER|import FOLDER]", "The model registry", aeq_command_models },
  { "forecast", "", "Issue and store a forecast", aeq_command_forecast },
  { "scenario", "list|reverse|show|run|add|set|remove [NAME]", "Stress the forecast of today, by name or by the least shock",
    aeq_command_scenario },
  { "forecasts", "", "List the forecasts that were issued", aeq_command_forecasts },
  { "forecast-diff", "[ID ID]", "What changed between two forecasts, and why", aeq_command_forecast_diff },
  { "score", "", "Score the forecasts whose day has come", aeq_command_score },
  { "accuracy", "", "How good the forecasts have been", aeq_command_accuracy },
  { "backtest", "", "Walk forward over the ledger", aeq_command_backtest },
  { "series-backtest", "FILE.csv", "The same engine on a plain table", aeq_command_series_backtest },
  { "report", "bcbs248", "The monitoring tools of BCBS 248 for a month", aeq_command_report },
  { "export", "flows|positions|balances|ladder|forecast|accuracy|audit|worksheet|alerts|bcbs248 --to FILE.csv|json|xlsx|pdf",
    "Write what is asked to a file", aeq_command_export },
  { "check", "", "Is the ledger whole?", aeq_command_check },
  { "backup", "--to FILE", "Copy the ledger while it is in use", aeq_command_backup },
  { "restore", "FILE", "Fill an empty ledger from a backup", aeq_command_restore },
  { "completion", "bash", "Print the completion script of a shell", aeq_command_completion },
  { 0 },
};

const AeqCommand *
aeq_command_lookup (const char *name)
{
  for (const AeqCommand *command = AEQ_COMMANDS; command->name != NULL; command++)
    if (g_str_equal (command->name, name))
      return command;
  return NULL;
}
