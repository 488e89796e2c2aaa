/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-job-bcbs248.h"

G_BEGIN_DECLS

/* Adds what one account has available at the open of each day: balance, sources and credit lines. */
gboolean aeq_bcbs_available_add (AeqBcbsSection *section, AeqLedger *ledger, const AeqAccount *account,
                                 AeqBcbsDayInput *days, guint n_days, GError **error);

G_END_DECLS
