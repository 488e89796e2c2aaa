/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-chart.h"
#include "aeq-export-issued.h"

G_BEGIN_DECLS

/* An issued forecast as pictures, in major units of the account's currency. Free with aeq_chart_unref(). */

/* The balance through the rest of today, as a fan, with limit and lowest point. */
AeqChart *aeq_today_chart (const AeqIssuedAccount *account);
/* The closing balance of today and the days ahead. */
AeqChart *aeq_days_chart  (const AeqIssuedAccount *account);

G_END_DECLS
