/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-regime-private.h"

G_BEGIN_DECLS

/* How the constants of the regime come about. Built, but no part of the product: the series they are fitted on are not
 * ours to ship. */

#define AEQ_REGIME_STRESSED_ABOVE 1.0 /* of the label, which is the OFR Financial Stress Index */
#define AEQ_REGIME_CRISIS_ABOVE 5.0

typedef struct
{
  AeqDate date;
  double  value;
} AeqRegimeLabel;

/* Fits both logistic functions of each subset of the sources, by the likelihood of @labels (n, any order) on the
 * business days @from .. @to that have one and all sources of the subset, with a small ridge. Figures are rounded to the
 * three digits that are kept. AEQ_ERROR_NOT_FOUND when none or all of the days are
 * stressed, or of crisis. */
gboolean aeq_regime_fit (AeqRegimeInput *input, const AeqCalendar *calendar, const AeqRegimeLabel *labels, gsize n,
                         AeqDate from, AeqDate to, AeqRegimeModel *model, GError **error);
/* The text of aeq-regime-constants.h. Free with g_free(). */
char *aeq_regime_model_header (const AeqRegimeModel *model, AeqDate from, AeqDate to);

/* One of the states against the label. Days are business days; a year has 252. */
typedef struct
{
  guint  days;
  double share; /* of days on which the label says so */
  double auroc;
  double brier;
  double false_alarms; /* a year: runs of the alarm without a day of the label from 5 days before them to 10 after */
  double switches;     /* a year */
} AeqRegimeScore;

#define AEQ_REGIME_EPISODES 7

typedef struct
{
  AeqDate from;
  int     alarm; /* days from there to the stressed alarm, and to the label; -1: never */
  int     label;
} AeqRegimeEpisode;

typedef struct
{
  AeqRegimeScore   stressed;
  AeqRegimeScore   crisis;
  AeqRegimeEpisode episodes[AEQ_REGIME_EPISODES];
  guint            n_episodes; /* that begin among the readings */
} AeqRegimeJudgement;

/* @readings of aeq_regime_filter(). Days without a label are left out. */
void aeq_regime_judge (GArray *readings, const AeqRegimeLabel *labels, gsize n, AeqRegimeJudgement *judgement);

G_END_DECLS
