/* SPDX-License-Identifier: MIT */
#include "aeq-regime-private.h"

#include <math.h>
#include <stdlib.h>

/* Two logistic functions, calibrated on 2003 to 2025 against the OFR Financial Stress Index: stressed is an index above
 * 1, crisis above 5. They look at the levels of volatility and credit spread, because stress is a level, and at how far
 * the funding spread stands outside its own three years, because its level changed its meaning with LIBOR and again
 * with the Fed's floor system. One row for each subset of the sources, each fitted on its own, so that a desk without
 * one of the feeds still gets honest probabilities. */

#define MAX_AGE 15 /* calendar days: about ten business days */
#define FULL_HISTORY 250

#define FUNDING_Z 6.0
#define VIX_JUMP .35 /* of the logarithm in five readings */

static const double LOG_VIX_USUAL = 2.8622;   /* log 17.5 */
static const double LOG_VIX_HIGH = 3.2189;    /* log 25 */
static const double LOG_VIX_PANIC = 3.7377;   /* log 42 */
static const double LOG_CREDIT_USUAL = .8755; /* log 2.4 */

typedef struct
{
  double base;
  double weight[3]; /* volatility, credit, funding */
} Logit;

/* Indexed by the AeqRegimeSource flags that are there. */
static const struct { Logit stressed, crisis; } LOGITS[8] = {
  { { -1.323, { 0, 0, 0 } }, { -2.491, { 0, 0, 0 } } },
  { { -2.686, { 8.100, 0, 0 } }, { -4.071, { 5.618, 0, 0 } } },
  { { -1.971, { 0, 7.970, 0 } }, { -5.403, { 0, 13.969, 0 } } },
  { { -3.220, { 7.937, 6.994, 0 } }, { -5.441, { 2.629, 11.245, 0 } } },
  { { -1.425, { 0, 0, .258 } }, { -3.223, { 0, 0, 1.049 } } },
  { { -3.008, { 8.722, 0, .681 } }, { -5.281, { 6.709, 0, 1.354 } } },
  { { -1.992, { 0, 7.875, .113 } }, { -6.835, { 0, 15.240, 1.330 } } },
  { { -3.465, { 8.522, 6.636, .586 } }, { -8.262, { 4.964, 12.833, 1.920 } } },
};

static const struct
{
  AeqMeasure  measure;
  const char *series;
} FUNDING[] = {
  { AEQ_MEASURE_SOFR_IORB, "SOFR-IORB" },
  { AEQ_MEASURE_SOFR_EFFR, "SOFR-EFFR" },
  { AEQ_MEASURE_TED, "TEDRATE" },
};

static gboolean
is_fresh (const AeqMeasureState *state, AeqDate day)
{
  return state->date != AEQ_DATE_NONE && day - state->date <= MAX_AGE;
}

/* The first spread of the list with a year behind it, else the one with the longest history. */
static const AeqMeasureState *
choose_funding (const AeqRegimeReplay *replay, AeqDate day, const char **series)
{
  const AeqMeasureState *best = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (FUNDING); i++)
    {
      const AeqMeasureState *state = aeq_regime_replay_get (replay, FUNDING[i].measure);

      if (!is_fresh (state, day) || (best != NULL && state->n <= best->n))
        continue;
      best = state;
      *series = FUNDING[i].series;
      if (state->n >= FULL_HISTORY)
        break;
    }
  return best;
}

static double
sigmoid (double x)
{
  return 1 / (1 + exp (-x));
}

static double
logit_at (const Logit *logit, const double *inputs)
{
  return logit->base + logit->weight[0] * inputs[0] + logit->weight[1] * inputs[1] + logit->weight[2] * inputs[2];
}

static void
set_probabilities (AeqRegimeReading *reading, guint present, const double *inputs)
{
  double stressed = sigmoid (logit_at (&LOGITS[present].stressed, inputs));
  double crisis = MIN (sigmoid (logit_at (&LOGITS[present].crisis, inputs)), stressed);

  reading->p[AEQ_REGIME_STEADY] = 1 - stressed;
  reading->p[AEQ_REGIME_ELEVATED] = stressed - crisis;
  reading->p[AEQ_REGIME_CRISIS] = crisis;
}

static int
compare_drivers (const void *a, const void *b)
{
  double x = fabs (((const AeqRegimeDriver *) a)->contribution), y = fabs (((const AeqRegimeDriver *) b)->contribution);

  return x > y ? -1 : x < y;
}

static void
add_driver (AeqRegimeReading *reading, AeqRegimeSource source, const char *series, const AeqMeasureState *state,
            double value, double contribution)
{
  AeqRegimeDriver driver = { source, series, state->date, value, state->z, contribution };

  reading->drivers[reading->n_drivers++] = driver;
}

void
aeq_regime_model_apply (const AeqRegimeReplay *replay, AeqRegimeReading *reading)
{
  const AeqMeasureState *vix = aeq_regime_replay_get (replay, AEQ_MEASURE_VIX);
  const AeqMeasureState *credit = aeq_regime_replay_get (replay, AEQ_MEASURE_BAA);
  const char *series = NULL;
  const AeqMeasureState *funding = choose_funding (replay, reading->date, &series);
  guint present = (is_fresh (vix, reading->date) ? AEQ_REGIME_VOLATILITY : 0) |
                  (is_fresh (credit, reading->date) ? AEQ_REGIME_CREDIT : 0) |
                  (funding != NULL ? AEQ_REGIME_FUNDING : 0);
  const double *weight = LOGITS[present].stressed.weight;
  double inputs[3] = { 0, 0, 0 };

  reading->n_drivers = 0;
  reading->rules = 0;
  reading->missing = AEQ_REGIME_ALL_SOURCES & ~present;
  if (present & AEQ_REGIME_VOLATILITY)
    {
      inputs[0] = vix->x - LOG_VIX_USUAL;
      add_driver (reading, AEQ_REGIME_VOLATILITY, "VIXCLS", vix, exp (vix->x), weight[0] * inputs[0]);
      if (vix->change > VIX_JUMP && vix->x > LOG_VIX_HIGH)
        reading->rules |= AEQ_REGIME_RULE_VIX_JUMP;
      if (vix->x > LOG_VIX_PANIC)
        reading->rules |= AEQ_REGIME_RULE_VIX_PANIC;
    }
  if (present & AEQ_REGIME_CREDIT)
    {
      inputs[1] = credit->x - LOG_CREDIT_USUAL;
      add_driver (reading, AEQ_REGIME_CREDIT, "BAA10Y", credit, exp (credit->x), weight[1] * inputs[1]);
    }
  if (present & AEQ_REGIME_FUNDING)
    {
      inputs[2] = asinh (funding->z);
      add_driver (reading, AEQ_REGIME_FUNDING, series, funding, funding->x, weight[2] * inputs[2]);
      if (funding->z > FUNDING_Z)
        reading->rules |= AEQ_REGIME_RULE_FUNDING;
    }
  set_probabilities (reading, present, inputs);
  qsort (reading->drivers, reading->n_drivers, sizeof (AeqRegimeDriver), compare_drivers);
}
