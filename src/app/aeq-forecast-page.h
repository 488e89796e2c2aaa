/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-page.h"

G_BEGIN_DECLS

/* Issued forecasts: what one says of the days ahead beside what came, why, what changed, and what the analyst adds. */
#define AEQ_TYPE_FORECAST_PAGE (aeq_forecast_page_get_type ())
G_DECLARE_FINAL_TYPE (AeqForecastPage, aeq_forecast_page, AEQ, FORECAST_PAGE, AdwBin)

G_END_DECLS
