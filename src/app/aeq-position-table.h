/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-job-position.h"
#include "aeq-seen-table.h"

G_BEGIN_DECLS

/* The accounts of the page Position as they are exported. Sums are left out: a spreadsheet adds up itself. */
AeqSeenTable *aeq_position_seen_table (const AeqPositionTable *table);

G_END_DECLS
