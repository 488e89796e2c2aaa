/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-chart.h"
#include "aeq-job-scenario.h"
#include "aeq-sheet.h"

G_BEGIN_DECLS

/* What the Scenarios page shows of one account under a scenario. The caller's. */

/* Balance over the rest of the day: stressed as a fan, the base as lines, with the limit. */
AeqChart *aeq_scenario_chart     (const AeqScenarioSection *section, const AeqStressReading *stressed);
/* The figures side by side, base and stressed. */
AeqSheet *aeq_scenario_sheet     (const AeqScenarioSection *section, const AeqStressReading *stressed, AeqInstant as_of);
/* Each account and set of @base under one scenario, a reading each. */
AeqSheet *aeq_scenario_accounts_sheet (const AeqScenarioBase *base, GPtrArray *readings, AeqInstant as_of);
/* One account under several scenarios, @names (char *) of @readings: the median balances drawn together, and the figures side by side; the
 * base comes first. */
AeqChart *aeq_scenario_compare_chart (const AeqScenarioSection *section, GPtrArray *names, GPtrArray *readings);
AeqSheet *aeq_scenario_compare_sheet (const AeqScenarioSection *section, GPtrArray *names, GPtrArray *readings, AeqInstant as_of);
/* When the balance is lowest and when it first breaches, on the account's clock. */
char     *aeq_scenario_times_text (const AeqScenarioSection *section, const AeqStressReading *stressed, AeqInstant as_of);
/* What the least shock of a kind is: "240 min", "without any shock". */
char     *aeq_scenario_least_text (const AeqScenarioSection *section, const AeqStressReverse *found, const AeqStressLeast *least);

G_END_DECLS
