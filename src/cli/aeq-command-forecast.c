/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "aeq-cli.h"
#include "aeq-error.h"
#include "aeq-job-accuracy.h"
#include "aeq-job-scenario.h"

#define Q05 1
#define Q95 7

/* A line of blocks: how the balance goes through the day; the lowest block is the lowest point. */
static void
append_sparkline (GString *out, const AeqDeskForecast *forecast)
{
  static const char *const BLOCKS[] = { "\xe2\x96\x81", "\xe2\x96\x82", "\xe2\x96\x83", "\xe2\x96\x84",
                                        "\xe2\x96\x85", "\xe2\x96\x86", "\xe2\x96\x87", "\xe2\x96\x88" };
  double low = INFINITY;
  double high = -INFINITY;

  for (guint i = 0; i < forecast->n_rest; i++)
    {
      double value = forecast->balance[i * AEQ_N_QUANTILES + AEQ_MEDIAN_INDEX];

      low = MIN (low, value);
      high = MAX (high, value);
    }
  for (guint i = 0; i < forecast->n_rest; i++)
    {
      double value = forecast->balance[i * AEQ_N_QUANTILES + AEQ_MEDIAN_INDEX];
      int block = high > low ? (int) (7.999 * (value - low) / (high - low)) : 3;

      g_string_append (out, BLOCKS[CLAMP (block, 0, 7)]);
    }
}

static char *
amount_text (const AeqForecastAccount *account, double value)
{
  char *text = g_malloc (AEQ_MONEY_TEXT_SIZE + 8);
  double minor = value * account->desk->scale;

  return aeq_money_format_grouped (minor >= 9.2e18 ? G_MAXINT64 : minor <= -9.2e18 ? -G_MAXINT64 : (gint64) llround (minor),
                                   account->desk->account->currency->exponent, text);
}

static char *
breach_text (const AeqForecastAccount *account)
{
  double p = account->intraday->p_breach;

  if (isnan (p))
    return g_strdup ("no limit");
  return p < 0.001 ? g_strdup ("< 0.1 %") : g_strdup_printf ("%.1f %%", 100 * p);
}

static char *
lowest_time (const AeqForecastAccount *account)
{
  char text[AEQ_INSTANT_TEXT_SIZE];
  int bucket = account->intraday->lowest_bucket;

  if (bucket < 0)
    return g_strdup ("before now");
  if (account->desk->rest.n_buckets == 1)
    return g_strdup ("today");
  aeq_zone_format (account->desk->account->zone, aeq_forecast_bucket_start (account, (guint) bucket), text);
  return g_strndup (text + 11, 5);
}

static void
add_account (AeqCliTable *table, const AeqForecastAccount *account)
{
  g_autofree char *opening = amount_text (account, account->desk->full.opening);
  g_autofree char *lowest = amount_text (account, account->intraday->lowest[AEQ_MEDIAN_INDEX]);
  g_autofree char *careful = amount_text (account, account->intraday->lowest[Q05]);
  g_autofree char *closing = amount_text (account, account->days[0].closing[AEQ_MEDIAN_INDEX]);
  g_autofree char *time = lowest_time (account);
  g_autofree char *breach = breach_text (account);
  g_autoptr(GString) path = g_string_new (NULL);

  append_sparkline (path, account->intraday);
  aeq_cli_table_add (table, account->desk->account->number, account->desk->account->currency->code, opening, lowest, time, careful,
                     breach, closing, path->str, NULL);
}

/* On a holiday the line of an account is that of its next business day. */
static void
append_closed (GString *out, const AeqForecastResult *result)
{
  guint closed = 0;

  for (guint i = 0; i < result->accounts->len; i++)
    {
      const AeqForecastAccount *account = result->accounts->pdata[i];

      closed += account->days[0].date != aeq_zone_date (account->desk->account->zone, result->as_of);
    }
  if (closed > 0)
    g_string_append_printf (out, "\n%u of %u accounts are closed today: the line is that of the next business day.\n", closed,
                            result->accounts->len);
}

static void
print_today (AeqCli *cli, const AeqForecastResult *result)
{
  AeqCliTable *table = aeq_cli_table_new ("Account", "Currency", ">Opening", ">Lowest", "At", ">5 % worst", ">Breach", ">Closing",
                                          "Rest of the day", NULL);
  char when[AEQ_INSTANT_TEXT_SIZE];

  g_string_append_printf (cli->out, "Forecast as of %s, model %s, regime %s", aeq_instant_format (result->as_of, when), result->model,
                          result->has_regime ? aeq_regime_name (result->regime) : "unknown (no market series)");
  if (result->scenario != NULL)
    g_string_append_printf (cli->out, ", under the scenario %s, version %s", result->scenario, result->scenario_version);
  g_string_append (cli->out, "\n\n");
  for (guint i = 0; i < result->accounts->len; i++)
    add_account (table, result->accounts->pdata[i]);
  aeq_cli_table_print (table, cli->out);
  append_closed (cli->out, result);
}

