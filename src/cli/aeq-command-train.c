/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "aeq-cli.h"
#include "aeq-job-crisis.h"
#include "aeq-job-train.h"
#include "aeq-mlflow.h"

static void
print_trial (AeqCli *cli, const char *version, const AeqModelTrial *trial)
{
  char buffer[16];

  if (!trial->held)
    {
      g_string_append (cli->out, "There is too little history to hold days out for a trial: it is current now.\n");
      return;
    }
  g_string_append_printf (
      cli->out,
      "On the last %d business days a twin that had not seen them erred %s times as much as the plain methods",
      AEQ_TRIAL_DAYS, g_ascii_formatd (buffer, sizeof buffer, "%.2f", trial->to_plain));
  if (!isnan (trial->to_current))
    g_string_append_printf (cli->out, ", and %s times as much as the current model",
                            g_ascii_formatd (buffer, sizeof buffer, "%.2f", trial->to_current));
  if (trial->passed)
    g_string_append (cli->out, ": it is current now.\n");
  else
    g_string_append_printf (cli->out, ": it stays in the shadow; models promote %s makes it current all the same.\n",
                            version);
}

static void
print_result (AeqCli *cli, const AeqTrainResult *result)
{
  g_autofree char *trial = aeq_model_trial_json (&result->trial);
  g_autoptr (AeqJson) json = NULL;

  if (!cli->json)
    {
      g_string_append_printf (cli->out, "Model %s was trained on %" G_GINT64_FORMAT " rows in %.1f s.\n",
                              result->version, result->rows, result->seconds);
      print_trial (cli, result->version, &result->trial);
      return;
    }
  json = aeq_json_new (cli->out);
  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "version", result->version);
  aeq_json_int (json, "rows", result->rows);
  aeq_json_double (json, "seconds", result->seconds);
  aeq_json_raw (json, "metrics", result->metrics);
  aeq_json_raw (json, "trial", trial);
  aeq_json_text (json, "status", result->trial.passed ? "current" : "shadow");
  aeq_json_end_object (json);
  g_string_append_c (cli->out, '\n');
}

static char *
figure (double value)
{
  char buffer[32];

  return g_strdup (isnan (value) ? "-" : g_ascii_formatd (buffer, sizeof buffer, "%.2f", value));
}

static void
add_evidence (AeqCliTable *table, AeqRegime state, const char *category, const char *kind,
              const AeqShockEvidence *evidence)
{
  g_autofree char *name = g_strdup_printf ("%s %s %s", aeq_regime_name (state), category, kind);
  g_autofree char *weeks = g_strdup_printf ("%u", evidence->weeks);
  g_autofree char *assumed = figure (evidence->assumed);
  g_autofree char *seen = figure (evidence->seen);
  g_autofree char *used = figure (evidence->used);
  g_autofree char *none = figure (evidence->loss_none);
  g_autofree char *fitted = figure (evidence->loss_fitted);

  if (evidence->weeks > 0)
    aeq_cli_table_add (table, name, weeks, assumed, seen, used, none, fitted, NULL);
}

static void
print_crisis (AeqCli *cli, const AeqCrisisResult *result)
{
  AeqCliTable *table;

  if (cli->json)
    {
      g_autofree char *shocks = aeq_shock_table_json (&result->table);

      g_string_append_printf (cli->out, "{\"version\":\"%s\",\"table\":%s,\"metadata\":%s}\n", result->version, shocks,
                              result->metadata);
      return;
    }
  table =
      aeq_cli_table_new ("Figure", ">Weeks", ">Assumed", ">Seen", ">Used", ">Error unchanged", ">Error fitted", NULL);
  for (AeqRegime state = AEQ_REGIME_ELEVATED; state <= AEQ_REGIME_CRISIS; state++)
    {
      for (int category = 0; category < AEQ_N_SHOCKS; category++)
        for (int kind = 0; kind < AEQ_N_SHOCK_FIGURES; kind++)
          add_evidence (table, state, aeq_shock_category_name ((AeqShockCategory)category),
                        aeq_shock_figure_name ((AeqShockFigure)kind), &result->evidence[state][category][kind]);
      add_evidence (table, state, "all", AEQ_CRISIS_LIFT, &result->lift[state]);
    }
  aeq_cli_table_print (table, cli->out);
  g_string_append_printf (
      cli->out,
      "%s is current now: %u weeks of crisis and %u elevated ones, against the steady weeks before them.\n"
      "A figure that foretells the weeks worse than no change at all is left out; with fewer than %d weeks the assumed "
      "one stays.\n",
      result->version, result->weeks[AEQ_REGIME_CRISIS], result->weeks[AEQ_REGIME_ELEVATED], AEQ_SHOCK_LEAST_WEEKS);
}

