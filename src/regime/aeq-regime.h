/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-calendar.h"
#include "aeq-regime-input.h"

G_BEGIN_DECLS

typedef enum
{
  AEQ_REGIME_STEADY,
  AEQ_REGIME_ELEVATED,
  AEQ_REGIME_CRISIS,
  AEQ_N_REGIMES
} AeqRegime;

/* The three things looked at. */
typedef enum
{
  AEQ_REGIME_VOLATILITY = 1 << 0, /* VIXCLS */
  AEQ_REGIME_CREDIT = 1 << 1,     /* BAA10Y */
  AEQ_REGIME_FUNDING = 1 << 2,    /* SOFR-IORB, else SOFR-EFFR, else TEDRATE */
  AEQ_REGIME_ALL_SOURCES = 7
} AeqRegimeSource;

/* Sudden moves that raise the state at once, before the probability has passed its threshold twice. */
typedef enum
{
  AEQ_REGIME_RULE_FUNDING = 1 << 0,  /* funding spread far outside its three years */
  AEQ_REGIME_RULE_VIX_JUMP = 1 << 1, /* VIX above 22.5 after rising by 40 % in five readings, and stress above 5 % */
  AEQ_REGIME_RULE_VIX_PANIC = 1 << 2 /* VIX above 50: crisis */
} AeqRegimeRule;

typedef struct
{
  AeqRegimeSource source;
  const char     *series;       /* static: "VIXCLS", "SOFR-IORB" */
  AeqDate         date;         /* of the value, earlier than the reading's */
  double          value;        /* as published: index points or percent */
  double          z;            /* robust, against median and deviation of three years */
  double          contribution; /* to the log odds of elevated-or-crisis against its level in ordinary times */
} AeqRegimeDriver;

/* The regime at the end of one business day, from what had been published by then. */
typedef struct
{
  AeqDate         date;
  AeqDate         since;            /* first day of the present run of the state */
  AeqRegime       state;            /* with hysteresis: in above .6 twice, out below .35 five times, or by a rule */
  double          p[AEQ_N_REGIMES]; /* calibrated; add up to 1 */
  AeqRegimeDriver drivers[3];       /* strongest first */
  guint           n_drivers;
  guint           missing;          /* AeqRegimeSource flags without a value of the last ten business days */
  guint           rules;            /* AeqRegimeRule flags that hold today */
} AeqRegimeReading;

/* A reading for each business day from @from to @to; later ones never change earlier ones. Days before the first
 * observation have none. The array may be empty. Free with g_array_unref(). */
GArray     *aeq_regime_filter     (AeqRegimeInput *input, const AeqCalendar *calendar, AeqDate from, AeqDate to);

const char *aeq_regime_name       (AeqRegime state); /* "steady", "elevated", "crisis" */
/* Sentences that say why, strongest first, and what is missing. Free with g_strfreev(). */
char      **aeq_regime_reasons    (const AeqRegimeReading *reading);
const char *aeq_regime_source_name (AeqRegimeSource source); /* "volatility", "credit", "funding" */

G_END_DECLS
