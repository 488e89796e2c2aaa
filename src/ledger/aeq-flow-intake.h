/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-bank-statement.h"
#include "aeq-flow-writer.h"

G_BEGIN_DECLS

/* Takes the entries of banks' reports in, statement by statement, so that one movement is one flow however often and in whatever
 * format it is reported (the rule stands in aeq-flow-pair.h): what is known is vouched for and enriched, what is new is inserted,
 * what was pending is settled, and what an end-of-day statement does not repeat of its days' intraday entries is withdrawn.
 * An account without flows is written straight through; elsewhere entries wait for the end of their statement. */
typedef struct _AeqFlowIntake AeqFlowIntake;

/* @writer is borrowed. */
AeqFlowIntake *aeq_flow_intake_new  (AeqLedger *ledger, AeqFlowWriter *writer, gint64 import_id, GError **error);
void           aeq_flow_intake_free (AeqFlowIntake *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqFlowIntake, aeq_flow_intake_free)

/* An entry of the statement that is open; accounts are borrowed until the end. */
gboolean aeq_flow_intake_add       (AeqFlowIntake *self, const AeqAccount *account, const AeqFlow *flow, AeqReportKind kind,
                                    const AeqFlowDetail *details, guint n_details, GError **error);
/* The open statement is complete. Takes @statement over; fills id, tied and import. */
gboolean aeq_flow_intake_statement (AeqFlowIntake *self, const AeqAccount *account, AeqBankStatement *statement, GError **error);
/* What follows is of another file of an archive. */
gboolean aeq_flow_intake_next_file (AeqFlowIntake *self, GError **error);
/* Call it once, before the writer's finish. Ties the statements to those of the ledger. Warnings and notes are char*. */
gboolean aeq_flow_intake_finish    (AeqFlowIntake *self, GPtrArray *warnings, GPtrArray *notes, GError **error);

G_END_DECLS
