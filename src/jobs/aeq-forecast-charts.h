/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-chart.h"
#include "aeq-export-issued.h"

G_BEGIN_DECLS

/* An issued forecast as pictures, in major units of the account's currency. Free with aeq_chart_unref(). */

/* The balance through the rest of today, as a fan, with limit and lowest point. */
AeqChart *aeq_today_chart (const AeqIssuedAccount *account);
/* The closing balance of today and the days ahead. */
AeqChart *aeq_days_chart (const AeqIssuedAccount *account);

/* The fans of these alone, for other charts of AEQ_AXIS_TIME and AEQ_AXIS_DATE. @from_now: that of today begins with
 * the balance as it was when the forecast was made, so that it goes on from what was booked. */
void aeq_forecast_add_today (AeqChart *chart, const char *name, const AeqIssuedAccount *account, gboolean from_now);
void aeq_forecast_add_days (AeqChart *chart, const char *name, const AeqIssuedAccount *account);
/* AEQ_ISSUED_NONE is NaN. */
double aeq_forecast_major (gint64 minor, const AeqCurrency *currency);
/* Seconds of wall clock since the midnight of @day. */
double aeq_forecast_clock (const AeqZone *zone, AeqInstant at, AeqDate day);

G_END_DECLS
