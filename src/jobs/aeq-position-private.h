/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-export-issued.h"
#include "aeq-job-position.h"

G_BEGIN_DECLS

/* The parts of aeq-job-position.c. */

/* aeq-position-day.c: what the ledger says of one account's day. */
AeqPosition *aeq_position_read (AeqLedger *ledger, const AeqAccount *account, AeqDate date, GError **error);
void         aeq_position_free (AeqPosition *self);
/* Puts a row of sums after the rows of each currency that has several; FALSE when a sum leaves the range. */
gboolean aeq_position_add_sums (GPtrArray *rows, GError **error);

/* aeq-position-forecast.c: what the newest forecast says of it, and the picture. */
gboolean aeq_position_add_forecast (AeqPositionTable *self, AeqLedger *ledger, const AeqPositionScope *scope,
                                    GPtrArray *accounts, GError **error);

/* aeq-position-due.c: what should have come, and what must be done. Each adds that of one account. */
gboolean aeq_position_add_late (AeqPositionTable *self, AeqLedger *ledger, const AeqAccount *account, GError **error);
gboolean aeq_position_add_deadlines (AeqPositionTable *self, AeqLedger *ledger, const AeqAccount *account,
                                     GError **error);
void     aeq_late_receipt_free (AeqLateReceipt *self);
void     aeq_deadline_free (AeqDeadline *self);

G_END_DECLS
