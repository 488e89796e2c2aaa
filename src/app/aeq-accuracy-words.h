/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "aeq-account.h"
#include "aeq-job-scorecard.h"

G_BEGIN_DECLS

/* Figures and sentences of the Accuracy page. The caller's. */

typedef enum
{
  AEQ_ACCURACY_DAYS,
  AEQ_ACCURACY_WAPE,
  AEQ_ACCURACY_BIAS,
  AEQ_ACCURACY_COVERAGE,
  AEQ_ACCURACY_SKILL,
  AEQ_ACCURACY_OVERRIDES,
  AEQ_ACCURACY_N_FIGURES
} AeqAccuracyFigure;

typedef struct
{
  char       *text;
  char       *caption;
  const char *style; /* (nullable) "error" or "warning"; the caption says it too */
} AeqAccuracyText;

AeqAccuracyText aeq_accuracy_figure   (const AeqScorecard *self, AeqAccuracyFigure figure);
void            aeq_accuracy_text_clear (AeqAccuracyText *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AeqAccuracyText, aeq_accuracy_text_clear)

/* @account (nullable): whose forecasts; @currency (nullable). */
char *aeq_accuracy_title (const AeqAccount *account, const AeqCurrency *currency);
/* How much has been scored, and why that is too little. */
char *aeq_accuracy_early (const AeqScorecard *self);
char *aeq_accuracy_as_of (const AeqScorecard *self);

G_END_DECLS
