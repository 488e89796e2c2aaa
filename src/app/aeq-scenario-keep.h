/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-app-desk.h"
#include "aeq-scenario.h"

G_BEGIN_DECLS

/* Changes of the desk's own scenarios, which can be undone. */

/* Keeps the blocks of @scenario under @name; @exists: in the place of what has that name. */
void aeq_scenario_keep   (AeqAppDesk *desk, const AeqScenario *scenario, const char *name, gboolean exists);
void aeq_scenario_delete (AeqAppDesk *desk, const char *name);
void aeq_scenario_call   (AeqAppDesk *desk, const char *name, const char *new_name);

G_END_DECLS
