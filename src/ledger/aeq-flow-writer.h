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
/* The account is borrowed until the writer is freed. Booked flows may wait for others to be written together. */
gboolean       aeq_flow_writer_add    (AeqFlowWriter *self, const AeqAccount *account, const AeqFlow *flow, GError **error);
/* A flow that is known to be new, whatever it has in common with others: stored under an id of its own. It is not matched yet. */
gboolean       aeq_flow_writer_insert (AeqFlowWriter *self, const AeqAccount *account, const AeqFlow *flow, AeqId *uid, gint64 *id,
                                       GError **error);
/* Marks the open flow that it fulfils, or pairs an open flow with the one that fulfils it. */
gboolean       aeq_flow_writer_match  (AeqFlowWriter *self, const AeqFlow *flow, gint64 id, const AeqId *uid, GError **error);
/* The pending flow @pending_id of the account became the booked flow @actual. */
gboolean       aeq_flow_writer_settle (AeqFlowWriter *self, gint64 account, gint64 pending_id, const AeqId *actual, GError **error);
/* The id that the content of a flow gives, counting how often it came in this file. */
void           aeq_flow_writer_name   (AeqFlowWriter *self, const AeqAccount *account, const AeqFlow *flow, AeqId *uid);
/* An entry turned out to be a flow that is there. */
void           aeq_flow_writer_repeat (AeqFlowWriter *self);
/* A flow that is there moves from one day or status to another. */
gboolean       aeq_flow_writer_move   (AeqFlowWriter *self, const AeqAccount *account, gint64 minor, AeqFlowStatus from,
                                       AeqInstant from_ts, AeqFlowStatus to, AeqInstant to_ts, GError **error);
/* What follows is of another file: a flow that was there already is a duplicate, not another occurrence of the same. */
void           aeq_flow_writer_next_file (AeqFlowWriter *self);
/* Writes the flows that wait: before flows are read from the ledger. */
gboolean       aeq_flow_writer_flush  (AeqFlowWriter *self, GError **error);
/* Writes what is collected; call it once, before the commit. */
gboolean       aeq_flow_writer_finish (AeqFlowWriter *self, GError **error);
/* How many were written; complete after finishing. */
gint64         aeq_flow_writer_get_added      (AeqFlowWriter *self);
gint64         aeq_flow_writer_get_duplicates (AeqFlowWriter *self);

G_END_DECLS
