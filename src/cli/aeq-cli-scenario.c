/* SPDX-License-Identifier: MIT */
#include "aeq-cli-scenario.h"

#include <math.h>
#include <string.h>

#define Q05 1
#define Q95 7

void
aeq_cli_scenario_print_id (AeqCli *cli, const char *what, const AeqId *uid)
{
  char text[AEQ_ID_TEXT_SIZE];

  g_string_append_printf (cli->out, cli->json ? "{\"%s\":\"%s\"}\n" : "%s: %s\n", what, aeq_id_format (uid, text));
}

static void
write_entry (AeqJson *json, const AeqScenarioEntry *entry)
{
  g_autofree char *version = entry->scenario != NULL ? aeq_scenario_version (entry->scenario) : NULL;
  char id[AEQ_ID_TEXT_SIZE];

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "name", entry->name);
  aeq_json_boolean (json, "own", entry->own);
  aeq_json_text (json, "id", entry->own ? aeq_id_format (&entry->uid, id) : NULL);
  aeq_json_text (json, "version", version);
  aeq_json_text (json, "description", entry->scenario != NULL ? entry->scenario->description : NULL);
  aeq_json_text (json, "trouble", entry->trouble);
  aeq_json_end_object (json);
}

static void
add_entry (AeqCliTable *table, const AeqScenarioEntry *entry)
{
  g_autofree char *version = entry->scenario != NULL ? aeq_scenario_version (entry->scenario) : g_strdup ("");
  const char *words = entry->scenario != NULL ? entry->scenario->description : entry->trouble;

  aeq_cli_table_add (table, entry->name, entry->own ? "the desk's own" : "built in", version, words != NULL ? words : "", NULL);
}

void
aeq_cli_scenario_print_list (AeqCli *cli, GPtrArray *entries)
{
  g_autoptr(AeqJson) json = cli->json ? aeq_json_new (cli->out) : NULL;
  AeqCliTable *table = NULL;

  if (json != NULL)
    aeq_json_begin_array (json, NULL);
  else
    table = aeq_cli_table_new ("Name", "Kept", "Version", "What it is", NULL);
  for (guint i = 0; i < entries->len; i++)
    if (json != NULL)
      write_entry (json, entries->pdata[i]);
    else
      add_entry (table, entries->pdata[i]);
  if (json != NULL)
    {
      aeq_json_end_array (json);
      g_string_append_c (cli->out, '\n');
    }
  else
    aeq_cli_table_print (table, cli->out);
}

static void
write_definition (AeqCli *cli, const AeqScenario *scenario, const char *version)
{
  g_autofree char *definition = aeq_scenario_json (scenario);
  g_autoptr(AeqJson) json = aeq_json_new (cli->out);

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "name", scenario->name);
  aeq_json_text (json, "version", version);
  aeq_json_text (json, "description", scenario->description);
  aeq_json_raw (json, "definition", definition);
  aeq_json_end_object (json);
  g_string_append_c (cli->out, '\n');
}

static void
print_blocks (AeqCli *cli, const AeqScenario *scenario)
{
  for (guint i = 0; i < scenario->blocks->len; i++)
    {
      g_autofree char *words = aeq_stress_block_words (&g_array_index (scenario->blocks, AeqStressBlock, i));

      g_string_append_printf (cli->out, "  %s\n", words);
    }
}

void
aeq_cli_scenario_print_definition (AeqCli *cli, const AeqScenario *scenario)
{
  g_autofree char *version = aeq_scenario_version (scenario);
  g_autofree char *definition = aeq_scenario_json (scenario);

  if (cli->json)
    {
      write_definition (cli, scenario, version);
      return;
    }
  g_string_append_printf (cli->out, "%s, version %s\n", scenario->name, version);
  if (scenario->description != NULL)
    g_string_append_printf (cli->out, "%s\n", scenario->description);
  print_blocks (cli, scenario);
  g_string_append_printf (cli->out, "%s\n", definition);
}