static gboolean
train_crisis (AeqCli *cli, AeqLedger *ledger, AeqProgress *progress, GError **error)
{
  AeqCrisisResult result;

  if (!aeq_job_crisis_fit (ledger, &result, progress, cli->cancellable, error))
    return FALSE;
  print_crisis (cli, &result);
  aeq_crisis_result_clear (&result);
  return TRUE;
}

static gboolean
no_text (const char *text)
{
  return text == NULL || *text == '\0';
}

/* NULL: nobody asked for it, or it cannot be reached, which a message says. */
static AeqMlflow *
begin_mlflow (AeqCli *cli, AeqLedger *ledger, const char *option)
{
  const char            *url = no_text (option) ? g_getenv ("AEQUITAS_MLFLOW_URL") : option;
  const char            *token = g_getenv ("AEQUITAS_MLFLOW_TOKEN");
  const AeqMlflowOptions options = { .url = url, .token = no_text (token) ? NULL : token };
  g_autoptr (GError) error = NULL;
  AeqMlflow *mlflow;

  if (no_text (url))
    return NULL;
  if ((mlflow = aeq_mlflow_begin (&options, ledger->now, cli->cancellable, &error)) == NULL)
    aeq_cli_message (cli, "The training is not told to MLflow: %s", error->message);
  return mlflow;
}

static void
finish_mlflow (AeqCli *cli, AeqLedger *ledger, AeqMlflow *mlflow, const AeqTrainResult *result)
{
  g_autoptr (GError) error = NULL;
  AeqInstant end = ledger->now + (result != NULL ? (AeqInstant)(result->seconds * AEQ_SECOND) : 0);

  if (mlflow != NULL && !aeq_mlflow_finish (mlflow, result, end, &error))
    aeq_cli_message (cli, "The training is not told to MLflow: %s", error->message);
}

static gboolean
train_steady (AeqCli *cli, AeqLedger *ledger, const AeqAccount *account, const char *url, AeqProgress *progress,
              GError **error)
{
  g_autoptr (AeqMlflow) mlflow = begin_mlflow (cli, ledger, url);
  AeqTrainResult result = { 0 };
  gboolean       ok = aeq_job_train (ledger, account, &result, progress, cli->cancellable, error);

  finish_mlflow (cli, ledger, mlflow, ok ? &result : NULL);
  if (ok)
    print_result (cli, &result);
  aeq_train_result_clear (&result);
  return ok;
}

gboolean
aeq_command_train (AeqCli *cli, GError **error)
{
  g_autofree char *number = NULL;
  g_autofree char *code = NULL;
  g_autoptr (AeqLedger) ledger = NULL;
  g_autoptr (AeqAccount) account = NULL;
  g_autoptr (AeqProgress) progress = NULL;
  const AeqCurrency *currency;
  g_autofree char   *url = NULL;
  gboolean           crisis = FALSE;
  const GOptionEntry entries[] = {
    { "crisis", 0, 0, G_OPTION_ARG_NONE, &crisis, "Fit the crisis table to the desk's own weeks of stress instead",
      NULL },
    { "account", 0, 0, G_OPTION_ARG_STRING, &number, "Learn from this account only", "NUMBER" },
    { "currency", 0, 0, G_OPTION_ARG_STRING, &code, "Its currency, when the number is kept in several", "CODE" },
    { "mlflow", 0, 0, G_OPTION_ARG_STRING, &url, "Tell it to the MLflow server there (else AEQUITAS_MLFLOW_URL)",
      "URL" },
    G_OPTION_ENTRY_NULL,
  };

  if (!aeq_cli_parse (cli, entries, 0, 0, error))
    return error == NULL || *error == NULL;
  progress = aeq_cli_progress (cli);
  if (!aeq_cli_parse_account_currency (number, code, &currency, error) ||
      (ledger = aeq_cli_open (cli, AEQ_STORE_CREATE, error)) == NULL)
    return FALSE;
  if (crisis)
    return train_crisis (cli, ledger, progress, error);
  if (number != NULL && (account = aeq_account_require (ledger, number, currency, error)) == NULL)
    return FALSE;
  return train_steady (cli, ledger, account, url, progress, error);
}
