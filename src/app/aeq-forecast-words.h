/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-issuer.h"
#include "aeq-job-forecast-diff.h"
#include "aeq-job-issued.h"

G_BEGIN_DECLS

/* What the Forecast page says in sentences. The caller's. */

char *aeq_forecast_title (const AeqIssuedView *view);
/* Issued when, by which model, in which regime; closing, lowest point and chance of a breach. */
char *aeq_forecast_head  (const AeqIssuedView *view);
/* How it came out, as far as that is known. */
char *aeq_forecast_came  (const AeqIssuedView *view);
/* What @look (nullable) says otherwise than the forecast that was issued; NULL when nothing. */
char *aeq_forecast_look  (const AeqIssuedView *view, const AeqIssued *look);
/* What changed most between two forecasts, of the account. */
char *aeq_forecast_change (const AeqForecastDiff *diff, const AeqDiffAccount *pair);
/* Of the schedule. */
char *aeq_forecast_schedule (AeqIssuer *issuer);
/* "steady", as a desk's word in the user's language. */
const char *aeq_regime_word (const char *regime);
/* "known", "weekday", ... likewise. */
const char *aeq_driver_word (const AeqIssuedDriver *driver);
const char *aeq_change_word (AeqReason reason);

G_END_DECLS
