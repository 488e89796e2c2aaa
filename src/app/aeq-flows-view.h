/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-page.h"

G_BEGIN_DECLS

/* Every flow of the ledger: find, filter, sort, look at one, add up and copy what is selected, and give it categories. */
#define AEQ_TYPE_FLOWS_VIEW (aeq_flows_view_get_type ())
G_DECLARE_FINAL_TYPE (AeqFlowsView, aeq_flows_view, AEQ, FLOWS_VIEW, AdwBin)

G_END_DECLS