static char *
amount_text (const AeqScenarioSection *section, double value)
{
  char *text = g_malloc (AEQ_MONEY_TEXT_SIZE + 8);
  guint digits = section->currency->exponent;
  double minor = value * (double) aeq_money_scale (digits);

  return aeq_money_format_grouped (minor >= 9.2e18 ? G_MAXINT64 : minor <= -9.2e18 ? -G_MAXINT64 : (gint64) llround (minor), digits,
                                   text);
}

static char *
chance_text (double p)
{
  if (isnan (p))
    return g_strdup ("no limit");
  return p < .001 ? g_strdup ("< 0.1 %") : g_strdup_printf ("%.1f %%", 100 * p);
}

static char *
time_text (const AeqScenarioSection *section, AeqInstant at, const char *none)
{
  char text[AEQ_INSTANT_TEXT_SIZE];

  if (at == AEQ_INSTANT_NONE)
    return g_strdup (none);
  aeq_zone_format (section->zone, at, text);
  return g_strndup (text + strlen ("2026-11-20T"), strlen ("09:30"));
}

static void
add_pair (AeqCliTable *table, const AeqScenarioSection *section, const char *name, double base, double stressed)
{
  g_autofree char *before = amount_text (section, base);
  g_autofree char *after = amount_text (section, stressed);
  g_autofree char *change = amount_text (section, stressed - base);

  aeq_cli_table_add (table, name, before, after, change, NULL);
}

static void
add_texts (AeqCliTable *table, const char *name, char *base, char *stressed)
{
  aeq_cli_table_add (table, name, base, stressed, "", NULL);
  g_free (base);
  g_free (stressed);
}

static void
add_reading (AeqCliTable *table, const AeqScenarioSection *section, const AeqStressReading *stressed)
{
  const AeqStressReading *base = section->base;
  double scale = (double) aeq_money_scale (section->currency->exponent);

  add_pair (table, section, "Lowest balance, median", base->lowest[AEQ_MEDIAN_INDEX],
            stressed->lowest[AEQ_MEDIAN_INDEX]);
  add_pair (table, section, "Lowest balance, 5 % worst", base->lowest[Q05], stressed->lowest[Q05]);
  add_texts (table, "Lowest at", time_text (section, base->lowest_at, "before now"),
             time_text (section, stressed->lowest_at, "before now"));
  add_pair (table, section, "Closing balance, median", base->closing[AEQ_MEDIAN_INDEX],
            stressed->closing[AEQ_MEDIAN_INDEX]);
  add_texts (table, "Chance of a breach", chance_text (base->p_breach), chance_text (stressed->p_breach));
  add_texts (table, "First breach at", time_text (section, base->first_breach_at, ""),
             time_text (section, stressed->first_breach_at, ""));
  add_texts (table, "Chance that all is used up", chance_text (base->p_exhausted), chance_text (stressed->p_exhausted));
  add_pair (table, section, "A1 peak usage, median", base->usage[AEQ_MEDIAN_INDEX], stressed->usage[AEQ_MEDIAN_INDEX]);
  add_pair (table, section, "A1 peak usage, 95 %", base->usage[Q95], stressed->usage[Q95]);
  add_pair (table, section, "A2 available at the open", base->available_total / scale, stressed->available_total / scale);
  add_pair (table, section, "A3 sent, median", base->sent[AEQ_MEDIAN_INDEX], stressed->sent[AEQ_MEDIAN_INDEX]);
  add_pair (table, section, "A3 sent, 95 %", base->sent[Q95], stressed->sent[Q95]);
  add_pair (table, section, "A3 received, median", base->received[AEQ_MEDIAN_INDEX], stressed->received[AEQ_MEDIAN_INDEX]);
  add_pair (table, section, "A4 obligations open", base->due, stressed->due);
  add_pair (table, section, "A4 of them at risk, median", base->at_risk[AEQ_MEDIAN_INDEX], stressed->at_risk[AEQ_MEDIAN_INDEX]);
  add_pair (table, section, "A4 of them at risk, 95 %", base->at_risk[Q95], stressed->at_risk[Q95]);
  add_pair (table, section, "Carried to the next day", base->carried, stressed->carried);
}

