/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"

G_BEGIN_DECLS

/* What a broker asked of an account at a time. Amounts are minor units of @currency; the requirement and the call are not
 * below zero; the excess is what the source says, below zero a deficit. */
typedef struct
{
  gint64             account;
  AeqInstant         as_of;
  const char        *methodology;  /* "house", "regt" or "portfolio" */
  const AeqCurrency *currency;
  gint64             requirement;
  gint64             equity;
  gint64             excess;
  gint64             call_amount;
  gboolean           has_equity;
  gboolean           has_excess;
  gboolean           has_call;
  AeqInstant         call_due_ts;  /* AEQ_INSTANT_NONE: none was said */
} AeqMargin;

/* Stores one inside the caller's transaction. Its id is that of (account, as_of, methodology) and its figures: one that is
 * there is a duplicate and, as with positions, replaces nothing. Other figures for the same account, as_of and methodology
 * are kept as the next revision, which stands in place of the earlier ones until its import is taken back. */
gboolean aeq_margin_put (AeqLedger *ledger, const AeqAccount *account, const AeqMargin *margin, gint64 import_id,
                         gboolean *added, GError **error);

typedef gboolean (*AeqMarginFunc) (const AeqMargin *margin, gpointer user_data, GError **error);

/* The newest of each account and methodology that stands, by account and methodology. Texts are borrowed for the
 * call. */
gboolean aeq_margin_foreach (AeqLedger *ledger, AeqMarginFunc func, gpointer user_data, GError **error);

G_END_DECLS
