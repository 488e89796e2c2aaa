/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-change.h"

G_BEGIN_DECLS

/* Takes back what one action changed, newest first, in one transaction; @undone (out) is what that changed in turn, so
 * that taking
 * @undone back brings everything again. An import goes as a whole. Refused as one: AEQ_ERROR_EXISTS when a record was
 * changed again since, AEQ_ERROR_USAGE for an import that was taken back, which only its file brings back. */
gboolean aeq_job_undo (AeqLedger *ledger, const AeqChangeRange *range, AeqChangeRange *undone,
                       GCancellable *cancellable, GError **error);

G_END_DECLS
