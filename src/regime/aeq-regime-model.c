/* SPDX-License-Identifier: MIT */
#include "aeq-regime-private.h"

#include <math.h>
#include <stdlib.h>

#include "aeq-regime-constants.h"

/* Two logistic functions, calibrated against the OFR Financial Stress Index: stressed is above 1, crisis above 5. Of volatility and credit they look at the level, because stress is a level, and at how far it stands outside its own
 * three years, because what is ordinary shifts; of the funding spread only at the latter, because its level changed its
 * meaning with LIBOR and again with the Fed's floor system. One row for each subset of the sources, each fitted on its
 * own, so that a desk without one of the feeds still gets honest probabilities. */

#define MAX_AGE 15 /* calendar days: about ten business days */
#define FULL_HISTORY 250

#define FUNDING_Z 6.0
#define VIX_JUMP .35      /* of the logarithm in five readings */
#define JUMP_STRESSED .05 /* a jump out of nowhere, with all else calm, is mostly over in a week */

static const double LOG_VIX_USUAL = 2.8622;   /* log 17.5 */
static const double LOG_VIX_HIGH = 3.1135;    /* log 22.5 */
static const double LOG_VIX_PANIC = 3.9120;   /* log 50 */
static const double LOG_CREDIT_USUAL = .8755; /* log 2.4 */

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

const AeqRegimeModel *
aeq_regime_model_shipped (void)
{
  return &SHIPPED;
}

void
aeq_regime_inputs_read (const AeqRegimeReplay *replay, AeqDate day, AeqRegimeInputs *inputs)
{
  const AeqMeasureState *vix = aeq_regime_replay_get (replay, AEQ_MEASURE_VIX);
  const AeqMeasureState *credit = aeq_regime_replay_get (replay, AEQ_MEASURE_BAA);

  *inputs = (AeqRegimeInputs) { 0 };
  inputs->state[0] = is_fresh (vix, day) ? vix : NULL;
  inputs->state[1] = is_fresh (credit, day) ? credit : NULL;
  inputs->state[2] = choose_funding (replay, day, &inputs->funding);
  for (guint source = 0; source < 3; source++)
    inputs->present |= inputs->state[source] != NULL ? 1u << source : 0;
  if (inputs->state[0] != NULL)
    {
      inputs->x[AEQ_INPUT_VIX] = vix->x - LOG_VIX_USUAL;
      inputs->x[AEQ_INPUT_VIX_Z] = asinh (vix->z);
    }
  if (inputs->state[1] != NULL)
    {
      inputs->x[AEQ_INPUT_CREDIT] = credit->x - LOG_CREDIT_USUAL;
      inputs->x[AEQ_INPUT_CREDIT_Z] = asinh (credit->z);
    }
  if (inputs->state[2] != NULL)
    inputs->x[AEQ_INPUT_FUNDING_Z] = asinh (inputs->state[2]->z);
}

AeqRegimeSource
aeq_regime_input_source (AeqRegimeInputKind input)
{
  return input <= AEQ_INPUT_VIX_Z      ? AEQ_REGIME_VOLATILITY
         : input <= AEQ_INPUT_CREDIT_Z ? AEQ_REGIME_CREDIT
                                       : AEQ_REGIME_FUNDING;
}

static double
logit_at (const AeqRegimeLogit *logit, const double *x)
{
  double sum = logit->base;

  for (int i = 0; i < AEQ_N_INPUTS; i++)
    sum += logit->weight[i] * x[i];
  return sum;
}

static void
set_probabilities (AeqRegimeReading *reading, const AeqRegimeLogits *logits, const double *x)
{
  double stressed = sigmoid (logit_at (&logits->stressed, x));
  double crisis = MIN (sigmoid (logit_at (&logits->crisis, x)), stressed);

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
add_driver (AeqRegimeReading *reading, const AeqRegimeInputs *inputs, guint source, const double *weight)
{
  const char *const NAMES[] = { "VIXCLS", "BAA10Y", inputs->funding };
  const AeqMeasureState *state = inputs->state[source];
  AeqRegimeDriver driver = { (AeqRegimeSource) (1u << source), NAMES[source], state->date,
                             source < 2 ? exp (state->x) : state->x, state->z, 0 };

  for (int i = 0; i < AEQ_N_INPUTS; i++)
    if (aeq_regime_input_source ((AeqRegimeInputKind) i) == driver.source)
      driver.contribution += weight[i] * inputs->x[i];
  reading->drivers[reading->n_drivers++] = driver;
}

static guint
rules_of (const AeqRegimeInputs *inputs, double stressed)
{
  const AeqMeasureState *vix = inputs->state[0], *funding = inputs->state[2];
  guint rules = 0;

  if (funding != NULL && funding->z > FUNDING_Z)
    rules |= AEQ_REGIME_RULE_FUNDING;
  if (vix != NULL && vix->change > VIX_JUMP && vix->x > LOG_VIX_HIGH && stressed > JUMP_STRESSED)
    rules |= AEQ_REGIME_RULE_VIX_JUMP;
  if (vix != NULL && vix->x > LOG_VIX_PANIC)
    rules |= AEQ_REGIME_RULE_VIX_PANIC;
  return rules;
}

void
aeq_regime_model_apply (const AeqRegimeModel *model, const AeqRegimeReplay *replay, AeqRegimeReading *reading)
{
  AeqRegimeInputs inputs;

  aeq_regime_inputs_read (replay, reading->date, &inputs);
  set_probabilities (reading, &model->of[inputs.present], inputs.x);
  reading->n_drivers = 0;
  reading->rules = rules_of (&inputs, 1 - reading->p[AEQ_REGIME_STEADY]);
  reading->missing = AEQ_REGIME_ALL_SOURCES & ~inputs.present;
  for (guint source = 0; source < 3; source++)
    if (inputs.state[source] != NULL)
      add_driver (reading, &inputs, source, model->of[inputs.present].stressed.weight);
  qsort (reading->drivers, reading->n_drivers, sizeof (AeqRegimeDriver), compare_drivers);
}
