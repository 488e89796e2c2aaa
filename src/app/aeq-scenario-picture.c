/* SPDX-License-Identifier: MIT */
#include "aeq-scenario-picture.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aeq-position-words.h"
#include "aeq-scenario-load.h"
#include "aeq-screen-format.h"

#define Q05 1
#define Q95 7

static const AeqSheetColumn COLUMNS[] = {
  { N_("Figure"), N_("What it is of; the last column says how it is defined"), AEQ_VALUE_TEXT, 210, "figure" },
  { N_("Unit"), N_("Currency of the account, or per cent"), AEQ_VALUE_TEXT, 60, "unit" },
  { N_("Base"), N_("The sample paths of the forecast as they are drawn"), AEQ_VALUE_DECIMAL, 140, "base" },
  { N_("Stressed"), N_("The same paths under the scenario"), AEQ_VALUE_DECIMAL, 140, "stressed" },
  { N_("Change"), N_("Stressed less base"), AEQ_VALUE_DECIMAL, 140, "change" },
  { N_("Definition"), NULL, AEQ_VALUE_TEXT, 0, "definition" },
};

static const AeqSheetColumn ACCOUNT_COLUMNS[] = {
  { N_("Account or Set"), N_("Accounts in the scope, then the sets of several of them"), AEQ_VALUE_TEXT, 150, "account" },
  { N_("Unit"), N_("Currency of the amounts"), AEQ_VALUE_TEXT, 56, "unit" },
  { N_("Breach, Base"), N_("Chance in per cent that balance and committed lines go below the limit, without the scenario"), AEQ_VALUE_DECIMAL, 96, "p_breach_base" },
  { N_("Breach"), N_("The same under the scenario"), AEQ_VALUE_DECIMAL, 70, "p_breach" },
  { N_("Lowest, Base"), N_("Lowest balance without the scenario; 19 of 20 paths stay above it"), AEQ_VALUE_DECIMAL, 130, "lowest_base" },
  { N_("Lowest"), N_("The same under the scenario"), AEQ_VALUE_DECIMAL, 130, "lowest" },
  { N_("A1, 95 %"), N_("BCBS 248 A1, peak usage under the scenario; 19 of 20 paths use less"), AEQ_VALUE_DECIMAL, 130, "a1_p95" },
  { N_("A2"), N_("BCBS 248 A2, available at the open under the scenario"), AEQ_VALUE_DECIMAL, 130, "a2" },
  { N_("A3 Sent"), N_("BCBS 248 A3, gross payments of the day under the scenario, median"), AEQ_VALUE_DECIMAL, 130, "a3_sent" },
  { N_("A3 Received"), N_("BCBS 248 A3, gross receipts of the day under the scenario, median"), AEQ_VALUE_DECIMAL, 130, "a3_received" },
  { N_("A4 at Risk"), N_("BCBS 248 A4, open obligations that fall due while the balance is below its floor; less on 19 of 20 paths"), AEQ_VALUE_DECIMAL, 130, "a4_at_risk" },
};

static const AeqSheetColumn COMPARE_COLUMNS[] = {
  { N_("Scenario"), NULL, AEQ_VALUE_TEXT, 170, "scenario" },
  { N_("Unit"), N_("Currency of the amounts"), AEQ_VALUE_TEXT, 56, "unit" },
  { N_("Breach"), N_("Chance in per cent that balance and committed lines go below the limit; – without a limit"), AEQ_VALUE_DECIMAL, 70, "p_breach" },
  { N_("Lowest, Median"), N_("Lowest balance of the day; half of the paths stay above it"), AEQ_VALUE_DECIMAL, 130, "lowest_median" },
  { N_("Lowest, 5 % Worst"), N_("19 of 20 paths stay above it"), AEQ_VALUE_DECIMAL, 130, "lowest_p05" },
  { N_("A1, Median"), N_("BCBS 248 A1, peak usage: the lowest net position since the open, as a positive amount"), AEQ_VALUE_DECIMAL, 130, "a1_median" },
  { N_("A1, 95 %"), N_("19 of 20 paths use less"), AEQ_VALUE_DECIMAL, 130, "a1_p95" },
  { N_("A2"), N_("BCBS 248 A2: balance, reserves, unencumbered collateral and lines at the start of the day"), AEQ_VALUE_DECIMAL, 130, "a2" },
  { N_("A3 Sent"), N_("BCBS 248 A3, gross payments of the day, median"), AEQ_VALUE_DECIMAL, 130, "a3_sent" },
  { N_("A3 Received"), N_("BCBS 248 A3, gross receipts of the day, median"), AEQ_VALUE_DECIMAL, 130, "a3_received" },
  { N_("A4 at Risk"), N_("BCBS 248 A4, open obligations that fall due while the balance is below its floor; less on 19 of 20 paths"), AEQ_VALUE_DECIMAL, 130, "a4_at_risk" },
};

