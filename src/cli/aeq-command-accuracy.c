/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "aeq-cli-accuracy.h"
#include "aeq-error.h"
#include "aeq-regime.h"

static char *
number (double value, const char *format)
{
  char buffer[32];

  if (isnan (value))
    return g_strdup ("-");
  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, format, value));
}

static char *
percent (double share)
{
  char buffer[32];

  if (isnan (share))
    return g_strdup ("-");
  return g_strconcat (g_ascii_formatd (buffer, sizeof buffer, "%.1f", 100 * share), " %", NULL);
}

static void
add_part (AeqCliTable *table, const char *name, const AeqAccuracyPart *part)
{
  g_autofree char *n = g_strdup_printf ("%" G_GUINT64_FORMAT, part->tally.n);
  g_autofree char *wape = number (aeq_tally_wape (&part->tally), "%.3f");
  g_autofree char *bias = number (aeq_tally_bias (&part->tally), "%.3f");
  g_autofree char *wql = number (aeq_tally_wql (&part->tally), "%.3f");
  g_autofree char *coverage = percent (aeq_tally_coverage (&part->tally, AEQ_INTERVAL_90));
  g_autofree char *skill = percent (aeq_accuracy_skill (part));

  aeq_cli_table_add (table, name, n, wape, bias, wql, coverage, skill, NULL);
}

static void
add_parts (AeqCliTable *table, const char *prefix, GPtrArray *parts)
{
  for (guint i = 0; i < parts->len; i++)
    {
      const AeqAccuracyPart *part = parts->pdata[i];
      g_autofree char *name = g_strconcat (prefix, part->name, NULL);

      add_part (table, name, part);
    }
}

static void
print_course (AeqCli *cli, const AeqCourseTally *course)
{
  g_autofree char *peak = percent (course->usage > 0 ? course->usage_abs_error / course->usage : NAN);

  if (course->n == 0)
    return;
  g_string_append_printf (cli->out, "Peak usage of %" G_GUINT64_FORMAT " courses of a day: error %s of the usage", course->n, peak);
  if (course->n_times > 0)
    g_string_append_printf (cli->out, "; the lowest point came %.0f minutes outside the bucket that was told",
                            course->time_error / (double) course->n_times);
  g_string_append (cli->out, ".\n");
  if (course->n_floor > 0)
    g_string_append_printf (cli->out,
                            "Breaches: %" G_GUINT64_FORMAT " came, %" G_GUINT64_FORMAT " were called (at 50 %% or more), %"
                            G_GUINT64_FORMAT " of these rightly", course->breaches, course->called, course->hits);
  if (course->n_leads > 0)
    g_string_append_printf (cli->out, ", %.0f minutes ahead on average", course->lead / (double) course->n_leads);
  g_string_append (cli->out, course->n_floor > 0 ? ".\n" : "");
}

static void
print_overrides (AeqCli *cli, const AeqOverrideTally *overrides)
{
  if (overrides->n > 0)
    g_string_append_printf (cli->out, "Overrides: %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " brought the forecast nearer to what came.\n",
                            overrides->helped, overrides->n);
}

/* Of the account that had it. */
static void
print_worst (AeqCli *cli, GPtrArray *accounts)
{
  const AeqAccuracyPart *worst = NULL;

  for (guint i = 0; i < accounts->len; i++)
    {
      const AeqAccuracyPart *part = accounts->pdata[i];

      if (!isnan (aeq_accuracy_worst (part)) && (worst == NULL || aeq_accuracy_worst (part) < aeq_accuracy_worst (worst)))
        worst = part;
    }
  if (worst != NULL)
    g_string_append_printf (cli->out, "Worst stretch: %s held %.1f %% of %d days in a row inside its 90 %% interval.\n", worst->name,
                            100 * aeq_accuracy_worst (worst), AEQ_ACCURACY_WINDOW);
}

