/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-page.h"
#include "aeq-scenario-book.h"

G_BEGIN_DECLS

/* Scenarios side by side on one account or set: those that are ticked are drawn together, with their figures in a table. As a page it only
 * copies and exports; who has it says what there is. */
#define AEQ_TYPE_SCENARIO_COMPARE (aeq_scenario_compare_get_type ())
G_DECLARE_FINAL_TYPE (AeqScenarioCompare, aeq_scenario_compare, AEQ, SCENARIO_COMPARE, AdwBin)

/* What is ticked stays ticked where a scenario of that name is still there. */
void aeq_scenario_compare_show (AeqScenarioCompare *self, AeqWorkspace *workspace, AeqScenarioDesk *desk, guint section);

G_END_DECLS
