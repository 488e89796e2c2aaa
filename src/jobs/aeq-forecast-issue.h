/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-job-forecast.h"

G_BEGIN_DECLS

/* Issuing: what a forecast says is stored, frozen, so that it can be scored. */

/* Sum of the AeqAhead of @known that fall on a business day: announced flows, or overrides. */
double   aeq_forecast_sum_on    (GArray *known, AeqDate date);
/* Of everything that the models see: history, what has settled today, what is known. Free with g_free(). */
char    *aeq_forecast_data_hash (GPtrArray *desks);
/* Stores run, daily targets and courses of the day; fills id and document of @result. */
gboolean aeq_forecast_issue     (AeqLedger *ledger, AeqForecastResult *result, GError **error);

G_END_DECLS
