/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-sample-plan.h"

G_BEGIN_DECLS

/* The parts of the desk that are no flows. */
void aeq_sample_accounts_fill  (AeqSampleDesk *desk);
void aeq_sample_positions_fill (AeqSampleDesk *desk);
void aeq_sample_limits_fill    (AeqSampleDesk *desk);  /* limits, credit lines and scenarios */
void aeq_sample_liquidity_fill (AeqSampleDesk *desk); /* sources, sets and customer lines: after the positions */
void aeq_sample_balances_fill  (AeqSampleDesk *desk);  /* after the flows */

G_END_DECLS
