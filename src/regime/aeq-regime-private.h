/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-regime.h"

G_BEGIN_DECLS

/* What the model looks at: two series as logarithms, and the funding spreads as they are. */
typedef enum
{
  AEQ_MEASURE_VIX,
  AEQ_MEASURE_BAA,
  AEQ_MEASURE_SOFR_IORB,
  AEQ_MEASURE_SOFR_EFFR,
  AEQ_MEASURE_TED,
  AEQ_N_MEASURES
} AeqMeasure;

/* A measure at the end of a day. */
typedef struct
{
  AeqDate date;    /* of the newest value; AEQ_DATE_NONE when there is none */
  double  x;       /* the newest value, transformed */
  double  change;  /* of x over five values */
  double  z;       /* robust: against median and deviation of three years */
  guint   n;       /* values in the three years */
} AeqMeasureState;

/* Plays the observations in the order they became known. */
typedef struct _AeqRegimeReplay AeqRegimeReplay;

AeqRegimeReplay       *aeq_regime_replay_new     (AeqRegimeInput *input);
void                   aeq_regime_replay_free    (AeqRegimeReplay *self);
/* First day on which anything was known; AEQ_DATE_NONE for an empty input. */
AeqDate                aeq_regime_replay_first   (const AeqRegimeReplay *self);
/* Takes in everything known by the end of @day, which must not go back. */
void                   aeq_regime_replay_advance (AeqRegimeReplay *self, AeqDate day);
const AeqMeasureState *aeq_regime_replay_get     (const AeqRegimeReplay *self, AeqMeasure measure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqRegimeReplay, aeq_regime_replay_free)

/* Fills probabilities, drivers, rules and what is missing from the measures on @reading->date. */
void aeq_regime_model_apply (const AeqRegimeReplay *replay, AeqRegimeReading *reading);

G_END_DECLS
