/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-bucket.h"
#include "aeq-export-issued.h"

G_BEGIN_DECLS

/* One time slice of a day: minor units, what goes out below zero. */
typedef struct
{
  gint64                in;
  gint64                out;
  gint64                position;     /* net of what was booked since the open, at the end of the slice or now */
  gint64                balance;
  gint64                expected_in;  /* announced and pending, not fulfilled, at its announced time */
  gint64                expected_out;
  const AeqIssuedSlice *forecast;     /* (nullable) the slice of the forecast that ends with this one */
} AeqRung;

/* An announced or pending movement that has not come. */
typedef struct
{
  AeqInstant at;
  gint64     minor;
  gboolean   day_only; /* @at is only the noon of its day */
} AeqAnnounced;

/* The day of one account, or of several in one currency added up, by time slice. */
typedef struct
{
  const AeqCurrency *currency;
  const AeqZone     *zone;
  AeqDate            day;
  AeqBuckets         buckets;
  AeqInstant         now;
  gint64             opening;
  AeqInstant         opening_as_of; /* AEQ_INSTANT_NONE: nothing is known of it */
  gint64             booked;        /* net since the open, now */
  AeqRung           *rungs;         /* as many as there are buckets */
  GArray            *points;        /* AeqCashPoint: what was booked up to now, in time order */
  GArray            *announced;     /* AeqAnnounced, in time order */
} AeqLadder;

/* Reads the day @day of @accounts (AeqAccount, at least one, all of one currency) on the clock of the first. FALSE with
 * an error; sums that leave the range of an amount are AEQ_ERROR_OVERFLOW. Clear @self in any case. */
gboolean aeq_ladder_load (AeqLadder *self, AeqLedger *ledger, GPtrArray *accounts, AeqDate day, guint minutes,
                          GCancellable *cancellable, GError **error);
void     aeq_ladder_clear (AeqLadder *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AeqLadder, aeq_ladder_clear)

/* Slices that end where a slice of the ladder does; borrowed from @account. */
void aeq_ladder_set_forecast (AeqLadder *self, const AeqIssuedAccount *account);

/* The newest forecast when it is of this day on the clock of @account; @alone keeps only that account of it. None is no
 * error, and leaves @issued NULL. */
gboolean aeq_issued_of_day (AeqLedger *ledger, GPtrArray *accounts, const AeqAccount *account, gboolean alone,
                            AeqDate day, AeqIssued **issued, GError **error);

G_END_DECLS
