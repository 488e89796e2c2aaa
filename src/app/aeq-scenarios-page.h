/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-page.h"

G_BEGIN_DECLS

/* What would happen if: the day's sample paths under a scenario, beside the same paths without it. */
#define AEQ_TYPE_SCENARIOS_PAGE (aeq_scenarios_page_get_type ())
G_DECLARE_FINAL_TYPE (AeqScenariosPage, aeq_scenarios_page, AEQ, SCENARIOS_PAGE, AdwBin)

G_END_DECLS