static void
print_days (AeqCli *cli, const AeqForecastAccount *account)
{
  AeqCliTable *table = aeq_cli_table_new ("Day", ">Announced", ">Net, median", ">5 %", ">95 %", ">Closing, median", ">5 %", ">95 %", NULL);

  g_string_append_printf (cli->out, "\n%s %s, business days ahead\n", account->desk->account->number,
                          account->desk->account->currency->code);
  for (guint i = 0; i < account->n_days; i++)
    {
      const AeqForecastDay *day = &account->days[i];
      const double values[] = { day->known, day->net[AEQ_MEDIAN_INDEX], day->net[Q05], day->net[Q95],
                                day->closing[AEQ_MEDIAN_INDEX], day->closing[Q05], day->closing[Q95] };
      g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
      char date[AEQ_DATE_TEXT_SIZE];

      for (gsize k = 0; k < G_N_ELEMENTS (values); k++)
        g_ptr_array_add (cells, amount_text (account, values[k]));
      aeq_cli_table_add (table, aeq_date_format (day->date, date), cells->pdata[0], cells->pdata[1], cells->pdata[2],
                         cells->pdata[3], cells->pdata[4], cells->pdata[5], cells->pdata[6], NULL);
    }
  aeq_cli_table_print (table, cli->out);
}

static void
print_drivers (AeqCli *cli, const AeqForecastAccount *account)
{
  for (guint i = 0; i < account->drivers->len; i++)
    {
      const AeqDriver *driver = &g_array_index (account->drivers, AeqDriver, i);
      g_autofree char *amount = amount_text (account, driver->amount);

      g_string_append_printf (cli->out, "  %s: %s %s\n", driver->next_day ? "next business day" : "rest of today", amount, driver->words);
    }
}

static void
print_result (AeqCli *cli, const AeqForecastResult *result, gboolean detail, gboolean explain)
{
  if (cli->json)
    {
      g_string_append_printf (cli->out, "%s\n", result->json);
      return;
    }
  print_today (cli, result);
  for (guint i = 0; i < result->accounts->len; i++)
    {
      const AeqForecastAccount *account = result->accounts->pdata[i];

      if (detail)
        print_days (cli, account);
      if (explain)
        {
          g_string_append_printf (cli->out, "\nWhy %s %s\n", account->desk->account->number, account->desk->account->currency->code);
          print_drivers (cli, account);
        }
      if (account->desk->n_late > 0)
        g_string_append_printf (cli->out, "%s%u expected flows of %s are late by a day or more and left out.\n", i == 0 ? "\n" : "",
                                account->desk->n_late, account->desk->account->number);
      if (account->desk->drifts)
        g_string_append_printf (cli->out,
                                "The calibration of %s drifts: %.0f %% of the last %d business days fell within their 90 %% interval.\n",
                                account->desk->account->number, 100 * account->desk->coverage, AEQ_ACCURACY_WINDOW);
    }
}

static AeqForecastResult *
make_forecast (AeqCli *cli, AeqLedger *ledger, const AeqForecastRequest *request, const char *name, AeqProgress *progress,
               GError **error)
{
  g_autoptr(AeqScenario) scenario = name != NULL ? aeq_scenario_find (ledger, name, error) : NULL;

  if (name == NULL)
    return aeq_job_forecast (ledger, request, progress, cli->cancellable, error);
  return scenario != NULL ? aeq_job_forecast_scenario (ledger, request, scenario, progress, cli->cancellable, error) : NULL;
}

gboolean
aeq_command_forecast (AeqCli *cli, GError **error)
{
  g_autofree char *number = NULL;
  g_autofree char *code = NULL;
  g_autofree char *scenario = NULL;
  g_autoptr(AeqLedger) ledger = NULL;
  g_autoptr(AeqAccount) account = NULL;
  g_autoptr(AeqProgress) progress = NULL;
  g_autoptr(AeqForecastResult) result = NULL;
  const AeqCurrency *currency;
  AeqForecastRequest request = AEQ_FORECAST_REQUEST_DEFAULT;
  int days = (int) request.days;
  int bucket = (int) request.bucket_minutes;
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &number, "Only this account", "NUMBER" },
    { "currency", 0, 0, G_OPTION_ARG_STRING, &code, "Its currency, when the number is kept in several", "CODE" },
    { "days", 0, 0, G_OPTION_ARG_INT, &days, "Business days ahead, 1 to 20 (default 20)", "N" },
    { "bucket", 0, 0, G_OPTION_ARG_INT, &bucket, "Minutes of a time slice: 15, 30 or 60 (default 30)", "MINUTES" },
    { "scenario", 0, 0, G_OPTION_ARG_STRING, &scenario, "Under this stress", "NAME" },
    { "plain", 0, 0, G_OPTION_ARG_NONE, &request.plain, "Without the trained model", NULL },
    { "explain", 0, 0, G_OPTION_ARG_NONE, &request.explain, "Say what drives it", NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!aeq_cli_parse (cli, entries, 0, 0, error))
    return error == NULL || *error == NULL;
  if (days < 0 || bucket < 0)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "%s: give a number above 0", days < 0 ? "--days" : "--bucket");
      return FALSE;
    }
  request.days = (guint) days;
  request.bucket_minutes = (guint) bucket;
  progress = aeq_cli_progress (cli);
  if (!aeq_cli_parse_account_currency (number, code, &currency, error) ||
      (ledger = aeq_cli_open (cli, AEQ_STORE_CREATE, error)) == NULL ||
      (number != NULL && (account = aeq_account_require (ledger, number, currency, error)) == NULL))
    return FALSE;
  request.account = account;
  if ((result = make_forecast (cli, ledger, &request, scenario, progress, error)) == NULL)
    return FALSE;
  print_result (cli, result, number != NULL, request.explain);
  return TRUE;
}
