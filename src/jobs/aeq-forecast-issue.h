/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-job-forecast.h"

G_BEGIN_DECLS

/* Issuing: what a forecast says is stored, frozen, so that it can be scored. */

/* Sum of the AeqAhead of @known that fall on a business day: announced flows, or overrides. */
double   aeq_forecast_sum_on    (GArray *known, AeqDate date);
/* AeqDriver of an account's forecast: what the models say, what is known and overridden, and what is left; those of today add up to the
 * median of what is left of today, those of the next business day to its median. @full (nullable): the view of everything. */
GArray  *aeq_forecast_drivers   (const AeqForecastAccount *account, const AeqDeskForecast *full);
/* Of everything that the models see: history, what has settled today, what is known. Free with g_free(). */
char    *aeq_forecast_data_hash (GPtrArray *desks);
/* Stores run, daily targets and courses of the day; fills id and document of @result. */
gboolean aeq_forecast_issue     (AeqLedger *ledger, AeqForecastResult *result, GError **error);

G_END_DECLS
