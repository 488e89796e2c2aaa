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

/* What the logistic functions read of a day. */
typedef enum
{
  AEQ_INPUT_VIX,       /* logarithm, against its usual level */
  AEQ_INPUT_VIX_Z,     /* asinh of the robust z-score, here and below */
  AEQ_INPUT_CREDIT,
  AEQ_INPUT_CREDIT_Z,
  AEQ_INPUT_FUNDING_Z,
  AEQ_N_INPUTS
} AeqRegimeInputKind;

typedef struct
{
  guint                  present;  /* AeqRegimeSource flags */
  double                 x[AEQ_N_INPUTS]; /* 0 for what is not there */
  const AeqMeasureState *state[3]; /* volatility, credit, funding; NULL when it is not there */
  const char            *funding;  /* name of the spread */
} AeqRegimeInputs;

typedef struct
{
  double base;
  double weight[AEQ_N_INPUTS];
} AeqRegimeLogit;

typedef struct
{
  AeqRegimeLogit stressed, crisis;
} AeqRegimeLogits;

typedef struct
{
  AeqRegimeLogits of[AEQ_REGIME_ALL_SOURCES + 1]; /* by the AeqRegimeSource flags that are there */
} AeqRegimeModel;

const AeqRegimeModel *aeq_regime_model_shipped (void);
AeqRegimeSource       aeq_regime_input_source  (AeqRegimeInputKind input);
void aeq_regime_inputs_read (const AeqRegimeReplay *replay, AeqDate day, AeqRegimeInputs *inputs);
/* Fills probabilities, drivers, rules and what is missing from the measures on @reading->date. */
void aeq_regime_model_apply (const AeqRegimeModel *model, const AeqRegimeReplay *replay, AeqRegimeReading *reading);
/* aeq_regime_filter() with another model than the one that ships. */
GArray *aeq_regime_filter_with (const AeqRegimeModel *model, AeqRegimeInput *input, const AeqCalendar *calendar,
                                AeqDate from, AeqDate to);

G_END_DECLS