static const AeqScenarioAccount *
first_account (const AeqScenarioSection *section)
{
  return section->accounts->pdata[0];
}

static void
add_line (AeqChart *chart, const char *name, AeqInk ink, const AeqStressReading *reading, const double *x, int quantile)
{
  g_autofree double *y = g_new (double, reading->n_points);

  for (guint i = 0; i < reading->n_points; i++)
    y[i] = reading->balance[i * AEQ_N_QUANTILES + (guint) quantile];
  aeq_chart_add_line (chart, name, ink, x, y, reading->n_points);
}

/* A balance is that of the end of its time slice; the last slice is as long as the one before it. */
static double *
slice_ends (const AeqStressReading *reading)
{
  guint n = reading->n_points;
  double *x = g_new (double, n);

  for (guint i = 0; i + 1 < n; i++)
    x[i] = (double) reading->points[i + 1] / 1e6;
  if (n > 1)
    x[n - 1] = x[n - 2] + (double) (reading->points[n - 1] - reading->points[n - 2]) / 1e6;
  else if (n > 0)
    x[0] = (double) reading->points[0] / 1e6;
  return x;
}

AeqChart *
aeq_scenario_chart (const AeqScenarioSection *section, const AeqStressReading *stressed)
{
  AeqChart *chart = aeq_chart_new (NULL, AEQ_AXIS_INSTANT, NULL, section->currency->code);
  g_autofree double *x = slice_ends (stressed);
  double limit = first_account (section)->leg.limit;

  aeq_chart_set_zone (chart, section->zone);
  aeq_chart_add_fan (chart, _("Stressed"), x, stressed->n_points, AEQ_QUANTILE_LEVELS, AEQ_N_QUANTILES, stressed->balance);
  add_line (chart, _("Base, median"), AEQ_INK_ACTUAL, section->base, x, AEQ_MEDIAN_INDEX);
  add_line (chart, _("Base, 5 %"), AEQ_INK_OTHER, section->base, x, Q05);
  add_line (chart, _("Base, 95 %"), AEQ_INK_OTHER, section->base, x, Q95);
  if (!isnan (limit))
    aeq_chart_add_limit (chart, _("Limit"), limit);
  return chart;
}

static gint64
minor_of (const AeqScenarioSection *section, double value)
{
  double minor = value * (double) aeq_money_scale (section->currency->exponent);

  return minor >= 9.2e18 ? G_MAXINT64 : minor <= -9.2e18 ? -G_MAXINT64 : (gint64) llround (minor);
}

/* Amounts and chances share a column, so that both are plain numbers with their unit beside them. */
static AeqValue
exact (const AeqScenarioSection *section, double value)
{
  gint64 minor = minor_of (section, value);
  char text[AEQ_MONEY_TEXT_SIZE];
  AeqValue made = aeq_value_decimal (aeq_money_format (minor, section->currency->exponent, text));

  made.tone = minor < 0 ? AEQ_TONE_BAD : AEQ_TONE_PLAIN;
  return made;
}

static AeqSheetRow *
add_row (AeqSheet *sheet, const char *name, const char *unit, const char *definition)
{
  AeqSheetRow *row = aeq_sheet_add (sheet, NULL, NULL);

  row->values[0] = aeq_value_text (name);
  row->values[1] = aeq_value_text (unit);
  row->values[5] = aeq_value_text (definition);
  return row;
}

static void
add_money (AeqSheet *sheet, const AeqScenarioSection *section, const char *name, double base, double stressed, const char *definition)
{
  AeqSheetRow *row = add_row (sheet, name, section->currency->code, definition);

  row->values[2] = exact (section, base);
  row->values[3] = exact (section, stressed);
  row->values[4] = exact (section, stressed - base);
}

static void
add_chance (AeqSheet *sheet, const char *name, double base, double stressed, const char *definition)
{
  AeqSheetRow *row = add_row (sheet, name, "%", definition);

  row->values[2] = aeq_value_percent (base);
  row->values[3] = aeq_value_percent (stressed);
  row->values[4] = aeq_value_percent (stressed - base);
}

