/* SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>
#include "aeq-json.h"
#include "aeq-ledger.h"

G_BEGIN_DECLS

/* What every command is given: the options before it, and its own arguments. */
typedef struct
{
  const char   *ledger_path;
  gboolean      json;
  gboolean      quiet;
  guint64       seed;
  AeqInstant    now;         /* AEQ_INSTANT_NONE: the clock */
  GCancellable *cancellable; /* cancelled by Ctrl-C */
  int           argc;        /* the command's name is argv[0] */
  char        **argv;
  GString      *out;         /* what goes to standard output when the command is done */
} AeqCli;

typedef gboolean (*AeqCommandFunc) (AeqCli *cli, GError **error);

typedef struct
{
  const char     *name;
  const char     *arguments; /* behind the name in the usage line */
  const char     *summary;
  AeqCommandFunc  run;
} AeqCommand;

/* One file a command; the table of them is in aeq-cli-commands.c. */
gboolean aeq_command_accounts        (AeqCli *cli, GError **error);
gboolean aeq_command_accuracy        (AeqCli *cli, GError **error);
gboolean aeq_command_alerts          (AeqCli *cli, GError **error);
gboolean aeq_command_backtest        (AeqCli *cli, GError **error);
gboolean aeq_command_backup          (AeqCli *cli, GError **error);
gboolean aeq_command_balance         (AeqCli *cli, GError **error);
gboolean aeq_command_changes         (AeqCli *cli, GError **error);
gboolean aeq_command_check           (AeqCli *cli, GError **error);
gboolean aeq_command_completion      (AeqCli *cli, GError **error);
gboolean aeq_command_demo            (AeqCli *cli, GError **error);
gboolean aeq_command_export          (AeqCli *cli, GError **error);
gboolean aeq_command_flows           (AeqCli *cli, GError **error);
gboolean aeq_command_forecast        (AeqCli *cli, GError **error);
gboolean aeq_command_forecast_diff   (AeqCli *cli, GError **error);
gboolean aeq_command_forecasts       (AeqCli *cli, GError **error);
gboolean aeq_command_import          (AeqCli *cli, GError **error);
gboolean aeq_command_imports         (AeqCli *cli, GError **error);
gboolean aeq_command_indicators      (AeqCli *cli, GError **error);
gboolean aeq_command_intraday        (AeqCli *cli, GError **error);
gboolean aeq_command_models          (AeqCli *cli, GError **error);
gboolean aeq_command_margins         (AeqCli *cli, GError **error);
gboolean aeq_command_positions       (AeqCli *cli, GError **error);
gboolean aeq_command_record          (AeqCli *cli, GError **error);
gboolean aeq_command_regime          (AeqCli *cli, GError **error);
gboolean aeq_command_regime_history  (AeqCli *cli, GError **error);
gboolean aeq_command_regime_backtest (AeqCli *cli, GError **error);
gboolean aeq_command_report          (AeqCli *cli, GError **error);
gboolean aeq_command_restore         (AeqCli *cli, GError **error);
gboolean aeq_command_rules           (AeqCli *cli, GError **error);
gboolean aeq_command_scenario        (AeqCli *cli, GError **error);
gboolean aeq_command_score           (AeqCli *cli, GError **error);
gboolean aeq_command_series_backtest (AeqCli *cli, GError **error);
gboolean aeq_command_train           (AeqCli *cli, GError **error);
gboolean aeq_command_undo            (AeqCli *cli, GError **error);
gboolean aeq_command_undo_import     (AeqCli *cli, GError **error);

extern const AeqCommand AEQ_COMMANDS[];
const AeqCommand *aeq_command_lookup (const char *name);

/* Parses the command's options; @entries ends with G_OPTION_ENTRY_NULL. Prints help and returns FALSE without an error for --help.
 * AEQ_ERROR_USAGE for what is wrong. Non-option arguments stay in cli->argv[1..argc-1]; at least @min and at most @max (-1: any). */
gboolean aeq_cli_parse (AeqCli *cli, const GOptionEntry *entries, int min, int max, GError **error);
/* Opens the ledger of the command line; @flags as for aeq_store_open(). */
AeqLedger *aeq_cli_open (AeqCli *cli, AeqStoreFlags flags, GError **error);
/* A bar on the terminal, nothing when quiet, with --json or when standard error is no terminal. */
AeqProgress *aeq_cli_progress (AeqCli *cli);
/* A sentence on standard error unless --quiet. */
void aeq_cli_message (AeqCli *cli, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Values of options. */
gboolean aeq_cli_parse_date     (const char *option, const char *text, AeqDate *date, GError **error);
/* RFC 3339, or a day: then its end in @zone. */
gboolean aeq_cli_parse_instant  (const char *option, const char *text, const AeqZone *zone, AeqInstant *instant, GError **error);
gboolean aeq_cli_parse_currency (const char *text, const AeqCurrency **currency, GError **error);
/* The currency that tells accounts of the number @account apart: without one it would choose nothing: it is refused. */
gboolean aeq_cli_parse_account_currency (const char *account, const char *text, const AeqCurrency **currency,
                                         GError **error);

/* A table for people: columns are aligned, numbers to the right. */
typedef struct _AeqCliTable AeqCliTable;
AeqCliTable *aeq_cli_table_new   (const char *first_header, ...) G_GNUC_NULL_TERMINATED; /* a header with a leading '>' aligns right */
void         aeq_cli_table_add   (AeqCliTable *self, const char *first_cell, ...) G_GNUC_NULL_TERMINATED;
void         aeq_cli_table_print (AeqCliTable *self, GString *out); /* and frees it */
void         aeq_cli_table_free  (AeqCliTable *self);
/* Prints what a query returns: a JSON array with --json, else @table, which it takes over. @add writes the current row to the one of
 * the two that is not NULL. */
typedef void (*AeqCliRowFunc) (AeqStatement *stmt, AeqJson *json, AeqCliTable *table);
gboolean aeq_cli_print_query (AeqCli *cli, AeqStatement *stmt, AeqCliTable *table, AeqCliRowFunc add, GError **error);

G_END_DECLS
