/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-camt-private.h"

G_BEGIN_DECLS

/* Whether a statement agrees with itself; what does not is a warning. */
void aeq_camt_tie_statement (AeqCamtReader *self);
/* Whether it opens where the statement of the account before it in the file closed. */
void aeq_camt_tie_chain     (AeqCamtReader *self, const AeqReadAccount *account);
/* What the file as a whole is told about. */
void aeq_camt_tie_finish    (AeqCamtReader *self);

G_END_DECLS
