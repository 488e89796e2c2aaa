/* SPDX-License-Identifier: MIT */
#include "aeq-sample-files.h"
#include "aeq-json.h"
#include "aeq-sample-random.h"

/* forecast_test_cases.json: short series whose right treatment is plain to see, and what must hold of any fair
 * forecast. Properties: ordered (quantiles do not cross), finite, median (each step's median within low..high),
 * median_at (one step, counted from 0), not_wider_than (95 % interval), covers (share of actual inside the 90 %
 * interval at least @low), no_worse_than_seasonal_naive (WAPE at most @high times its), taken_as_known (known steps
 * equal what was known). */

#define MISSING G_MININT64
#define MAX_LENGTH 400

typedef struct
{
  const char *property;
  int         step;     /* -1: none */
  gint64      low;      /* MISSING: none; shares are in thousandths */
  gint64      high;
} Expectation;

typedef gint64 (*ValueFunc) (AeqSampleRandom *random, int step);

typedef struct
{
  const char  *name;
  const char  *description;
  ValueFunc    value;
  int          season;
  int          history;
  int          horizon;
  gboolean     known;      /* the days ahead are known */
  Expectation  expect[4];
} Case;

static gint64
noise (AeqSampleRandom *random, double deviation)
{
  double draw = deviation * aeq_sample_random_normal (random);

  return (gint64) (draw < 0 ? draw - 0.5 : draw + 0.5);
}

static gint64
value_constant (G_GNUC_UNUSED AeqSampleRandom *random, G_GNUC_UNUSED int step)
{
  return 125000;
}

static gint64
value_zero (G_GNUC_UNUSED AeqSampleRandom *random, G_GNUC_UNUSED int step)
{
  return 0;
}

static gint64
value_week (G_GNUC_UNUSED AeqSampleRandom *random, int step)
{
  static const int WEEK[] = { 40000, 55000, 70000, 62000, 110000 };

  return WEEK[step % 5];
}

static gint64
value_noisy_week (AeqSampleRandom *random, int step)
{
  return value_week (random, step) + noise (random, 9000);
}

static gint64
value_shift (AeqSampleRandom *random, int step)
{
  return (step < 150 ? 50000 : 90000) + noise (random, 2500);
}

/* A payment every 21 steps among small change. */
static gint64
value_month_end (AeqSampleRandom *random, int step)
{
  return (step % 21 == 20 ? -900000 : -12000) + noise (random, 1500);
}

static gint64
value_gaps (AeqSampleRandom *random, int step)
{
  gint64 value = value_noisy_week (random, step);

  return step % 11 == 7 && step < 240 ? MISSING : value;
}

static gint64
value_outlier (AeqSampleRandom *random, int step)
{
  return step == 231 ? 60000000 : 60000 + noise (random, 4000);
}

static gint64
value_signs (AeqSampleRandom *random, int step)
{
  return (step % 5 < 2 ? -80000 : 55000) + noise (random, 6000);
}

static gint64
value_large (AeqSampleRandom *random, int step)
{
  return G_GINT64_CONSTANT (400000000000000) + (step % 5) * G_GINT64_CONSTANT (30000000000000) + noise (random, 4e12);
}

static gint64
value_turbulent (AeqSampleRandom *random, int step)
{
  return -20000 + noise (random, step >= 200 ? 60000 : 12000);
}

#define ORDERED { "ordered", -1, MISSING, MISSING }
#define FINITE { "finite", -1, MISSING, MISSING }