static void
add_day (AeqSheet *sheet, const AeqScenarioSection *section, const AeqStressReading *stressed)
{
  const AeqStressReading *base = section->base;

  add_money (sheet, section, _("Lowest balance, median"), base->lowest[AEQ_MEDIAN_INDEX], stressed->lowest[AEQ_MEDIAN_INDEX],
             _("Lowest balance of the day; half of the paths stay above it"));
  add_money (sheet, section, _("Lowest balance, 5 % worst"), base->lowest[Q05], stressed->lowest[Q05], _("19 of 20 paths stay above it"));
  add_money (sheet, section, _("Closing balance, median"), base->closing[AEQ_MEDIAN_INDEX], stressed->closing[AEQ_MEDIAN_INDEX],
             _("Balance at the end of the account’s day"));
  add_chance (sheet, _("Chance of a breach"), base->p_breach, stressed->p_breach,
              _("Share of the paths on which balance and committed lines go below the limit; – without a limit"));
  add_chance (sheet, _("Chance that all is used up"), base->p_exhausted, stressed->p_exhausted,
              _("Share of the paths on which all available sources (A2) do not reach"));
  add_money (sheet, section, _("Carried to the next day"), base->carried, stressed->carried,
             _("Mean of the receipts that come on the next business day instead"));
}

static void
add_tools (AeqSheet *sheet, const AeqScenarioSection *section, const AeqStressReading *stressed)
{
  const AeqStressReading *base = section->base;
  double scale = (double) aeq_money_scale (section->currency->exponent);

  add_money (sheet, section, _("A1 peak usage, median"), base->usage[AEQ_MEDIAN_INDEX], stressed->usage[AEQ_MEDIAN_INDEX],
             _("BCBS 248 A1: the lowest net position since the open, as a positive amount"));
  add_money (sheet, section, _("A1 peak usage, 95 %"), base->usage[Q95], stressed->usage[Q95], _("19 of 20 paths use less"));
  add_money (sheet, section, _("A2 available at the open"), (double) base->available_total / scale, (double) stressed->available_total / scale,
             _("BCBS 248 A2: balance, reserves, unencumbered collateral and lines at the start of the day"));
  add_money (sheet, section, _("A3 sent, median"), base->sent[AEQ_MEDIAN_INDEX], stressed->sent[AEQ_MEDIAN_INDEX],
             _("BCBS 248 A3: gross payments of the day"));
  add_money (sheet, section, _("A3 received, median"), base->received[AEQ_MEDIAN_INDEX], stressed->received[AEQ_MEDIAN_INDEX],
             _("BCBS 248 A3: gross receipts of the day"));
  add_money (sheet, section, _("A4 obligations open"), base->due, stressed->due, _("BCBS 248 A4: time-specific obligations of today that are not settled"));
  add_money (sheet, section, _("A4 of them at risk, 95 %"), base->at_risk[Q95], stressed->at_risk[Q95],
             _("Open obligations that fall due while the balance is below its floor; less on 19 of 20 paths"));
}

AeqSheet *
aeq_scenario_sheet (const AeqScenarioSection *section, const AeqStressReading *stressed, AeqInstant as_of)
{
  AeqSheet *sheet = aeq_sheet_new (as_of, COLUMNS, G_N_ELEMENTS (COLUMNS));

  add_day (sheet, section, stressed);
  add_tools (sheet, section, stressed);
  return sheet;
}

/* A2, A3 and A4, which both tables end with. */
static void
fill_tools (AeqSheetRow *row, guint column, const AeqScenarioSection *section, const AeqStressReading *reading)
{
  double scale = (double) aeq_money_scale (section->currency->exponent);

  row->values[column] = exact (section, (double) reading->available_total / scale);
  row->values[column + 1] = exact (section, reading->sent[AEQ_MEDIAN_INDEX]);
  row->values[column + 2] = exact (section, reading->received[AEQ_MEDIAN_INDEX]);
  row->values[column + 3] = exact (section, reading->at_risk[Q95]);
}

AeqSheet *
aeq_scenario_accounts_sheet (const AeqScenarioBase *base, GPtrArray *readings, AeqInstant as_of)
{
  AeqSheet *sheet = aeq_sheet_new (as_of, ACCOUNT_COLUMNS, G_N_ELEMENTS (ACCOUNT_COLUMNS));

  for (guint i = 0; i < base->sections->len; i++)
    {
      const AeqScenarioSection *section = base->sections->pdata[i];
      const AeqStressReading *reading = readings->pdata[i];
      AeqSheetRow *row = aeq_sheet_add (sheet, NULL, NULL);

      row->values[0] = aeq_value_text (section->name);
      row->values[1] = aeq_value_text (section->currency->code);
      row->values[2] = aeq_value_percent (section->base->p_breach);
      row->values[3] = aeq_value_percent (reading->p_breach);
      row->values[4] = exact (section, section->base->lowest[Q05]);
      row->values[5] = exact (section, reading->lowest[Q05]);
      row->values[6] = exact (section, reading->usage[Q95]);
      fill_tools (row, 7, section, reading);
    }
  return sheet;
}

