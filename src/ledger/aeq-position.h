/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"

G_BEGIN_DECLS

/* A holding on a day. Quantity and price are exact decimals kept as text. */
typedef struct
{
  gint64             account;
  AeqDate            day;
  const char        *instrument;
  const char        *isin;
  const char        *quantity;
  const char        *price;
  const AeqCurrency *currency;
  gint64             market_value;
  gboolean           has_market_value;
} AeqPosition;

/* Stores one inside the caller's transaction. Its id is that of (account, day, instrument, isin); the same again is a duplicate and
 * replaces nothing. */
gboolean aeq_position_put (AeqLedger *ledger, const AeqAccount *account, const AeqPosition *position, gint64 import_id,
                           gboolean *added, GError **error);

typedef gboolean (*AeqPositionFunc) (const AeqPosition *position, gpointer user_data, GError **error);

/* The newest day of each account until @until (AEQ_DATE_NONE: of all), by account and instrument. */
gboolean aeq_position_foreach (AeqLedger *ledger, AeqDate until, AeqPositionFunc func, gpointer user_data, GError **error);

G_END_DECLS
