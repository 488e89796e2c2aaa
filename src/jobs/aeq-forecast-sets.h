/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-desk-joint.h"
#include "aeq-job-forecast.h"

G_BEGIN_DECLS

/* Today of an account set in one currency, funds moving freely between its accounts. */
typedef struct
{
  char              *name;
  const AeqCurrency *currency;
  guint              n_accounts;
  double             scale;  /* minor units of 1.0 */
  double             floor;  /* the accounts' limits together, less all their committed lines; NaN when none has a limit */
  AeqDeskJoint       joint;
} AeqForecastSet;

/* The sets of the ledger that net, one a currency, of those accounts of @result that keep times of day and have their paths; one account
 * alone makes none. GPtrArray of AeqForecastSet. */
GPtrArray *aeq_forecast_sets (AeqLedger *ledger, const AeqForecastResult *result, GError **error);

G_END_DECLS
