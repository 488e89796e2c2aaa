/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "aeq-flow-browse.h"

G_BEGIN_DECLS

/* How many flows and what they add up to, a line a currency. @selected (nullable): of these positions only. Free it. */
char *aeq_flow_totals_text (const AeqFlowIndex *index, GtkBitset *selected);

G_END_DECLS
