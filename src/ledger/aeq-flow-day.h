/* SPDX-License-Identifier: MIT */
#pragma once

#include <json-glib/json-glib.h>
#include "aeq-account.h"
#include "aeq-flow.h"

G_BEGIN_DECLS

/* Sums of flows a day, collected in memory and written at the end: what keeps table flow_day equal to table flow. */
typedef struct _AeqDayTotals AeqDayTotals;

AeqDayTotals *aeq_day_totals_new   (void);
void          aeq_day_totals_free  (AeqDayTotals *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqDayTotals, aeq_day_totals_free)
/* @factor 1 adds a flow, -1 takes one off. AEQ_ERROR_OVERFLOW when a day's sum leaves the range. */
gboolean aeq_day_totals_add   (AeqDayTotals *self, gint64 account, AeqFlowStatus status, AeqDate day, gint64 minor, int factor,
                               GError **error);
gboolean aeq_day_totals_flush (AeqDayTotals *self, AeqStore *store, GError **error);
/* Compares with the stored sums of one account and adds a sentence to @problems (char*) for each difference. */
gboolean aeq_day_totals_compare (AeqDayTotals *self, AeqStore *store, const AeqAccount *account, GPtrArray *problems,
                                 GError **error);

/* The same for one flow by its image, used when a single record changes. */
gboolean aeq_flow_day_apply (AeqStore *store, JsonObject *flow, int factor, GError **error);
/* The account has moved to another zone: its days begin at other instants. */
gboolean aeq_flow_day_change_zone (AeqStore *store, gint64 account, const AeqZone *from, const AeqZone *to, GError **error);
/* Takes the flows of an import off their days, before they are deleted. */
gboolean aeq_flow_day_remove_import (AeqStore *store, gint64 import_id, GCancellable *cancellable, GError **error);

G_END_DECLS