static void
append_title (AeqCli *cli, const AeqScenarioSection *section)
{
  g_string_append_printf (cli->out, "\n%s%s %s%s\n", section->set ? "Set " : "", section->name, section->currency->code,
                          section->set ? section->netted ? ", one path" : ", a path for each account" : "");
  if (aeq_stress_book_largest (section->book) != NULL)
    g_string_append_printf (cli->out, "Largest counterparty: %s\n", aeq_stress_book_largest (section->book));
}

void
aeq_cli_scenario_print_run (AeqCli *cli, const AeqScenarioBase *base, const AeqScenario *scenario, GPtrArray *readings)
{
  g_autofree char *version = aeq_scenario_version (scenario);
  char when[AEQ_INSTANT_TEXT_SIZE];

  if (cli->json)
    {
      g_autofree char *document = aeq_scenario_document (base, scenario, readings);

      g_string_append_printf (cli->out, "%s\n", document);
      return;
    }
  g_string_append_printf (cli->out, "Scenario %s, version %s, on the forecast as of %s, model %s\n", scenario->name, version,
                          aeq_instant_format (base->forecast->as_of, when), base->forecast->model);
  print_blocks (cli, scenario);
  for (guint i = 0; i < base->sections->len; i++)
    {
      AeqCliTable *table = aeq_cli_table_new ("", ">Base", ">Stressed", ">Change", NULL);

      append_title (cli, base->sections->pdata[i]);
      add_reading (table, base->sections->pdata[i], readings->pdata[i]);
      aeq_cli_table_print (table, cli->out);
    }
}

static char *
size_text (const AeqScenarioSection *section, const AeqStressReverse *found, double size)
{
  gint64 minor;

  if (aeq_scenario_reverse_amount (section, found, size, &minor))
    return amount_text (section, (double) minor / (double) aeq_money_scale (section->currency->exponent));
  if (g_str_equal (found->size, "minutes"))
    return g_strdup_printf ("%.0f min", ceil (size));
  if (g_str_equal (found->size, "share"))
    return g_strdup_printf ("%.1f %%", 100 * size);
  if (g_str_equal (found->size, "points"))
    return g_strdup_printf ("%.1f points", size);
  return g_strdup_printf ("x %.2f", size);
}

static char *
least_text (const AeqScenarioSection *section, const AeqStressReverse *found, const AeqStressLeast *least)
{
  g_autofree char *worst = size_text (section, found, found->worst);

  switch (least->outcome)
    {
    case AEQ_STRESS_FOUND:
      return size_text (section, found, least->size);
    case AEQ_STRESS_ALREADY:
      return g_strdup ("without any shock");
    case AEQ_STRESS_NO_LIMIT:
      return g_strdup ("no limit");
    default:
      return g_strdup_printf ("none up to %s", worst);
    }
}

static void
add_shock (AeqCliTable *table, const AeqScenarioSection *section, const AeqStressReverse *found)
{
  g_autofree char *breach = least_text (section, found, &found->breach);
  g_autofree char *exhaustion = least_text (section, found, &found->exhaustion);

  aeq_cli_table_add (table, found->name, breach, exhaustion, NULL);
}

void
aeq_cli_scenario_print_reverse (AeqCli *cli, const AeqScenarioBase *base, double chance, GPtrArray *found)
{
  if (cli->json)
    {
      g_autofree char *document = aeq_scenario_reverse_document (base, chance, found);

      g_string_append_printf (cli->out, "%s\n", document);
      return;
    }
  g_string_append_printf (cli->out, "The least shock, each alone, on %.4g %% of the paths\n", 100 * chance);
  for (guint i = 0; i < base->sections->len; i++)
    {
      AeqCliTable *table = aeq_cli_table_new ("Shock", ">Breaches the limit", ">Uses up all that is available", NULL);
      const GArray *list = found->pdata[i];

      append_title (cli, base->sections->pdata[i]);
      for (guint j = 0; j < list->len; j++)
        add_shock (table, base->sections->pdata[i], &g_array_index (list, AeqStressReverse, j));
      aeq_cli_table_print (table, cli->out);
    }
}
