/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-job-position.h"

G_BEGIN_DECLS

/* The course of one account's day with the fan of what is foreseen, and how old the forecast is. */
#define AEQ_TYPE_FORECAST_CARD (aeq_forecast_card_get_type ())
G_DECLARE_FINAL_TYPE (AeqForecastCard, aeq_forecast_card, AEQ, FORECAST_CARD, AdwBin)

/* @table stays the caller's. */
void aeq_forecast_card_show (AeqForecastCard *self, const AeqPositionTable *table);

G_END_DECLS
