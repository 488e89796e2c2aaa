/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"
#include "aeq-chart.h"
#include "aeq-regime.h"

G_BEGIN_DECLS

/* Where each account stands on a day, and what is to be watched: from the ledger, the newest stored forecast and the
 * scores of earlier ones, all read in one view of the ledger. Amounts are minor units. */

#define AEQ_POSITION_NONE G_MININT64 /* an amount that is not known */

/* What is looked at. Words are static or outlive the call, so that a front end may give its own language. */
typedef struct
{
  gboolean           has_account;
  AeqId              account;  /* uid */
  const AeqCurrency *currency; /* (nullable) all */
  AeqDate            date;     /* AEQ_DATE_NONE: today, on each account's clock */
  const AeqRegimeReading *regime; /* (nullable) of that day, when the caller has read it already */
  gboolean
      rows_only; /* the accounts and which is nearest to its limit: no picture, sums, scores, nor what is late or due */
  struct
  {
    const char *actual;
    const char *forecast;
    const char *limit;
    const char *warning;
    const char *lowest;
    const char *now;
  } words;
} AeqPositionScope;

#define AEQ_POSITION_SCOPE_DEFAULT                                                                                     \
  {                                                                                                                    \
    .date = AEQ_DATE_NONE, .words = { "actual", "forecast", "limit", "early warning", "lowest", "now" }                \
  }

typedef enum
{
  AEQ_POSITION_PAST, /* a day that is over: what was */
  AEQ_POSITION_TODAY,
  AEQ_POSITION_AHEAD /* a day to come: what the forecast says of it */
} AeqPositionWhen;

/* One account's day, or the sums of those of one currency, which have opening, in, out, balance and expected alone. */
typedef struct
{
  guint              n; /* accounts summed up; 0: this is one account */
  AeqId              uid;
  char              *number; /* (nullable) NULL in sums */
  char              *name;   /* (nullable) */
  const AeqCurrency *currency;
  const AeqZone     *zone; /* NULL in sums */
  AeqDate            day;  /* on the account's clock */
  AeqPositionWhen    when;
  gint64             opening;
  gint64             in;         /* booked, >= 0; NONE ahead */
  gint64             out;        /* <= 0; NONE ahead */
  gint64             balance;    /* now, or at the end of a past day; NONE ahead */
  AeqInstant         balance_at; /* when that was last true at its source; AEQ_INSTANT_NONE: never told */
  gint64
      expected; /* today: net of announced and pending flows that have not come; ahead: what is announced; past: NONE */
  gint64     closing;   /* median of the forecast; of a past day the balance at its end */
  gint64     lowest;    /* today: lowest point from now on; past: of the day; ahead: NONE */
  AeqInstant lowest_at; /* today: start of the time slice */
  gint64     so_far;    /* today: the lowest balance that has been, the opening too */
  AeqInstant so_far_at;
  double     p_breach; /* of the forecast; past: 1 or 0; NaN: no limit, or no forecast */
  gint64     limit;    /* AEQ_POSITION_NONE: none is set */
  gint64     warning;  /* early warning; likewise */
} AeqPosition;

/* How much of the room between opening and limit is used when the balance is @balance: 0 at the opening or above it, 1
 * at the limit, more below it (INFINITY when there was no room). NaN without a limit or a balance. */
double aeq_position_limit_use (const AeqPosition *self, gint64 balance);

typedef enum
{
  AEQ_FORECAST_NONE,      /* none was issued */
  AEQ_FORECAST_OTHER_DAY, /* the newest says nothing of today */
  AEQ_FORECAST_OVERTAKEN, /* the ledger was changed since */
  AEQ_FORECAST_OLD,       /* older than AEQ_FORECAST_FRESH */
  AEQ_FORECAST_GOOD
} AeqForecastAge;

#define AEQ_FORECAST_FRESH AEQ_HOUR /* two time slices: longer ago, much of what it foresaw has been */

/* A receipt that should have come. */
typedef struct
{
  char              *account; /* number */
  const AeqCurrency *currency;
  const AeqZone     *zone;
  AeqInstant         due;
  gboolean           timed;        /* else only the day was said, which is over */
  gint64             minor;        /* > 0 */
  char              *counterparty; /* (nullable) */
  char              *category;     /* (nullable) */
} AeqLateReceipt;

/* Something that must be done by a time. */
typedef struct
{
  AeqInstant         at;
  const AeqZone     *zone;
  char              *name; /* of the obligation; of a cut-off the payment system */
  gboolean           is_cut_off;
  gboolean           customers;    /* of a cut-off: of payments for customers, else between banks */
  char              *account;      /* (nullable) of an obligation */
  char              *counterparty; /* (nullable) of an obligation */
  const AeqCurrency *currency;
  gint64             minor; /* still to be paid; NONE of a cut-off */
} AeqDeadline;

/* What stored scores say of the last AEQ_POSITION_SCORED_DAYS days. */
#define AEQ_POSITION_SCORED_DAYS 60
typedef struct
{
  guint64  n;        /* forecasts of days that are over; 0: the rest is not filled */
  double   coverage; /* share inside the 90 % interval */
  double   wape;     /* of the median, by gross flow */
  double   skill;    /* against the seasonal naive; NaN: not to be told */
  gboolean far_off;  /* the coverage is not explained by chance, 19 times of 20 */
} AeqPositionScore;

typedef struct
{
  AeqInstant         as_of;
  AeqDate            date;        /* as asked for */
  GPtrArray         *rows;        /* AeqPosition by currency and account, sums after the accounts of their currency */
  guint              n_accounts;  /* of the ledger, in scope or not */
  AeqInstant         forecast_at; /* AEQ_INSTANT_NONE: none was issued */
  AeqForecastAge     forecast_age;
  char              *model;    /* (nullable) of that forecast */
  char              *scenario; /* (nullable) */
  AeqChart          *chart;    /* (nullable) the course of one account's day, or the days ahead */
  const AeqPosition *nearest;  /* (nullable) the account that was asked for, else the one nearest to its limit: by the
                                  chance of a breach, then by what is left */
  gboolean         has_regime;
  AeqRegimeReading regime;  /* on the day, or the newest */
  char           **reasons; /* (nullable) */
  AeqPositionScore score;
  GPtrArray       *late;      /* AeqLateReceipt, longest ago first; only today */
  GPtrArray       *deadlines; /* AeqDeadline by time, overdue ones too; only today */
} AeqPositionTable;

AeqPositionTable *aeq_job_position (AeqLedger *ledger, const AeqPositionScope *scope, GCancellable *cancellable,
                                    GError **error);
void              aeq_position_table_free (AeqPositionTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqPositionTable, aeq_position_table_free)

G_END_DECLS
