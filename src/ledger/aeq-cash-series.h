/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"
#include "aeq-calendar.h"

G_BEGIN_DECLS

/* Booked cash of one business day, minor units; what settled on a closed day counts on the next business day. */
typedef struct
{
  AeqDate day;
  gint64  credit;
  gint64  debit; /* >= 0 */
  gint64  n;
} AeqCashDay;

/* A dense array, one element a business day of @calendar in [from, to] (zeros where nothing moved); without a @calendar every day
 * counts by itself. GArray of AeqCashDay. */
GArray *aeq_cash_by_day (AeqLedger *ledger, const AeqAccount *account, const AeqCalendar *calendar, AeqDate from, AeqDate to,
                         GError **error);
/* First and last day with a booked flow; AEQ_DATE_NONE when there is none. */
gboolean aeq_cash_range (AeqLedger *ledger, const AeqAccount *account, AeqDate *first, AeqDate *last, GError **error);

/* Net actual flow by bucket of @minutes since local midnight: @n_buckets sums, the last of which takes what comes after it.
 * Free with g_free(). Flows of which only the day is known go to the bucket of local noon. */
gint64 *aeq_cash_by_bucket (AeqLedger *ledger, const AeqAccount *account, AeqDate day, int minutes, guint n_buckets,
                            GError **error);

/* One flow of an intraday history. */
typedef struct
{
  AeqInstant settle_ts;
  gint64     minor;
} AeqCashPoint;

/* Actual flows with from <= settle_ts < to in time order; GArray of AeqCashPoint. */
GArray *aeq_cash_points (AeqLedger *ledger, const AeqAccount *account, AeqInstant from, AeqInstant to, GError **error);

G_END_DECLS
