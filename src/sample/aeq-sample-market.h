/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-sample-days.h"

G_BEGIN_DECLS

/* The invented market behind the desk: what the published series show, and what drives margin and funding. */
typedef struct
{
  AeqDate  from;
  guint    n;          /* calendar days; a closed day repeats the day before */
  double  *volatility; /* index points */
  guint8  *regime;     /* AeqSampleRegime: the truth */
} AeqSampleMarket;

/* Fills the desk's episodes, crisis dates and observations, and returns what the flows need to know, up to @last. */
AeqSampleMarket *aeq_sample_market_new  (AeqSampleDesk *desk, AeqDate last, GError **error);
void             aeq_sample_market_free (AeqSampleMarket *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqSampleMarket, aeq_sample_market_free)

AeqSampleRegime  aeq_sample_market_regime (const AeqSampleMarket *self, AeqDate date);
/* How much heavier than usual margin calls are on @date: 1 in calm markets. Calls follow the market of the days
 * before. */
double           aeq_sample_market_margin_pressure (const AeqSampleMarket *self, AeqDate date);

/* Episodes by date; @today and @first are the desk's. Sets the crisis dates. */
void aeq_sample_episodes_plan (AeqSampleDesk *desk);

G_END_DECLS
