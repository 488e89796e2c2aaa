/* SPDX-License-Identifier: MIT */
#include "aeq-cli.h"
#include "aeq-account.h"
#include "aeq-error.h"

static const char FORECASTS_SQL[] =
    "SELECT r.uid, r.as_of, r.model_version, r.regime, r.scenario, r.content_hash, r.data_hash FROM forecast_run r"
    " WHERE ?1 = 0 OR EXISTS (SELECT 1 FROM forecast_quantile q WHERE q.run_id = r.id AND q.account_id = ?1)"
    " ORDER BY r.as_of DESC, r.id DESC LIMIT ?2";

static void
add_forecast (AeqStatement *stmt, AeqJson *json, AeqCliTable *table)
{
  const char *scenario = aeq_statement_get_text (stmt, 4);
  char        when[AEQ_INSTANT_TEXT_SIZE];
  char        text[AEQ_ID_TEXT_SIZE];
  AeqId       uid;

  aeq_statement_get_id (stmt, 0, &uid);
  aeq_id_format (&uid, text);
  aeq_instant_format (aeq_statement_get_int64 (stmt, 1), when);
  if (json == NULL)
    {
      aeq_cli_table_add (table, text, when, aeq_statement_get_text (stmt, 2), aeq_statement_get_text (stmt, 3),
                         scenario != NULL ? scenario : "", NULL);
      return;
    }
  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "id", text);
  aeq_json_text (json, "as_of", when);
  aeq_json_text (json, "model", aeq_statement_get_text (stmt, 2));
  aeq_json_text (json, "regime", aeq_statement_get_text (stmt, 3));
  aeq_json_text (json, "scenario", scenario);
  aeq_json_text (json, "hash", aeq_statement_get_text (stmt, 5));
  aeq_json_text (json, "data_hash", aeq_statement_get_text (stmt, 6));
  aeq_json_end_object (json);
}

gboolean
aeq_command_forecasts (AeqCli *cli, GError **error)
{
  g_autofree char *number = NULL;
  g_autofree char *code = NULL;
  g_autoptr (AeqLedger) ledger = NULL;
  g_autoptr (AeqAccount) account = NULL;
  g_autoptr (AeqStatement) stmt = NULL;
  const AeqCurrency *currency;
  gint64             limit = 50;
  gboolean           ok;
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &number, "Only those of this account", "NUMBER" },
    { "currency", 0, 0, G_OPTION_ARG_STRING, &code, "Its currency, when the number is kept in several", "CODE" },
    { "limit", 0, 0, G_OPTION_ARG_INT64, &limit, "At most so many, newest first (default 50)", "N" },
    G_OPTION_ENTRY_NULL,
  };

  if (!aeq_cli_parse (cli, entries, 0, 0, error))
    return error == NULL || *error == NULL;
  if (limit < 0)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "--limit: give a number from 0");
      return FALSE;
    }
  if (!aeq_cli_parse_currency (code, &currency, error) ||
      (ledger = aeq_cli_open (cli, AEQ_STORE_READ_ONLY, error)) == NULL ||
      (number != NULL && (account = aeq_account_require (ledger, number, currency, error)) == NULL) ||
      (stmt = aeq_store_prepare (ledger->store, FORECASTS_SQL, error)) == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, account != NULL ? account->id : 0);
  aeq_statement_bind_int64 (stmt, 2, limit);
  ok = aeq_cli_print_query (cli, stmt, aeq_cli_table_new ("Id", "As of", "Model", "Regime", "Scenario", NULL),
                            add_forecast, error);
  /* The statement goes back to its store before the store is closed. */
  g_clear_pointer (&stmt, aeq_statement_release);
  return ok;
}
