/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-chart.h"
#include "aeq-regime-view.h"

G_BEGIN_DECLS

/* The regime and the series as pictures over the same days, so that they can be moved together. Free with aeq_chart_unref(). */

/* Bands of elevated and crisis, the state below them, and what the days are remembered by. The view has a reading. */
AeqChart *aeq_regime_timeline_chart (const AeqRegimeView *self);
/* One series, on the axis of the timeline as far as there is one. */
AeqChart *aeq_regime_series_chart   (const AeqRegimeView *self, const AeqMarketSeries *series);
/* The days of the view: of the readings, else of the series. FALSE when there are none. */
gboolean  aeq_regime_extent         (const AeqRegimeView *self, AeqDate *first, AeqDate *last);

G_END_DECLS
