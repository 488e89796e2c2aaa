/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-job-bcbs248.h"

G_BEGIN_DECLS

/* Fills figures, obligations, lines and gaps of a section that knows its accounts, zone and calendar. */
gboolean aeq_bcbs_section_load (AeqBcbsSection *self, AeqLedger *ledger, AeqDate from, AeqDate to,
                                GCancellable *cancellable, GError **error);
/* Tells in the section's gaps what is missing in its period, flows and obligations. */
gboolean aeq_bcbs_section_tell (AeqBcbsSection *self, AeqLedger *ledger, GError **error);
/* Adds a sentence to the section's gaps. */
void     aeq_bcbs_section_gap  (AeqBcbsSection *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
