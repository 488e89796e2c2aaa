/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-csv-plan.h"

G_BEGIN_DECLS

/* One account in one currency while its rows go by: totals, and whether the balance column follows them. Banks write
 * newest or oldest first, and some give a balance only once a day. */
typedef struct
{
  AeqReadAccount *account;       /* the report's */
  const AeqCurrency *currency;   /* (nullable) as the file names it */
  gint64          booked;        /* sum of what is not pending */
  gint64          since;         /* sum of rows after the last balance */
  gint64          before;        /* sum of rows before the first balance, that row included */
  gint64          last_amount;   /* of the row that had the last balance */
  gint64          first_amount;
  gint64          first_balance;
  gint64          last_balance;
  gboolean        has_balance;
  guint64         steps;
  guint64         down;          /* steps explained when the file runs from old to new */
  guint64         up;            /* ... from new to old */
  guint64         contrary;      /* steps explained with the opposite sign */
  guint64         first_gap;     /* line */
  AeqDate         first_date;
  AeqDate         last_date;
} AeqTrack;

gboolean aeq_track_add    (AeqTrack *self, const AeqEntry *entry, GError **error);
/* Opening and closing from the column, unless the file has said them otherwise. @report NULL: says nothing. */
void     aeq_track_finish (AeqTrack *self, AeqReadReport *report);
/* Compares what the lines around the table say with the rows. */
void     aeq_track_check_facts (AeqTrack *self, const AeqFacts *facts, AeqDecimal decimal, guint exponent, AeqReadReport *report);

G_END_DECLS
