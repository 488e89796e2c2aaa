/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-page.h"

G_BEGIN_DECLS

/* Every flow of the ledger: find, filter, sort, look at one, add up and copy what is selected, and give it categories.
 */
#define AEQ_TYPE_FLOWS_VIEW (aeq_flows_view_get_type ())
G_DECLARE_FINAL_TYPE (AeqFlowsView, aeq_flows_view, AEQ, FLOWS_VIEW, AdwBin)

/* Selects one flow among those of its day, on the clock of its account, as soon as they are read. */
void aeq_flows_view_show_flow (AeqFlowsView *self, gint64 id, AeqDate day);

G_END_DECLS
