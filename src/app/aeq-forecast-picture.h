/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-chart.h"
#include "aeq-job-issued.h"

G_BEGIN_DECLS

/* The closing balances of the days ahead as a fan, over those of earlier forecasts and of what came, with the limits. @look (nullable): the
 * forecast as it would be now. NULL when the forecast says nothing of the account. Free with aeq_chart_unref(). */
AeqChart *aeq_forecast_picture (const AeqIssuedView *view, const AeqIssued *look);

G_END_DECLS
