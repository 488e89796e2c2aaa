/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "aeq-flow-browse.h"

G_BEGIN_DECLS

/* Which rows of a long list are selected, as a set of positions: GtkMultiSelection reads every row that it selects, which freezes
 * the window for a million of them. */
#define AEQ_TYPE_FLOW_SELECTION (aeq_flow_selection_get_type ())
G_DECLARE_FINAL_TYPE (AeqFlowSelection, aeq_flow_selection, AEQ, FLOW_SELECTION, GObject)

/* @model does not change. */
AeqFlowSelection *aeq_flow_selection_new (GListModel *model);
/* Selects, before anyone looks, the flows of @index that are selected in @other over @old; none when there are very many. */
void              aeq_flow_selection_take_over (AeqFlowSelection *self, const AeqFlowIndex *index, AeqFlowSelection *other,
                                                const AeqFlowIndex *old);

G_END_DECLS
