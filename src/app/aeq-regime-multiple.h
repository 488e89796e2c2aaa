/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-chart-view.h"
#include "aeq-regime-view.h"

G_BEGIN_DECLS

/* One series as a small picture, with its newest value and how late that is. */
#define AEQ_TYPE_REGIME_MULTIPLE (aeq_regime_multiple_get_type ())
G_DECLARE_FINAL_TYPE (AeqRegimeMultiple, aeq_regime_multiple, AEQ, REGIME_MULTIPLE, AdwBin)

GtkWidget    *aeq_regime_multiple_new       (void);
/* Both stay the caller's; @series is of @view. */
void          aeq_regime_multiple_show      (AeqRegimeMultiple *self, const AeqRegimeView *view, const AeqMarketSeries *series);
AeqChartView *aeq_regime_multiple_get_chart (AeqRegimeMultiple *self);

G_END_DECLS
