/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-flow-browse.h"
#include "aeq-workspace.h"

G_BEGIN_DECLS

/* Rows of a page, which are read together: as many as a tall window shows. */
#define AEQ_FLOW_LIST_PAGE 32

/* The flows of an index as a GListModel of AeqRow (AeqFlowEntry). A row that is looked at begins empty; the page around it is read by
 * the ROWS queue, and pages that nobody looked at for long are let go: a million rows cost what the index costs. */
#define AEQ_TYPE_FLOW_LIST (aeq_flow_list_get_type ())
G_DECLARE_FINAL_TYPE (AeqFlowList, aeq_flow_list, AEQ, FLOW_LIST, GObject)

/* Takes @index over. */
AeqFlowList        *aeq_flow_list_new       (AeqWorkspace *workspace, AeqFlowIndex *index);
const AeqFlowIndex *aeq_flow_list_get_index (AeqFlowList *self);
/* Takes @index over if it has the same flows in the same order: then the rows that are there are read again in their places, and whoever
 * looks at them stays where he is. */
gboolean            aeq_flow_list_renew     (AeqFlowList *self, AeqFlowIndex *index);
/* Takes @index over if it begins with the flows of the list, whole pages of them: the rest is appended. */
gboolean            aeq_flow_list_extend    (AeqFlowList *self, AeqFlowIndex *index);

G_END_DECLS
