/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-booking.h"
#include "aeq-flow-intake.h"

G_BEGIN_DECLS

struct _AeqBooking
{
  AeqLedger            *ledger;
  gint64                import_id;
  const AeqReadOptions *options;
  AeqFlowWriter        *writer;
  AeqFlowIntake        *intake;     /* of what stands in banks' reports */
  AeqInstant            last_settled; /* of the open statement's booked entries */
  GHashTable           *accounts;   /* "number\nCUR", or "number\n*" for any -> AeqAccount */
  AeqAccount           *last;       /* files come account by account */
  char                 *last_number;
  const AeqCurrency    *last_currency;
  gint64                added;      /* accounts, positions and margin; flows are the writer's */
  gint64                duplicates;
  gboolean              reported;   /* statements of this file have brought their balances themselves */
  gboolean              any_reported;
  gboolean              used_unnamed;
  const AeqCurrency    *assumed;
};

/* The account of a row, made when it is new; borrowed. @number and @currency may be NULL. */
AeqAccount *aeq_booking_get_account (AeqBooking *self, const char *number, const AeqCurrency *currency, GError **error);
/* Says in which row it was; the domains of the store have no place. Returns FALSE. */
gboolean    aeq_booking_fail_at     (guint64 line, GError **error);

/* Members of AEQ_BOOKING_SINK. */
gboolean    aeq_booking_account     (const AeqAccountEntry *entry, gpointer user_data, GError **error);
gboolean    aeq_booking_position    (const AeqPositionEntry *entry, gpointer user_data, GError **error);
gboolean    aeq_booking_margin      (const AeqMarginEntry *entry, gpointer user_data, GError **error);
gboolean    aeq_booking_statement   (const AeqStatementEntry *entry, gpointer user_data, GError **error);

/* First opening and last closing of each account of a file without statements. */
gboolean    aeq_booking_put_balances (AeqBooking *self, const AeqReadReport *report, GError **error);

G_END_DECLS
