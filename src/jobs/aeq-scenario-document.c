/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "aeq-job-scenario.h"
#include "aeq-json.h"
#include "aeq-scenario-load.h"

static const char *const LEVEL_NAMES[AEQ_N_QUANTILES] = { "0.025", "0.05", "0.1", "0.25", "0.5", "0.75", "0.9", "0.95", "0.975" };
#define Q95 7

typedef struct
{
  AeqJson *json;
  const AeqScenarioSection *section;
} Out;

static void
write_amount (Out *out, const char *name, double value)
{
  guint digits = out->section->currency->exponent;
  double minor = value * (double) aeq_money_scale (digits);

  aeq_json_money (out->json, name, minor >= 9.2e18 ? G_MAXINT64 : minor <= -9.2e18 ? -G_MAXINT64 : (gint64) llround (minor), digits);
}

static void
write_quantiles (Out *out, const char *name, const double *q)
{
  aeq_json_begin_object (out->json, name);
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    write_amount (out, LEVEL_NAMES[i], q[i]);
  aeq_json_end_object (out->json);
}

static void
write_instant (Out *out, const char *name, AeqInstant at)
{
  char text[AEQ_INSTANT_TEXT_SIZE];

  aeq_json_text (out->json, name, at != AEQ_INSTANT_NONE ? aeq_zone_format (out->section->zone, at, text) : NULL);
}

static void
write_fan (Out *out, const AeqStressReading *reading)
{
  aeq_json_begin_array (out->json, "path");
  for (guint i = 0; i < reading->n_points; i++)
    {
      aeq_json_begin_object (out->json, NULL);
      write_instant (out, "start", reading->points[i]);
      write_quantiles (out, "q", reading->balance + i * AEQ_N_QUANTILES);
      write_quantiles (out, "net", reading->cumulative + i * AEQ_N_QUANTILES);
      aeq_json_end_object (out->json);
    }
  aeq_json_end_array (out->json);
}

/* The median path and the one that 19 of 20 stay below. */
static void
write_pair (Out *out, const char *name, const double *q)
{
  aeq_json_begin_object (out->json, name);
  write_amount (out, "median", q[AEQ_MEDIAN_INDEX]);
  write_amount (out, "p95", q[Q95]);
  aeq_json_end_object (out->json);
}

static void
write_available (Out *out, const AeqStressReading *reading)
{
  guint digits = out->section->currency->exponent;

  aeq_json_begin_object (out->json, "a2");
  aeq_json_money (out->json, "total", reading->available_total, digits);
  for (int i = 0; i < AEQ_BCBS_N_SOURCES; i++)
    aeq_json_money (out->json, aeq_bcbs_source_name ((AeqBcbsSource) i), reading->available.minor[i], digits);
  aeq_json_money (out->json, "lines_secured", reading->available.lines_secured, digits);
  aeq_json_money (out->json, "lines_committed", reading->available.lines_committed, digits);
  aeq_json_end_object (out->json);
}

static void
write_tools (Out *out, const AeqStressReading *reading)
{
  aeq_json_begin_object (out->json, "a1");
  write_pair (out, "usage", reading->usage);
  write_pair (out, "surplus", reading->surplus);
  aeq_json_end_object (out->json);
  write_available (out, reading);
  aeq_json_begin_object (out->json, "a3");
  write_pair (out, "sent", reading->sent);
  write_pair (out, "received", reading->received);
  aeq_json_end_object (out->json);
  aeq_json_begin_object (out->json, "a4");
  write_amount (out, "settled", reading->due_settled);
  write_amount (out, "open", reading->due);
  write_pair (out, "at_risk", reading->at_risk);
  aeq_json_end_object (out->json);
}

static void
write_reading (Out *out, const char *name, const AeqStressReading *reading)
{
  aeq_json_begin_object (out->json, name);
  write_fan (out, reading);
  aeq_json_begin_object (out->json, "lowest");
  write_instant (out, "at", reading->lowest_at);
  write_quantiles (out, "q", reading->lowest);
  aeq_json_end_object (out->json);
  aeq_json_begin_object (out->json, "peak_usage");
  write_quantiles (out, "q", reading->usage);
  aeq_json_end_object (out->json);
  aeq_json_begin_object (out->json, "closing");
  write_quantiles (out, "q", reading->closing);
  aeq_json_end_object (out->json);
  aeq_json_double (out->json, "p_breach", reading->p_breach);
  write_instant (out, "first_breach_at", reading->first_breach_at);
  aeq_json_double (out->json, "p_exhausted", reading->p_exhausted);
  write_amount (out, "carried_over", reading->carried);
  write_tools (out, reading);
  aeq_json_end_object (out->json);
}