static const Case CASES[] = {
  { "constant", "The same amount every day.", value_constant, 5, 120, 5, FALSE,
    { ORDERED, { "median", -1, 123750, 126250 }, { "not_wider_than", -1, MISSING, 12500 } } },
  { "all_zero", "Nothing ever moves; nothing is divided by.", value_zero, 5, 120, 5, FALSE,
    { ORDERED, FINITE, { "median", -1, 0, 0 } } },
  { "clean_week", "A weekly pattern without noise.", value_week, 5, 200, 10, FALSE,
    { ORDERED, { "median_at", 4, 99000, 121000 }, { "median_at", 0, 36000, 44000 } } },
  { "noisy_week", "The same pattern under noise.", value_noisy_week, 5, 240, 20, FALSE,
    { ORDERED, { "covers", -1, 700, MISSING }, { "no_worse_than_seasonal_naive", -1, MISSING, 1000 } } },
  { "level_shift", "The level rose for good a hundred days ago.", value_shift, 5, 250, 10, FALSE,
    { ORDERED, { "median", -1, 75000, 105000 } } },
  { "month_end", "A large payment every twenty-first day, next on the fourth day ahead.", value_month_end, 21, 248, 8,
    FALSE, { ORDERED, { "median_at", 3, -1100000, -450000 }, { "median_at", 6, -120000, 20000 } } },
  { "gaps", "Days are missing; missing is not zero.", value_gaps, 5, 240, 10, FALSE,
    { ORDERED, FINITE, { "median", -1, 25000, 140000 } } },
  { "outlier", "One day a thousand times the others must not lift the rest.", value_outlier, 5, 240, 10, FALSE,
    { ORDERED, { "median", -1, 45000, 75000 } } },
  { "both_signs", "Two days of payments, three of receipts.", value_signs, 5, 240, 5, FALSE,
    { ORDERED, { "median_at", 0, -110000, -50000 }, { "median_at", 3, 30000, 80000 } } },
  { "large_amounts", "Trillions in minor units stay exact enough and finite.", value_large, 5, 240, 5, FALSE,
    { ORDERED, FINITE, { "median", -1, G_GINT64_CONSTANT (340000000000000), G_GINT64_CONSTANT (590000000000000) } } },
  { "short_history", "Four days are all there is.", value_noisy_week, 5, 4, 5, FALSE,
    { ORDERED, FINITE } },
  { "turbulence", "The spread grew fivefold: intervals must follow.", value_turbulent, 5, 300, 20, FALSE,
    { ORDERED, { "covers", -1, 650, MISSING } } },
  { "known_ahead", "Announced flows are taken as they are.", value_signs, 5, 240, 5, TRUE,
    { ORDERED, { "taken_as_known", -1, MISSING, MISSING } } },
};

static void
append_values (GString *out, const char *name, const gint64 *values, int n)
{
  g_string_append_printf (out, ",\n \"%s\":[", name);
  for (int i = 0; i < n; i++)
    if (values[i] == MISSING)
      g_string_append_printf (out, "%snull", i > 0 ? "," : "");
    else
      g_string_append_printf (out, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", values[i]);
  g_string_append_c (out, ']');
}

/* Shares become fractions; amounts stay. */
static void
append_bound (AeqJson *json, const Expectation *expectation, const char *name, gint64 value)
{
  gboolean share =
      g_str_equal (expectation->property, "covers") || g_str_has_prefix (expectation->property, "no_worse");

  if (value == MISSING)
    return;
  if (share)
    aeq_json_double (json, name, (double) value / 1000.0);
  else
    aeq_json_int (json, name, value);
}

static void
append_expectations (GString *out, const Case *test)
{
  g_string_append (out, ",\n \"expect\":");
  for (guint i = 0; i < G_N_ELEMENTS (test->expect) && test->expect[i].property != NULL; i++)
    {
      const Expectation *expectation = &test->expect[i];
      g_autoptr(AeqJson) json = aeq_json_new (out);

      g_string_append_c (out, i == 0 ? '[' : ',');
      aeq_json_begin_object (json, NULL);
      aeq_json_text (json, "property", expectation->property);
      if (expectation->step >= 0)
        aeq_json_int (json, "step", expectation->step);
      append_bound (json, expectation, "low", expectation->low);
      append_bound (json, expectation, "high", expectation->high);
      aeq_json_end_object (json);
    }
  g_string_append_c (out, ']');
}

static void
append_case (GString *out, const Case *test, guint64 seed)
{
  gint64 values[MAX_LENGTH];
  AeqSampleRandom random;
  int n = test->history + test->horizon;

  g_assert (n <= MAX_LENGTH);
  aeq_sample_random_init (&random, seed, 'C');
  for (int i = 0; i < n; i++)
    values[i] = test->value (&random, i);
  g_string_append_printf (out, "{\"name\":\"%s\",\"description\":\"%s\",\"season\":%d,\"horizon\":%d", test->name,
                          test->description, test->season, test->horizon);
  append_values (out, "history", values, test->history);
  append_values (out, "actual", values + test->history, test->horizon);
  if (test->known)
    append_values (out, "known", values + test->history, test->horizon);
  append_expectations (out, test);
  g_string_append_c (out, '}');
}

void
aeq_sample_forecast_cases (const AeqSampleDesk *desk, GString *out)
{
  g_string_append (out, "{\"unit\":\"minor units a business day\",\"cases\":[\n");
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      append_case (out, &CASES[i], desk->seed + i);
      g_string_append (out, i + 1 < G_N_ELEMENTS (CASES) ? ",\n" : "\n");
    }
  g_string_append (out, "]}\n");
}
