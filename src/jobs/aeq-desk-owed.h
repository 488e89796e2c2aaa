/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"

G_BEGIN_DECLS

/* What is still to be paid for an obligation. */
typedef struct
{
  AeqInstant due;
  gint64     minor; /* > 0; what has been paid in parts is taken off */
} AeqOwed;

/* Obligations due from the instant @from on that, as of the ledger's now, were entered and not settled, one that is overdue too, and for
 * which no open flow of the same reference stands. GArray of AeqOwed by due time. */
GArray *aeq_desk_owed_load (AeqLedger *ledger, const AeqAccount *account, AeqInstant from, GError **error);

G_END_DECLS
