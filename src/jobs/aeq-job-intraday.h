/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-balance.h"
#include "aeq-bcbs248.h"
#include "aeq-ladder.h"

G_BEGIN_DECLS

/* One day of an account, or of all accounts in one currency added up, as the Intraday page shows it: what was booked,
 * what is announced, what the stored forecast says of the rest. Amounts are minor units, net positions start at 0.
 * Nobody changes it once it is read. */

typedef enum
{
  AEQ_INTRADAY_NEAREST, /* the account that is nearest to its limit */
  AEQ_INTRADAY_ACCOUNT,
  AEQ_INTRADAY_TOTAL    /* all accounts in one currency */
} AeqIntradayWhat;

typedef struct
{
  AeqIntradayWhat    what;
  AeqId              account;    /* of AEQ_INTRADAY_ACCOUNT */
  const AeqCurrency *currency;   /* of AEQ_INTRADAY_TOTAL; of the nearest (nullable): only accounts in it */
  AeqDate            day;        /* AEQ_DATE_NONE: today, on the account's clock */
  guint              minutes;    /* of a slice of the ladder: 15, 30 or 60 */
  guint              usual_days; /* business days before, of which the usual throughput is the mean */
} AeqIntradayRequest;

#define AEQ_INTRADAY_REQUEST_DEFAULT                                                                                   \
  {                                                                                                                    \
    .what = AEQ_INTRADAY_NEAREST, .day = AEQ_DATE_NONE, .minutes = 30, .usual_days = 20                                \
  }

/* A low of the net position, booked or with what is announced: at least a twentieth of the day's range below the peak
 * before it and, unless it is the last, below what comes after it. What settles in (peak_at, at] made it. */
typedef struct
{
  AeqInstant peak_at; /* before the first instant of the day when it fell from the open */
  gint64     peak;
  AeqInstant at;
  gint64     low;
  gboolean   ahead;   /* it lies after now, as far as is announced */
} AeqTrough;

typedef struct
{
  AeqInstant        due;
  gint64            minor; /* > 0 */
  char             *name;
  AeqBcbsSettlement settlement;
} AeqIntradayDue;

/* Percent of the day's payments that were made before the end of each quarter of an hour of the wall clock; NaN: not
 * yet, or none. */
typedef struct
{
  double today[AEQ_BCBS_SLOTS]; /* of what was paid and what is announced */
  double usual[AEQ_BCBS_SLOTS];
  guint  n_days;                /* with payments, of which the usual is the mean */
  gint64 paid;                  /* >= 0 */
  gint64 announced;             /* payments still to come, >= 0 */
} AeqThroughput;

typedef struct
{
  AeqIntradayWhat         what;
  const AeqCurrency      *among;     /* (nullable) of the nearest: only accounts in it were looked at */
  GPtrArray              *accounts;  /* AeqAccount: those that are shown */
  AeqInstant              as_of;     /* the ledger's now when it was read */
  AeqInstant next; /* when what is known of the day changes by the clock alone; AEQ_INSTANT_NONE: not any more */
  gint64                  stamp;     /* aeq_job_intraday_stamp() */
  AeqLadder               ladder;
  GArray *course; /* AeqPositionPoint: booked, from before the first instant of the day on; netted by instant */
  GArray                 *expected;  /* AeqPositionPoint: from now on, with what is announced; empty when nothing is */
  GArray                 *troughs;   /* AeqTrough */
  AeqLimit                limit;     /* of one account */
  GArray                 *dues;      /* AeqIntradayDue, by due time */
  AeqThroughput           throughput;
  AeqIssued              *issued;    /* (nullable) the newest forecast, when it is of this day */
  const AeqIssuedAccount *forecast;  /* (nullable) of one account */
  char *joint_set; /* (nullable) of a total: the account set that has the very accounts, of which the forecast has joint
                      paths */
  AeqIssuedSet            joint;     /* what it says of it */
} AeqIntradayDay;

/* NULL with an error; AEQ_ERROR_NOT_FOUND when there is no such account, or none at all. */
AeqIntradayDay *aeq_job_intraday (AeqLedger *ledger, const AeqIntradayRequest *request, GCancellable *cancellable,
                                  GError **error);
void         aeq_intraday_day_free      (AeqIntradayDay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqIntradayDay, aeq_intraday_day_free)

/* A number that is another one when the ledger holds something new: a change, an import or a forecast. */
gboolean     aeq_job_intraday_stamp (AeqLedger *ledger, gint64 *stamp, GError **error);

/* Whether it must be read again at @now, when the ledger has @stamp. */
gboolean         aeq_intraday_is_stale (const AeqIntradayDay *self, AeqInstant now, gint64 stamp);
/* The net position at @at: booked, then with what is announced. */
gint64           aeq_intraday_net_at   (const AeqIntradayDay *self, AeqInstant at);
/* The deepest, ahead or not; NULL when the position never fell. Borrowed. */
const AeqTrough *aeq_intraday_deepest  (const AeqIntradayDay *self);
/* When an announced movement counts, always after @now: what is overdue, or of which only the day is known, is paid at
 * once and received at the @end of the day. */
AeqInstant       aeq_announced_at      (AeqInstant at, gboolean day_only, gint64 minor, AeqInstant now, AeqInstant end);

G_END_DECLS
