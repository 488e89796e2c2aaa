/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-regime-view.h"

G_BEGIN_DECLS

/* Words, figures and sentences about the regime. Texts are the caller's. */

/* How a state is shown; the sign differs too: a colour alone would not tell everybody. Static. */
typedef struct
{
  const char *word; /* marked for translation */
  const char *icon;
  const char *style; /* (nullable) "warning" or "error" */
} AeqRegimeLook;

const AeqRegimeLook *aeq_regime_look (AeqRegime state);
/* "Elevated stress since 2026-03-02" */
char *aeq_regime_since (const AeqRegimeReading *reading);

typedef enum
{
  AEQ_REGIME_FIGURE_STEADY,
  AEQ_REGIME_FIGURE_ELEVATED,
  AEQ_REGIME_FIGURE_CRISIS,
  AEQ_REGIME_FIGURE_SINCE,
  AEQ_REGIME_FIGURE_SOURCES,
  AEQ_REGIME_FIGURE_OLDEST,
  AEQ_REGIME_N_FIGURES
} AeqRegimeFigure;

typedef struct
{
  char       *text;
  char       *caption;
  const char *style; /* (nullable) "error" or "warning"; the caption says it too */
} AeqRegimeText;

AeqRegimeText aeq_regime_figure     (const AeqRegimeView *self, AeqRegimeFigure figure);
void          aeq_regime_text_clear (AeqRegimeText *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AeqRegimeText, aeq_regime_text_clear)

char *aeq_regime_title  (const AeqRegimeView *self);
/* What is looked at, and when it was read. */
char *aeq_regime_as_of  (const AeqRegimeView *self);
/* Why the state is what it is, a sentence a line. */
char *aeq_regime_why    (const AeqRegimeView *self);
/* What is missing and what to do about it, a sentence a line; NULL when nothing is. */
char *aeq_regime_lacks  (const AeqRegimeView *self);

/* "14.28 index points" */
char *aeq_regime_series_value     (const AeqMarketSeries *self);
/* "Cboe volatility index, close" */
char *aeq_regime_series_title     (const AeqMarketSeries *self);
/* Of which day the value is, when it was published, and how late the next one is. */
char *aeq_regime_series_published (const AeqMarketSeries *self);
/* What that means, and when the series is usually published. */
char *aeq_regime_series_rule      (const AeqMarketSeries *self);
/* What the regime makes of it; NULL when it does not read it. */
char *aeq_regime_series_effect    (const AeqMarketSeries *self);

G_END_DECLS