static void
add_compared (AeqSheet *sheet, const char *name, const AeqScenarioSection *section, const AeqStressReading *reading)
{
  AeqSheetRow *row = aeq_sheet_add (sheet, NULL, NULL);

  row->values[0] = aeq_value_text (name);
  row->values[1] = aeq_value_text (section->currency->code);
  row->values[2] = aeq_value_percent (reading->p_breach);
  row->values[3] = exact (section, reading->lowest[AEQ_MEDIAN_INDEX]);
  row->values[4] = exact (section, reading->lowest[Q05]);
  row->values[5] = exact (section, reading->usage[AEQ_MEDIAN_INDEX]);
  row->values[6] = exact (section, reading->usage[Q95]);
  fill_tools (row, 7, section, reading);
}

AeqSheet *
aeq_scenario_compare_sheet (const AeqScenarioSection *section, GPtrArray *names, GPtrArray *readings, AeqInstant as_of)
{
  AeqSheet *sheet = aeq_sheet_new (as_of, COMPARE_COLUMNS, G_N_ELEMENTS (COMPARE_COLUMNS));

  add_compared (sheet, _("Base, no scenario"), section, section->base);
  for (guint i = 0; i < readings->len; i++)
    add_compared (sheet, names->pdata[i], section, readings->pdata[i]);
  return sheet;
}

AeqChart *
aeq_scenario_compare_chart (const AeqScenarioSection *section, GPtrArray *names, GPtrArray *readings)
{
  static const AeqInk INKS[] = { AEQ_INK_FORECAST, AEQ_INK_EXPECTED, AEQ_INK_OUT, AEQ_INK_OTHER, AEQ_INK_IN };
  AeqChart *chart = aeq_chart_new (NULL, AEQ_AXIS_INSTANT, NULL, section->currency->code);
  g_autofree double *x = slice_ends (section->base);
  double limit = first_account (section)->leg.limit;

  aeq_chart_set_zone (chart, section->zone);
  add_line (chart, _("Base, no scenario"), AEQ_INK_ACTUAL, section->base, x, AEQ_MEDIAN_INDEX);
  for (guint i = 0; i < readings->len; i++)
    add_line (chart, names->pdata[i], INKS[i % G_N_ELEMENTS (INKS)], readings->pdata[i], x, AEQ_MEDIAN_INDEX);
  if (!isnan (limit))
    aeq_chart_add_limit (chart, _("Limit"), limit);
  return chart;
}

static char *
clock_text (const AeqScenarioSection *section, AeqInstant at, AeqInstant as_of)
{
  return at != AEQ_INSTANT_NONE ? aeq_zone_clock_text (section->zone, at, as_of) : g_strdup ("–");
}

char *
aeq_scenario_times_text (const AeqScenarioSection *section, const AeqStressReading *stressed, AeqInstant as_of)
{
  g_autofree char *lowest = clock_text (section, stressed->lowest_at, as_of);
  g_autofree char *base_lowest = clock_text (section, section->base->lowest_at, as_of);
  g_autofree char *breach = clock_text (section, stressed->first_breach_at, as_of);
  g_autofree char *base_breach = clock_text (section, section->base->first_breach_at, as_of);

  return g_strdup_printf (_("Lowest at %s (base %s) · first breach at %s (base %s)"), lowest, base_lowest, breach, base_breach);
}

static char *
size_text (const AeqScenarioSection *section, const AeqStressReverse *found, double size)
{
  gint64 minor;

  if (aeq_scenario_reverse_amount (section, found, size, &minor))
    return aeq_amount_with_unit (minor, section->currency);
  if (g_str_equal (found->size, "minutes"))
    return g_strdup_printf (_("%.0f minutes"), ceil (size));
  if (g_str_equal (found->size, "share"))
    return aeq_screen_share (size);
  if (g_str_equal (found->size, "points"))
    return g_strdup_printf (_("%.1f percentage points"), size);
  return g_strdup_printf ("× %.2f", size);
}

char *
aeq_scenario_least_text (const AeqScenarioSection *section, const AeqStressReverse *found, const AeqStressLeast *least)
{
  g_autofree char *worst = size_text (section, found, found->worst);

  switch (least->outcome)
    {
    case AEQ_STRESS_FOUND:
      return size_text (section, found, least->size);
    case AEQ_STRESS_ALREADY:
      return g_strdup (_("without any shock"));
    case AEQ_STRESS_NO_LIMIT:
      return g_strdup (_("no limit is set"));
    case AEQ_STRESS_NOT:
    default: /* translators: the worst size that was tried */
      return g_strdup_printf (_("not even %s"), worst);
    }
}