static void
print_drift (AeqCli *cli, GPtrArray *accounts)
{
  for (guint i = 0; i < accounts->len; i++)
    {
      const AeqAccuracyPart *part = accounts->pdata[i];
      double coverage;

      if (aeq_accuracy_drifts (part, &coverage))
        g_string_append_printf (cli->out, "Calibration drifts: %s held %.1f %% of the last %d days inside its 90 %% interval.\n",
                                part->name, 100 * coverage, AEQ_ACCURACY_WINDOW);
    }
}

void
aeq_cli_print_accuracy (AeqCli *cli, const AeqAccuracy *accuracy)
{
  AeqCliTable *table;

  if (cli->json)
    {
      g_autofree char *document = aeq_accuracy_document (accuracy);

      g_string_append_printf (cli->out, "%s\n", document);
      return;
    }
  if (accuracy->total.tally.n == 0)
    {
      g_string_append (cli->out, "Nothing has been scored yet: issue forecasts, and run score when their days are over.\n");
      return;
    }
  table = aeq_cli_table_new ("", ">Forecasts", ">WAPE", ">Bias", ">WQL", ">In the 90 % interval", ">Better than last week", NULL);
  add_part (table, "all", &accuracy->total);
  add_parts (table, "regime ", accuracy->by_regime);
  add_parts (table, "days ahead ", accuracy->by_horizon);
  add_parts (table, "", accuracy->by_account);
  aeq_cli_table_print (table, cli->out);
  g_string_append (cli->out, "Errors of net flows are divided by gross flows (in plus out).\n");
  print_course (cli, &accuracy->course);
  print_overrides (cli, &accuracy->overrides);
  print_worst (cli, accuracy->by_account);
  print_drift (cli, accuracy->by_account);
}

static gboolean
parse_regime (const char *text, GError **error)
{
  if (text == NULL || g_str_equal (text, "unknown"))
    return TRUE;
  for (int i = 0; i < AEQ_N_REGIMES; i++)
    if (g_str_equal (text, aeq_regime_name ((AeqRegime) i)))
      return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "--regime %s: give steady, elevated, crisis or unknown", text);
  return FALSE;
}

gboolean
aeq_command_accuracy (AeqCli *cli, GError **error)
{
  g_autofree char *account_number = NULL;
  g_autofree char *code = NULL;
  g_autofree char *regime = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autoptr(AeqLedger) ledger = NULL;
  g_autoptr(AeqAccount) account = NULL;
  g_autoptr(AeqAccuracy) accuracy = NULL;
  const AeqCurrency *currency;
  AeqAccuracyFilter filter = { NULL, -1, NULL, AEQ_DATE_NONE, AEQ_DATE_NONE, NULL };
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &account_number, "Only this account", "NUMBER" },
    { "currency", 0, 0, G_OPTION_ARG_STRING, &code, "Its currency, when the number is kept in several", "CODE" },
    { "horizon", 0, 0, G_OPTION_ARG_INT, &filter.horizon, "Only so many business days ahead (0: today)", "N" },
    { "regime", 0, 0, G_OPTION_ARG_STRING, &regime, "Only forecasts issued in this regime", "REGIME" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, "First day that was forecast", "DAY" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, "Last day that was forecast", "DAY" },
    G_OPTION_ENTRY_NULL,
  };

  if (!aeq_cli_parse (cli, entries, 0, 0, error))
    return error == NULL || *error == NULL;
  if (!parse_regime (regime, error) || !aeq_cli_parse_account_currency (account_number, code, &currency, error) ||
      (from != NULL && !aeq_cli_parse_date ("--from", from, &filter.from, error)) ||
      (to != NULL && !aeq_cli_parse_date ("--to", to, &filter.to, error)) ||
      (ledger = aeq_cli_open (cli, AEQ_STORE_READ_ONLY, error)) == NULL ||
      (account_number != NULL && (account = aeq_account_require (ledger, account_number, currency, error)) == NULL))
    return FALSE;
  filter.account = account;
  filter.regime = regime;
  if ((accuracy = aeq_job_accuracy (ledger, &filter, error)) == NULL)
    return FALSE;
  aeq_cli_print_accuracy (cli, accuracy);
  return TRUE;
}