static void
begin_section (Out *out)
{
  const AeqScenarioSection *section = out->section;

  aeq_json_begin_object (out->json, NULL);
  aeq_json_text (out->json, section->set ? "set" : "account", section->name);
  aeq_json_text (out->json, "currency", section->currency->code);
  aeq_json_text (out->json, "largest_counterparty", aeq_stress_book_largest (section->book));
  if (!section->set)
    return;
  aeq_json_boolean (out->json, "netted", section->netted);
  aeq_json_begin_array (out->json, "accounts");
  for (guint i = 0; i < section->accounts->len; i++)
    aeq_json_text (out->json, NULL, ((AeqScenarioAccount *) section->accounts->pdata[i])->day.account);
  aeq_json_end_array (out->json);
}

static void
write_scenario (AeqJson *json, const AeqScenario *scenario)
{
  g_autofree char *version = aeq_scenario_version (scenario);
  g_autofree char *definition = aeq_scenario_json (scenario);

  aeq_json_begin_object (json, "scenario");
  aeq_json_text (json, "name", scenario->name);
  aeq_json_text (json, "version", version);
  aeq_json_text (json, "description", scenario->description);
  aeq_json_raw (json, "definition", definition);
  aeq_json_end_object (json);
}

static void
write_head (AeqJson *json, const AeqForecastResult *forecast)
{
  char text[AEQ_INSTANT_TEXT_SIZE];

  aeq_json_text (json, "as_of", aeq_instant_format (forecast->as_of, text));
  aeq_json_text (json, "model", forecast->model);
  aeq_json_text (json, "crisis_model", forecast->crisis_model);
  aeq_json_text (json, "regime", forecast->has_regime ? aeq_regime_name (forecast->regime) : "unknown");
}

char *
aeq_scenario_document (const AeqScenarioBase *self, const AeqScenario *scenario, GPtrArray *readings)
{
  GString *text = g_string_new (NULL);
  g_autoptr(AeqJson) json = aeq_json_new (text);

  aeq_json_begin_object (json, NULL);
  write_scenario (json, scenario);
  write_head (json, self->forecast);
  aeq_json_begin_array (json, "sections");
  for (guint i = 0; i < self->sections->len; i++)
    {
      Out out = { json, self->sections->pdata[i] };

      begin_section (&out);
      write_reading (&out, "base", out.section->base);
      write_reading (&out, "stressed", readings->pdata[i]);
      aeq_json_end_object (json);
    }
  aeq_json_end_array (json);
  aeq_json_end_object (json);
  return g_string_free (text, FALSE);
}

static void
write_least (Out *out, const char *name, const AeqStressReverse *found, const AeqStressLeast *least)
{
  gint64 minor;

  aeq_json_begin_object (out->json, name);
  aeq_json_text (out->json, "outcome", aeq_stress_outcome_name (least->outcome));
  if (least->outcome == AEQ_STRESS_FOUND)
    {
      aeq_json_double (out->json, "size", least->size);
      if (aeq_scenario_reverse_amount (out->section, found, least->size, &minor))
        aeq_json_money (out->json, "amount", minor, out->section->currency->exponent);
    }
  aeq_json_end_object (out->json);
}

static void
write_reverse (Out *out, const AeqStressReverse *found)
{
  aeq_json_begin_object (out->json, NULL);
  aeq_json_text (out->json, "shock", found->name);
  aeq_json_text (out->json, "size", found->size);
  aeq_json_double (out->json, "none", found->none);
  aeq_json_double (out->json, "worst", found->worst);
  write_least (out, "breach", found, &found->breach);
  write_least (out, "exhaustion", found, &found->exhaustion);
  aeq_json_end_object (out->json);
}

char *
aeq_scenario_reverse_document (const AeqScenarioBase *self, double chance, GPtrArray *found)
{
  GString *text = g_string_new (NULL);
  g_autoptr(AeqJson) json = aeq_json_new (text);

  aeq_json_begin_object (json, NULL);
  write_head (json, self->forecast);
  aeq_json_double (json, "chance", chance);
  aeq_json_begin_array (json, "sections");
  for (guint i = 0; i < self->sections->len; i++)
    {
      Out out = { json, self->sections->pdata[i] };
      const GArray *list = found->pdata[i];

      begin_section (&out);
      aeq_json_begin_array (json, "shocks");
      for (guint j = 0; j < list->len; j++)
        write_reverse (&out, &g_array_index (list, AeqStressReverse, j));
      aeq_json_end_array (json);
      aeq_json_end_object (json);
    }
  aeq_json_end_array (json);
  aeq_json_end_object (json);
  return g_string_free (text, FALSE);
}
