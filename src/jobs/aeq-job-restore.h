/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-instant.h"
#include "aeq-progress.h"

G_BEGIN_DECLS

/* Makes the ledger @to from the backup @from, checked first: @from must be a whole ledger, and @to a file that is not there yet or a ledger
 * without content, which is never replaced. Then @to is opened and upgraded. @now AEQ_INSTANT_NONE: the clock. */
gboolean aeq_job_restore (const char *from, const char *to, AeqInstant now, guint64 seed, AeqProgress *progress, GCancellable *cancellable,
                          GError **error);

G_END_DECLS
