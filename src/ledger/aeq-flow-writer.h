/* SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>
#include "aeq-account.h"
#include "aeq-flow.h"

G_BEGIN_DECLS

/* Writes many flows inside the caller's transaction: gives each its name-based id (account, dates, amount, references, narrative,
 * and which occurrence of the same it is in this file), leaves out those that are there already, applies category rules,
 * keeps the day sums and marks expected flows as fulfilled. The caller writes the change record. */
typedef struct _AeqFlowWriter AeqFlowWriter;

AeqFlowWriter *aeq_flow_writer_new    (AeqLedger *ledger, gint64 import_id, GError **error);
void           aeq_flow_writer_free   (AeqFlowWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqFlowWriter, aeq_flow_writer_free)
/* Flows of @account may follow; the account is borrowed until the writer is freed. */
gboolean       aeq_flow_writer_add    (AeqFlowWriter *self, const AeqAccount *account, const AeqFlow *flow, GError **error);
/* What follows is of another file: a flow that was there already is a duplicate, not another occurrence of the same. */
void           aeq_flow_writer_next_file (AeqFlowWriter *self);
/* Writes what is collected; call it once, before the commit. */
gboolean       aeq_flow_writer_finish (AeqFlowWriter *self, GError **error);
gint64         aeq_flow_writer_get_added      (AeqFlowWriter *self);
gint64         aeq_flow_writer_get_duplicates (AeqFlowWriter *self);

G_END_DECLS
