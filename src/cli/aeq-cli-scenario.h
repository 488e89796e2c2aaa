/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-cli.h"
#include "aeq-job-scenario.h"

G_BEGIN_DECLS

/* What the command scenario prints: tables, or with --json its document. */
void aeq_cli_scenario_print_id         (AeqCli *cli, const char *what, const AeqId *uid);
void aeq_cli_scenario_print_list       (AeqCli *cli, GPtrArray *entries);
void aeq_cli_scenario_print_definition (AeqCli *cli, const AeqScenario *scenario);
void aeq_cli_scenario_print_run        (AeqCli *cli, const AeqScenarioBase *base, const AeqScenario *scenario,
                                        GPtrArray *readings);
void aeq_cli_scenario_print_reverse    (AeqCli *cli, const AeqScenarioBase *base, double chance, GPtrArray *found);

G_END_DECLS
