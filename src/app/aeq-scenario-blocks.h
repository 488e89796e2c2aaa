/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-scenario.h"

G_BEGIN_DECLS

/* The building blocks of a scenario with a slider and a number for each size. Signal "changed": the scenario that is shown has been
 * changed in its place. */
#define AEQ_TYPE_SCENARIO_BLOCKS (aeq_scenario_blocks_get_type ())
G_DECLARE_FINAL_TYPE (AeqScenarioBlocks, aeq_scenario_blocks, AEQ, SCENARIO_BLOCKS, AdwBin)

/* @scenario (nullable) is borrowed until another is shown. */
void        aeq_scenario_blocks_show (AeqScenarioBlocks *self, AeqScenario *scenario);
/* What a kind does, in the user's language. */
const char *aeq_scenario_block_title (AeqStressKind kind);

G_END_DECLS
