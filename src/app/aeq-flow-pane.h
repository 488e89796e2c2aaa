/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-flow-browse.h"

G_BEGIN_DECLS

/* One flow with all that is known of it, and the entries of a batch. */
#define AEQ_TYPE_FLOW_PANE (aeq_flow_pane_get_type ())
G_DECLARE_FINAL_TYPE (AeqFlowPane, aeq_flow_pane, AEQ, FLOW_PANE, AdwBin)

void aeq_flow_pane_show (AeqFlowPane *self, const AeqFlowEntry *entry);
/* Instead of a flow: why there is none to show. */
void aeq_flow_pane_say  (AeqFlowPane *self, const char *text);

const char *aeq_flow_status_title (AeqFlowStatus status); /* for people, translated */

G_END_DECLS
