/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-obligation.h"

G_BEGIN_DECLS

/* What is still to be paid for an obligation. */
typedef struct
{
  AeqInstant due;
  gint64     minor; /* > 0; what has been paid in parts is taken off */
} AeqOwed;

/* The obligations due in [@from, @to), each with what the flows booked by the ledger's now have paid of it. */
AeqObligations *aeq_desk_obligations (AeqLedger *ledger, const AeqAccount *account, AeqInstant from, AeqInstant to, GError **error);
/* What of it is still to be paid as of the ledger's now; 0 when it is settled or was not yet entered. */
gint64          aeq_desk_still_owed  (const AeqObligation *obligation, AeqInstant now);

/* Obligations due from the instant @from on that, as of the ledger's now, were entered and not settled, one that is overdue too, and for
 * which no open flow of the same reference stands. GArray of AeqOwed by due time. */
GArray *aeq_desk_owed_load (AeqLedger *ledger, const AeqAccount *account, AeqInstant from, GError **error);

G_END_DECLS
